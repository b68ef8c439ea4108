"""Search in SQLite: an FTS5 table over the documents' terms, ranked by weighted `bm25()`."""

from .database import DatabaseEngine

# In the order of the table's columns: exact, lemma and stem of title, summary and text.
WEIGHTS = [24, 12, 4, 12, 6, 2, 6, 3, 1]


class SQLiteEngine(DatabaseEngine):
    name = "sqlite"

    def matching(self, documents, words, every):
        # The plus keeps SQLite from asking the index once for each document.
        return documents.extra(
            tables=["search_fts"],
            where=["search_searchdocument.page_id = +search_fts.rowid", "search_fts MATCH %s"],
            params=[expression(words, every)],
        )

    def scored(self, documents, words):
        return documents.extra(  # noqa: S610 - the weights are parameters
            select={"score": f"-bm25(search_fts{', %s' * len(WEIGHTS)})"}, select_params=WEIGHTS
        )


def expression(words, every):
    """In FTS5's query language; every term is a quoted string of letters and digits."""
    groups = (" OR ".join(f'"{term}"' for term in word.terms) for word in words)
    return (" AND " if every else " OR ").join(f"({group})" for group in groups)
