"""Bringing what waits to mind: after 3 days its reviewers', after 7 days the editors' as well."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from accounts.mailing import send_mail_later
from accounts.roles import EDITORS

from .models import FamilyTaskState, Reminder
from .notifications import as_read_by, submission_context
from .permissions import four_eyes_refusal
from .queue import reviewers_of

FIRST, SECOND = 3, 7


@transaction.atomic
def remind() -> tuple[int, int]:
    """Queue one mail to each person for all that waits for them; returns (people, submissions).

    What was brought to mind is stored with the mail in one transaction, under a unique
    constraint: a second run, at the same time or later, finds it done.
    """
    waiting_for, submissions = {}, 0
    for state in _overdue():
        days = _delay_due(state)
        if days is None:
            continue
        submissions += 1
        row = _row(state)
        for person in _people_to_remind(state, days):
            waiting_for.setdefault(person, []).append(as_read_by(person, row))
    for person, rows in waiting_for.items():
        send_mail_later("reminder", person, {"waiting": rows, "url": reverse("moderation:queue")})
    return len(waiting_for), submissions


def _overdue():
    """Submissions that have waited for the first delay, oldest first."""
    limit = timezone.now() - timedelta(days=FIRST)
    waiting = FamilyTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, started_at__lte=limit
    )
    return waiting.select_related("task", "workflow_state", "revision").order_by("started_at", "pk")


def _days(state) -> int:
    return (timezone.now() - state.started_at).days


def _delay_due(state) -> int | None:
    """The longest delay that has passed, unless it was used already; shorter ones go with it."""
    passed = [days for days in (FIRST, SECOND) if _days(state) >= days]
    stored = [Reminder.objects.get_or_create(state=state, days=days)[1] for days in passed]
    return passed[-1] if stored[-1] else None


def _people_to_remind(state, days):
    """Whoever has the submission, else who may decide it; after the second delay all of them."""
    if days == FIRST:
        return [state.assignee] if state.assignee else reviewers_of(state)
    editors = get_user_model().objects.filter(is_active=True, groups__name=EDITORS)
    may_decide = [person for person in editors if not four_eyes_refusal(person, state)]
    return {*reviewers_of(state), *may_decide}


def _row(state):
    told = submission_context(state)
    names = ("state", "locale", "title", "author", "page_language")
    return {name: told[name] for name in names} | {"days": _days(state)}
