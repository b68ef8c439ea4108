"""Counting hits, and finding those of a page, where the engine is a database.

Each is one statement, however much matches. Both begin with what matches in a few narrow columns
(`found`), read once. Scores cost most, so they are asked for only of what may stand on the page:
hits come language by language, and from counting it is known which languages a page has.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.models import BooleanField, Case, IntegerField, QuerySet, When
from django.db.models.expressions import RawSQL

from core.languages import reading_order
from search.models import FACETS

from .asked import Asked

FOUND = {
    "pk": "pk",
    # The same for translations.
    "page": "translation_key",
    "type": "type_slug",
    "country": "country",
    "family": "family",
    "topic": "topics",
    "year": "year",
    # Of the document's language in the order the reader reads: 0 is their own.
    "language": "place",
    # The languages one after the other; at last what has only some of what is asked for.
    "turn": "turn",
}
# The elements of a column of JSON; all of them come sooner from PostgreSQL without a join.
EACH_TOPIC = {
    "sqlite": "json_each(found.topic) AS each",
    "postgresql": "jsonb_array_elements_text(found.topic) AS each(value)",
}
ALL_TOPICS = {
    "sqlite": ("each.value", f"found, {EACH_TOPIC['sqlite']}"),
    "postgresql": ("jsonb_array_elements_text(topic)", "found"),
}
OWN = "SELECT 'own', NULL, COUNT(*) FROM found WHERE language = 0"
# A translation stands for its page if none is nearer to the reader.
SHOWN = (
    "shown AS (SELECT pk, turn, MIN(turn) OVER (PARTITION BY page) AS nearest FROM found WHERE {})"
)
HITS = "search_searchdocument.page_id IN (SELECT pk FROM shown WHERE turn = nearest AND turn >= %s)"

# ruff: noqa: S608, S611 - names are ours, and what comes from outside is always a parameter


@dataclass(frozen=True)
class Counts:
    """How many pages match.

    `facets` are by value, with what is chosen in the others; `without` is without what is chosen
    in a facet, `own` whatever is chosen in the reader's language. `by_turn` are the hits, by the
    place of the language they are shown in.
    """

    facets: dict[str, dict[str, int]]
    without: dict[str, int]
    unfiltered: int
    own: int
    by_turn: dict[int, int]

    @property
    def total(self) -> int:
        return sum(self.by_turn.values())


class Gathering:
    """What matches (`documents`), as somebody gets it; what is `whole`, if anything, first."""

    def __init__(self, documents: QuerySet, asked: Asked, whole: RawSQL | None = None):
        self.asked = asked
        self.languages = reading_order(asked.query.language)
        places = [When(locale=code, then=place) for place, code in enumerate(self.languages)]
        self.turn = place = Case(*places, output_field=IntegerField())
        if whole:
            self.turn = Case(When(whole, then=place), default=len(places))
        self.documents = documents.order_by().annotate(place=place, turn=self.turn)

    def counting(self) -> tuple[str, list]:
        """The statement for `counts`, with its parameters."""
        parts = [self._values(name) for name in FACETS]
        parts += [self._without(name) for name in {"language": None, **self.asked.chosen}]
        if self.asked.chosen:  # else that is the count without a choice of languages
            parts.append(_pages("unfiltered", "NULL", "1 = 1"))
        parts += [(OWN,), self._hits_by_turn()]
        found, parameters = _found(self.documents)
        sql = " UNION ALL ".join(sql for sql, *_more in parts)
        return f"{found} {sql}", [*parameters, *chain(*(more for _sql, *more in parts))]

    def counts(self, rows: Iterable[tuple]) -> Counts:
        """What the statement answers."""
        counted = defaultdict(dict)
        for kind, name, pages in rows:
            counted[kind][name] = pages
        facets = {name: counted[name] for name in FACETS}
        facets["language"] = {
            self.languages[int(place)]: pages for place, pages in counted["language"].items()
        }
        return Counts(
            facets,
            without=counted["without"],
            unfiltered=counted["unfiltered"].get(None, counted["without"]["language"]),
            own=counted["own"][None],
            by_turn={int(turn): pages for turn, pages in counted["turn"].items()},
        )

    def finding(self, counts: Counts, places: range, scored: QuerySet) -> tuple[str, list]:
        """The statement for the ids of the hits at these places, counted from 0.

        `scored` are all documents, with a `score` where words are asked for.
        """
        if self.asked.query.newest_first:
            order, first, last, before = ["-date", "-pk"], 0, len(self.languages) - 1, 0
        else:
            score = ["-score"] if self.asked.expression.required else []
            order = [self.turn, *score, "-date", "-pk"]
            first, last, before = _span(counts.by_turn, places)
        found, parameters = _found(self.documents.filter(locale__in=self.languages[: last + 1]))
        where, *chosen = self._where(self.asked.choices())
        hits = scored.filter(RawSQL(HITS, [first], BooleanField())).order_by(*order)
        ids = hits.values_list("pk")[places.start - before : places.stop - before]
        sql, more = ids.query.sql_with_params()
        return f"{found}, {SHOWN.format(where)} {sql}", [*parameters, *chosen, *more]

    def _values(self, name):
        """The pages with each value of a facet, whatever is chosen in it."""
        where, *parameters = self._where(self.asked.choices(but=name))
        value, table = ALL_TOPICS[connection.vendor] if name == "topic" else (name, "found")
        # No page has two translations into one language.
        distinct = "" if name == "language" else "DISTINCT"
        pages = f"SELECT {distinct} {value} AS value, page FROM {table} WHERE {where}"
        return (
            f"SELECT '{name}' AS kind, CAST(value AS TEXT) AS name, COUNT(*) AS pages "
            f"FROM ({pages}) AS one WHERE value IS NOT NULL GROUP BY value",
            *parameters,
        )

    def _without(self, name):
        return _pages("without", f"'{name}'", *self._where(self.asked.choices(but=name)))

    def _hits_by_turn(self):
        where, *parameters = self._where(self.asked.choices())
        nearest = f"SELECT MIN(turn) AS turn FROM found WHERE {where} GROUP BY page"
        return (
            f"SELECT 'turn', CAST(turn AS TEXT), COUNT(*) FROM ({nearest}) AS one GROUP BY turn",
            *parameters,
        )

    def _where(self, choices):
        """What holds for documents with one of the values in each facet, with the parameters."""
        clauses, parameters = ["1 = 1"], []
        for name, values in choices.items():
            if name == "language":
                values = [self.languages.index(code) for code in values]
            clauses.append(_one_of(name, values))
            parameters += values
        return " AND ".join(clauses), *parameters


def _found(documents):
    sql, parameters = documents.values_list(*FOUND.values()).query.sql_with_params()
    return f"WITH found({', '.join(FOUND)}) AS MATERIALIZED ({sql})", parameters


def _pages(kind, name, where, *parameters):
    pages = f"SELECT DISTINCT page FROM found WHERE {where}"
    return f"SELECT '{kind}', {name}, COUNT(*) FROM ({pages}) AS one", *parameters


def _one_of(name, values):
    if not values:
        return "1 = 0"
    places = f"({', '.join(['%s'] * len(values))})"
    if name == "language":
        return f"language IN {places}"
    if name == "topic":
        each = EACH_TOPIC[connection.vendor]
        return f"EXISTS (SELECT 1 FROM {each} WHERE CAST(each.value AS TEXT) IN {places})"
    return f"CAST(found.{name} AS TEXT) IN {places}"


def _span(by_turn, places):
    """The first and last turn that has hits at these places, and how many hits stand before."""
    after, first, before = 0, None, 0
    for turn, hits in sorted(by_turn.items()):
        if first is None and places.start < after + hits:
            first, before = turn, after
        after += hits
        if places.stop <= after:
            return first, turn, before
    raise ValueError(f"There are only {after} hits")
