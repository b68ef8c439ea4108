"""Counting hits, and finding those of a page, where the engine is a database.

Each is one statement, however much matches. Both begin with what matches in a few narrow columns
(`found`), read once, and what is chosen of that (`chosen`). Scores cost most, so they are asked for
only of what may stand on the page: hits come language by language, and from counting it is known
which languages a page has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.models import BooleanField, Case, IntegerField, QuerySet, When
from django.db.models.expressions import RawSQL

from core.languages import reading_order
from search.models import FACETS
from search.sql import placeholders

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
}
# The languages one after the other; at last what has only some of what is asked for.
TURN = {"turn": "turn"}
EACH_TOPIC = {
    "sqlite": "json_each({0}.topic) AS each",
    "postgresql": "jsonb_array_elements_text({0}.topic) AS each(value)",
}
# Documents on whose page another stands as well.
REPEATED = (
    "SELECT * FROM {0} WHERE {1} AND page IN "
    "(SELECT page FROM {0} WHERE {1} GROUP BY page HAVING COUNT(*) > 1)"
)
OWN = "SELECT 'own', NULL, COUNT(*) FROM found WHERE language = 0"
# A translation stands for its page if none is nearer to the reader.
SHOWN = "SELECT pk, {0} AS turn, MIN({0}) OVER (PARTITION BY page) AS nearest FROM chosen"
HITS = "search_searchdocument.page_id IN (SELECT pk FROM shown WHERE turn = nearest AND turn >= %s)"

# ruff: noqa: S608, S611 - names are ours, and what comes from outside is always a parameter


@dataclass(frozen=True)
class Counts:
    """See `asked.Counted`; `by_turn` are the hits by the place of the language they are in."""

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
        self.documents = documents.order_by().annotate(place=place)
        self.columns = FOUND
        if whole:
            self.turn = Case(When(whole, then=place), default=len(places))
            self.documents = self.documents.annotate(turn=self.turn)
            self.columns = FOUND | TURN

    def counting(self) -> tuple[str, list]:
        """The statement for `counts`, with its parameters."""
        gathered, parameters = self._gathered(self.documents)
        parts = [*chain(*map(self._values, FACETS)), (OWN,), self._pages_by_turn()]
        parts += [self._without(name) for name in self.asked.chosen if name != "language"]
        if self.asked.chosen:  # else that is the count without a choice of languages
            parts.append(_pages("unfiltered", "NULL", "1 = 1"))
        sql = " UNION ALL ".join(sql for sql, *_more in parts)
        repeated = f"repeated AS MATERIALIZED ({REPEATED.format('chosen', '1 = 1')})"
        parameters += chain(*(more for _sql, *more in parts))
        return f"{gathered}, {repeated} {sql}", parameters

    def counts(self, rows: Iterable[tuple]) -> Counts:
        """What the statement answers."""
        counted = defaultdict(Counter)
        for kind, name, pages in rows:
            counted[kind][name] += pages
        facets = {name: counted[name] for name in FACETS}
        facets["language"] = {
            self.languages[int(place)]: pages for place, pages in counted["language"].items()
        }
        by_turn = counted["turn"]
        counted["without"]["language"] = sum(by_turn.values())
        return Counts(
            facets,
            without=counted["without"],
            unfiltered=counted["unfiltered"].get(None, counted["without"]["language"]),
            own=counted["own"][None],
            by_turn={int(turn): pages for turn, pages in by_turn.items() if turn is not None},
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
        near = self.documents.filter(locale__in=self.languages[: last + 1])
        gathered, parameters = self._gathered(near)
        hits = scored.filter(RawSQL(HITS, [first], BooleanField())).order_by(*order)
        ids = hits.values_list("pk")[places.start - before : places.stop - before]
        sql, more = ids.query.sql_with_params()
        shown = SHOWN.format(self._turn)
        return f"{gathered}, shown AS ({shown}) {sql}", [*parameters, *more]

    @property
    def _turn(self):
        """The column that has it."""
        return "turn" if "turn" in self.columns else "language"

    def _gathered(self, documents):
        """What both statements begin with, as SQL with its parameters."""
        found, parameters = documents.values_list(*self.columns.values()).query.sql_with_params()
        where, *chosen = self._where(self.asked.choices())
        return (
            f"WITH found({', '.join(self.columns)}) AS MATERIALIZED ({found}), "
            f"chosen AS (SELECT * FROM found WHERE {where})",
            [*parameters, *chosen],
        )

    def _values(self, name):
        """The pages with each value of a facet, whatever is chosen in it, in parts that add up.

        These are the documents, less those that repeat a page: to tell pages apart takes longest,
        and few are repeated.
        """
        documents, repeated, *parameters = "chosen", "repeated"
        if name in self.asked.apart:
            where, *parameters = self._where_but(name)
            documents = f"(SELECT * FROM found WHERE {where})"
            repeated = f"({REPEATED.format('found', where)})"
        each = f"(SELECT {name}, COUNT(*) AS documents FROM {documents} AS one GROUP BY {name})"
        yield _by_value(name, each, "SUM(documents)"), *parameters
        if name != "language" and not self.asked.in_one_language(but=name):
            less = _by_value(name, repeated, "COUNT(DISTINCT page) - COUNT(*)")
            yield less, *parameters, *parameters

    def _without(self, name):
        return _pages("without", f"'{name}'", *self._where_but(name))

    def _where_but(self, name):
        """What holds for the hits whatever is chosen in a facet."""
        return self._where(self.asked.choices(but=name))

    def _pages_by_turn(self):
        """All pages, whatever language is chosen; those without a turn are in none that is."""
        of_language = {k: v for k, v in self.asked.choices().items() if k == "language"}
        language, *codes = self._where(of_language)
        where, *parameters = self._where_but("language")
        first = f"MIN(CASE WHEN {language} THEN {self._turn} END)"
        pages = f"SELECT {first} AS turn FROM found WHERE {where} GROUP BY page"
        return (
            f"SELECT 'turn', CAST(turn AS TEXT), COUNT(*) FROM ({pages}) AS one GROUP BY turn",
            *codes,
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


def _pages(kind, name, where, *parameters):
    pages = f"SELECT DISTINCT page FROM found WHERE {where}"
    return f"SELECT '{kind}', {name}, COUNT(*) FROM ({pages}) AS one", *parameters


def _by_value(name, table, pages):
    """So many pages by value of a facet; of topics a row has several."""
    value, tables = f"one.{name}", f"{table} AS one"
    if name == "topic":
        value, tables = "each.value", f"{tables}, {EACH_TOPIC[connection.vendor].format('one')}"
    return (
        f"SELECT '{name}' AS kind, CAST({value} AS TEXT) AS name, CAST({pages} AS BIGINT) AS pages "
        f"FROM {tables} WHERE {value} IS NOT NULL GROUP BY {value}"
    )


def _one_of(name, values):
    if not values:
        return "1 = 0"
    places = placeholders(values)
    if name == "language":
        return f"language IN {places}"
    if name == "topic":
        each = EACH_TOPIC[connection.vendor].format("found")
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
