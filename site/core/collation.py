"""The order of lists in each language's alphabet: `č` after all of `c`, Albanian `dh` after `d`."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from django.utils.translation import get_language as active_code

from .languages import get_language

# What decomposing does not bring to its nearest letter.
_STROKES = {"đ": "d", "ł": "l", "ø": "o", "ı": "i"}
_SPACE, _DIGIT, _LETTER, _OTHER_LETTER = range(4)


def sort_key(text: str, code: str | None = None):
    """Where a text stands in a list in a language, the active one if none is named.

    Case and punctuation do not matter; marks do where texts are the same without.
    """
    places, letter = _alphabet(get_language(code or active_code()).alphabet)
    text = unicodedata.normalize("NFC", text.casefold())
    weights = (_weight(match[0], places) for match in letter.finditer(text))
    return [weight for weight in weights if weight], text


def sorted_by_name(rows: Iterable, name: Callable = str) -> list:
    """Rows of a vocabulary by their names in the active language."""
    return sorted(rows, key=lambda row: sort_key(name(row)))


@cache
def _alphabet(letters: str):
    """Letter → place, and what finds the letters of a text, those written with two first."""
    places = {letter: place for place, letter in enumerate(letters.split())}
    longest_first = sorted(places, key=len, reverse=True)
    return places, re.compile("|".join([*longest_first, "."]), re.DOTALL)


def _weight(letter: str, places: dict[str, int]):
    if letter in places:
        return _LETTER, places[letter]
    if letter.isspace():
        return _SPACE, 0
    if letter.isdigit():
        return _DIGIT, ord(letter)
    if not letter.isalpha():
        return None
    nearest = _STROKES.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return (_LETTER, places[nearest]) if nearest in places else (_OTHER_LETTER, ord(nearest))
