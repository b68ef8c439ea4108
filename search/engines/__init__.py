"""Search engines behind one contract (see `base`)."""

from django.conf import settings
from django.db import connection

from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

DATABASE_ENGINES = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}
# Engines beside the database, by their name in the setting SEARCH_ENGINE.
OTHER_ENGINES = {}


def get_engine():
    """The engine the setting names, or the database's own where that is another's."""
    other = OTHER_ENGINES.get(settings.SEARCH_ENGINE)
    return other() if other else get_database_engine()


def get_database_engine():
    return DATABASE_ENGINES[connection.vendor]()
