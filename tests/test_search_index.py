"""The index in Elasticsearch: what it keeps, and what readers notice when it does not answer."""

import os
import socket
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from elastic_transport import ConnectionError as NoConnection

from content.models import Visibility
from content.visibility import narrow
from search import changes
from search import index as search_index
from search.engines import elasticsearch
from search.engines.elasticsearch import ElasticsearchEngine
from search.index import Index, IndexMissing, IndexUnavailable, get_index
from search.models import SearchChange, SearchDocument

from .people import editor
from .search_helpers import blog_post, counts, found, search
from .search_queue import publish

needs_elasticsearch = pytest.mark.skipif(
    not os.environ.get("ELASTICSEARCH_URLS"), reason="no Elasticsearch here (make test-services)"
)
pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def silent():
    """A node that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def url(server):
    return "http://{}:{}".format(*server.getsockname())


@pytest.fixture
def dead():
    """The address of a node that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = url(server)
    return address


def asking(*urls, **settings):
    return override_settings(
        SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_URLS=list(urls), **settings
    )


@pytest.fixture
def own_index():
    """An index of the test's own, with nothing in it, of which no test before has asked in vain."""
    search_index._index.cache_clear()
    with override_settings(
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_INDEX=f"test-{os.getpid()}-own",
        ELASTICSEARCH_TIMEOUT=30,
    ):
        index = get_index()
        index.rebuild([])
        yield index
        index.delete()


def document(pk, stamp=1, **fields):
    page = blog_post(f"Page {pk}", slug=f"page-{pk}")
    row = SearchDocument.objects.get(page_id=page.pk)
    row.pk, row.stamp = pk, stamp
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def names(index):
    return sorted(index.client.indices.get(index=f"{index.name}*").body)


# Where it does not answer


def test_where_the_index_does_not_answer_the_database_does(dead, client):
    blog_post("Donations")
    with asking(dead):
        assert found("donations") == ["Donations"]
        assert search("donations").engine == connection.vendor
        answer = client.get("/api/v2/search/", {"q": "donations"})
        assert (answer.status_code, answer.json()["engine"]) == (200, connection.vendor)
        assert b"Donations" in client.get("/en/search/", {"q": "donations"}).content


def test_a_node_that_hangs_keeps_one_reader_waiting_and_not_the_next(silent):
    blog_post("Donations")
    with asking(url(silent), ELASTICSEARCH_TIMEOUT=0.2):
        assert found("donations") == ["Donations"]
        silent.accept()
        assert found("donations") == ["Donations"]
        with pytest.raises(BlockingIOError):
            silent.accept()


@pytest.mark.parametrize(
    ("waits", "narrows", "engine"),
    [
        (None, False, "index"),
        (1, False, "index"),
        (9, False, connection.vendor),
        (0, True, connection.vendor),
    ],
)
def test_an_index_that_is_behind_is_not_asked(monkeypatch, waits, narrows, engine):
    """Neither for long, after it did not answer, nor for what may not be known any more."""
    monkeypatch.setattr(ElasticsearchEngine, "_search", lambda *_: SimpleNamespace(engine="index"))
    with asking("http://127.0.0.1:1"):
        if waits is not None:
            SearchChange.objects.create(page_id=1, narrows=narrows)
            SearchChange.objects.update(since=timezone.now() - timedelta(seconds=waits))
        assert search("donations").engine == engine


def test_after_a_pause_one_request_finds_out_whether_it_answers_again(monkeypatch):
    asked = []

    def answer(**request):
        asked.append(clock.now)
        if clock.now < 12:
            raise NoConnection("down")
        return SimpleNamespace(body={})

    def ask(now):
        clock.now = now
        try:
            return index.search({})
        except IndexUnavailable:
            return None

    clock = SimpleNamespace(now=0)
    monkeypatch.setattr(search_index, "monotonic", lambda: clock.now)
    index = Index(SimpleNamespace(search=answer), "documents")
    assert [ask(now) for now in (0, 1, 4, 6, 7, 13, 13)] == [None] * 5 + [{}, {}]
    assert asked == [0, 6, 13, 13]


def test_nobody_else_waits_while_one_finds_out(monkeypatch):
    def answer(**request):
        with pytest.raises(IndexUnavailable, match="a moment ago"):
            index.search({})
        raise NoConnection("down")

    index = Index(SimpleNamespace(search=answer), "documents")
    index._rest("down")
    after_the_pause = index._asks_again + 1
    monkeypatch.setattr(search_index, "monotonic", lambda: after_the_pause)
    with pytest.raises(IndexUnavailable, match="Connection error"):
        index.search({})


