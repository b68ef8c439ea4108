"""Who has a submission: handing it over, taking it back.

A submission somebody has is decided by them; any other who may judge it takes it over first.
That somebody is deactivated, moved to another party family or loses the role is seen when it is
read, so their submissions are everybody's again at once.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from content.row_locks import as_they_are_now

from .permissions import four_eyes_refusal, own_refusal, user_judges
from .queue import judges_of
from .row_locks import locked_submission
from .signals import handed_over


def candidates(state, user):
    """Those the person may hand a submission to: who may decide on it, but not themselves."""
    people = [person for person in judges_of(state) if person != user]
    return [person for person in people if not four_eyes_refusal(person, state)]


@transaction.atomic
def hand_over(state, by, to, message=""):
    """Give a submission to another moderator, with a message; by whoever may judge the family's.

    Who changed the text may no longer approve it, and may still hand it over.
    """
    state = _waiting(state, by)
    if reason := own_refusal(by, state):
        raise PermissionDenied(reason)
    if to not in candidates(state, by):
        raise PermissionDenied(_("This person cannot review it. Please choose somebody else."))
    _assign(state, to)
    _log(state, "moderation.hand_over", by, to=to.display_name(), comment=message)
    handed_over.send(sender=type(state), state=state, by=by, to=to, message=message)


@transaction.atomic
def take_back(state, by):
    """Have a submission oneself, whoever had it."""
    state = _waiting(state, by)
    if reason := four_eyes_refusal(by, state):
        raise PermissionDenied(reason)
    if state.assigned_to_id == by.pk:
        return
    before = state.assignee
    _assign(state, by)
    _log(state, "moderation.take_back", by, before=before.display_name() if before else "")


@transaction.atomic
def release(state, by):
    """Give a submission back to all who may judge it; by whoever has it."""
    state = _waiting(state, by)
    if state.assigned_to_id != by.pk:
        raise PermissionDenied(_("This submission is not with you."))
    _assign(state, None)
    _log(state, "moderation.take_back", by, before=by.display_name(), released=True)


def _waiting(state, by):
    """The submission, held; with the person as they are now."""
    state = locked_submission(state.pk)
    if not user_judges(as_they_are_now(by), state):
        raise PermissionDenied(_("This submission is not yours to review."))
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise PermissionDenied(_("This submission is no longer waiting for a review."))
    return state


def _assign(state, person):
    state.assigned_to = person
    state.save(update_fields=["assigned_to"])


def _log(state, action, by, **data):
    log(
        instance=state.page.specific,
        action=action,
        user=by,
        revision=state.revision,
        data={"submission": state.pk, **data},
    )
