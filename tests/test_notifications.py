"""Mail about reviewing: who is told of what, in their language, and nothing that is not theirs."""

import django.tasks
import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.views.pages.edit import EditView
from wagtail.log_actions import LogContext
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from accounts import mailing
from moderation import assignment, unpublishing
from moderation.models import UnpublishRequest

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    fresh,
    live,
    moderator,
    participant,
    party,
    reject,
    submit,
)

pytestmark = pytest.mark.django_db

DOWN = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
    }
}


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Does something as a request would, and says what mail that made: [(to, subject)]."""

    def sent(do, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        return sorted((message.to[0], message.subject) for message in mail.outbox)

    return sent


@pytest.fixture
def later(settings, monkeypatch):
    """Mail waits in the queue of production, worked off when the test says so."""
    settings.TASKS = {
        **settings.TASKS,
        "mail": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }
    queued = django.tasks.task(backend="mail")(mailing.deliver.func)
    monkeypatch.setattr(mailing, "deliver", queued)

    def work_off():
        for waiting in DBTaskResult.objects.filter(status="READY"):
            result = waiting.task_result
            waiting.claim("worker")
            waiting.task.call(*result.args, **result.kwargs)
            waiting.set_successful(None)

    return work_off


def text():
    """The one mail's text; its HTML says the same."""
    (message,) = mail.outbox
    return message.body


def html():
    return mail.outbox[0].alternatives[0].content


# Who is told of what.


def test_the_familys_moderators_are_told_of_a_submission(author, green, sent):
    moderator("liberal")
    editor()
    page = draft(author, title="On gifts", code="mk", submission_note="It is <urgent>.")
    assert sent(submit, page, author) == [(green.email, "For review: On gifts")]
    for words in ("a new page", author.display_name(), "Македонски", "/admin/review/"):
        assert words in text()
        assert words in html()
    assert "The author wrote:\nIt is <urgent>." in text()
    assert "It is &lt;urgent&gt;." in html()


def test_a_submission_of_changes_says_so(author, green, sent):
    page = live(author)
    change(page, author, title="Other words")
    sent(submit, page, author)
    assert "submitted changes" in text()


def test_the_author_is_told_of_the_approval(author, green, sent):
    state = submit(draft(author, title="On gifts"), author)
    assert sent(approve, state, green) == [(author.email, "Published: On gifts")]
    assert again(state.page).full_url in text()


def test_the_author_is_told_why_changes_are_asked_for(author, green, sent):
    state = submit(draft(author, title="On gifts"), author)
    told = sent(reject, state, green, "Name the year.")
    assert told == [(author.email, "Changes asked for: On gifts")]
    for part in (text(), html()):
        assert "Name the year." in part
        assert green.display_name() not in part


def test_a_changed_drafts_title_is_told_in_the_submitted_words(author, green, sent):
    page = live(author, title="As published")
    change(page, author, title="As submitted")
    assert sent(reject, submit(page, author), green)[0][1] == "Changes asked for: As submitted"


def test_whoever_a_review_is_handed_over_to_is_told(author, green, sent):
    second = moderator("green", "second")
    state = submit(draft(author, title="On gifts"), author)
    told = sent(assignment.hand_over, state, fresh(green), second, "You know the law.")
    assert told == [(second.email, "For review: On gifts")]
    assert "You know the law." in text()
    assert f"{green.display_name()} has handed over" in text()


def test_an_author_is_told_that_an_editor_published_their_page(author, sent):
    secretary = editor()
    page = draft(author, title="On gifts")
    told = sent(page.get_latest_revision().publish, user=secretary)
    assert told == [(author.email, "Published: On gifts")]
    assert "an editor has published" in text()


def test_an_approval_makes_one_mail_not_two(author, green, sent):
    assert len(sent(approve, submit(draft(author), author), green)) == 1


def test_an_author_is_told_that_their_page_was_taken_down(author, green, sent):
    page = live(author, title="On gifts")
    told = sent(page.unpublish, user=green)
    assert told == [(author.email, "Taken off the site: On gifts")]


