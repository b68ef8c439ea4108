"""Search while nodes of Elasticsearch are lost, on nodes of the test's own."""

import itertools
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from django.db import connection, connections
from django.test import Client, override_settings
from django_tasks_db.models import DBTaskResult
from pytest_django.live_server_helper import LiveServer

from content.models import ContentPage
from scripts.servers.common import docker_answers, free_port
from scripts.servers.elasticsearch import launch_node, prepare_node, stop_node
from search import changes, doctor
from search.index import get_index
from search.models import SearchChange

from .actions import CHANGED, publish_without_review, unpublish
from .people import again, draft, editor, participant
from .search_helpers import blog_post, search
from .search_queue import worker
from .secured_node import PASSWORD, USER, make_certificate, secure

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("ELASTICSEARCH_URLS"), reason="no Elasticsearch (make test-services)"
    ),
    pytest.mark.skipif(
        docker_answers(), reason="Elasticsearch runs in Docker: no nodes of our own"
    ),
]

READERS, EDITORS, PAGES = 8, 2, 12
# Seconds: between what somebody does; until something is bound to have happened; and until a node
# that is back knows everything.
PAUSE, PATIENCE, RETURN = 0.5, 120, 60


@contextmanager
def launched(count, prepare=lambda folder: None):
    """So many nodes that make a cluster: the folder and the address of each.

    `prepare` is called with the folder of each before it starts.
    """
    place = Path(tempfile.mkdtemp(prefix="integrity-nodes-", dir="/tmp"))
    place.chmod(0o755)
    transports = [free_port(0) for _number in range(count)]
    made = []
    try:
        for number, transport in enumerate(transports):
            folder, port = place / str(number), free_port(0)
            folder.mkdir()
            prepare_node(folder, port, transport, transports)
            prepare(folder)
            made.append((folder, f"http://127.0.0.1:{port}"))
            launch_node(folder)
        yield made
    finally:
        for folder, _url in made:
            stop_node(folder, signal.SIGKILL)
        shutil.rmtree(place, ignore_errors=True)


def test_a_cluster_of_two_that_loses_one_keeps_answering(site):
    with (
        launched(2) as nodes,
        override_settings(
            SEARCH_ENGINE="elasticsearch",
            ELASTICSEARCH_URLS=[url for _folder, url in nodes],
            ELASTICSEARCH_TIMEOUT=10,
        ),
    ):
        (first, _url), _second = nodes
        blog_post("Donations")
        index = get_index()
        changes.send_all(index)
        index.client.cluster.health(wait_for_status="green", timeout="60s")
        assert search("donations").engine == "elasticsearch"
        # The first is the one that may elect a master by itself: the harder loss.
        stop_node(first, signal.SIGKILL)
        for _time in range(20):
            results = search("donations")
            assert results.engine == "elasticsearch"
            assert [hit.document.title for hit in results.hits] == ["Donations"]


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make certificates with")
def test_a_secured_node_is_searched_by_whoever_has_what_the_manual_says(site, tmp_path):
    with launched(1, secure) as ((folder, url),):
        certificate = tmp_path / "its.pem"
        shutil.copy(folder / "config" / "certificate.pem", certificate)
        secured = {
            "SEARCH_ENGINE": "elasticsearch",
            "ELASTICSEARCH_URLS": [url.replace("http:", "https:")],
            "ELASTICSEARCH_USER": USER,
            "ELASTICSEARCH_PASSWORD": PASSWORD,
            "ELASTICSEARCH_CA_CERTS": str(certificate),
            "ELASTICSEARCH_INDEX": "integrity-documents",
            "ELASTICSEARCH_TIMEOUT": PATIENCE,
        }
        blog_post("Donations")
        with override_settings(**secured):
            index = get_index()
            changes.send_all(index)
            index.rebuild(changes.all_documents())
            results = search("donations")
            assert (results.engine, results.total) == ("elasticsearch", 1)
            assert doctor.examine() == []
        refused = {
            "a wrong password": {"ELASTICSEARCH_PASSWORD": "guessed"},
            "nobody": {"ELASTICSEARCH_USER": ""},
            "another authority": {"ELASTICSEARCH_CA_CERTS": str(make_certificate(tmp_path))},
            "an authority this machine does not know": {"ELASTICSEARCH_CA_CERTS": ""},
            "an index of others": {"ELASTICSEARCH_INDEX": "others"},
            "no TLS": {"ELASTICSEARCH_URLS": [url], "ELASTICSEARCH_CA_CERTS": ""},
        }
        for why, settings in refused.items():
            with override_settings(**secured | settings):
                results = search("donations")
                assert (results.engine, results.total) == (connection.vendor, 1), why
        with override_settings(**secured):
            index.delete()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_nothing_is_lost_and_nobody_notices_when_the_only_node_is_killed(
    own_database, database_queue, address
):
    with (
        launched(1) as ((folder, url),),
        override_settings(
            SEARCH_ENGINE="elasticsearch",
            ELASTICSEARCH_URLS=[url],
            # Readers wait for what is slow, as on a busy machine; what is dead refuses at once.
            ELASTICSEARCH_TIMEOUT=PATIENCE,
        ),
    ):
        everybody = Everybody(address)
        changes.catch_up(get_index())
        with worker(), everybody.at_work():
            everybody.goes_on("elasticsearch")
            everybody.begins_to_publish()
            everybody.goes_on("published")
            stop_node(folder, signal.SIGKILL)
            everybody.goes_on(connection.vendor, "published")
            launch_node(folder)
            everybody.stops_publishing()
            wait_until(is_caught_up, RETURN)
            everybody.goes_on("elasticsearch")
        assert everybody.wrong == []
        results = search("changed")
        assert results.engine == "elasticsearch"
        assert results.total == ContentPage.objects.live().filter(title=CHANGED).count()
        assert not DBTaskResult.objects.filter(status="FAILED").exists()


