"""Kin of a query's words among the words of the documents a person may read (see `kin`).

Kin only stand in for what was typed: what has that comes first. Other forms of a word always do;
words made of another may mean something else, so they do where few documents have what was typed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from core.languages import get_language

from .analysis import ANALYSES
from .endings import NEGATIONS
from .folding import key
from .kin import are_forms, are_kin
from .models import SearchWord
from .queries import Words
from .vocabulary import begins, in_its_script, is_countable

# How many words of a query are looked up, rows read for them, and lemmas taken for each.
MOST_WORDS, MOST_READ, MOST_KIN = 8, 20_000, 20
COLUMNS = ("locale", "documents", "exact", "lemma", "stem")
# What a word of the documents is to one that was typed.
TYPED, FORM, FAMILY, OPPOSITE = "typed", "form", "family", "opposite"
# From this length on what begins with a negation is taken to be one.
SHORTEST_OPPOSITE = 6
# Enough to read for those who look for a word: so many documents fill a page.
ENOUGH = 10


class Kin(NamedTuple):
    """Lemmas of a word's kin, as terms, and in how many documents the word or they stand."""

    lemmas: list[str]
    documents: int


def kin_of(words: Sequence[Words], user, reader: str) -> dict[Words, Kin]:
    """What there is of each of the words that may be looked up."""
    words = [one for one in words if is_countable(one.typed)][:MOST_WORDS]
    targets = {one: _targets(one.words[0]) for one in words}
    lookups = [target.lookup() for own in targets.values() for target in own]
    if not lookups:
        return {}
    rows = SearchWord.objects.known_to(user).filter(reduce(or_, lookups))
    language = get_language(reader)
    readable = {language.content, *language.related}
    found = defaultdict(lambda: defaultdict(Counter))
    for locale, documents, *terms in rows.values_list(*COLUMNS)[:MOST_READ]:
        found[get_language(locale).analysis][tuple(terms)][locale in readable] += documents
    return {one: _kin(one.words[0], own, found) for one, own in targets.items()}


@dataclass(frozen=True, slots=True)
class _Target:
    """A word of a query as one language analyses it: as typed, and as its lemmas."""

    analysis: str
    forms: frozenset[str]

    def lookup(self) -> Q:
        """All that may be kin: a stem is no shorter than this, unless the word is."""
        return reduce(or_, [begins("stem", start) for start in self.starts])

    @property
    def starts(self) -> set[str]:
        forms = self.forms | self.opposites
        return {f"s{self.analysis}{form[: 3 if len(form) < 6 else 4]}" for form in forms}

    @property
    def opposites(self) -> set[str]:
        """What was typed without its negation; not for short words, which may only begin so."""
        negation = NEGATIONS[self.analysis]
        return {
            form.removeprefix(negation)
            for form in self.forms
            if negation
            and form.startswith(negation)
            and len(form) >= SHORTEST_OPPOSITE + len(negation)
        }

    def kinship(self, exact: str, lemma: str) -> str | None:
        """How a word with these terms is related to what was typed."""
        others = {key(exact[1:], self.analysis), lemma[len(self.analysis) + 1 :]}
        if self._meets(are_forms, self.forms, others):
            return FORM
        if self._meets(are_kin, self.forms, others):
            return FAMILY
        return OPPOSITE if self._meets(are_kin, self.opposites, others) else None

    def _meets(self, are_related, forms, others):
        return any(are_related(one, other, self.analysis) for one in forms for other in others)


def _targets(word):
    targets = []
    for analysis, exact in zip(ANALYSES, word.exact, strict=True):
        if in_its_script(exact, analysis):
            mark = f"l{analysis}"
            lemmas = [term.removeprefix(mark) for term in word.lemma if term.startswith(mark)]
            targets.append(_Target(analysis, frozenset([key(exact[1:], analysis), *lemmas])))
    return targets


def _kin(word, targets, found):
    """In the languages the person reads, if anything is there; else in others."""
    typed = {*word.exact, *word.lemma, *word.stem}
    there = defaultdict(Counter)
    for target in targets:
        for (exact, lemma, stem), documents in found[target.analysis].items():
            is_typed = not typed.isdisjoint((exact, lemma, stem))
            if kind := TYPED if is_typed else target.kinship(exact, lemma):
                there[kind].update({(near, lemma): count for near, count in documents.items()})
    near = any(near for counts in there.values() for near, _lemma in counts)

    def of(kind):
        return {lemma: count for (n, lemma), count in sorted(there[kind].items()) if n == near}

    documents, kin = sum(of(TYPED).values()), of(FORM)
    if documents < ENOUGH:
        kin |= of(FAMILY)
    if not documents:
        kin = kin or of(OPPOSITE)
    kin = dict(list(kin.items())[:MOST_KIN])
    return Kin(list(kin), documents + sum(kin.values()))
