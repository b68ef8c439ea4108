"""Text and queries as terms, the same way for every engine.

A word has three forms, each wider than the one before: `exact` (without case, diacritics and, for
the Bosnian-Croatian-Montenegrin-Serbian group, script), `lemma` (simplemma's) and `stem` (the
exact form without its ending). A term is a form marked with its level, and, where the form depends
on the language, with the language: so a word of a query matches a document exactly if both have a
form in common in the document's language, whatever language the reader's interface is in.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from core.languages import LANGUAGES, get_language
from core.scripts import to_latin

from .suffixes import SUFFIXES

# To be raised when texts get other terms than before: documents are then written again.
VERSION = 2
LEVELS = ("exact", "lemma", "stem")
ANALYSES = tuple(dict.fromkeys(row.analysis for row in LANGUAGES))
SHORTEST_STEM = 4
LONGEST_WORD = 64

# Letters and digits, with combining marks and soft hyphens inside.
WORD = re.compile("(?:[^\\W_][\u00ad\u0300-\u036f]*)+")
# A single letter beside an apostrophe is a possessive or an elision (party's, ç'është).
ELISION = re.compile(r"(?<=\w)['’ʼ]\w\b|\b\w['’ʼ](?=\w)")
# What decomposing does not fold: Romanian letters with the wrong mark, letters with a stroke.
CEDILLAS = str.maketrans("şţŞŢ", "șțȘȚ")
STROKES = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, and its three forms without marks."""

    start: int
    end: int
    exact: str
    lemma: str
    stem: str


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query as terms, by level: one for each of `ANALYSES`, many of them the same."""

    exact: tuple[str, ...]
    lemma: tuple[str, ...]
    stem: tuple[str, ...]

    @property
    def terms(self) -> list[str]:
        return sorted({*self.exact, *self.lemma, *self.stem})


def analyse(text: str, language_code: str) -> list[Token]:
    """The words of a text in a language of the site, in order."""
    analysis = get_language(language_code).analysis
    return [Token(*match.span(), *_forms(match[0], analysis)) for match in words(text)]


def index_terms(text: str, language_code: str) -> dict[str, str]:
    """A text as its terms, by level, separated by spaces; the n-th term is the n-th word's."""
    analysis = get_language(language_code).analysis
    terms = [_terms(match[0], analysis) for match in words(text)]
    columns = zip(*terms, strict=True) if terms else ((), (), ())
    return {level: " ".join(column) for level, column in zip(LEVELS, columns, strict=True)}


def query_word(word: str) -> QueryWord:
    """A word of a query, which may be of any language of the site."""
    return QueryWord(*zip(*(_terms(word, analysis) for analysis in ANALYSES), strict=True))


def words(text: str) -> Iterator[re.Match]:
    """The words of a text as they are written, with their places."""
    return WORD.finditer(ELISION.sub(lambda match: " " * len(match[0]), text))


def load_dictionaries():
    """Read simplemma's dictionaries, some 230 MB in all: a server does so before it forks."""
    for analysis in ANALYSES:
        simplemma.lemmatize("a", lang=analysis)


def _terms(word, analysis):
    exact, lemma, stem = _forms(word, analysis)
    return f"e{exact}", f"l{analysis}{lemma}", f"s{analysis}{stem}"


@lru_cache(maxsize=2**16)
def _forms(word: str, analysis: str) -> tuple[str, str, str]:
    """Exact, lemma and stem. The dictionaries know words with their diacritics only."""
    word = _normalise(word)[:LONGEST_WORD]
    if analysis == "hbs":
        word = to_latin(word)
    exact = _fold(word, analysis)
    lemma = _fold(simplemma.lemmatize(word, lang=analysis).lower(), analysis)
    return exact, lemma, _stem(exact, analysis)


def _normalise(word):
    folded = unicodedata.normalize("NFC", word.replace("\u00ad", "").casefold())
    return folded.translate(CEDILLAS)


def _fold(word, analysis):
    """Without diacritics: what remains is what people type who have no other keys."""
    letters = unicodedata.normalize("NFD", word.translate(STROKES))
    folded = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # đ, dj and d are one letter to those who type without it.
    return folded.replace("dj", "d") if analysis == "hbs" else folded


def _stem(word, analysis):
    """Trim endings until none fits: so a word and its longer forms end at the same place."""
    while ending := _ending(word, SUFFIXES[analysis]):
        word = word.removesuffix(ending)
    return word


def _ending(word, suffixes):
    longest = len(word) - SHORTEST_STEM
    fits = (end for end in suffixes if len(end) <= longest and word.endswith(end))
    return next(fits, "")