def test_an_author_is_told_that_an_editor_withdrew_their_page(author, green, sent):
    secretary = editor()
    state = submit(draft(author, title="On gifts"), author)
    told = sent(state.workflow_state.cancel, user=secretary)
    assert told == [(author.email, "Withdrawn from review: On gifts")]
    assert "an editor has withdrawn" in text()
    again_waiting = submit(state.page, author)
    assert not sent(again_waiting.workflow_state.cancel, user=author)


def test_nobody_is_told_of_what_they_did_themselves(sent):
    secretary = editor()
    page = draft(secretary)
    assert sent(page.get_latest_revision().publish, user=secretary) == []
    assert sent(again(page).unpublish, user=secretary) == []


def test_the_familys_moderators_are_told_of_a_request_to_unpublish(author, green, sent):
    moderator("liberal")
    page = live(author, title="On gifts")
    told = sent(unpublishing.ask, page, author, "It names my <neighbour>.")
    assert told == [(green.email, "To take off the site: On gifts")]
    assert "It names my <neighbour>." in text()


def test_without_a_moderator_who_may_decide_the_editors_are_told_of_a_request(sent, site):
    sole, secretary = moderator("green"), editor()
    told = sent(unpublishing.ask, live(sole), sole, "Outdated.")
    assert [to for to, _subject in told] == [secretary.email]


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [("unpublished", "Taken off the site: On gifts"), ("declined", "Stays on the site: On gifts")],
)
def test_the_author_is_told_once_what_became_of_their_request(
    author, green, sent, outcome, subject
):
    request = unpublishing.ask(live(author, title="On gifts"), author, "Outdated.")
    told = sent(unpublishing.decide, request, green, outcome, "As you wish.")
    assert told == [(author.email, subject)]
    assert "As you wish." in text()


def test_a_page_taken_down_again_later_is_told_again(author, green, sent):
    page = live(author)
    request = unpublishing.ask(page, author, "Outdated.")
    unpublishing.decide(request, green, UnpublishRequest.Outcome.UNPUBLISHED)
    again(page).get_latest_revision().publish()
    assert len(sent(again(page).unpublish, user=green)) == 1


# Comments.


def comment(page, by, words="A source?"):
    return Comment.objects.create(
        page=page, user=by, text=words, contentpath="title", revision_created=None
    )


def told_by_editor_view(page, by, new=(), replies=()):
    """What Wagtail's edit view does after it has stored the comments."""
    view = EditView()
    view.page, view.request = page, RequestFactory().get("/")
    view.request.user = fresh(by)
    view.send_commenting_notifications({"new_comments": new, "new_replies": replies})


def test_the_author_is_told_of_a_comment(author, green, sent):
    page = draft(author, title="On gifts")
    submit(page, author)
    told = sent(told_by_editor_view, again(page), green, [comment(page, green)])
    assert told == [(author.email, "Comment: On gifts")]
    assert "A source?" in text()


def test_an_answer_is_told_to_those_who_commented_as_long_as_they_may_see_the_draft(
    author, green, sent
):
    page = draft(author)
    submit(page, author)
    moved = moderator("green", "moved")
    first = comment(page, green)
    comment(page, moved)
    answer = CommentReply.objects.create(comment=first, user=author, text="The law.")
    moved.party = party("liberal")
    moved.save()
    told = sent(told_by_editor_view, again(page), author, (), [(first, [answer])])
    assert [to for to, _subject in told] == [green.email]
    assert "The law." in text()


def test_wagtails_own_mail_of_comments_is_not_sent(author, green, sent):
    page = draft(author)
    PageSubscription.objects.create(
        page=page, user=moderator("liberal"), comment_notifications=True
    )
    told = sent(told_by_editor_view, again(page), author, [comment(page, author)])
    assert told == []


def test_after_the_review_a_moderator_is_told_of_no_comment(author, green, sent):
    page = draft(author)
    state = submit(page, author)
    comment(page, green)
    reject(state, green)
    assert sent(told_by_editor_view, again(page), author, [comment(page, author)]) == []


# Language, choice, and the queue.


