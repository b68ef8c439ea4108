"""Comparing live pages, search documents, their words and the index outside the database.

What differs can be mended.
"""

from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from itertools import batched
from typing import NamedTuple

from django.utils import timezone

from content.models import ContentPage

from . import changes, documents, vocabulary
from .analysis import VERSION
from .described import described
from .index import IndexUnavailable, get_index
from .models import SearchChange, SearchDocument

BATCH_SIZE = 200
LONG = timedelta(minutes=1)

# What a document says, by what is wrong where it says something else than the page.
GROUPS = {
    "Who may read these pages is not what search thinks": {"visibility", "reader_family_id"},
    "The text of these pages is not what search knows": {"title", "summary", "text"},
    "Facets, attribution or dates of these pages are not what search knows": {
        "translation_key",
        "locale",
        "type_slug",
        "country_id",
        "family_id",
        "party_id",
        "topics",
        "year",
        "date",
    },
}
FIELDS = sorted(field for fields in GROUPS.values() for field in fields)


class Difference(NamedTuple):
    """What differs, in words, and the pages it is about; these have to be written again or not."""

    what: str
    ids: list[int]
    is_of_documents: bool = True


def examine() -> list[Difference]:
    """All that differs. What is published while this runs may be among it."""
    found = [
        Difference("Search does not know these live pages", _missing()),
        Difference("Search still knows these pages, which are not live", _dead()),
        Difference("These pages were published since, or the rules are newer", _outdated()),
        *(Difference(what, ids) for what, ids in _wrong().items()),
    ]
    return [*(difference for difference in found if difference.ids), *_of_words(), *_of_index()]


def mend(differences: list[Difference]):
    """Make search know what the pages say, and the index what search knows."""
    ids = {pk for difference in differences if difference.is_of_documents for pk in difference.ids}
    for batch in batched(sorted(ids), documents.BATCH_SIZE):
        documents.write_what_can_be(batch)
    if not vocabulary.is_right():
        vocabulary.recount()
    if index := get_index():
        with suppress(IndexUnavailable):
            changes.catch_up(index)


def titles(ids: list[int]) -> dict[int, str]:
    """What to call pages: some are gone, and have no title."""
    return dict(ContentPage.objects.filter(pk__in=ids).values_list("pk", "title"))


def _missing():
    return _ids(ContentPage.objects.live().filter(search_document=None))


def _dead():
    return _ids(SearchDocument.objects.exclude(page__live=True))


def _outdated():
    return _ids(SearchDocument.objects.filter(page__live=True).exclude(analysis=VERSION))


def _ids(rows):
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _wrong():
    """Documents that should be right but say something else than their pages, by what it is."""
    wrong = defaultdict(list)
    right = SearchDocument.objects.filter(page__live=True, analysis=VERSION)
    for ids in batched(_ids(right), BATCH_SIZE):
        should = described(ContentPage.objects.live().filter(pk__in=ids).specific())
        for is_now in right.filter(pk__in=should).order_by("pk").values("pk", *FIELDS):
            pk = is_now["pk"]
            for what, fields in GROUPS.items():
                if any(should[pk][field] != is_now[field] for field in fields):
                    wrong[what].append(pk)
    return wrong


def _of_words():
    if not vocabulary.is_right():
        what = "Words are not counted as they stand in the documents: spellings are not corrected"
        yield Difference(what, [], False)


def _of_index():
    """What the index does not know; what it is about to be told is not among it."""
    if (index := get_index()) is None:
        return
    waiting = dict(SearchChange.objects.order_by("-pk").values_list("page_id", "since"))
    if late := sorted(pk for pk, since in waiting.items() if since < timezone.now() - LONG):
        yield Difference(
            "For more than a minute the index was not told of these pages", late, False
        )
    try:
        if ids := sorted(changes.differences(index) - waiting.keys()):
            yield Difference("The index does not know these pages as search does", ids, False)
    except IndexUnavailable as failure:
        yield Difference(f"The index does not answer, or is not there ({failure})", [], False)
