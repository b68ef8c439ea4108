"""Search in Elasticsearch: one request finds the hits of a page and counts all facets.

Another is made only where the first finds nothing in the languages the reader reads, or nothing
with everything asked for; where the page asked for does not exist; and for an order by date.
"""

import logging
from functools import partial

from django.core.paginator import Paginator
from elasticsearch import BadRequestError

from search import changes
from search.index import Index, IndexUnavailable
from search.index_form import LAST_HIT
from search.models import FACETS
from search.queries import read
from search.widening import widen

from .base import Query, Results
from .database import DatabaseEngine
from .elasticsearch_requests import Request
from .memory import remembered, state_of_documents
from .results import as_results

logger = logging.getLogger(__name__)

# How many more hits than wanted are looked at for an order by date.
SPARE = 50
# How long a search without words is remembered at most, should the index have been wrong.
SECONDS = 60


class Answer:
    """The ids of hits, and how many there are (see `asked.Counted`)."""

    def __init__(self, answer: dict):
        counts = answer["aggregations"]
        self.ids = _ids(answer)
        self.total = min(_pages(counts["hits"]), LAST_HIT)
        self.facets = {name: _by_value(counts.get(name, counts["hits"])[name]) for name in FACETS}
        self.without = {name: _pages(counts[name]) for name in FACETS if name in counts}
        self.unfiltered = _pages(counts.get("matching", counts["language"]))
        self.own = _pages(counts["own"])


class ElasticsearchEngine:
    """Where the index does not answer, or is behind, the database's own engine does."""

    name = "elasticsearch"

    def __init__(self, index: Index, database: DatabaseEngine):
        self.index = index
        self.database = database

    def search(self, query: Query) -> Results:
        if changes.is_behind():
            return self.database.search(query)
        try:
            return self._search(query)
        except IndexUnavailable:
            pass  # which the index has logged
        except BadRequestError:
            logger.exception("Elasticsearch refused a search")
        return self.database.search(query)

    def _search(self, query):
        expression, suggestion = widen(read(query.text), query)
        guess = _start(query)
        asked, answer = Request.by(query, expression).narrowest(
            lambda asked: self._ask(asked, guess)
        )
        page = Paginator(range(answer.total), query.page_size).get_page(query.page)
        places = page.object_list
        if query.newest_first:
            ids = self._newest(asked, places)
        else:
            ids = answer.ids if places.start == guess else self._best(asked, places)
        return as_results(self.name, asked, answer, page, ids, suggestion)

    def _ask(self, asked, start):
        request = asked.request(start, asked.query.page_size, counting=True)
        if asked.expression:
            return Answer(self.index.search(request))
        ask = partial(self._ask_once, request)
        # In this order: what the index does not know yet must not be remembered as if it did.
        state, is_late = state_of_documents(), changes.are_waiting()
        if is_late:
            return ask()
        return remembered(state, (self.index.alias, request), ask, SECONDS)

    def _ask_once(self, request):
        return Answer(self.index.search(request, remembered=True))

    def _best(self, asked, places):
        return _ids(self.index.search(asked.request(places.start, len(places))))

    def _newest(self, asked, places):
        """The ids of the hits at these places, counted from 0, by the date of what is shown.

        Shown is the translation nearest to the reader, but Elasticsearch shows what it sorts by,
        the newest one. So pages are taken in that order, and sorted again by the date of their
        nearest: which is right as far as these are newer than any page not taken.
        """
        taken = places.stop + SPARE
        while True:
            newest = _hits(self.index.search(asked.request(0, taken, newest_first=True)))
            pages = [hit["fields"]["page"][0] for hit in newest]
            nearest = _hits(self.index.search(asked.request(0, taken, only=pages)))
            dated = sorted(map(_dated, nearest), reverse=True)
            if len(newest) < taken or dated[places.stop - 1] >= _dated(newest[-1]):
                return [pk for _date, pk in dated[places.start : places.stop]]
            taken = min(2 * taken, LAST_HIT)


def _start(query):
    """The place of the first hit on the page asked for, if that exists."""
    try:
        start = (int(query.page) - 1) * query.page_size
    except (TypeError, ValueError):
        return 0
    return start if 0 <= start <= LAST_HIT - query.page_size else 0


def _hits(answer):
    return answer["hits"]["hits"]


def _dated(hit):
    """Date and id: every order ends with them."""
    return tuple(hit["sort"][-2:])


def _ids(answer):
    return [_dated(hit)[1] for hit in _hits(answer)]


def _by_value(counted):
    return {bucket["key"]: _pages(bucket) for bucket in counted["buckets"]}


def _pages(counted):
    """Those that were counted, or documents where each is a page."""
    return counted["pages"]["value"] if "pages" in counted else counted["doc_count"]
