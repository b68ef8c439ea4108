"""Text and queries as terms, the same way for every engine.

A word has three forms, each wider than the one before: `exact` (without case, diacritics and, for
the Bosnian-Croatian-Montenegrin-Serbian group, script), `lemma` (as the dictionaries have it) and
`stem` (the word without its endings). A term is a form marked with its level, and, where the form
depends on the language, with the language: so a word of a query matches a document exactly if
both have a form in common in the document's language, whatever language the reader's interface
is in. A word of a document has one lemma and one stem, a word of a query all it may have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.languages import LANGUAGES, get_language

from .dictionaries import dictionary
from .folding import fold, key, normalise
from .stemming import stem

# To be raised when texts get other terms than before: documents are then written again.
VERSION = 7
LEVELS = ("exact", "lemma", "stem")
ANALYSES = tuple(dict.fromkeys(row.analysis for row in LANGUAGES))
LONGEST_WORD = 64

# Letters and digits, with combining marks and soft hyphens inside.
WORD = re.compile("(?:[^\\W_][\u00ad\u0300-\u036f]*)+")
# A single letter beside an apostrophe is a possessive or an elision (party's, ç'është).
APOSTROPHES = "'’ʼ"
ELISION = re.compile(rf"(?<=\w)[{APOSTROPHES}]\w\b|\b\w[{APOSTROPHES}](?=\w)")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query as terms, by level.

    The exact ones, and the first of the stems (those of what was typed), are one for each of
    `ANALYSES`.
    """

    exact: tuple[str, ...]
    lemma: tuple[str, ...]
    stem: tuple[str, ...]

    @property
    def terms(self) -> list[str]:
        return sorted({*self.exact, *self.lemma, *self.stem})


def index_terms(text: str, language_code: str) -> dict[str, str]:
    """A text as its terms, by level, separated by spaces; the n-th term is the n-th word's."""
    analysis = get_language(language_code).analysis
    terms = [_terms(match[0], analysis) for match in words(text)]
    columns = zip(*terms, strict=True) if terms else ((), (), ())
    return {level: " ".join(column) for level, column in zip(LEVELS, columns, strict=True)}


def query_word(word: str) -> QueryWord:
    """A word of a query, which may be of any language of the site."""
    forms = [(analysis, *_possible_forms(word, analysis)) for analysis in ANALYSES]
    return QueryWord(
        tuple(f"e{exact}" for _analysis, exact, *_ in forms),
        tuple(f"l{analysis}{lemma}" for analysis, _, lemmas, *_ in forms for lemma in lemmas),
        (
            *(f"s{analysis}{typed}" for analysis, _, _, typed, _ in forms),
            *(f"s{analysis}{other}" for analysis, *_, others in forms for other in others),
        ),
    )


def lemma_and_stem(word: str, analysis: str) -> tuple[str, str]:
    """The lemma and the stem that a document has for the word, as terms."""
    _exact, lemma, stem = _terms(word, analysis)
    return lemma, stem


def is_word(word: str, analysis: str) -> bool:
    """Whether the dictionary of a language has it, however it is typed."""
    word, _exact, known = _folded(word, analysis)
    there = dictionary(analysis)
    return word in there or known in there


def exact_terms(word: str) -> tuple[str, ...]:
    """The exact ones alone, one for each of `ANALYSES`: cheap."""
    return tuple(f"e{fold(normalise(word, analysis), analysis)}" for analysis in ANALYSES)


def words(text: str) -> Iterator[re.Match]:
    """The words of a text as they are written, with their places."""
    if any(sign in text for sign in APOSTROPHES):  # most have none, and this is soon seen
        text = ELISION.sub(lambda match: " " * len(match[0]), text)
    return WORD.finditer(text)


def load_dictionaries():
    """Open the dictionaries, some 42 MB in all: a server does so before it forks."""
    for analysis in ANALYSES:
        dictionary(analysis)


def _terms(word, analysis):
    exact, lemma, stem = _forms(word, analysis)
    return f"e{exact}", f"l{analysis}{lemma}", f"s{analysis}{stem}"


@lru_cache(maxsize=2**16)
def _forms(word: str, analysis: str) -> tuple[str, str, str]:
    """Exact, likeliest lemma, and stem: a word of a document."""
    exact, known, lemmas = _look_up(word, analysis)
    return exact, next(iter(lemmas), known), stem(known, analysis)


@lru_cache(maxsize=2**12)
def _possible_forms(word, analysis):
    """A word of a query: exact, all possible lemmas, the stem of what was typed, and theirs."""
    exact, known, lemmas = _look_up(word, analysis)
    typed = stem(known, analysis)
    others = {stem(lemma, analysis) for lemma in lemmas} - {typed}
    return exact, lemmas or [known], typed, sorted(others)


def _look_up(word, analysis):
    word, exact, known = _folded(word, analysis)
    lemmas = dictionary(analysis)
    return exact, known, lemmas.get(word) or lemmas.get(known)


def _folded(word, analysis):
    """The word as dictionaries write it, without what people leave out, and as they know it."""
    word = normalise(word, analysis)[:LONGEST_WORD]
    exact = fold(word, analysis)
    return word, exact, key(exact, analysis)