@pytest.mark.parametrize(
    "settings",
    [
        {"ELASTICSEARCH_URLS": []},
        {"ELASTICSEARCH_URLS": ["127.0.0.1"]},
        {"ELASTICSEARCH_URLS": ["http://127.0.0.1"]},
        {"ELASTICSEARCH_USER": "site", "ELASTICSEARCH_API_KEY": "key"},
        {"ELASTICSEARCH_CA_CERTS": "/not/there.pem", "ELASTICSEARCH_URLS": ["https://a.test:9200"]},
        {"ELASTICSEARCH_CA_CERTS": __file__, "ELASTICSEARCH_URLS": ["http://a.test:9200"]},
        {"ELASTICSEARCH_INDEX": "With Capitals"},
    ],
)
def test_settings_that_cannot_work_are_told_at_the_start(settings):
    with asking("http://127.0.0.1:9200"):
        assert not [error for error in run_checks() if error.id == "search.E001"]
        with override_settings(**settings):
            assert [error for error in run_checks() if error.id == "search.E001"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"ELASTICSEARCH_USER": "site", "ELASTICSEARCH_PASSWORD": "secret"},
         {"basic_auth": ("site", "secret"), "api_key": None}),
        ({"ELASTICSEARCH_API_KEY": "key"}, {"basic_auth": None, "api_key": "key"}),
        ({"ELASTICSEARCH_CA_CERTS": "/ca.pem"}, {"ca_certs": "/ca.pem"}),
        ({"ELASTICSEARCH_TIMEOUT": 7.0}, {"request_timeout": 7.0}),
    ],
)  # fmt: skip
def test_the_client_is_made_as_the_settings_say(monkeypatch, settings, expected):
    def make(nodes, **options):
        assert nodes == ["https://a.test:9200", "https://b.test:9200"]
        return options

    monkeypatch.setattr(search_index, "Elasticsearch", make)
    with asking("https://a.test:9200", "https://b.test:9200", **settings):
        options = get_index().client
    assert {name: options[name] for name in expected} == expected


# What it keeps


@needs_elasticsearch
def test_another_node_is_asked_where_one_does_not_answer(dead, own_index):
    with asking(dead, *os.environ["ELASTICSEARCH_URLS"].split(",")):
        for _time in range(4):
            assert search("donations").engine == "elasticsearch"


@needs_elasticsearch
def test_where_there_is_no_index_the_database_answers_and_writers_are_told(own_index):
    own_index.delete()
    blog_post("Donations")
    assert search("donations").engine == connection.vendor
    with pytest.raises(IndexMissing):
        own_index.write([])


@needs_elasticsearch
def test_an_older_document_never_wins(own_index):
    own_index.write([document(1, stamp=5)])
    own_index.write([document(2, stamp=7)])
    own_index.write([document(3, stamp=5)])
    for stamp in (6, 4):
        own_index.write([document(4, stamp=stamp), document(5, stamp=stamp)])
    assert list(own_index.stamps()) == [(1, 5), (2, 7), (3, 5), (4, 6), (5, 6)]


@needs_elasticsearch
def test_what_was_removed_stays_removed_for_what_is_older(own_index):
    row = document(1, stamp=5)
    own_index.write([row])
    own_index.remove([1, 2], as_of=4)
    assert list(own_index.stamps()) == [(1, 5)]
    own_index.remove([1, 2], as_of=6)
    own_index.write([row])
    assert list(own_index.stamps()) == []
    row.stamp = 7
    own_index.write([row])
    assert list(own_index.stamps()) == [(1, 7)]


@needs_elasticsearch
def test_stamps_are_read_in_portions(own_index, monkeypatch):
    monkeypatch.setattr(search_index, "STAMPS_AT_ONCE", 2)
    own_index.write([document(pk) for pk in (3, 1, 5, 4, 2)])
    assert list(own_index.stamps()) == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)]


@needs_elasticsearch
def test_what_is_written_during_a_rebuild_is_not_lost(own_index):
    old = [document(pk) for pk in (1, 2, 3)]
    own_index.write(old)
    before = names(own_index)

    def batches():
        assert dict(own_index.stamps()) == {1: 1, 2: 1, 3: 1}
        own_index.write([document(4, stamp=9)])
        changed = document(5, stamp=9)
        changed.pk = 1
        own_index.write([changed])
        own_index.remove([2])
        yield old

    own_index.rebuild(batches())
    assert dict(own_index.stamps()) == {1: 9, 3: 1, 4: 9}
    assert len(names(own_index)) == 1
    assert names(own_index) != before


@needs_elasticsearch
def test_a_rebuild_that_fails_changes_nothing(own_index):
    own_index.write([document(1)])
    before = names(own_index)

    def batches():
        yield [document(2)]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        own_index.rebuild(batches())
    assert (names(own_index), dict(own_index.stamps())) == (before, {1: 1})


