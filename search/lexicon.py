"""Words of one family that do not look alike, as they are written down in `lexicon/`.

A line of a language's file is a family: who looks for one of its words is glad to find another.
Forms of a word need not be there unless dictionaries lack them.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .analysis import ANALYSES, wide_terms

FOLDER = Path(__file__).parent / "lexicon"


@cache
def relatives(analysis: str) -> Mapping[str, frozenset[str]]:
    """By term of a word, lemma or stem, those of its family; none for a language without a file."""
    path, found = FOLDER / f"{analysis}.txt", defaultdict(frozenset)
    for line in path.read_text().splitlines() if path.exists() else ():
        family = frozenset(term for word in line.split() for term in wide_terms(word, analysis))
        for term in family:
            found[term] |= family
    return dict(found)


def load_lexicon():
    """Read all of it: a server does so before it forks, as it does with dictionaries."""
    for analysis in ANALYSES:
        relatives(analysis)
