"""Reminders of what waits: after 3 days, after 7 days, never twice."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.users.models import UserProfile

from moderation import assignment
from moderation.models import FamilyTaskState, Reminder

from .people import (
    again,
    approve,
    draft,
    editor,
    fresh,
    moderator,
    party,
    reject,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Runs the command: who got mail, in alphabetical order."""

    def remind():
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("remind_moderators", stdout=StringIO())
        return sorted(message.to[0] for message in mail.outbox)

    return remind


def waiting(author, days, title="A secret draft"):
    """A submission that has waited for so many days."""
    return wait(submit(draft(author, title), author), days)


def wait(state, days):
    since = timezone.now() - timedelta(days=days, minutes=1)
    FamilyTaskState.objects.filter(pk=state.pk).update(started_at=since)
    return FamilyTaskState.objects.get(pk=state.pk)


def test_nobody_is_reminded_before_three_days(author, green, remind):
    waiting(author, 2)
    assert remind() == []


def test_after_three_days_the_familys_moderators_are_reminded_once(author, green, remind):
    moderator("liberal")
    editor()
    state = waiting(author, 3)
    assert remind() == [green.email]
    assert remind() == []
    wait(state, 6)
    assert remind() == []


def test_after_seven_days_the_editors_are_told_as_well_and_then_nobody(author, green, remind):
    secretary = editor()
    state = waiting(author, 3)
    remind()
    wait(state, 7)
    assert remind() == sorted([green.email, secretary.email])
    wait(state, 30)
    assert remind() == []


def test_what_was_forgotten_for_a_week_is_brought_to_mind_once(author, green, remind):
    editor()
    waiting(author, 8)
    assert len(remind()) == 2
    assert remind() == []
    assert set(Reminder.objects.values_list("days", flat=True)) == {3, 7}


def test_whoever_has_the_submission_is_reminded_first(author, green, remind):
    second = moderator("green", "second")
    state = waiting(author, 3)
    assignment.hand_over(state, fresh(green), second)
    assert remind() == [second.email]
    wait(state, 7)
    assert remind() == sorted([green.email, second.email])


def test_nobody_is_reminded_of_what_they_may_not_decide(green, remind):
    second = moderator("green", "second")
    waiting(green, 3)
    assert remind() == [second.email]


def test_one_mail_names_all_that_waits(author, green, remind):
    waiting(author, 3, "On gifts")
    waiting(author, 5, "On lists")
    assert remind() == [green.email]
    (message,) = mail.outbox
    assert message.subject == "Pages waiting for your review: 2"
    for part in (message.body, message.alternatives[0].content):
        assert "On gifts" in part
        assert "On lists" in part
        assert "for 5 days" in part
        assert "/admin/review/" in part


@pytest.mark.parametrize("decide", [approve, reject])
def test_what_is_decided_is_not_brought_to_mind(author, green, remind, decide):
    decide(waiting(author, 3), green)
    assert remind() == []


def test_what_was_withdrawn_is_not_brought_to_mind(author, green, remind):
    state = waiting(author, 3)
    again(state.page).current_workflow_state.cancel(user=author)
    assert remind() == []


def test_submitted_again_it_is_another_submission(author, green, remind):
    state = waiting(author, 3)
    remind()
    reject(state, green)
    wait(submit(state.page, author), 3)
    assert remind() == [green.email]


def test_a_moderator_who_left_the_family_is_not_reminded(author, green, remind):
    second = moderator("green", "second")
    waiting(author, 3)
    second.party = party("liberal")
    second.save()
    assert remind() == [green.email]


def test_reminders_are_in_the_language_of_whoever_receives_them(author, green, remind):
    UserProfile.objects.update_or_create(user=green, defaults={"preferred_language": "mk"})
    waiting(author, 3)
    remind()
    assert 'lang="mk"' in mail.outbox[0].alternatives[0].content


def test_the_command_says_how_many(author, green):
    waiting(author, 3)
    waiting(author, 4)
    out = StringIO()
    call_command("remind_moderators", stdout=out)
    assert out.getvalue() == "Submissions brought to mind: 2. People told: 1.\n"


def test_a_run_that_fails_has_reminded_nobody(author, green, remind, monkeypatch):
    """What was brought to mind and the mail that does it are stored together or not at all."""
    waiting(author, 3)
    monkeypatch.setattr("moderation.reminders.send_mail_later", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remind()
    monkeypatch.undo()
    assert remind() == [green.email]
