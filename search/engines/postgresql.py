"""Search in PostgreSQL: a generated vector with a GIN index, ranked level by level."""

from collections import defaultdict
from math import log1p

from django.db.models import BooleanField, FloatField
from django.db.models.expressions import RawSQL

from .database import DatabaseEngine

# PostgreSQL's classes D (unused), C (text), B (summary) and A (title).
COLUMN_WEIGHTS = [0, 0.25, 0.5, 1.0]
LEVEL_WEIGHTS = {"exact": 1.0, "lemma": 0.5, "stem": 0.17}
# In how many documents something is taken to stand of which that is not known: a short word.
UNKNOWN = 100
# Divide by 1 + the logarithm of the document's length.
NORMALIZATION = 1
# More than any rank: what has the words as they are meant comes before what stands in for them, and
# what has more of what is asked for before what has less.
AS_MEANT = 1000.0
# Every function would fetch and unpack the vector again; nothing is deleted from it here.
READ_ONCE = "(SELECT ts_delete(search_searchdocument.vector, '') AS vector OFFSET 0) AS read_once"
FOUND = "SELECT one.page_id FROM search_searchdocument AS one WHERE one.vector @@ %s::tsquery"
# PostgreSQL does not know what it costs to look into vectors that are stored apart from their rows,
# and would rather do that than ask their index; compiling takes longer than what is compiled. All
# of it holds for the statement it is sent with, or the transaction that is in.
SETTINGS = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '32MB';"

# ruff: noqa: S608, S611 - what comes from outside is always a parameter


class PostgreSQLEngine(DatabaseEngine):
    name = "postgresql"

    def fetch(self, sql, parameters):
        return super().fetch(f"{SETTINGS} {sql}", parameters)

    def matching(self, documents, expression, every):
        return documents.filter(_matches(_match(expression, every)))

    def scoring(self, documents, expression, every):
        return documents.annotate(score=_score(expression, every))

    def having(self, expression):
        # By the index, once: to look into each vector takes longer than all the rest.
        sql = f"search_searchdocument.page_id IN ({FOUND})"
        return RawSQL(sql, [_match(expression, every=True)], output_field=BooleanField())

    def excluding(self, documents, expression):
        return documents.exclude(_matches(_any(map(_words, expression.excluded))))

    def beginning(self, documents, words):
        # Only exact terms begin with an e.
        every = (_any(f"'{term}':*A" for term in sorted(set(word.exact))) for word in words)
        return documents.filter(_matches(" & ".join(every)))


def _matches(query):
    sql = "search_searchdocument.vector @@ %s::tsquery"
    return RawSQL(sql, [query], output_field=BooleanField())


def _score(expression, every):
    """The sum of what each term found counts: PostgreSQL ranks by all alike, and divides by all."""
    first = "%s * (vector @@ %s::tsquery)::int"
    rank = "%s * ts_rank(%s::float4[], vector, %s::tsquery, %s)"
    parameters = []
    for weight, terms in _weighed(expression).items():
        any_of_them = _any(f"'{term}'" for term in terms)
        parameters += [weight * len(terms), COLUMN_WEIGHTS, any_of_them, NORMALIZATION]
    ranks = [rank] * (len(parameters) // 4)
    for one in expression.first(every):
        ranks.append(first)
        parameters += [AS_MEANT, _match(one, every)]
    sql = f"(SELECT {' + '.join(ranks)} FROM {READ_ONCE})"
    return RawSQL(sql, parameters, output_field=FloatField())


def _weighed(expression):
    """Terms by what they count: the level, and how rare what is asked for is."""
    weights = {}
    for group in expression.alternatives:
        rare = _rarity(UNKNOWN if group.documents is None else group.documents)
        for word in group.words:
            for level, weight in LEVEL_WEIGHTS.items():
                for term in getattr(word, level):
                    weights.setdefault(term, weight * rare)
    terms = defaultdict(list)
    for term, weight in weights.items():
        terms[weight].append(term)
    return terms


def _rarity(documents):
    """From 1 down, in few steps: terms of one weight are ranked at once."""
    return 1 / (1 + round(log1p(documents)))


# As PostgreSQL writes a query; every term is a quoted string of letters and digits.


def _match(expression, every):
    clauses = (_any(map(_words, clause)) for clause in expression.required)
    return (" & " if every else " | ").join(clauses)


def _words(group):
    if group.phrase:
        return _any(" <-> ".join(f"'{term}'" for term in terms) for terms in group.sequences)
    every = (_any(f"'{term}'" for term in word.terms) for word in group.words)
    return f"({' & '.join(every)})"


def _any(alternatives):
    return f"({' | '.join(alternatives)})"
