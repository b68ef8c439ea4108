"""Search while nodes of Elasticsearch are lost, on nodes of the test's own."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from django.test import override_settings

from scripts.servers.common import docker_answers, free_port
from scripts.servers.elasticsearch import launch_node, prepare_node, stop_node
from search.index import get_index
from search.models import SearchDocument

from .search_helpers import blog_post, search

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("ELASTICSEARCH_URLS"), reason="no Elasticsearch (make test-services)"
    ),
    pytest.mark.skipif(
        docker_answers(), reason="Elasticsearch runs in Docker: no nodes of our own"
    ),
]


@pytest.fixture
def nodes():
    """Two nodes that make a cluster: the folder and the address of each."""
    place = Path(tempfile.mkdtemp(prefix="integrity-nodes-", dir="/tmp"))
    place.chmod(0o755)
    transports = [free_port(0), free_port(0)]
    made = []
    try:
        for number, transport in enumerate(transports):
            folder, port = place / str(number), free_port(0)
            folder.mkdir()
            prepare_node(folder, port, transport, transports)
            made.append((folder, f"http://127.0.0.1:{port}"))
            launch_node(folder)
        yield made
    finally:
        for folder, _url in made:
            stop_node(folder, signal.SIGKILL)
        shutil.rmtree(place, ignore_errors=True)


def test_a_cluster_of_two_that_loses_one_keeps_answering(nodes, site):
    (first, _url), _second = nodes
    with override_settings(
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_URLS=[url for _folder, url in nodes],
        ELASTICSEARCH_TIMEOUT=10,
    ):
        blog_post("Donations")
        index = get_index()
        index.rebuild([SearchDocument.objects.all()])
        index.client.cluster.health(wait_for_status="green", timeout="60s")
        assert search("donations").engine == "elasticsearch"
        # The first is the one that may elect a master by itself: the harder loss.
        stop_node(first, signal.SIGKILL)
        for _time in range(20):
            results = search("donations")
            assert results.engine == "elasticsearch"
            assert [hit.document.title for hit in results.hits] == ["Donations"]
