"""Macedonian and Bulgarian typed in Latin letters, as people without other keys do.

They write as they please: by the rules of passports (`uchilishte`), like their neighbours
(`učilište`), without diacritics (`uciliste`). So a word may be several in Cyrillic; those that the
documents have are meant. (Serbian has one letter for another: see `core.scripts`.)
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice, product

from core.languages import get_language, is_cyrillic

from .analysis import index_terms, query_word
from .queries import Words

# What Latin letters stand for, the likeliest first.
_BOTH = dict(zip("abvdefiklmnoprtuhw", "абвдефиклмнопртухв", strict=True))
LETTERS = {
    "mk": {
        **_BOTH,
        "g": "г ѓ", "k": "к ќ", "c": "ц ч", "s": "с ш", "z": "з ж ѕ", "j": "ј", "y": "ј", "x": "кс",
        "č": "ч", "š": "ш", "ž": "ж", "ć": "ќ ч", "đ": "ѓ џ",
        "ch": "ч", "sh": "ш сх", "zh": "ж", "ts": "ц тс", "gj": "ѓ гј", "kj": "ќ кј",
        "dj": "ѓ џ дј", "dz": "ѕ џ дз", "dž": "џ", "dzh": "џ", "lj": "љ лј", "nj": "њ нј",
    },
    "bg": {
        **_BOTH,
        "g": "г", "a": "а ъ", "u": "у ъ", "i": "и й", "c": "ц ч к", "s": "с ш", "z": "з ж",
        "j": "й ж", "y": "й ъ", "x": "кс х", "q": "я", "č": "ч", "š": "ш", "ž": "ж",
        "ch": "ч", "sh": "ш сх", "zh": "ж зх", "ts": "ц тс", "sht": "щ", "št": "щ", "st": "ст щ",
        "ya": "я иа", "ja": "я иа", "ia": "ия иа я", "yu": "ю", "ju": "ю", "iu": "ю иу",
        "yo": "ьо йо", "jo": "ьо йо", "io": "ио ьо",
    },
}  # fmt: skip
LETTERS = {
    analysis: {letter: others.split() for letter, others in letters.items()}
    for analysis, letters in LETTERS.items()
}
_PARTS = {
    analysis: re.compile("|".join(sorted(letters, key=len, reverse=True)))
    for analysis, letters in LETTERS.items()
}
# In how many places at most a word is read otherwise than likeliest, and how many readings it has.
MOST_OTHER, MOST_READINGS = 2, 80
# How many words of a query are read.
MOST_WORDS = 8


class InCyrillic:
    """What words of a query in Latin letters may be, to readers of a language written in others."""

    def __init__(self, words: Sequence[Words], reader: str):
        language = get_language(reader)
        is_read = language.analysis in LETTERS
        latin = [one for one in words if is_read and not is_cyrillic(one.typed)]
        self.readings = {one: _with_terms(one.typed, language) for one in latin[:MOST_WORDS]}

    @property
    def terms(self) -> list[str]:
        """What is to be looked up among the words of the documents."""
        return [*chain.from_iterable(chain(*own.values()) for own in self.readings.values())]

    def meant(self, known: frozenset[str]) -> dict[Words, list[Words]]:
        """By word of the query, those of the documents it may be."""
        found = {
            one: [word for word, terms in own.items() if not known.isdisjoint(terms)]
            for one, own in self.readings.items()
        }
        return {
            one: [Words((query_word(word),)) for word in own] for one, own in found.items() if own
        }


def likeliest(word: str, analysis: str) -> str:
    """The first of the readings, or the word itself if it has none."""
    return next(readings(word, analysis), word) if analysis in LETTERS else word


def readings(word: str, analysis: str) -> Iterator[str]:
    """What a word in Latin letters may be, the likeliest first; none if it has other signs."""
    word = unicodedata.normalize("NFC", word.lower())
    parts = _PARTS[analysis].findall(word)
    if "".join(parts) != word:
        return
    letters = [LETTERS[analysis][part] for part in parts]
    open_places = [place for place, others in enumerate(letters) if len(others) > 1]
    for count in range(MOST_OTHER + 1):
        for places in combinations(open_places, count):
            for others in product(*(letters[place][1:] for place in places)):
                chosen = dict(zip(places, others, strict=True))
                yield "".join(chosen.get(place, own[0]) for place, own in enumerate(letters))


def _with_terms(word, language):
    """Each reading with its terms as a document has them, but that of its stem."""
    found = list(islice(readings(word, language.analysis), MOST_READINGS))
    terms = index_terms(" ".join(found), language.content)
    return dict(
        zip(found, zip(terms["exact"].split(), terms["lemma"].split(), strict=True), strict=True)
    )
