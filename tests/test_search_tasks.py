"""What search does about a change is done by the task queue, soon, and again if it fails."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from content.visibility import narrow
from parties.models import Country, PartyFamily
from search import described, documents, tasks
from search.models import SearchDocument

from .people import draft, editor, participant, party
from .search_helpers import Visibility, blog_post, case_study, found, topic
from .search_queue import publish

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block that ends like a request: what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def analysis():
    """A patch that is undone by hand or at the end."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def break_(analysis):
    def fail(text, language_code):
        raise RuntimeError("no dictionary")

    analysis.setattr(described, "index_terms", fail)


def test_publishing_leaves_the_text_to_the_worker(queue, committed):
    with committed():
        publish(draft(participant("green"), title="A donation"))
    assert found("donation") == []
    assert queue.names == ["write_documents"]
    queue.work()
    assert found("donation") == ["A donation"]


def test_what_was_published_goes_before_mail_and_before_what_older_rules_wrote(queue, committed):
    page = blog_post("A post")
    tasks.write_outdated.enqueue()
    with committed():
        publish(page)
    priorities = [row.priority for row in queue.waiting]
    assert priorities == sorted(priorities, reverse=True)
    assert priorities[0] > 0 > priorities[-1]


def test_a_document_that_could_not_be_written_is_tried_again_each_time_later(
    queue, committed, analysis, caplog
):
    with committed():
        publish(draft(participant("green"), title="A donation"))
    break_(analysis)
    queue.work()
    assert "no dictionary" in caplog.text
    first = queue.waiting.get().run_after - timezone.now()
    queue.work(after=first)
    second = queue.waiting.get().run_after - timezone.now()
    assert timedelta() < first < second
    analysis.undo()
    queue.work(after=second)
    assert found("donation") == ["A donation"]
    assert queue.names == []


def test_after_many_attempts_the_task_fails_and_the_document_stays_outdated(queue, analysis):
    page = blog_post("A post")
    SearchDocument.objects.update(analysis=0)
    break_(analysis)
    tasks.write_documents.enqueue([page.pk], attempt=tasks.ATTEMPTS)
    queue.work()
    assert queue.names == []
    assert DBTaskResult.objects.get().status == "FAILED"
    assert [row.pk for row in documents.outdated()] == [page.pk]


def test_a_queue_that_does_not_answer_loses_no_publication(queue, committed, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("no queue")

    monkeypatch.setattr("django_tasks_db.DatabaseBackend.enqueue", fail)
    with committed():
        page = publish(draft(participant("green"), title="A donation"))
    assert Page.objects.get(pk=page.pk).live
    assert "no queue" in caplog.text
    assert [row.pk for row in documents.outdated()] == [page.pk]


def test_what_narrows_who_may_read_does_not_wait_for_the_worker(queue):
    """Neither does it wait for the end of the transaction."""
    author, boss = participant("green"), editor()
    narrowed, restricted, gone = (blog_post(name, slug=name.lower()) for name in "ABC")
    narrow(narrowed, Visibility.MEMBERS, by=boss)
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    gone.unpublish()
    assert found("") == []
    assert set(found("", user=author)) == {"A", "B"}


def test_a_page_unpublished_while_its_document_was_being_written_is_forgotten(queue, committed):
    """Whoever writes it saw it live a moment before; the task that follows sees that it is not."""
    page = blog_post("A post")
    document = SearchDocument.objects.get(pk=page.pk)
    with committed():
        page.unpublish()
    document.save(force_insert=True)
    queue.work()
    assert found("") == []


def test_readership_written_by_somebody_who_had_not_seen_the_change_is_put_right(queue, committed):
    page = blog_post("A post")
    with committed():
        narrow(page, Visibility.MEMBERS, by=editor())
    SearchDocument.objects.update(visibility=Visibility.PUBLIC)
    queue.work()
    assert found("") == []


@pytest.mark.parametrize(
    ("what", "how"),
    [
        ("topic", "renamed"),
        ("topic", "deleted"),
        ("party", "renamed"),  # what a page names cannot be deleted
        ("family", "renamed"),
        ("family", "deleted"),
        ("country", "renamed"),
        ("country", "deleted"),
    ],
)
def test_documents_that_name_what_is_renamed_or_deleted_are_written_again(
    what, how, queue, committed
):
    make = {"topic": by_topic, "party": by_party, "family": by_family, "country": by_country}
    row, page = make[what]()
    other = blog_post("Another", slug="another")
    before = stamps()
    with committed():
        row.save() if how == "renamed" else row.delete()
    assert queue.names == ["write_outdated"]
    queue.work()
    after = stamps()
    assert after[page.pk] > before[page.pk]
    assert after[other.pk] == before[other.pk]
    assert not documents.outdated().exists()


def stamps():
    return dict(SearchDocument.objects.values_list("pk", "stamp"))


def by_topic():
    return topic("one"), blog_post("A post", topics=[topic("one").slug])


def by_party():
    """One that only the text names."""
    named = party("green")
    return named, case_study("A study", party=named)


def by_family():
    """One that is in the document only: what names it in the page cannot be deleted."""
    page = blog_post("A post")
    family = PartyFamily.objects.create(slug="small", name="Small")
    SearchDocument.objects.filter(pk=page.pk).update(family=family)
    return family, page


def by_country():
    page = blog_post("A post")
    country = Country.objects.create(code="XX", name="Nowhere")
    SearchDocument.objects.filter(pk=page.pk).update(country=country)
    return country, page


def test_a_new_name_leaves_documents_alone(queue, committed):
    blog_post("A post")
    with committed():
        topic("new")
    assert queue.names == []


def test_what_older_rules_wrote_is_written_again_batch_by_batch(queue, monkeypatch):
    monkeypatch.setattr(documents, "BATCH_SIZE", 2)
    for number in range(3):
        blog_post(f"Post {number}", slug=f"post-{number}")
    SearchDocument.objects.update(analysis=0)
    tasks.write_outdated.enqueue()
    queue.do(queue.waiting.get())
    assert documents.outdated().count() == 1
    assert queue.names == ["write_outdated"]
    queue.work()
    assert documents.outdated().count() == 0


def test_what_cannot_be_written_again_is_left_behind(queue, analysis):
    page = blog_post("A post")
    SearchDocument.objects.update(analysis=0)
    break_(analysis)
    tasks.write_outdated.enqueue()
    queue.work()
    assert [row.pk for row in documents.outdated()] == [page.pk]
    assert found("post") == ["A post"]


def test_without_a_worker_everything_is_done_at_once(committed):
    """As in the demonstration, which has none."""
    page = blog_post("A post", topics=[topic("one").slug])
    SearchDocument.objects.update(title="Stale")
    with committed():
        topic("one").save()
    assert SearchDocument.objects.get(pk=page.pk).title == "A post"
