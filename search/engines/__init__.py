"""Search engines behind one contract (see `base`)."""

from django.db import connection

from search.index import get_index

from .elasticsearch import ElasticsearchEngine
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

DATABASE_ENGINES = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def get_engine():
    """The database's own engine, or Elasticsearch before it where the settings say so."""
    index, own = get_index(), get_database_engine()
    return ElasticsearchEngine(index, own) if index else own


def get_database_engine():
    return DATABASE_ENGINES[connection.vendor]()
