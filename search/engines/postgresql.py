"""Search in PostgreSQL: a generated vector with a GIN index, ranked level by level."""

from django.db.models import BooleanField, FloatField
from django.db.models.expressions import RawSQL

from search.analysis import LEVELS

from .database import DatabaseEngine

# PostgreSQL's classes D (unused), C (text), B (summary) and A (title).
COLUMN_WEIGHTS = [0, 0.25, 0.5, 1.0]
LEVEL_WEIGHTS = {"exact": 1.0, "lemma": 0.5, "stem": 0.17}
# Divide by 1 + the logarithm of the document's length.
NORMALIZATION = 1


class PostgreSQLEngine(DatabaseEngine):
    name = "postgresql"

    def matching(self, documents, words, every):
        operator = " & " if every else " | "
        condition = operator.join(f"({any_of(word.terms)})" for word in words)
        sql = "search_searchdocument.vector @@ %s::tsquery"
        return documents.filter(RawSQL(sql, [condition], output_field=BooleanField()))  # noqa: S611

    def scored(self, documents, words):
        rank = "%s * ts_rank(%s::float4[], search_searchdocument.vector, %s::tsquery, %s)"
        parameters = []
        for level in LEVELS:
            terms = sorted(frozenset().union(*(getattr(word, level) for word in words)))
            parameters += [LEVEL_WEIGHTS[level], COLUMN_WEIGHTS, any_of(terms), NORMALIZATION]
        sql = " + ".join([rank] * len(LEVELS))
        return documents.annotate(score=RawSQL(sql, parameters, output_field=FloatField()))  # noqa: S611


def any_of(terms):
    """As PostgreSQL writes a query; every term is a quoted string of letters and digits."""
    return " | ".join(f"'{term}'" for term in terms)
