"""What an address asks of search. What is unknown or malformed in it counts as not there."""

import re

from django.http import QueryDict

from .models import FACETS

YEAR = re.compile(r"[0-9]{4}")
PAGE_SIZE, LARGEST_PAGE = 10, 50


def read_text(parameters: QueryDict) -> str:
    return parameters.get("q", "").replace("\0", " ").strip()


def read_filters(parameters: QueryDict, labels: dict[str, dict]) -> dict[str, list[str]]:
    """The chosen values of each facet, those the site knows, each once."""
    filters = {
        name: [
            value
            for value in dict.fromkeys(parameters.getlist(name))
            if _known(name, value, labels)
        ]
        for name in FACETS
    }
    return {name: values for name, values in filters.items() if values}


def read_page_size(parameters: QueryDict) -> int:
    size = parameters.get("page_size", "")
    if not re.fullmatch(r"[0-9]{1,9}", size) or not int(size):
        return PAGE_SIZE
    return min(int(size), LARGEST_PAGE)


def querystring(text: str, filters: dict[str, list[str]], without=(None, None)) -> str:
    """The parameters of a search, encoded, apart from one chosen value and the page."""
    parameters = QueryDict(mutable=True)
    if text:
        parameters["q"] = text
    for name, values in filters.items():
        parameters.setlist(name, [value for value in values if (name, value) != without])
    return parameters.urlencode()


def _known(name, value, labels):
    return bool(YEAR.fullmatch(value)) if name == "year" else value in labels[name]
