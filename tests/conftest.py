"""Fixtures: an installed site with people of every role.

Root
└── Home (each of ten languages)
    ├── Blog
    ├── Case studies
    └── Toolkit
"""

import pytest
from django.core.cache import caches
from django.core.management import call_command

from . import schema_cache
from .browser import chromium, database_url, site_address, visit
from .copied_database import own_database  # noqa: F401 - a fixture
from .fake_index import fake_index  # noqa: F401 - a fixture
from .people import moderator, participant
from .search_index import engine, index, index_settings  # noqa: F401 - fixtures
from .search_queue import database_queue, queue  # noqa: F401 - fixtures

__all__ = ["chromium", "database_url", "site_address", "visit"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    schema_cache.use()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database as a fresh installation has it, made once; each test rolls back."""
    with django_db_blocker.unblock():
        schema_cache.keep()
        call_command("setup_site", verbosity=0)


@pytest.fixture(autouse=True)
def empty_cache():
    """A rolled back test's numbers are given out again: what was cached under them is not true."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def site(db):
    """The installed site. Names the dependency where a test reads like a sentence."""


@pytest.fixture
def author(site):
    """A participant of the greens."""
    return participant("green")


@pytest.fixture
def green(site):
    """A moderator of the author's family."""
    return moderator("green")
