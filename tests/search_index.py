"""Tests of search on every engine there is: the database's own, and Elasticsearch where it runs.

A test that uses the fixture `engine` runs once on each. A test is rolled back and commits nothing,
so the index is brought up to date before each search.
"""

import os

import pytest
from django.test import override_settings

from search import changes
from search.engines.database import DatabaseEngine
from search.index import get_index
from search.models import SearchChange, SearchDocument

ENGINES = ["database", *(["elasticsearch"] if os.environ.get("ELASTICSEARCH_URLS") else [])]
PATIENCE = 30  # seconds: machines that test are busy


@pytest.fixture(params=ENGINES)
def engine(request, site):
    """The kind of engine the test runs on."""
    if request.param == "elasticsearch":
        request.getfixturevalue("index")
    return request.param


@pytest.fixture
def index(site, index_settings, monkeypatch):
    """An index in Elasticsearch that knows what the database knows, and has to answer."""
    is_behind = changes.is_behind

    def catch_up():
        bring_up_to_date(own)
        SearchChange.objects.all().delete()
        return is_behind()

    with override_settings(**index_settings):
        own = get_index()
        monkeypatch.setattr(changes, "is_behind", catch_up)
        monkeypatch.setattr(DatabaseEngine, "search", None)
        yield own


@pytest.fixture(scope="session")
def index_settings():
    """The settings for an index of this process, which goes when the tests end."""
    settings = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_INDEX": f"test-{os.getpid()}",
        "ELASTICSEARCH_TIMEOUT": PATIENCE,
    }
    with override_settings(**settings):
        index = get_index()
    index.rebuild([])
    yield settings
    index.delete()


KNOWN = {}  # the documents' stamps, as this process has written them


def bring_up_to_date(index):
    now = dict(SearchDocument.objects.values_list("pk", "stamp"))
    if gone := KNOWN.keys() - now.keys():
        index.remove(gone)
    if changed := now.items() - KNOWN.items():
        index.write(SearchDocument.objects.filter(pk__in=[pk for pk, _stamp in changed]))
    if gone or changed:
        index.refresh()
    KNOWN.clear(), KNOWN.update(now)
