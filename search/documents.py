"""Writing search documents: what search knows of pages is what the database has of them.

A document is outdated where it is missing, where its page was published since, or where the rules
of `analysis` have changed: `outdated` finds these, whatever the reason, so that writing them can
be interrupted, repeated and done twice at once.

What was read last is what stands: whoever writes holds the documents' rows, and reads pages and
who may read them only then. A new document is closed until it is written.
"""

import logging
from collections.abc import Callable, Iterable
from itertools import batched

from django.db import transaction
from wagtail.models import Page

from content.models import ContentPage, Visibility
from content.readership import Readership, readerships

from . import changes
from .analysis import VERSION
from .described import described, with_terms
from .models import SearchDocument, next_stamp, raised_stamp
from .vocabulary import counted, recount

logger = logging.getLogger(__name__)

BATCH_SIZE = 100
KEYS = {"page"}
WRITTEN = [field.name for field in SearchDocument._meta.concrete_fields if field.name not in KEYS]


def write_document(page: ContentPage):
    """Make search know the page as the database has it, or forget it if it is not live."""
    write_documents([page.pk])


def write_documents(ids: Iterable[int]):
    """The same for pages by their ids, in one transaction."""
    ids = list(ids)
    _make_room(ids)
    with transaction.atomic():
        held = SearchDocument.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        stamps = dict(held.values_list("pk", "stamp"))
        found = described(ContentPage.objects.live().filter(pk__in=stamps).specific())
        with counted(found):
            SearchDocument.objects.bulk_create(
                [
                    SearchDocument(
                        page_id=pk,
                        analysis=VERSION,
                        stamp=next_stamp(stamps[pk]),
                        **with_terms(values),
                    )
                    for pk, values in found.items()
                ],
                update_conflicts=True,
                unique_fields=["page"],
                update_fields=WRITTEN,
            )
        SearchDocument.objects.filter(pk__in=stamps.keys() - found.keys()).delete()
        changes.leave(found)


def write_what_can_be(ids: Iterable[int]) -> list[int]:
    """The same, one by one where together they fail; returns those that could not be written."""
    ids = list(ids)
    try:
        write_documents(ids)
    except Exception:
        if len(ids) > 1:
            return [failed for pk in ids for failed in write_what_can_be([pk])]
        logger.exception("Search is not up to date: page %s", *ids)
        return ids
    return []


def remove_document(page_id: int):
    SearchDocument.objects.filter(pk=page_id).delete()


def update_readership(page_id: int):
    """After a change of who may read a page, or of its place: the page and all below it."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return
    below = ContentPage.objects.descendant_of(page, inclusive=True)
    with transaction.atomic():
        held = SearchDocument.objects.select_for_update().filter(pk__in=below.values("pk"))
        known = {
            pk: Readership(*readership)
            for pk, *readership in held.order_by("pk").values_list(
                "pk", "visibility", "reader_family"
            )
        }
        changed = {}
        for pk, now in readerships(below.filter(pk__in=known).only("path")).items():
            if now != known[pk]:
                changed.setdefault(now, []).append(pk)
        with counted(pk for ids in changed.values() for pk in ids):
            for now, ids in changed.items():
                SearchDocument.objects.filter(pk__in=ids).update(
                    visibility=now.visibility, reader_family=now.family_id, stamp=raised_stamp()
                )
        changes.leave((pk for ids in changed.values() for pk in ids), narrows=True)


@transaction.atomic
def outdate_published(page: ContentPage):
    """Of a page that was published: what it no longer names is not named, its text is to follow."""
    named = {
        "country": page.search_country(),
        "family": page.named_family,
        "party": page.named_party,
    }
    document = SearchDocument.objects.filter(pk=page.pk)
    before = document.select_for_update().values_list(*named).first()
    if before is None:
        return
    document.update(analysis=0, stamp=raised_stamp(), **named)
    changes.leave([page.pk], narrows=before != tuple(row and row.pk for row in named.values()))


def outdate_naming(row):
    """Documents of pages that name a row of a vocabulary, in a field or through their author."""
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            _outdate_related(relation, row)


def _outdate_related(relation, row):
    model = relation.related_model
    if issubclass(model, ContentPage | SearchDocument):
        naming = model.objects.filter(**{relation.field.name: row}).order_by()
        SearchDocument.objects.filter(pk__in=naming.values("pk")).update(analysis=0)


def outdated():
    """Live pages whose document is missing or not what it should be, by their ids."""
    return ContentPage.objects.live().exclude(search_document__analysis=VERSION).order_by("pk")


def next_outdated(after: int) -> list[int]:
    """The next ids of these, a batch of them."""
    return list(outdated().filter(pk__gt=after).values_list("pk", flat=True)[:BATCH_SIZE])


def rebuild(report: Callable[[int, int], None] = lambda done, of: None) -> tuple[int, list[int]]:
    """Write what is outdated, batch by batch, and remove what is of no live page.

    What is there is found meanwhile. `report` is told how many are done, and of how many. Returns
    how many were written, and the ids of the pages that could not be.
    """
    SearchDocument.objects.exclude(page__live=True).delete()
    ids = list(outdated().values_list("pk", flat=True))
    done, failed = 0, []
    for batch in batched(ids, BATCH_SIZE):
        failed += write_what_can_be(batch)
        done += len(batch)
        report(done, len(ids))
    recount()
    return done - len(failed), failed


def _make_room(ids):
    """A row to hold for each page that has none: as closed as can be until it is written."""
    new = ContentPage.objects.live().filter(pk__in=ids, search_document=None).order_by("pk")
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                page_id=page.pk,
                translation_key=page.translation_key,
                locale=page.locale.language_code,
                type_slug=page.specific_class.type_slug,
                date=page.date,
                visibility=Visibility.FAMILY,
            )
            for page in new.select_related("locale").defer("body")
        ],
        ignore_conflicts=True,
    )