@needs_elasticsearch
def test_the_index_of_a_site_with_a_longer_name_is_another(own_index):
    other = Index(own_index.client, f"{own_index.alias}-2")
    other.rebuild([])
    own_index.rebuild([])
    own_index.write([document(1)])
    assert list(other.stamps()) == []
    other.delete()
    assert len(names(own_index)) == 1


@needs_elasticsearch
def test_a_late_writer_does_not_bring_back_an_index_that_is_gone(own_index, caplog):
    (gone,) = names(own_index)
    own_index.rebuild([])
    own_index._send(gone, search_index._writing([document(1)]))
    own_index._send(gone, search_index._removing([1], stamp=5))
    assert gone not in names(own_index)
    assert len(names(own_index)) == 1
    assert not caplog.records


@needs_elasticsearch
def test_what_the_index_does_not_know_yet_is_not_shown_to_those_who_may_not_read_it(own_index):
    page = blog_post("Donations")
    own_index.write(SearchDocument.objects.all())
    own_index.refresh()
    assert found("donations") == ["Donations"]
    SearchDocument.objects.filter(pk=page.pk).update(visibility=Visibility.MEMBERS)
    SearchChange.objects.all().delete()
    assert search("donations").engine == "elasticsearch"
    assert found("donations") == []


@needs_elasticsearch
@pytest.mark.parametrize("what", ["read", "named"])
def test_what_may_not_be_known_any_more_is_not_counted_from_that_moment_on(own_index, queue, what):
    """The worker, who tells the index, has not come to it."""
    page = blog_post("Donations", family="green")
    changes.send_all(own_index)
    results = search("donations")
    assert (results.engine, results.total) == ("elasticsearch", 1)
    assert counts("family", "donations") == {"green": 1}
    with queue.committed():
        if what == "read":
            narrow(page, Visibility.MEMBERS, by=editor())
        else:
            page.attribution = "anonymous"
            publish(page)
    results = search("donations")
    assert (results.total, results.unfiltered) == ((0, 0) if what == "read" else (1, 1))
    assert counts("family", "donations") == counts("country", "donations") == {}
    queue.work()
    assert search("donations").engine == "elasticsearch"
    assert counts("family", "donations") == counts("country", "donations") == {}


@needs_elasticsearch
def test_whoever_was_told_finds_at_once(own_index):
    """The note that says what the index does not know goes only when it does."""
    page = blog_post("Donations")
    changes.send_all(own_index)
    assert search("donations").total == 1
    page.unpublish()
    changes.send_all(own_index)
    results = search("donations")
    assert (results.engine, results.total, results.unfiltered) == ("elasticsearch", 0, 0)


# A search without words is the same for everybody


@pytest.fixture
def asked(index, monkeypatch):
    """What the index is asked from now on."""
    requests, ask = [], Index.search

    def record(index, request, **options):
        requests.append(request)
        return ask(index, request, **options)

    monkeypatch.setattr(Index, "search", record)
    return requests


@needs_elasticsearch
def test_what_there_is_without_words_is_asked_once_until_a_document_changes(asked):
    page = blog_post("First")
    assert found("") == found("") == ["First"]
    assert len(asked) == 1
    blog_post("Second")
    assert set(found("")) == set(found("")) == {"First", "Second"}
    page.unpublish()
    assert found("") == found("") == ["Second"]
    assert len(asked) == 3


@needs_elasticsearch
def test_what_there_is_without_words_is_another_for_who_may_read_more(asked):
    blog_post("Open")
    blog_post("For greens", family="green", visibility=Visibility.FAMILY, slug="greens")
    assert found("") == ["Open"]
    assert set(found("", user=editor())) == {"Open", "For greens"}
    assert found("") == ["Open"]
    assert len(asked) == 2


@needs_elasticsearch
def test_what_the_index_does_not_know_yet_is_not_remembered(asked, monkeypatch):
    blog_post("First")
    assert found("first") == ["First"]
    with monkeypatch.context() as late:
        late.setattr(changes, "is_behind", lambda: False)
        blog_post("Second")
        assert found("") == ["First"]
    assert set(found("")) == {"First", "Second"}


@needs_elasticsearch
def test_a_change_while_it_is_asked_is_not_missed(asked, monkeypatch):
    blog_post("First")
    assert found("first") == ["First"]

    def then_publish(real):
        def call():
            answer = real()
            if not SearchDocument.objects.filter(title="Second"):
                blog_post("Second")
            return answer

        return call

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(changes, "is_behind", lambda: False)
        for module, name in ((changes, "are_waiting"), (elasticsearch, "state_of_documents")):
            meanwhile.setattr(module, name, then_publish(getattr(module, name)))
        assert found("") == ["First"]
    assert set(found("")) == {"First", "Second"}
