"""What the engines in the databases share: everything but how terms are matched and scored."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import FloatField, QuerySet, Value

from core.languages import get_language
from search.analysis import QueryWord
from search.excerpts import excerpts
from search.models import SearchDocument
from search.queries import Expression, read
from search.widening import widen
from topics.models import Topic

from .base import Hit, Query, Results
from .gathering import Row, gather

COLUMNS = ("pk", "translation_key", "date", "score", "type_slug", "country__code",
           "family__slug", "topics", "year", "locale")  # fmt: skip
TOPICS = COLUMNS.index("topics")


class DatabaseEngine:
    """Subclasses say how documents are matched and scored; see `base` for what it comes to."""

    name = ""

    def matching(self, documents: QuerySet, expression: Expression, every: bool) -> QuerySet:
        """Documents with all that is required, or any of it, with a `score`, higher for better."""
        raise NotImplementedError

    def excluding(self, documents: QuerySet, expression: Expression) -> QuerySet:
        """Documents with nothing of what is excluded."""
        raise NotImplementedError

    def beginning(self, documents: QuerySet, words: Sequence[QueryWord]) -> QuerySet:
        """Documents whose title has, for each of the words, one that begins so."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        expression, suggestion = widen(read(query.text), query)
        slugs = topic_slugs()
        rows, every = self._rows(query, expression, slugs)
        gathered = gather(rows, query)
        page = Paginator(gathered.ids, query.page_size).get_page(query.page)
        return Results(
            engine=self.name,
            page=page,
            hits=hits(list(page), query, expression, slugs),
            facets=gathered.facets,
            every=every,
            every_language=gathered.every_language,
            in_every_language=gathered.in_every_language,
            without=gathered.without,
            unfiltered=gathered.unfiltered,
            suggestion=suggestion,
        )

    def _rows(self, query, expression, slugs):
        """All the person may find, whatever is chosen, and whether it has all that is asked."""
        documents = SearchDocument.objects.visible_to(query.user)
        if expression.excluded:
            documents = self.excluding(documents, expression)
        if not expression.required:
            found = documents.annotate(score=Value(0.0, FloatField()))
            return (_read(found, slugs) if expression or not query.text.strip() else []), True
        for every, asked in ((True, expression), (False, expression.loosened)):
            if rows := _read(self.matching(documents, asked, every), slugs):
                return rows, every
        return [], True


def _read(documents, slugs):
    rows = documents.order_by().values_list(*COLUMNS)
    return [Row._make(row)._replace(topic=named(row[TOPICS], slugs)) for row in rows]


def topic_slugs() -> dict[int, str]:
    return dict(Topic.objects.values_list("pk", "slug"))


def named(topics: list[int], slugs: dict[int, str]) -> list[str]:
    """Topics by their slugs; one that was deleted is none."""
    return [slugs[pk] for pk in topics if pk in slugs]


def hits(ids: list[int], query: Query, expression: Expression, slugs: dict[int, str]) -> list[Hit]:
    """The documents with these ids, in their order, as the person gets them.

    `slugs` are those of all topics. What the person may not read is not among them, whatever an
    engine says.
    """
    own = get_language(query.language).content
    # What was meant is marked; what stands in for it only where nothing else explains the hit.
    meant, all_terms = expression.as_meant.terms, expression.terms
    documents = (
        SearchDocument.objects.visible_to(query.user)
        .select_related("page__locale", "country", "family")
        .defer("page__body")
        .in_bulk(ids)
    )
    return [
        Hit(
            row,
            row.locale != own,
            named(row.topics, slugs),
            excerpts(row, meant) or excerpts(row, all_terms),
        )
        for row in map(documents.get, ids)
        if row is not None
    ]
