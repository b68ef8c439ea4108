"""Kin of a query's words among the words of the documents a person may read (see `kin`).

Kin only stand in for what was typed: what has that comes first. Other forms of a word always do;
words made of another may mean something else, so they do where few documents have what was typed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from core.languages import get_language

from .endings import ALTERNATING, NEGATIONS
from .folding import key
from .kin import are_forms, are_kin
from .lexicon import relatives
from .queries import Words
from .stop_words import stop_lemmas
from .vocabulary import Known, as_typed

# How many words of a query are looked up, and lemmas taken for each.
MOST_WORDS, MOST_KIN = 8, 20
# What a word of the documents is to one that was typed.
TYPED, FORM, FAMILY, OPPOSITE = "typed", "form", "family", "opposite"
# From this length on what begins with a negation is taken to be one.
SHORTEST_OPPOSITE = 6
# Enough to read for those who look for a word: so many documents fill a page.
ENOUGH = 10


class Kin(NamedTuple):
    """Lemmas of a word's kin, as terms, and in how many documents the word or they stand.

    `last` are those to be asked for only where too little is found.
    """

    lemmas: list[str]
    last: list[str]
    documents: int


class Families:
    """The words of a query that the vocabulary can have, and what to look up for them."""

    def __init__(self, words: Sequence[Words]):
        self.targets = {one: _targets(one.words[0]) for one in words[:MOST_WORDS]}

    @property
    def stems(self) -> list[str]:
        """How stems begin whose words may be kin of one of them."""
        return _all(target.stems for target in self._all_targets)

    @property
    def terms(self) -> list[str]:
        """Those of words known to be kin: of lemmas and whole stems."""
        return _all(target.akin for target in self._all_targets)

    @property
    def _all_targets(self):
        return chain.from_iterable(self.targets.values())

    def kin(self, known: Iterable[Known], reader: str) -> dict[Words, Kin]:
        """What there is of each word, among those known to the person.

        In the languages they read, if anything is there; else in others.
        """
        language = get_language(reader)
        readable = {language.content, *language.related}
        # In how many documents the words stand, by analysis and by their terms.
        near, far = defaultdict(Counter), defaultdict(Counter)
        for locale, documents, *terms in known:
            there = near if locale in readable else far
            there[get_language(locale).analysis][tuple(terms)] += documents
        return {
            one: _kin(one.words[0], own, near) or _kin(one.words[0], own, far) or Kin([], [], 0)
            for one, own in self.targets.items()
        }


@dataclass(frozen=True)
class _Target:
    """A word of a query as one language analyses it: as typed, and as its lemmas; and its terms."""

    analysis: str
    forms: frozenset[str]
    terms: frozenset[str]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """How those of all kin begin: a stem is no shorter than this, unless the word is."""
        beginnings = chain.from_iterable(map(self._beginnings, self.forms | self.opposites))
        return tuple(f"s{self.analysis}{beginning}" for beginning in sorted(set(beginnings)))

    def _beginnings(self, form):
        if len(form) < 6:
            return [form[:3]]
        letters = ALTERNATING[self.analysis].get(form[3], [form[3]])
        return [form[:3] + letter for letter in letters]

    @cached_property
    def akin(self) -> frozenset[str]:
        """Terms of its family, by the lexicon."""
        known = relatives(self.analysis)
        return frozenset(chain.from_iterable(known.get(term, ()) for term in self.terms))

    @cached_property
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

    def kinship(self, exact: str, lemma: str, stem: str) -> str | None:
        """How a word with these terms is related to what was typed."""
        others = {key(exact[1:], self.analysis), lemma[len(self.analysis) + 1 :]}
        if self._meets(are_forms, self.forms, others):
            return FORM
        if not self.akin.isdisjoint((lemma, stem)) or self._meets(are_kin, self.forms, others):
            return FAMILY
        return OPPOSITE if self._meets(are_kin, self.opposites, others) else None

    def _meets(self, are_related, forms, others):
        return any(are_related(one, other, self.analysis) for one in forms for other in others)


def _targets(word):
    targets = []
    for analysis, exact, stem in as_typed(word):
        mark = f"l{analysis}"
        lemmas = [term for term in word.lemma if term.startswith(mark)]
        forms = [key(exact[1:], analysis), *(term.removeprefix(mark) for term in lemmas)]
        targets.append(_Target(analysis, frozenset(forms), frozenset([*lemmas, stem])))
    return targets


def _kin(word, targets, known):
    typed = {*word.exact, *word.lemma, *word.stem}
    there = defaultdict(Counter)
    for target in targets:
        # A form of `to be` may look like kin of anything, and stands in every document.
        empty = stop_lemmas(target.analysis)
        for terms, documents in known[target.analysis].items():
            _exact, lemma, stem = terms
            if target.akin.isdisjoint(terms) and not stem.startswith(target.stems):
                continue  # looked up for something else
            if not typed.isdisjoint(terms):
                there[TYPED][lemma] += documents
            elif lemma not in empty and (kind := target.kinship(*terms)):
                there[kind][lemma] += documents
    if not there:
        return None

    documents = there[TYPED].total()
    forms, family = (_most_first(there[kind]) for kind in (FORM, FAMILY))
    family = [lemma for lemma in family if lemma not in there[FORM]]
    lemmas, last = (forms, family) if documents >= ENOUGH else ([*forms, *family], [])
    if not documents:
        lemmas = lemmas or _most_first(there[OPPOSITE])
    lemmas = lemmas[:MOST_KIN]
    documents += sum(there[kind][one] for kind in (FORM, FAMILY, OPPOSITE) for one in lemmas)
    return Kin(lemmas, last[:MOST_KIN], documents)


def _most_first(kin):
    """Lemmas in the order of how many documents have them."""
    return sorted(kin, key=lambda lemma: (-kin[lemma], lemma))


def _all(terms):
    return sorted(set(chain.from_iterable(terms)))
