"""A new site to measure: on a database of its own, which is gone afterwards."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def fresh_site():
    """Within it the site is set up, on SQLite or on the server DATABASE_URL names."""
    import django

    django.setup()
    from django.core.cache import caches
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    with TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":  # in memory it would stay for the next
            connection.settings_dict["TEST"]["NAME"] = Path(folder) / "site.sqlite3"
        connection.creation.create_test_db(verbosity=0)
        try:
            call_command("setup_site", verbosity=0)
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
            for cache in caches.all(initialized_only=True):
                cache.clear()
            teardown_test_environment()
