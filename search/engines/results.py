"""What an engine found, as the person gets it: documents read from the database, words marked."""

from functools import lru_cache

from django.core.paginator import Page
from django.db import connection
from django.db.models import F

from content.models import ContentPage
from search.analysis import LEVELS
from search.excerpts import Marker
from search.models import FACETS, TEXTS, SearchDocument
from search.readers import Readable, readable

from .asked import Asked, Counted
from .base import Facet, Hit, Results

# What hits are shown by, of documents and of their pages.
SHOWN = (
    "locale", "type_slug", "topics", "date", *TEXTS,
    *(f"{text}_{level}" for text in TEXTS for level in LEVELS),
    "country", "family",
)  # fmt: skip
# In the order a model has them.
PLACE = ["url_path", "page_ptr_id"]


def as_results(
    engine: str, asked: Asked, counts: Counted, page: Page, ids: list[int], suggestion: str | None
) -> Results:
    """What was found, as the person gets it; `ids` are of the documents on the page."""
    values = asked.query.names.values
    return Results(
        engine=engine,
        page=page,
        hits=_hits(ids, asked),
        facets=[
            Facet(name, _as_readers_know(counts.facets[name], values.get(name))) for name in FACETS
        ],
        every=asked.finds_all,
        every_language=not asked.readable,
        in_every_language=counts.without["language"],
        without={name: counts.without[name] for name in asked.chosen},
        unfiltered=counts.unfiltered,
        suggestion=suggestion,
    )


def _hits(ids, asked):
    """The documents with these ids, in their order.

    What the person may not read is not among them, whatever an engine says.
    """
    values, marker = asked.query.names.values, Marker(asked.expression, asked.whole)
    documents = read_documents(ids, readable(asked.query.user))
    return [
        Hit(
            row,
            row.locale != asked.own,
            values["country"].get(str(row.country_id)),
            values["family"].get(str(row.family_id)),
            [values["topic"][str(pk)] for pk in row.topics if str(pk) in values["topic"]],
            marker.mark(row),
        )
        for row in map(documents.get, ids)
        if row is not None
    ]


def read_documents(ids: list[int], own: Readable | None) -> dict[int, SearchDocument]:
    """Those that may be read, by id, each with what its address takes of its page."""
    if not ids:
        return {}
    sql, rights = _statement(connection.vendor, own, len(ids))
    documents = {row.pk: row for row in SearchDocument.objects.raw(sql, [*rights, *ids])}
    for pk, document in documents.items():
        document.page = ContentPage.from_db(document._state.db, PLACE, [document.url_path, pk])
    return documents


@lru_cache(maxsize=256)
def _statement(vendor, own, count):
    """What reads so many documents, with the parameters before their ids.

    Made once: Django takes longer for that than the database to answer.
    """
    documents = (
        SearchDocument.objects.readable_as(own)
        .annotate(url_path=F("page__url_path"))
        .only(*SHOWN)
        .filter(pk__in=range(count))
    )
    sql, parameters = documents.query.sql_with_params()
    return sql, parameters[:-count]


def _as_readers_know(counts, values):
    """Counts of a facet by the values readers choose: those that no longer exist are none."""
    if values is None:
        return counts
    return {values[key]: count for key, count in counts.items() if key in values}
