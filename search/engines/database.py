"""What the engines in the databases share: everything but how terms are matched and scored."""

from collections.abc import Sequence
from hashlib import sha256

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import BooleanField, Count, F, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from search.analysis import LEVELS, QueryWord
from search.excerpts import Marker
from search.models import FACETS, TEXTS, SearchDocument
from search.queries import Expression, read
from search.widening import widen

from .asked import Asked, Counted, as_readers_know
from .base import Facet, Hit, Query, Results
from .gathering import Gathering

# What hits are shown by, of documents and what belongs to them.
SHOWN = (
    "locale", "type_slug", "topics", "date", *TEXTS,
    *(f"{text}_{level}" for text in TEXTS for level in LEVELS),
    "country", "family", "page__url_path",
)  # fmt: skip
# Stamps are summed by their rest: whole ones would be more than SQLite can count. That two states
# have one sum is as likely as that two changes are whole multiples of it apart.
STAMPS = 2**31


class DatabaseEngine:
    """Subclasses say how documents are matched and scored; see `base` for what it comes to."""

    name = ""

    def matching(self, documents: QuerySet, expression: Expression, every: bool) -> QuerySet:
        """Documents with all that is required, or any of it."""
        raise NotImplementedError

    def scoring(self, documents: QuerySet, expression: Expression, every: bool) -> QuerySet:
        """Documents, known to match, with a `score`: higher for better."""
        raise NotImplementedError

    def having(self, expression: Expression) -> RawSQL:
        """The condition that a document has all that is required."""
        raise NotImplementedError

    def excluding(self, documents: QuerySet, expression: Expression) -> QuerySet:
        """Documents with nothing of what is excluded."""
        raise NotImplementedError

    def beginning(self, documents: QuerySet, words: Sequence[QueryWord]) -> QuerySet:
        """Documents whose title has, for each of the words, one that begins so."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        expression, suggestion = widen(read(query.text), query)
        fetch = self.fetch if expression else self._remembering()
        asked, counts = Asked.by(query, expression).narrowest(
            lambda asked: self._count(asked, fetch)
        )
        page = Paginator(range(counts.total), query.page_size).get_page(query.page)
        ids = self._find(asked, counts, page.object_list, fetch)
        return as_results(self.name, asked, counts, page, ids, suggestion)

    def fetch(self, sql: str, parameters: list) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def _count(self, asked, fetch):
        gathering = self._gathering(asked)
        return gathering.counts(fetch(*gathering.counting()))

    def _find(self, asked, counts, places, fetch):
        """The ids of the hits at these places."""
        if not places:
            return []
        scored = SearchDocument.objects.all()
        if asked.expression.required:
            scored = self.scoring(scored, asked.expression, asked.every)
        gathering = self._gathering(asked)
        return [pk for (pk,) in fetch(*gathering.finding(counts, places, scored))]

    def _remembering(self):
        """`fetch` for what everybody asks for and reads every document: once, until one changes."""
        state = state_of_documents()

        def fetch(sql, parameters):
            statement = repr((state, sql, parameters)).encode()
            key = f"search-{sha256(statement).hexdigest()}"
            return caches["search"].get_or_set(key, lambda: self.fetch(sql, parameters), None)

        return fetch

    def _gathering(self, asked):
        documents, whole = self._documents(asked), asked.whole and self.having(asked.whole)
        if whole:
            documents = documents.filter(Q(whole) | Q(locale=asked.own))
        return Gathering(documents, asked, whole)

    def _documents(self, asked):
        """All the person may find, whatever is chosen."""
        documents, expression = (
            SearchDocument.objects.visible_to(asked.query.user),
            asked.expression,
        )
        if expression.excluded:
            documents = self.excluding(documents, expression)
        if expression.required:
            return self.matching(documents, expression, asked.every)
        if expression or not asked.query.text.strip():
            return documents
        return documents.filter(RawSQL("1 = 0", [], BooleanField()))


def state_of_documents() -> dict[str, int]:
    """Another whenever a document is added, changed or gone: how many there are, and of when."""
    return SearchDocument.objects.aggregate(count=Count("*"), stamps=Sum(F("stamp") % STAMPS))


def as_results(
    engine: str, asked: Asked, counts: Counted, page: Page, ids: list[int], suggestion: str | None
) -> Results:
    """What was found, as the person gets it; `ids` are of the documents on the page."""
    values = asked.query.names.values
    return Results(
        engine=engine,
        page=page,
        hits=_hits(ids, asked),
        facets=[
            Facet(name, as_readers_know(counts.facets[name], values.get(name))) for name in FACETS
        ],
        every=asked.finds_all,
        every_language=not asked.readable,
        in_every_language=counts.without["language"],
        without={name: counts.without[name] for name in asked.chosen},
        unfiltered=counts.unfiltered,
        suggestion=suggestion,
    )


def _hits(ids, asked):
    """The documents with these ids, in their order.

    What the person may not read is not among them, whatever an engine says.
    """
    values = asked.query.names.values
    marker = Marker(asked.expression)
    documents = (
        SearchDocument.objects.visible_to(asked.query.user)
        .select_related("page")
        .only(*SHOWN)
        .in_bulk(ids)
    )
    return [
        Hit(
            row,
            row.locale != asked.own,
            values["country"].get(str(row.country_id)),
            values["family"].get(str(row.family_id)),
            [values["topic"][str(pk)] for pk in row.topics if str(pk) in values["topic"]],
            marker.mark(row),
        )
        for row in map(documents.get, ids)
        if row is not None
    ]
