"""A light stem: the word without its endings."""

import re

from .suffixes import SUFFIXES

SHORTEST_STEM = 4
# An English y that is an i before an ending: party, parties.
_LAST_Y = re.compile(r"(?<=[^aeiou])y$")


def stem(word: str, analysis: str) -> str:
    """Trim endings until none fits: so a word and its longer forms end at the same place."""
    while ending := _ending(word, SUFFIXES[analysis]):
        word = word.removesuffix(ending)
    return _LAST_Y.sub("i", word) if analysis == "en" else word


def _ending(word, suffixes):
    longest = len(word) - SHORTEST_STEM
    fits = (end for end in suffixes if len(end) <= longest and word.endswith(end))
    return next(fits, "")
