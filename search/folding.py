"""Words without what people may leave out when they type: case, diacritics, script."""

import re
import unicodedata

from core.scripts import to_latin

# Two letters in one character, and what decomposing does not fold: Romanian letters with the wrong
# mark, letters with a stroke.
_WRITTEN = {"ǆ": "dž", "ǉ": "lj", "ǌ": "nj", "ş": "ș", "ţ": "ț", "\u00ad": ""}
_STROKES = {"đ": "d", "ı": "i", "ł": "l", "ø": "o"}
_MARK = re.compile(r"[^\w\n]+")

# The vowel yat became e in the east, ije and je in the west: between consonants, where a
# je is rarely anything else (partije, projekt and objava keep theirs).
_YAT = re.compile(r"(?<=[bcdfghklmnprstvz])i?je(?=[bcdfghklmnprstvz])")


def normalise(text: str, analysis: str) -> str:
    """As the dictionaries write it: lowercase, composed, in Latin where the group has both."""
    text = _replace(unicodedata.normalize("NFC", text.casefold()), _WRITTEN)
    return to_latin(text) if analysis == "hbs" else text


def fold(text: str, analysis: str) -> str:
    """What remains of a normalised text is what people type who have no other keys."""
    letters = unicodedata.normalize("NFD", _replace(text, _STROKES))
    folded = _MARK.sub("", letters)
    # đ, dj and d are one letter to those who type without it.
    return folded.replace("dj", "d") if analysis == "hbs" else folded


def key(folded: str, analysis: str) -> str:
    """A folded word as lemmas and stems know it, where regions of a language spell apart."""
    return _YAT.sub("e", folded) if analysis == "hbs" else folded


def _replace(text, letters):
    """Many times as fast for a long text as `str.translate`."""
    for letter, written in letters.items():
        text = text.replace(letter, written)
    return text
