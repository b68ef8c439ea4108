"""What the engines in the databases share: everything but how terms are matched and scored."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from search.analysis import QueryWord
from search.models import SearchDocument
from search.queries import Expression, read
from search.widening import widen

from .asked import Asked
from .base import Query, Results
from .gathering import Gathering
from .memory import remembered, state_of_documents
from .results import as_results


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
        """`fetch`, for a search without words."""
        state = state_of_documents()

        def fetch(sql, parameters):
            return remembered(state, (sql, parameters), lambda: self.fetch(sql, parameters))

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