@pytest.fixture
def address():
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


class Everybody:
    """Readers who search by the page and the API, and editors who publish and withdraw.

    `seen` counts what the API answered, by engine, and what was published; `gone` is what was
    withdrawn, by its slug; `wrong` is what nobody should see.
    """

    def __init__(self, address):
        self.address = address
        self.seen, self.gone, self.wrong = Counter(), set(), []
        self.is_published, self.is_over = threading.Event(), threading.Event()
        author = participant("green")
        pages = [draft(author, slug=f"draft-{number}") for number in range(PAGES)]
        self.work = [(editor(f"editor-{n}"), pages[n::EDITORS]) for n in range(EDITORS)]
        self.threads = []

    @contextmanager
    def at_work(self):
        for _number in range(READERS):
            self._begin(self._search)
        try:
            yield
        finally:
            self.stops_publishing()
            self.is_over.set()
            for thread in self.threads:
                thread.join()

    def begins_to_publish(self):
        for work in self.work:
            self._begin(self._publish, *work)

    def stops_publishing(self):
        self.is_published.set()

    def goes_on(self, *what):
        """Wait until they have seen more of it."""
        goals = {name: self.seen[name] + READERS for name in what}
        try:
            wait_until(lambda: all(self.seen[name] >= goals[name] for name in what), PATIENCE)
        except AssertionError as failure:
            failure.add_note(f"Seen: {self.seen}, wrong: {self.wrong}")
            raise

    def _begin(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments)
        thread.start()
        self.threads.append(thread)

    def _search(self):
        for path in itertools.cycle(("/api/v2/search/", "/en/search/")):
            if self.is_over.wait(PAUSE):
                return
            gone = set(self.gone)
            try:
                with urlopen(f"{self.address}{path}?q=changed", timeout=PATIENCE) as response:  # noqa: S310
                    text = response.read().decode()
            except OSError as failure:
                self.wrong.append(f"{path}: {failure}")
                continue
            self.wrong += [f"{path}: {slug}" for slug in gone if f"/{slug}/" in text]
            if path.startswith("/api"):
                self.seen[json.loads(text)["engine"]] += 1

    def _publish(self, user, pages):
        """Each page again and again; each third is withdrawn once it is there."""
        client = Client()
        client.force_login(user)
        try:
            for page in itertools.cycle(pages):
                if self.is_published.wait(PAUSE):
                    return
                sheet = SimpleNamespace(page=again(page))
                if page.slug in self.gone:
                    continue
                if sheet.page.live and page.pk % 3 == 0:
                    done = unpublish(client, sheet)
                    self.gone.add(page.slug)
                else:
                    done = publish_without_review(client, sheet)
                    self.seen["published"] += 1
                if not done:
                    self.wrong.append(f"{page.slug} was not published or withdrawn")
        except Exception as failure:
            self.wrong.append(repr(failure))
        finally:
            connections.close_all()


def is_caught_up():
    return not SearchChange.objects.exists() and doctor.examine() == []


def wait_until(happens, seconds):
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.2)
