"""An index outside the database is told of every change, however long it does not answer."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from content.visibility import narrow
from search import changes, documents
from search.index import IndexMissing, IndexUnavailable
from search.models import SearchChange, SearchDocument, SearchWord

from .people import again, draft, editor, participant
from .search_helpers import Visibility, blog_post, found
from .search_queue import publish

pytestmark = pytest.mark.usefixtures("site")


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


def test_the_index_is_told_of_pages_that_are_published_closed_and_gone(
    fake_index, queue, committed
):
    with committed():
        page, other = publish(draft(participant("green"))), blog_post("Another", slug="another")
    queue.work()
    assert fake_index.known == stamps()
    before = fake_index.known[page.pk]
    with committed():
        narrow(page, Visibility.MEMBERS, by=editor())
    queue.work()
    assert fake_index.known == stamps()
    assert fake_index.known[page.pk] > before
    with committed():
        again(page).unpublish()
        other.delete()
    queue.work()
    assert fake_index.known == stamps() == {}
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize(("attribution", "behind"), [("name", False), ("anonymous", True)])
def test_a_page_published_again_narrows_if_it_names_less(
    fake_index, queue, committed, attribution, behind
):
    with committed():
        page = publish(draft(participant("green")))
    queue.work()
    assert not changes.is_behind()
    page.attribution = attribution
    publish(page)
    assert SearchChange.objects.get().page_id == page.pk
    assert changes.is_behind() == behind


def test_no_request_asks_the_index(fake_index, queue, committed):
    with committed():
        page = publish(draft(participant("green")))
        again(page).unpublish()
    assert fake_index.asked == 0


def test_what_is_not_stored_is_not_told(fake_index, queue):
    page = blog_post("A post")
    SearchChange.objects.all().delete()
    with transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)
    assert not SearchChange.objects.exists()


def test_an_index_that_does_not_answer_is_told_when_it_does(fake_index, queue, committed, caplog):
    fake_index.refuses = IndexUnavailable("down")
    with committed():
        publish(draft(participant("green"), title="A donation"))
    queue.work()
    assert found("donation") == ["A donation"]
    assert "does not answer" in caplog.text
    assert fake_index.known == {}
    fake_index.refuses = None
    queue.work(after=changes.RETRY)
    assert fake_index.known == stamps() != {}
    assert not SearchChange.objects.exists()


def test_while_it_does_not_answer_it_is_asked_once_in_a_while_only(fake_index, queue, committed):
    fake_index.refuses = IndexUnavailable("down")
    for number in range(5):
        with committed():
            publish(draft(participant("green", f"author-{number}"), slug=f"post-{number}"))
        queue.work()
    assert fake_index.asked == 1
    assert queue.names == ["send_changes"]


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(fake_index, queue, committed):
    with committed():
        publish(draft(participant("green")))
    fake_index.refuses = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        queue.work()
    assert SearchChange.objects.exists()
    fake_index.refuses = None
    queue.work(after=changes.RETRY)
    assert fake_index.known == stamps()


def test_more_than_a_batch_is_sent_at_once(fake_index, queue, committed, monkeypatch):
    monkeypatch.setattr(changes, "BATCH_SIZE", 2)
    with committed():
        for number in range(5):
            blog_post(f"Post {number}", slug=f"post-{number}")
    queue.work()
    assert fake_index.known == stamps()
    assert len(fake_index.known) == 5


def test_what_changes_while_it_is_sent_is_sent_again(fake_index, queue, committed, monkeypatch):
    with committed():
        page = publish(draft(participant("green")))
    write = fake_index.write

    def slowly(documents):
        write(documents)
        monkeypatch.setattr(fake_index, "write", write)
        narrow(page, Visibility.MEMBERS, by=editor())

    monkeypatch.setattr(fake_index, "write", slowly)
    queue.work()
    assert fake_index.known == stamps()


def test_an_index_that_is_not_there_is_made_with_all_there_is(fake_index, queue, committed):
    blog_post("Old", slug="old")
    SearchChange.objects.all().delete()
    fake_index.refuses = IndexMissing("no such index")
    with committed():
        publish(draft(participant("green")))
    queue.work()
    assert len(fake_index.known) == 2
    assert fake_index.known == stamps()


def test_differences_are_what_is_missing_older_or_too_much(fake_index):
    pages = [blog_post(name, slug=name.lower()) for name in "ABC"]
    fake_index.rebuild(changes.all_documents())
    assert changes.differences(fake_index) == set()
    documents.write_document(pages[0])
    del fake_index.known[pages[1].pk]
    fake_index.known[99999] = 1
    assert changes.differences(fake_index) == {pages[0].pk, pages[1].pk, 99999}


def rebuild(*options):
    out = StringIO()
    try:
        call_command("rebuild_search", *options, stdout=out, stderr=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.mark.parametrize("options", [(), ("--all",)])
def test_rebuilding_fills_the_index_too(fake_index, options):
    blog_post("A post")
    fake_index.known[99999] = 1
    told, code = rebuild(*options)
    assert fake_index.known == stamps()
    assert "The index knows all" in told
    assert code == 0


def test_rebuilding_says_so_if_the_index_does_not_answer(fake_index):
    blog_post("A post")
    SearchDocument.objects.update(analysis=0)
    fake_index.refuses = IndexUnavailable("down")
    told, code = rebuild()
    assert "1 search documents written" in told
    assert "does not answer" in told
    assert code == 1


def test_in_the_background_the_worker_does_it(fake_index, queue):
    blog_post("A post")
    SearchDocument.objects.update(analysis=0)
    SearchWord.objects.all().delete()
    told, code = rebuild("--in-background")
    assert "1 search documents are to be written" in told
    assert code == 0
    queue.work()
    assert not documents.outdated().exists()
    assert SearchWord.objects.filter(written="post", documents=1).exists()
    assert fake_index.known == stamps()
