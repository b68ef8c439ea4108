"""Who may decide on a submission, and on what exactly. Superusers are bound like everyone."""

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from accounts.roles import is_editor
from content.permissions import user_moderates_family, user_owns
from content.text import as_read

# Parts of a revision that are no change to the text: comments, and what is said about it.
BOOKKEEPING = {
    "significance",
    "submission_note",
    "major_version",
    "narrowings",
    "wagtail_admin_comments",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "last_published_at",
    "first_published_at",
    "has_unpublished_changes",
    "draft_title",
    "locked",
    "locked_at",
    "locked_by",
    "live",
    "url_path",
}


def is_text(name: str) -> bool:
    """Whether a field is read or judged, rather than said about a version."""
    return name not in BOOKKEEPING


def revision_token(revision) -> str:
    """Names a revision as it is now, and whether readers have its page.

    Wagtail's autosave rewrites a revision in place; a page may be taken down while it is reviewed.
    """
    token = f"{revision.pk}@{revision.created_at.isoformat()}"
    return f"{token}@live" if revision.content_object.live else token


def user_is_responsible(user, family_id) -> bool:
    """Whether a submission of that family is the person's to judge, four-eyes aside."""
    return is_editor(user) or user_moderates_family(user, family_id)


def user_judges(user, state) -> bool:
    """Whether the submission is the person's to judge: at the second review, the editors'."""
    if getattr(state, "is_second_review", False):
        return is_editor(user)
    return user_is_responsible(user, getattr(state, "family_id", None))


def user_may_work_on(page, user) -> bool:
    """Whether the person may open and edit a page because it is in review."""
    state = page.current_workflow_task_state
    return bool(state and user_judges(user, state) and not user_owns(user, page))


def last_approved_revision(page):
    """What readers saw last: the published revision, else the last that was approved."""
    if page.live_revision_id:
        return page.live_revision
    approved = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_APPROVED,
        workflow_state__base_content_type=page.get_base_content_type(),
        workflow_state__object_id=str(page.pk),
    )
    last = approved.select_related("revision").order_by("pk").last()
    return last.revision if last else None


def user_changed_text(user, state: TaskState) -> bool:
    """Whether the person changed the text since readers saw it last; comments are no change.

    Withdrawing and submitting again starts another review, which forgets no change.
    """
    approved = last_approved_revision(state.revision.content_object)
    return _changed_after(approved.created_at if approved else None, user, state)


def user_changed_in_review(user, state: TaskState) -> bool:
    """Whether the person changed the page's text since this review began."""
    return _changed_after(state.workflow_state.created_at, user, state)


def _changed_after(moment, user, state) -> bool:
    revisions = state.revision.content_object.revisions.order_by("created_at", "pk")
    later = revisions.filter(created_at__gt=moment) if moment else revisions
    if not later.filter(user=user).exists():
        return False
    previous = revisions.filter(created_at__lte=moment).last() if moment else None
    for revision in later:
        if revision.user_id == user.pk and text_differs(previous, revision):
            return True
        previous = revision
    return False


def own_refusal(user, state: TaskState) -> str:
    """Why the person may neither judge the page nor choose who does."""
    page = state.revision.content_object
    if user_owns(user, page) or getattr(page, "author_id", None) == user.pk:
        return _("This page is your own. Somebody else has to review it.")
    if state.workflow_state.requested_by_id == user.pk:
        return _("You submitted this page. Somebody else has to review it.")
    return ""


def four_eyes_refusal(user, state: TaskState) -> str:
    """Why the person may not judge this page: they own, submitted, changed or approved it."""
    if reason := own_refusal(user, state):
        return reason
    if user_changed_text(user, state):
        return _("You changed this page during its review. Somebody else has to review it now.")
    if state.is_second_review and user_approved_before(user, state):
        return _("You approved this page at the first review. Somebody else has to approve it now.")
    return ""


def user_approved_before(user, state: TaskState) -> bool:
    """Whether the person approved an earlier step, since changes were last asked for."""
    earlier = state.workflow_state.task_states.filter(pk__lt=state.pk).order_by("pk")
    if rejected := earlier.filter(status=TaskState.STATUS_REJECTED).last():
        earlier = earlier.filter(pk__gt=rejected.pk)
    return earlier.filter(status=TaskState.STATUS_APPROVED, finished_by=user).exists()


def refusal(state, user, token: str) -> str:
    """Why the person may not decide on what they saw; empty if they may.

    `token` is the `revision_token` of the revision they saw.
    """
    if not user.is_active or not user_judges(user, state):
        return _("This submission is not yours to review.")
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return _("This submission is no longer waiting for a review.")
    latest = state.revision.content_object.get_latest_revision()
    if latest.as_object().family_id != state.family_id:
        return _(
            "The party family of this page has changed since it was submitted. "
            "It has to be withdrawn and submitted again."
        )
    if reason := four_eyes_refusal(user, state):
        return reason
    if state.assignee not in (None, user):
        return _("%(name)s has this submission. To decide yourself, take it over first.") % {
            "name": state.assignee.display_name()
        }
    now = revision_token(latest)
    if token == f"{now}@live":
        return _("The page has been taken off the site since you opened it.")
    if token != now:
        return _("The page has changed since you opened it. Please look at the new version.")
    return ""


def text_differs(before, after) -> bool:
    """Whether two revisions differ in what readers get."""

    def text(revision):
        content = revision.content if revision else {}
        return {key: as_read(value) for key, value in content.items() if is_text(key)}

    return text(before) != text(after)
