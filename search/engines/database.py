"""What the engines in the databases share: everything but how terms are matched and scored."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from core.languages import get_language, reading_order
from search.analysis import QueryWord, query_words
from search.excerpts import excerpts
from search.models import FACETS, SearchDocument

from .base import Facet, Hit, Query, Results


class DatabaseEngine:
    """Subclasses say how documents are matched and scored; see `base` for what it comes to."""

    name = ""

    def matching(self, documents: QuerySet, words: list[QueryWord], every: bool) -> QuerySet:
        """Documents with every word, or with any."""
        raise NotImplementedError

    def scored(self, documents: QuerySet, words: list[QueryWord]) -> QuerySet:
        """Matching documents with a `score`, higher for better."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        words = query_words(query.text)
        found = self._found(query, words)
        hits = self._ordered(_chosen(found, query.filters), query, words)
        page = Paginator(hits, query.page_size).get_page(query.page)
        own = get_language(query.language).content
        return Results(
            engine=self.name,
            page=page,
            hits=[Hit(row, row.locale != own, excerpts(row, words)) for row in page],
            facets=[_facet(found, query.filters, name) for name in FACETS],
        )

    def _found(self, query, words):
        """All the person may find with the words, whatever facets are chosen."""
        documents = SearchDocument.objects.visible_to(query.user)
        if not query.text.strip():
            return documents
        if not words:
            return documents.none()
        with_all = self.matching(documents, words, every=True)
        return with_all if with_all.exists() else self.matching(documents, words, every=False)

    def _ordered(self, documents, query, words):
        documents = (
            documents.select_related("page__locale", "country", "family")
            .prefetch_related("topics")
            .defer("page__body")
        )
        if not words:
            return documents.order_by("-date", "-pk")
        languages = reading_order(query.language)
        nearness = Case(
            *(When(locale=code, then=Value(place)) for place, code in enumerate(languages)),
            default=Value(len(languages)),
            output_field=IntegerField(),
        )
        return self.scored(documents, words).order_by(nearness, "-score", "-date", "-pk")


def _chosen(documents, filters, apart_from=None):
    for name, values in filters.items():
        if values and name != apart_from:
            documents = documents.having(name, values)
    return documents


def _facet(found, filters, name):
    path = FACETS[name]
    documents = _chosen(found, filters, apart_from=name).filter(**{f"{path}__isnull": False})
    counts = documents.order_by().values_list(path).annotate(hits=Count("pk"))
    return Facet(name, {str(value): hits for value, hits in counts})
