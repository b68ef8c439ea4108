"""Search in SQLite: an FTS5 table over the documents' terms, ranked by weighted `bm25()`."""

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from .database import DatabaseEngine
from .weights import WEIGHTS

RANK = f"-bm25(search_fts{', %s' * len(WEIGHTS)})"
FOUND = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s"
# More than any rank: what has the words as they are meant comes before what stands in for them, and
# what has more of what is asked for before what has less.
AS_MEANT = 1000


class SQLiteEngine(DatabaseEngine):
    name = "sqlite"

    def matching(self, documents, expression, every):
        # The plus keeps SQLite from asking the index once for each document.
        return documents.extra(
            tables=["search_fts"],
            where=["search_searchdocument.page_id = +search_fts.rowid", "search_fts MATCH %s"],
            params=[_match(expression, every)],
        )

    def scoring(self, documents, expression, every):
        first = f"{AS_MEANT} * (search_searchdocument.page_id IN ({FOUND}))"
        found = expression.first(every)
        score = " + ".join([RANK, *[first] * len(found)])
        weights = [*WEIGHTS.values(), *(_match(one, every) for one in found)]
        # The rank is there only for what is being matched.
        return self.matching(documents, expression, every).extra(  # noqa: S610 - weights are parameters
            select={"score": score}, select_params=weights
        )

    def having(self, expression):
        sql = f"search_searchdocument.page_id IN ({FOUND})"
        return RawSQL(sql, [_match(expression, every=True)], BooleanField())  # noqa: S611

    def excluding(self, documents, expression):
        return documents.extra(  # noqa: S610 - what is found is a parameter
            where=[f"search_searchdocument.page_id NOT IN ({FOUND})"],
            params=[_any(map(_words, expression.excluded))],
        )

    def beginning(self, documents, words):
        every = (_any(f'"{term}" *' for term in sorted(set(word.exact))) for word in words)
        return documents.extra(  # noqa: S610 - what is found is a parameter
            where=[f"search_searchdocument.page_id IN ({FOUND})"],
            params=[f"title_exact : ({' AND '.join(every)})"],
        )


# In FTS5's query language; every term is a quoted string of letters and digits.


def _match(expression, every):
    clauses = (_any(map(_words, clause)) for clause in expression.required)
    return (" AND " if every else " OR ").join(clauses)


def _words(group):
    if group.phrase:
        return _any(f'"{" ".join(terms)}"' for terms in group.sequences)
    every = (_any(f'"{term}"' for term in word.terms) for word in group.words)
    return f"({' AND '.join(every)})"


def _any(alternatives):
    return f"({' OR '.join(alternatives)})"
