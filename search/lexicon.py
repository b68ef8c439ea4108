"""Words of one family that do not look alike, as they are written down in `lexicon/`.

A line of a language's file is a family: who looks for one of its words is glad to find another.
Forms of a word need not be there unless dictionaries lack them.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from .analysis import ANALYSES, lemma_and_stem

FOLDER = Path(__file__).parent / "lexicon"


@cache
def relatives(analysis: str) -> Mapping[str, frozenset[str]]:
    """By term of a word, lemma or stem, those of its family; none for a language without a file.

    A term that words of two families have says nothing of either.
    """
    path = FOLDER / f"{analysis}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    families = [
        frozenset(term for word in line.split() for term in lemma_and_stem(word, analysis))
        for line in lines
    ]
    claims = Counter(chain.from_iterable(families))
    found = {}
    for family in families:
        own = frozenset(term for term in family if claims[term] == 1)
        found |= dict.fromkeys(own, own)
    return found


def load_lexicon():
    """Read all of it: a server does so before it forks, as it does with dictionaries."""
    for analysis in ANALYSES:
        relatives(analysis)
