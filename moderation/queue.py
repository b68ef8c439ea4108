"""Which submissions wait for whom."""

from django.contrib.auth import get_user_model
from wagtail.models import TaskState

from accounts.roles import EDITORS, MODERATORS, is_editor

from .permissions import four_eyes_refusal, user_is_responsible


def submissions_for(user):
    """Waiting submissions that are the person's to judge, oldest first."""
    from .models import FamilyTaskState

    waiting = FamilyTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if is_editor(user):
        return waiting.order_by("started_at")
    if not user_is_responsible(user, user.family_id):
        return waiting.none()
    return waiting.filter(family=user.family_id).order_by("started_at")


def reviewers_of(state):
    """Active people to tell of a submission: its family's moderators who may decide on it.

    Where four-eyes leaves no such moderator, the editors who may.
    """
    people = get_user_model().objects.filter(is_active=True).select_related("party")
    moderators = people.filter(groups__name=MODERATORS, party__family=state.family_id)
    editors = people.filter(groups__name=EDITORS)
    for group in (moderators if state.family_id else (), editors):
        reviewers = [person for person in group if not four_eyes_refusal(person, state)]
        if reviewers:
            return reviewers
    return []
