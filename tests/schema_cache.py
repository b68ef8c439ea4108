"""The migrated tables of the test database, kept in a file from one run to the next.

Migrating takes ten times as long as everything else before the first test. Only SQLite in memory
is helped; the file's name is made of all migrations, so another schema is another file.
"""

import hashlib
import os
import sqlite3
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created


def use():
    """From now on an empty database in memory opens with the tables of the last run."""
    if connection.vendor == "sqlite" and cache_file().exists():
        connection_created.connect(_fill, dispatch_uid="tests.schema_cache")


def keep():
    """Store the migrated tables for the next run; several runs may do so at once."""
    connection_created.disconnect(dispatch_uid="tests.schema_cache")
    path = cache_file()
    if connection.vendor != "sqlite" or path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(own) as file:
        connection.connection.backup(file)
    file.close()
    own.replace(path)


def cache_file() -> Path:
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(_migrations()):
        digest.update(path.read_bytes())
    return Path(settings.VAR_DIR) / f"test-schema-{digest.hexdigest()[:16]}.sqlite3"


def _migrations():
    for app in apps.get_app_configs():
        try:
            folder = Path(import_module(f"{app.name}.migrations").__file__).parent
        except ModuleNotFoundError:
            continue
        yield from folder.glob("*.py")


def _fill(connection, **kwargs):
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        with sqlite3.connect(f"file:{cache_file()}?mode=ro", uri=True) as file:
            file.backup(connection.connection)
        file.close()
