"""Who may decide on a submission, and on what exactly. Superusers are bound like everyone."""

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.roles import is_editor
from content.permissions import user_moderates_family, user_owns

# Parts of a revision that are no change to the text: comments, and what is said about it.
BOOKKEEPING = {
    "significance",
    "submission_note",
    "major_version",
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


def revision_token(revision) -> str:
    """Names a revision as it is now: Wagtail's autosave rewrites a revision in place."""
    return f"{revision.pk}@{revision.created_at.isoformat()}"


def user_is_responsible(user, family_id) -> bool:
    """Whether a submission of that family is the person's to judge, four-eyes aside."""
    return is_editor(user) or user_moderates_family(user, family_id)


def user_may_work_on(page, user) -> bool:
    """Whether the person may open and edit a page because it is in review."""
    state = page.current_workflow_task_state
    return bool(
        state
        and user_is_responsible(user, getattr(state, "family_id", None))
        and not user_owns(user, page)
    )


def user_changed_in_review(user, state: TaskState) -> bool:
    """Whether the person changed the page's text since this review began; comments are none."""
    revisions = state.revision.content_object.revisions.order_by("created_at", "pk")
    previous = None
    for revision in revisions:
        began = revision.created_at > state.workflow_state.created_at
        if began and revision.user_id == user.pk and _text_differs(previous, revision):
            return True
        previous = revision
    return False


def four_eyes_refusal(user, state: TaskState) -> str:
    """Why the person may not judge this page: they own, submitted or changed it."""
    page = state.revision.content_object
    if user_owns(user, page) or getattr(page, "author_id", None) == user.pk:
        return _("This page is your own. Somebody else has to review it.")
    if state.workflow_state.requested_by_id == user.pk:
        return _("You submitted this page. Somebody else has to review it.")
    if user_changed_in_review(user, state):
        return _("You changed this page during its review. Somebody else has to review it now.")
    return ""


def refusal(state, user, token: str) -> str:
    """Why the person may not decide on what they saw; empty if they may.

    `token` is the `revision_token` of the revision they saw.
    """
    if not user.is_active or not user_is_responsible(user, state.family_id):
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
    if token != revision_token(latest):
        return _("The page has changed since you opened it. Please look at the new version.")
    return ""


def _text_differs(before, after) -> bool:
    def text(revision):
        content = revision.content if revision else {}
        return {key: value for key, value in content.items() if key not in BOOKKEEPING}

    return text(before) != text(after)
