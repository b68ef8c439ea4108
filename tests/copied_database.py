"""A database where what tests store is really stored: a copy of the test database."""

import pytest
from django.db import connection


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker):
    """On PostgreSQL; the module needs a marked test too, for which pytest-django makes one."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock():
        given = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{given}_copy"')
            cursor.execute(f'CREATE DATABASE "{given}_copy" TEMPLATE "{given}"')
        connection.settings_dict["NAME"] = f"{given}_copy"
        yield
        connection.close()
        connection.settings_dict["NAME"] = given
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{given}_copy"')
