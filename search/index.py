"""The index in Elasticsearch: what is sent there, and how it is asked.

The index holds what `SearchDocument` holds, without the texts: terms come analysed and hits are
read from the database again. An index never changes its form: its name ends in the version of
that form and the time it was made, and an alias with the version in its name says which one is
searched. So code asks only an index it understands, and a new one is filled beside the old.

A document's stamp is its version in the index. Whatever arrives late or twice never wins over
what is newer.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from time import monotonic, time_ns

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from .index_form import MAPPINGS, SETTINGS, VERSION, as_entry
from .models import SearchDocument

logger = logging.getLogger(__name__)

# Seconds. What is written in the background may take longer than what somebody waits for.
PAUSE_AFTER_FAILURE = 5
WRITE_TIMEOUT = 30
CHUNK_BYTES = 5_000_000
STAMPS_AT_ONCE = 5_000
# What needs no care: an entry that is gone already, or newer already, or an index that is gone.
NOT_FOUND, CONFLICT, NO_NAME = 404, 409, "invalid_index_name_exception"


class IndexUnavailable(Exception):
    """No node answers, soon enough and as it should."""


class IndexMissing(IndexUnavailable):
    """There is no index to search or to write to: it has to be rebuilt."""


def get_index() -> "Index | None":
    """The index of this site; None where search needs none."""
    if settings.SEARCH_ENGINE != "elasticsearch":
        return None
    return _index(
        tuple(settings.ELASTICSEARCH_URLS),
        settings.ELASTICSEARCH_USER,
        settings.ELASTICSEARCH_PASSWORD,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA_CERTS,
        settings.ELASTICSEARCH_TIMEOUT,
        settings.ELASTICSEARCH_INDEX,
    )


@lru_cache(maxsize=4)
def _index(urls, user, password, api_key, ca_certs, timeout, name):
    """One client for a process, which keeps its connections."""
    others = len(urls) - 1
    client = Elasticsearch(
        list(urls),
        basic_auth=(user, password) if user else None,
        api_key=api_key or None,
        request_timeout=timeout,
        # Another node is asked at once; a single one once more, if a kept connection has died.
        max_retries=max(others, 1),
        retry_on_timeout=bool(others),
        **({"ca_certs": ca_certs} if ca_certs else {}),
    )
    return Index(client, name)


class Index:
    """The documents of one site in Elasticsearch; `name` begins the names of all that is its own.

    Every method raises IndexUnavailable, soon, when no node answers.
    """

    def __init__(self, client: Elasticsearch, name: str):
        self.client = client
        self.name = name
        self.alias = f"{name}-v{VERSION}"
        self._failed = False
        self._asks_again = 0.0

    def search(self, request: dict, remembered: bool = False) -> dict:
        """What Elasticsearch answers; `remembered`, until something changes in the index.

        After a failure it is not asked for some seconds, so that not every reader waits.
        """
        if self._rests():
            raise IndexUnavailable("It did not answer a moment ago")
        try:
            with _failures():
                answer = self.client.search(
                    index=self.alias,
                    allow_partial_search_results=False,
                    request_cache=remembered,
                    body=request,
                )
        except IndexUnavailable as failure:
            self._rest(failure)
            raise
        self._failed = False
        return answer.body

    def write(self, documents: Sequence[SearchDocument]):
        """Make the index know the documents as they are, unless it knows newer ones."""
        with _failures():
            for target in self._targets():
                self._send(target, _writing(documents))

    def remove(self, page_ids: Iterable[int], as_of: int | None = None):
        """Make the index forget pages, unless it knows newer documents of them.

        `as_of` is a stamp of when it was seen that they have none; by default that is now.
        """
        stamp = as_of or time_ns() // 1000
        page_ids = list(page_ids)
        with _failures():
            for target in self._targets():
                self._send(target, _removing(page_ids, stamp))

    def rebuild(self, batches: Iterable[Sequence[SearchDocument]]):
        """Fill a new index with the documents and search that one from then on.

        What is written meanwhile is written to both, so that nothing gets lost.
        """
        name = f"{self.alias}-{time_ns() // 1000}"
        with _failures():
            self._create(name)
            try:
                for batch in batches:
                    self._send(name, _writing(batch))
                self._take_over(name)
            except BaseException:
                self.client.indices.delete(index=name, ignore_unavailable=True)
                raise

    def stamps(self) -> Iterator[tuple[int, int]]:
        """The page id and the stamp of every document in the index, by page id."""
        self.refresh()
        request = {"size": STAMPS_AT_ONCE, "sort": ["pk"], "stored_fields": "_none_"}
        request |= {"version": True, "track_total_hits": False}
        while True:
            with _failures():
                answer = self.client.search(index=self.alias, body=request)
            hits = answer["hits"]["hits"]
            yield from ((hit["sort"][0], hit["_version"]) for hit in hits)
            if len(hits) < STAMPS_AT_ONCE:
                return
            request["search_after"] = hits[-1]["sort"]

    def refresh(self):
        """Make found what was written so far; otherwise it is within a second."""
        with _failures():
            self.client.indices.refresh(index=self._targets())

    def delete(self):
        """Remove all indices of this site."""
        with _failures():
            if names := self._indices():
                self.client.indices.delete(index=names, ignore_unavailable=True)

    def _rests(self):
        """One of those who ask after the pause finds out for all of them."""
        if not self._failed:
            return False
        if monotonic() < self._asks_again:
            return True
        self._asks_again = monotonic() + PAUSE_AFTER_FAILURE
        return False

    def _rest(self, failure):
        if not self._failed:
            logger.warning("Elasticsearch does not answer, the database does: %s", failure)
        self._failed = True
        self._asks_again = monotonic() + PAUSE_AFTER_FAILURE

    def _indices(self):
        """The names of all indices of this site, of any version."""
        own = re.compile(re.escape(self.name) + r"-v\d+-\d+")
        found = self.client.indices.get_alias(index=f"{self.name}-v*", expand_wildcards="open")
        return [name for name in found.body if own.fullmatch(name)]

    def _targets(self):
        """The indices to write to: that which is searched, and one that is being filled."""
        targets = [name for name in self._indices() if name.startswith(f"{self.alias}-")]
        if not targets:
            raise IndexMissing(f"There is no index {self.alias}")
        return targets

    def _create(self, name):
        self.client.indices.create(
            index=name, settings=SETTINGS, mappings=MAPPINGS, aliases={_writer(name): {}}
        )

    def _take_over(self, name):
        """In one step: the new index is searched, older ones are gone."""
        self.client.indices.refresh(index=name)
        older = [other for other in self._indices() if _made(other) < _made(name)]
        actions = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove_index": {"index": other}} for other in older]
        self.client.indices.update_aliases(actions=actions)

    def _send(self, target, actions):
        results = streaming_bulk(
            self.client.options(request_timeout=WRITE_TIMEOUT),
            actions,
            index=_writer(target),
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            yield_ok=False,
        )
        for _ok, result in results:
            ((_action, outcome),) = result.items()
            _judge(outcome["status"], outcome.get("error", {}))


@contextmanager
def _failures():
    """What the client raises, as what callers are told."""
    try:
        yield
    except BadRequestError:
        raise  # ours to mend
    except NotFoundError as failure:
        raise IndexMissing(str(failure)) from failure
    except (TransportError, ApiError) as failure:
        raise IndexUnavailable(str(failure)) from failure


def _judge(status, error):
    """What to do about an action that was not carried out."""
    if status >= 500 or status == 429:
        raise IndexUnavailable(error)
    if status not in (NOT_FOUND, CONFLICT) and error.get("type") != NO_NAME:
        logger.error("Elasticsearch refused a document: %s", error)


def _writing(documents):
    for document in documents:
        yield {**_version(document.pk, document.stamp), "_source": as_entry(document)}


def _removing(page_ids, stamp):
    for pk in page_ids:
        yield {**_version(pk, stamp), "_op_type": "delete"}


def _version(pk, stamp):
    return {"_id": str(pk), "version": stamp, "version_type": "external_gte"}


def _writer(name):
    """The alias by which an index is written to.

    No index may have capitals in its name: so whoever writes to one that has just been removed
    does not make Elasticsearch create it again.
    """
    return f"{name}-WRITER"


def _made(name):
    return int(name.rpartition("-")[2])
