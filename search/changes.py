"""What the index outside the database has yet to be told.

Whoever changes a document leaves a note in the same transaction; a task sends what the notes
speak of, as it is by then, and deletes them. So nothing is lost, whoever is down, and no request
waits for the index. It does no harm to send a document twice or late: the index keeps the one
with the higher stamp.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import batched

from django.db import connection
from django.utils import timezone
from django_tasks import task

from .index import Index, IndexMissing, IndexUnavailable, get_index
from .models import SearchChange, SearchDocument, next_stamp
from .queueing import SOON, after_commit

logger = logging.getLogger(__name__)

BATCH_SIZE = 200
RETRY = timedelta(seconds=20)
# What waits longer than this waits for an index that does not answer, or for a worker.
SOON_ENOUGH = timedelta(seconds=5)
BEHIND = "SELECT 1 FROM search_searchchange WHERE narrows OR since < %s LIMIT 1"


def leave(page_ids: Iterable[int], *, narrows: bool = False):
    """Note that the documents of these pages have changed or are gone.

    `narrows` is whether what the index has of them may be more than may be known.
    """
    if get_index() is None or not (ids := list(page_ids)):
        return
    notes = [SearchChange(page_id=pk, narrows=narrows) for pk in ids]
    SearchChange.objects.bulk_create(notes)
    after_commit(send_changes)


def are_waiting() -> bool:
    """Whether there is anything the index may not know yet."""
    return SearchChange.objects.exists()


def is_behind() -> bool:
    """Whether what the index does not know yet is too much for it to be asked.

    What may be known no longer counts at once, everything else after some seconds.
    """
    late = connection.ops.adapt_datetimefield_value(timezone.now() - SOON_ENOUGH)
    with connection.cursor() as cursor:  # asked with every search: Django would take longer
        cursor.execute(BEHIND, [late])
        return cursor.fetchone() is not None


@task(priority=SOON)
def send_changes():
    """Send all that waits. While the index does not answer, one task in a while tries it."""
    index = get_index()
    if index is None or not _it_is_time():
        return
    try:
        send_all(index)
    except IndexUnavailable:
        count = SearchChange.objects.count()
        logger.warning("The search index does not answer; changes that wait: %s", count)


def send_all(index: Index):
    """The same at once; an index that is not there is made. Raises IndexUnavailable."""
    try:
        while _send_some(index):
            pass
    except IndexMissing:
        index.rebuild(all_documents())
        while _send_some(index):
            pass


def catch_up(index: Index):
    """Make the index know what the database knows, whatever happened to it."""
    try:
        leave(differences(index), narrows=True)
    except IndexMissing:
        index.rebuild(all_documents())
    send_all(index)


def differences(index: Index) -> set[int]:
    """Pages of which the index has an older document than the database, or none, or one too many.

    What was changed while this was read may be among them.
    """
    there = dict(index.stamps())
    here = dict(SearchDocument.objects.values_list("pk", "stamp"))
    return {pk for pk in there.keys() | here.keys() if there.get(pk) != here.get(pk)}


def all_documents() -> Iterator[list[SearchDocument]]:
    """All documents in batches, for a new index."""
    ids = SearchDocument.objects.order_by("pk").values_list("pk", flat=True)
    for batch in batched(list(ids), BATCH_SIZE):
        yield list(SearchDocument.objects.filter(pk__in=batch))


def _it_is_time():
    """Whether something waits and no attempt is under way or to come.

    The next attempt is planned before this one begins: so a worker that is killed is none lost.
    """
    now, waiting = timezone.now(), SearchChange.objects.order_by("pk")
    last = waiting.last()
    if last is None or waiting.filter(retry_at__gt=now).exists():
        return False
    waiting.filter(pk=last.pk).update(retry_at=now + RETRY)
    if send_changes.get_backend().supports_defer:
        send_changes.using(run_after=now + RETRY).enqueue()
    return True


def _send_some(index: Index) -> bool:
    """Send what the oldest notes speak of; whether there were any."""
    notes = dict(SearchChange.objects.order_by("pk").values_list("pk", "page_id")[:BATCH_SIZE])
    if not notes:
        return False
    as_of, ids = next_stamp(), set(notes.values())
    documents = list(SearchDocument.objects.filter(pk__in=ids))
    index.write(documents)
    index.remove(ids - {document.pk for document in documents}, as_of)
    # While there is a note it is known that the index is behind: until it finds what it was told.
    index.refresh()
    SearchChange.objects.filter(pk__in=notes).delete()
    return True
