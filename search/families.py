"""Kin of a query's words among the words of the documents a person may read (see `kin`).

Kin only stand in for what was typed: what has that comes first. Other forms of a word always do;
words made of another may mean something else, so they do where few documents have what was typed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from core.languages import get_language

from .analysis import ANALYSES
from .folding import key
from .kin import are_forms, are_kin
from .models import SearchWord
from .queries import Words
from .vocabulary import begins, in_its_script, is_countable

# How many words of a query are looked up, rows read for them, and lemmas taken for each.
MOST_WORDS, MOST_READ, MOST_KIN = 8, 20_000, 20
# Enough to read for those who look for a word: so many documents fill a page.
ENOUGH = 10


def kin_of(words: Sequence[Words], user, reader: str) -> dict[Words, list[str]]:
    """For each of the words that has kin: their lemmas, as terms."""
    words = [one for one in words if is_countable(one.typed)][:MOST_WORDS]
    targets = {one: _targets(one.words[0]) for one in words}
    lookups = [target.lookup() for own in targets.values() for target in own]
    if not lookups:
        return {}
    rows = SearchWord.objects.known_to(user).filter(reduce(or_, lookups))
    found = defaultdict(list)
    for row in rows.values_list("locale", "exact", "lemma", "stem", "documents")[:MOST_READ]:
        found[get_language(row[0]).analysis].append(row)
    language = get_language(reader)
    readable = {language.content, *language.related}
    return {one: _kin(one.words[0], own, found, readable) for one, own in targets.items()}


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
        return {f"s{self.analysis}{form[: 3 if len(form) < 6 else 4]}" for form in self.forms}

    def meets(self, are_related, exact: str, lemma: str) -> bool:
        """Whether a word with these terms is related to what was typed."""
        others = (key(exact[1:], self.analysis), lemma[len(self.analysis) + 1 :])
        return any(
            are_related(form, other, self.analysis) for form in self.forms for other in others
        )


def _targets(word):
    targets = []
    for analysis, exact in zip(ANALYSES, word.exact, strict=True):
        if in_its_script(exact, analysis):
            mark = f"l{analysis}"
            lemmas = [term.removeprefix(mark) for term in word.lemma if term.startswith(mark)]
            targets.append(_Target(analysis, frozenset([key(exact[1:], analysis), *lemmas])))
    return targets


def _kin(word, targets, found, readable):
    """Lemmas of kin, in languages the person reads if there are any there, else in others."""
    typed = {*word.exact, *word.lemma, *word.stem}
    known, forms, families = Counter(), defaultdict(set), defaultdict(set)
    for target in targets:
        for locale, exact, lemma, stem, documents in found[target.analysis]:
            near = locale in readable
            if not typed.isdisjoint((exact, lemma, stem)):
                known[near] += documents
            elif target.meets(are_forms, exact, lemma):
                forms[near].add(lemma)
            elif target.meets(are_kin, exact, lemma):
                families[near].add(lemma)
    near = bool(known[True] or forms[True] or families[True])
    made = families[near] - forms[near] if known[near] < ENOUGH else ()
    return [*sorted(forms[near]), *sorted(made)][:MOST_KIN]
