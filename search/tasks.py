"""What search does outside of requests: the worker of the task queue does it, soon."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from . import changes, documents, vocabulary
from .index import IndexUnavailable, get_index
from .queueing import SOON, WHEN_IDLE

logger = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=10), timedelta(hours=1)
# With the delays above, about a day; then the document stays outdated until `rebuild_search`.
ATTEMPTS = 32


@task(priority=SOON)
def write_documents(ids: list[int], attempt: int = 1):
    """Write the documents of pages; those that cannot be written are tried again, each time later.

    A queue that cannot wait only says so in the log.
    """
    failed = documents.write_what_can_be(ids)
    if not failed or not write_documents.get_backend().supports_defer:
        return
    if attempt >= ATTEMPTS:
        raise RuntimeError(f"Documents of pages {failed} were not written {attempt} times")
    delay = min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)
    later = write_documents.using(run_after=timezone.now() + delay)
    later.enqueue(failed, attempt=attempt + 1)


@task(priority=SOON)
def update_readership(page_id: int):
    documents.update_readership(page_id)


@task(priority=WHEN_IDLE)
def catch_up():
    """Compare the index outside the database and send what it lacks; logged if it is down."""
    if index := get_index():
        try:
            changes.catch_up(index)
        except IndexUnavailable as failure:
            logger.warning("The search index does not answer: %s", failure)


@task(priority=WHEN_IDLE)
def count_words():
    """Count the words of all documents anew, if they are not counted right."""
    if not vocabulary.is_right():
        vocabulary.recount()


@task(priority=WHEN_IDLE)
def write_outdated(after: int = 0):
    """Write what is outdated, a batch for each task, so that more urgent ones go between.

    What cannot be written is left behind, for `rebuild_search` to say so.
    """
    while ids := documents.next_outdated(after):
        documents.write_what_can_be(ids)
        after = ids[-1]
        if write_outdated.get_backend().supports_defer:
            write_outdated.enqueue(after)
            return
