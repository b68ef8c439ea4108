"""The editor's answers to an author who comes too late: what they wanted is done, or undone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import WorkflowState


@hooks.register("before_edit_page")
def answer_who_comes_too_late(request, page):
    """Withdrawing what is decided, or submitting what waits already, is told and not refused.

    The page's row is held meanwhile (see `moderation.middleware`).
    """
    if request.method != "POST":
        return None
    if "action-cancel-workflow" in request.POST and not page.workflow_in_progress:
        messages.info(request, _what_happened(page))
        return redirect("wagtailadmin_pages:edit", page.pk)
    lock = page.get_lock()
    if (
        "action-submit" in request.POST
        and page.workflow_in_progress
        and lock.for_user(request.user)
    ):
        messages.info(request, _("This page is waiting for review already."))
        return redirect("wagtailadmin_home")
    return None


def _what_happened(page):
    state = page.workflow_states.order_by("created_at", "pk").last()
    sentences = {
        WorkflowState.STATUS_APPROVED: _(
            "This page has been approved and published meanwhile, so there is nothing to withdraw."
        ),
        WorkflowState.STATUS_NEEDS_CHANGES: _(
            "You have been asked for changes meanwhile. You can go on writing."
        ),
    }
    withdrawn = _("This page has been withdrawn already. You can go on writing.")
    return sentences.get(state.status if state else "", withdrawn)
