"""An index outside the database is told of every change, however long it does not answer."""

import pytest
from django.db import transaction

from content.visibility import narrow
from search import changes, documents
from search.index import IndexMissing, IndexUnavailable
from search.models import SearchChange, SearchDocument

from .people import again, draft, editor, participant
from .search_helpers import Visibility, blog_post, found
from .search_queue import publish

pytestmark = pytest.mark.usefixtures("site")


class FakeIndex:
    """An index by its interface: the stamps it has, and what it refuses."""

    def __init__(self):
        self.known, self.refuses, self.asked = {}, None, 0

    def _ask(self):
        self.asked += 1
        if self.refuses:
            raise self.refuses

    def write(self, documents):
        self._ask()
        for document in documents:
            self.known[document.pk] = max(document.stamp, self.known.get(document.pk, 0))

    def remove(self, page_ids, as_of=None):
        self._ask()
        for pk in page_ids:
            if self.known.get(pk, 0) < as_of:
                self.known.pop(pk, None)

    def rebuild(self, batches):
        if isinstance(self.refuses, IndexMissing):
            self.refuses = None
        self.known = {}
        for batch in batches:
            self.write(batch)

    def stamps(self):
        self._ask()
        return iter(self.known.items())


@pytest.fixture
def index(monkeypatch):
    index = FakeIndex()
    monkeypatch.setattr(changes, "get_index", lambda: index)
    return index


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stamps():
    return dict(SearchDocument.objects.values_list("pk", "stamp"))


def test_a_site_without_such_an_index_leaves_no_notes(queue, committed):
    with committed():
        page = publish(draft(participant("green")))
    queue.work()
    page.delete()
    assert not SearchChange.objects.exists()
    assert "send_changes" not in queue.names


def test_the_index_is_told_of_pages_that_are_published_closed_and_gone(index, queue, committed):
    with committed():
        page, other = publish(draft(participant("green"))), blog_post("Another", slug="another")
    queue.work()
    assert index.known == stamps()
    before = index.known[page.pk]
    with committed():
        narrow(page, Visibility.MEMBERS, by=editor())
    queue.work()
    assert index.known == stamps()
    assert index.known[page.pk] > before
    with committed():
        again(page).unpublish()
        other.delete()
    queue.work()
    assert index.known == stamps() == {}
    assert not SearchChange.objects.exists()


def test_no_request_asks_the_index(index, queue, committed):
    with committed():
        page = publish(draft(participant("green")))
        again(page).unpublish()
    assert index.asked == 0


def test_what_is_not_stored_is_not_told(index, queue):
    page = blog_post("A post")
    SearchChange.objects.all().delete()
    with transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)
    assert not SearchChange.objects.exists()


def test_an_index_that_does_not_answer_is_told_when_it_does(index, queue, committed, caplog):
    index.refuses = IndexUnavailable("down")
    with committed():
        publish(draft(participant("green"), title="A donation"))
    queue.work()
    assert found("donation") == ["A donation"]
    assert "does not answer" in caplog.text
    assert index.known == {}
    index.refuses = None
    queue.work(after=changes.RETRY)
    assert index.known == stamps() != {}
    assert not SearchChange.objects.exists()


def test_while_it_does_not_answer_it_is_asked_once_in_a_while_only(index, queue, committed):
    index.refuses = IndexUnavailable("down")
    for number in range(5):
        with committed():
            publish(draft(participant("green", f"author-{number}"), slug=f"post-{number}"))
        queue.work()
    assert index.asked == 1
    assert queue.names == ["send_changes"]


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(index, queue, committed):
    with committed():
        publish(draft(participant("green")))
    index.refuses = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        queue.work()
    assert SearchChange.objects.exists()
    index.refuses = None
    queue.work(after=changes.RETRY)
    assert index.known == stamps()


def test_more_than_a_batch_is_sent_at_once(index, queue, committed, monkeypatch):
    monkeypatch.setattr(changes, "BATCH_SIZE", 2)
    with committed():
        for number in range(5):
            blog_post(f"Post {number}", slug=f"post-{number}")
    queue.work()
    assert index.known == stamps()
    assert len(index.known) == 5


def test_what_changes_while_it_is_sent_is_sent_again(index, queue, committed, monkeypatch):
    with committed():
        page = publish(draft(participant("green")))
    write = index.write

    def slowly(documents):
        write(documents)
        monkeypatch.setattr(index, "write", write)
        narrow(page, Visibility.MEMBERS, by=editor())

    monkeypatch.setattr(index, "write", slowly)
    queue.work()
    assert index.known == stamps()


def test_an_index_that_is_not_there_is_made_with_all_there_is(index, queue, committed):
    blog_post("Old", slug="old")
    SearchChange.objects.all().delete()
    index.refuses = IndexMissing("no such index")
    with committed():
        publish(draft(participant("green")))
    queue.work()
    assert len(index.known) == 2
    assert index.known == stamps()


def test_differences_are_what_is_missing_older_or_too_much(index):
    pages = [blog_post(name, slug=name.lower()) for name in "ABC"]
    index.rebuild(changes.all_documents())
    assert changes.differences(index) == set()
    documents.write_document(pages[0])
    del index.known[pages[1].pk]
    index.known[99999] = 1
    assert changes.differences(index) == {pages[0].pk, pages[1].pk, 99999}
