"""Near words for misspelt ones, from the words of the documents a person may read.

A word of a query is misspelt if no such document has it, in this or another form of the word.
What it is near to is looked up by the part of it that an error leaves as it is, its beginning or
its end, so that no more than a sliver of the vocabulary is read; both of the stem, since a
misspelt word may be in another form than the documents have it in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from rapidfuzz.distance import OSA

from core.languages import get_language, reading_order

from .endings import ALTERNATING
from .models import SearchWord
from .queries import Words
from .vocabulary import MOST_READ, as_typed, begins

# From this length on a word may have two errors; up to that, none in its first letter.
LONG_WORD, SHORT_WORD = 8, 5
# How many words of a query are looked up, and near ones taken for each.
MOST_MISSPELT, MOST_NEAR = 8, 3
# A near word in another form than the one typed is so much further.
OTHER_FORM = 0.5
AS_LONG = (
    "(LENGTH(search_searchword.exact) BETWEEN %s AND %s"
    " OR LENGTH(search_searchword.stem) BETWEEN %s AND %s)"
)


class Near(NamedTuple):
    """A word of the documents near to a misspelt one: how it is written there, and how far."""

    readable: bool
    cost: float
    place: int
    documents: int
    written: str
    locale: str
    stem: str


def misspelt(words: Sequence[Words], known: frozenset[str]) -> list[Words]:
    """Those of the words that have none of the known terms at exact or lemma level."""
    return [one for one in words if known.isdisjoint(spelt(one))][:MOST_MISSPELT]


def spelt(one: Words) -> tuple[str, ...]:
    """The terms by which a word is known as it is spelt: another may have its stem."""
    return one.words[0].exact + one.words[0].lemma


def near_words(words: Sequence[Words], user, reader: str) -> dict[Words, list[Near]]:
    """The nearest words of the documents for each misspelt one that has any, best first."""
    targets = {one: _targets(one) for one in words}
    lookups = [target.lookup() for own in targets.values() for target in own.values()]
    if not lookups:
        return {}
    rows = SearchWord.objects.known_to(user).filter(reduce(or_, lookups))
    found = _by_terms(rows.values_list("exact", "stem", "locale", "written", "documents"))
    return {one: near for one in words if (near := _nearest(targets[one], found, reader))}


@dataclass(frozen=True)
class _Target:
    """A misspelt word as one language analyses it, by its terms."""

    analysis: str
    exact: str
    stem: str

    @property
    def mark(self) -> int:
        """How long the stem's is."""
        return len(self.analysis) + 1

    def lookup(self) -> Q:
        length = len(self.stem) - self.mark
        kept = max(2, (length - 1) // 2 if length < LONG_WORD else length // 3)
        start = begins("stem", [self.stem[: self.mark + kept]])
        end = begins("reverse", [self.stem[::-1][:kept]])
        # Not one condition inside the other: SQLite would not see that there are indexes.
        return (start & self.about) | (end & self.about)

    @cached_property
    def about(self) -> Q:
        """Words one of whose terms is as long but for so many errors."""
        terms = ((self.exact, self.errors), (self.stem, self.in_stem))
        lengths = [len(term) + by for term, most in terms for by in (-most, most)]
        return Q(RawSQL(AS_LONG, lengths, BooleanField()))  # noqa: S611 - these are parameters

    @cached_property
    def errors(self) -> int:
        """How many a word with the same ending may have."""
        return 1 if len(self.exact) - 1 < LONG_WORD else 2

    @cached_property
    def in_stem(self) -> int:
        """How many a word with any ending may have: a short stem is that of too many words."""
        length = len(self.stem) - self.mark
        return 0 if length < SHORT_WORD else 1 if length < LONG_WORD else 2

    def cost(self, exact: str, stem: str) -> float | None:
        """How far a word with these terms is; None if it is another word."""
        if len(self.exact) - 1 <= SHORT_WORD and exact[:2] != self.exact[:2]:
            return None
        if stem == self.stem:
            return 0
        same_form = edits(self.exact, exact, self.errors)
        other_form = edits(self.undone, self.last_undone(stem), self.in_stem)
        costs = [same_form, other_form and other_form + OTHER_FORM]
        return min((cost for cost in costs if cost is not None), default=None)

    @cached_property
    def undone(self) -> str:
        return self.last_undone(self.stem)

    def last_undone(self, stem: str) -> str:
        """The stem with the first of the consonants that stand for its last in other forms."""
        return stem[:-1] + ALTERNATING[self.analysis].get(stem[-1], stem[-1])[0]


def edits(one: str, other: str, most: int) -> int | None:
    """Letters too many, missing, wrong or swapped with the next; None if more than `most`."""
    count = OSA.distance(one, other, score_cutoff=most)
    return count if count <= most else None


def _targets(word):
    """By analysis."""
    return {terms[0]: _Target(*terms) for terms in as_typed(word.words[0])}


def _by_terms(rows):
    """Who may know a word, how it is written and where, by analysis, exact form and stem."""
    found = defaultdict(list)
    for exact, stem, locale, *use in rows[:MOST_READ]:
        found[get_language(locale).analysis, exact, stem].append((locale, *use))
    return found


def _nearest(targets, found, reader):
    """One word of each stem: in the languages the person reads if there is any, else in others.

    Where the documents have the stem of what was typed, its word stands first, at no cost.
    """
    best = {}
    for (analysis, exact, stem), uses in found.items():
        target = targets.get(analysis)
        if target and (cost := target.cost(exact, stem)) is not None:
            near = _near(cost, stem, uses, reader)
            best[stem] = min(near, best.get(stem, near), key=_order)
    nearest = sorted(best.values(), key=_order)
    same_word = [one for one in nearest if not one.cost]
    # What is the same word already is not another one in another form.
    others = [
        one
        for one in nearest
        if one.cost and not (same_word and one.cost % 1) and (one.readable or one.cost <= 1)
    ]
    return same_word[:1] + [one for one in others if one[:2] == others[0][:2]][:MOST_NEAR]


def _near(cost, stem, uses, reader):
    """Written as it mostly is in the language nearest to the reader."""
    order = reading_order(reader)
    place = min(order.index(locale) for locale, *_use in uses)
    written = defaultdict(int)
    for locale, text, documents in uses:
        if order[place] == locale:
            written[text] += documents
    text = max(sorted(written), key=written.get)
    readable = place <= len(get_language(reader).related)
    total = sum(documents for *_use, documents in uses)
    return Near(readable, cost, place, total, text, order[place], stem)


def _order(near):
    return (not near.readable, near.cost, near.place, -near.documents, near.written)
