"""From everything that matches to hits and counts, where the engine is a database.

A database finds all rows that match in one statement; what is wanted of them (facets that count
hits and not rows, one hit for all translations of a page) is more easily told in Python.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from core.languages import get_language, reading_order
from search.models import FACETS

from .base import Facet, Query


class Row(NamedTuple):
    """What is to be known of a document that matches; `page` is the same for translations."""

    pk: int
    page: object
    date: object
    score: float
    type: str
    country: str | None
    family: str | None
    topic: list[str]
    year: int | None
    language: str

    def values(self, facet: str) -> list[str]:
        value = getattr(self, facet)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [] if value is None else [str(value)]


@dataclass(frozen=True)
class Gathered:
    """Ids of the documents that are hits, in order, and what `base.Results` says of them all."""

    ids: list[int]
    facets: list[Facet]
    every_language: bool
    in_every_language: int
    without: dict[str, int]
    unfiltered: int


def gather(rows: list[Row], query: Query) -> Gathered:
    """What a reader gets of all rows that match."""
    scope = _Scope(rows, query)
    chosen = [row for row, missed in scope.rows if not missed]
    return Gathered(
        ids=[row.pk for row in _hits(chosen, query)],
        facets=[Facet(name, scope.counts(name)) for name in FACETS],
        every_language=scope.languages is None,
        in_every_language=scope.in_every_language,
        without={name: scope.without(name) for name, values in query.filters.items() if values},
        unfiltered=_pages(rows),
    )


class _Scope:
    """Rows with the facets whose choice they miss; the languages of the reader are one more."""

    def __init__(self, rows, query):
        filters = {name: frozenset(values) for name, values in query.filters.items() if values}
        self.rows = [(row, _missed(row, filters)) for row in rows]
        self.in_every_language = _pages(
            row for row, missed in self.rows if not missed - {"language"}
        )
        self.languages = None if "language" in filters else self._readable(query)
        if self.languages is not None:
            self.rows = [
                (row, missed if row.language in self.languages else missed | {"language"})
                for row, missed in self.rows
            ]

    def _readable(self, query):
        """The languages to keep to, if any: those the reader reads, if there is a hit in them."""
        if query.every_language:
            return None
        language = get_language(query.language)
        readable = {language.content, *language.related}
        found = any(not missed and row.language in readable for row, missed in self.rows)
        return readable if found else None

    def counts(self, name):
        """Hits by value, whatever is chosen in this facet."""
        pages = defaultdict(set)
        for row, missed in self.rows:
            if missed <= {name}:
                for value in row.values(name):
                    pages[value].add(row.page)
        return {value: len(found) for value, found in pages.items()}

    def without(self, name):
        return _pages(row for row, missed in self.rows if missed <= {name})


def _missed(row, filters):
    return frozenset(
        name for name, values in filters.items() if values.isdisjoint(row.values(name))
    )


def _pages(rows):
    return len({row.page for row in rows})


def _hits(rows, query):
    """One row of each page, best first: the order of the reader's languages is part of it."""
    places = {code: place for place, code in enumerate(reading_order(query.language))}
    newest = sorted(rows, key=lambda row: (row.date, row.pk), reverse=True)
    nearest = sorted(newest, key=lambda row: (places[row.language], -row.score))
    hits = {}
    for row in nearest:
        hits.setdefault(row.page, row)
    if query.newest_first:
        return [row for row in newest if hits[row.page] is row]
    return list(hits.values())
