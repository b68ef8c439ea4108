"""What an address asks of search. What is unknown or malformed in it counts as not there."""

import re
from dataclasses import replace

from django.http import QueryDict

from .engines.base import Query
from .models import FACETS

YEAR = re.compile(r"[0-9]{4}")
PAGE_SIZE, LARGEST_PAGE = 10, 50
# Values of one facet: more than anybody chooses, and each is on the page once for every other.
MOST_CHOSEN = 50
# The value of `language` that stands for all of them, and that of `sort` for the order by date.
EVERY_LANGUAGE, NEWEST = "all", "date"


def read_query(parameters: QueryDict, reader: str, user, labels: dict[str, dict], **more) -> Query:
    """The search an address asks for, for a reader of a language; `more` is what it leaves open."""
    filters = read_filters(parameters, labels)
    return Query(
        text=parameters.get("q", "").replace("\0", " ").strip(),
        language=reader,
        filters=filters,
        page=parameters.get("page", 1),
        user=user,
        newest_first=parameters.get("sort") == NEWEST,
        every_language=EVERY_LANGUAGE in parameters.getlist("language"),
        **more,
    )


def read_filters(parameters: QueryDict, labels: dict[str, dict]) -> dict[str, list[str]]:
    """The chosen values of each facet, those the site knows, each once, so many at most."""
    filters = {
        name: [
            value
            for value in dict.fromkeys(parameters.getlist(name))
            if _known(name, value, labels)
        ][:MOST_CHOSEN]
        for name in FACETS
    }
    return {name: values for name, values in filters.items() if values}


def read_page_size(parameters: QueryDict) -> int:
    size = parameters.get("page_size", "")
    if not re.fullmatch(r"[0-9]{1,9}", size) or not int(size):
        return PAGE_SIZE
    return min(int(size), LARGEST_PAGE)


def querystring(query: Query, without=(None, None), **changes) -> str:
    """The parameters of a search, encoded, apart from one chosen value and the page.

    `changes` are fields of the query to be other than they are.
    """
    query = replace(query, **changes)
    parameters = QueryDict(mutable=True)
    if query.text:
        parameters["q"] = query.text
    for name, values in query.filters.items():
        parameters.setlist(name, [value for value in values if (name, value) != without])
    if query.every_language:
        # Beside chosen languages too: without them all are searched again.
        parameters.appendlist("language", EVERY_LANGUAGE)
    if query.newest_first:
        parameters["sort"] = NEWEST
    return parameters.urlencode()


def _known(name, value, labels):
    return bool(YEAR.fullmatch(value)) if name == "year" else value in labels[name]
