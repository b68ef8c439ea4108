"""Which submissions wait for whom."""

from django.contrib.auth import get_user_model
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from wagtail.models import TaskState

from accounts.roles import EDITORS, MODERATORS, is_editor

from .permissions import four_eyes_refusal, user_is_responsible


def judged_by(user):
    """Submissions, waiting or decided, that are or were the person's to judge."""
    from .models import EditorialTask, FamilyTaskState

    states = FamilyTaskState.objects.all()
    if is_editor(user):
        return states
    if not user_is_responsible(user, user.family_id):
        return states.none()
    second = EditorialTask.objects.values("pk")
    return states.filter(family=user.family_id).exclude(task__in=second)


def submissions_for(user):
    """Waiting submissions that are the person's to judge, oldest first."""
    return judged_by(user).filter(status=TaskState.STATUS_IN_PROGRESS).order_by("started_at", "pk")


def with_assignee(states):
    """Annotate `is_assigned`: somebody has it who may judge it (see `FamilyTaskState.assignee`)."""
    from .models import EditorialTask

    people = get_user_model().objects.filter(pk=OuterRef("assigned_to"), is_active=True)
    moderators = people.filter(groups__name=MODERATORS, party__family=OuterRef("family"))
    second = Q(task__in=EditorialTask.objects.values("pk"))
    return states.annotate(
        is_assigned=Q(Exists(people.filter(groups__name=EDITORS)))
        | (Q(Exists(moderators)) & ~second)
    )


def in_reading_order(states, languages):
    """The languages a person reads first, then the others; each the oldest first."""
    own = When(language__in=languages, then=Value(0))
    return states.order_by(Case(own, default=Value(1)), "started_at", "pk")


def judges_of(state):
    """Active people whose submission it is to judge: the family's moderators, or the editors."""
    people = get_user_model().objects.filter(is_active=True).select_related("party").order_by("pk")
    if state.family_id is None or state.is_second_review:
        return people.filter(groups__name=EDITORS)
    return people.filter(groups__name=MODERATORS, party__family=state.family_id)


def reviewers_of(state):
    """Active people to tell of a submission: those who judge it and may decide on it.

    Where four-eyes leaves no moderator of the family, the editors who may.
    """
    editors = get_user_model().objects.filter(is_active=True, groups__name=EDITORS)
    for group in (judges_of(state), editors):
        reviewers = [person for person in group if not four_eyes_refusal(person, state)]
        if reviewers:
            return reviewers
    return []


def request_judges(request):
    """Active people to tell of a request to unpublish: who may decide it, the family's first."""
    from .unpublishing import refusal

    people = get_user_model().objects.filter(is_active=True).select_related("party").order_by("pk")
    moderators = people.filter(groups__name=MODERATORS, party__family=request.family_id)
    editors = people.filter(groups__name=EDITORS)
    for group in (moderators if request.family_id else (), editors):
        judges = [person for person in group if not refusal(request, person)]
        if judges:
            return judges
    return []