def test_mail_is_in_the_language_of_whoever_receives_it(author, green, sent):
    UserProfile.objects.update_or_create(user=green, defaults={"preferred_language": "mk"})
    told = sent(submit, draft(author), author)
    assert told[0][1].startswith("За преглед:")


def test_mail_that_is_switched_off_is_not_sent(author, green, sent):
    green.muted_mail = ["submitted"]
    green.save()
    assert sent(submit, draft(author), author) == []


def test_a_mail_server_that_is_down_loses_nothing_and_delays_no_click(
    author, green, sent, later, settings
):
    working, settings.MAILERS = settings.MAILERS, DOWN
    before = timezone.now()
    sent(submit, draft(author), author)
    assert DBTaskResult.objects.get().status == "READY"  # no attempt was made yet
    later()
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.run_after > before
    settings.MAILERS = working
    later()
    assert [message.to for message in mail.outbox] == [[green.email]]


def deactivate(person):
    person.is_active = False
    person.save()


def move(person):
    person.party = party("liberal")
    person.save()


def lose_role(person):
    person.groups.clear()


@pytest.mark.parametrize("happens", [deactivate, move, lose_role])
def test_a_reviewer_who_may_not_read_it_when_the_mail_goes_gets_none(
    author, green, sent, later, happens
):
    sent(submit, draft(author), author)
    happens(green)
    later()
    assert mail.outbox == []


def test_a_mail_of_a_submission_withdrawn_meanwhile_does_not_go(author, green, sent, later):
    page = draft(author)
    sent(submit, page, author)
    again(page).current_workflow_state.cancel(user=author)
    later()
    assert mail.outbox == []


def test_a_mail_of_a_review_handed_on_meanwhile_does_not_go(author, green, sent, later):
    second, third = moderator("green", "second"), moderator("green", "third")
    state = submit(draft(author), author)
    sent(assignment.hand_over, state, fresh(green), second)
    sent(assignment.hand_over, state, fresh(second), third)
    later()
    assert [message.to for message in mail.outbox] == [[third.email]]


def test_a_mail_of_a_request_decided_meanwhile_does_not_go(author, green, sent, later):
    request = unpublishing.ask
    page = live(author)
    sent(request, page, author, "Outdated.")
    unpublishing.withdraw(UnpublishRequest.objects.get(), author)
    later()
    assert mail.outbox == []


def test_a_mail_of_a_page_deleted_meanwhile_does_not_go(author, green, sent, later):
    page = draft(author)
    state = submit(page, author)
    sent(reject, state, green)
    again(page).delete()
    later()
    assert mail.outbox == []


def test_an_author_who_does_not_own_the_page_reads_nothing_of_its_draft(author, green, sent):
    page = draft(author)
    other = participant("green", "other")
    change(page, author, author=other)
    again(page).__class__.objects.filter(pk=page.pk).update(author=other)
    told = sent(reject, submit(page, author), green)
    assert [to for to, _subject in told] == [author.email]


def test_wagtails_own_mail_of_a_review_is_not_sent(author, green, sent):
    editor(is_superuser=True)
    with LogContext(user=author):
        assert len(sent(submit, draft(author), author)) == 1


@pytest.mark.parametrize(
    ("code", "title", "reads", "shown"),
    [
        ("mk", "Прво критериумите", "en", '<span lang="mk">Прво критериумите</span>'),
        ("sr", "Љубав и јавност", "sr-latn", '<span lang="sr-Latn">Ljubav i javnost</span>'),
        ("sr", "Pisano latinicom", "sr", '<span lang="sr-Latn">Pisano latinicom</span>'),
        ("en", "R&D <first>", "sq", '<span lang="en">R&amp;D &lt;first&gt;</span>'),
    ],
)
def test_the_title_of_a_page_says_in_which_language_it_is(site, sent, code, title, reads, shown):
    author = participant("green", languages=[code], reads=reads)
    state = submit(draft(author, title, code), author)
    sent(approve, state, moderator("green"))
    html = mail.outbox[0].alternatives[0].content
    assert shown in html
    assert "<span" not in mail.outbox[0].body
