"""Answers to those who come too late: what they wanted to decide on is decided or gone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.roles import is_reviewer


class BelowQueue:
    """Views below the queue name it on the way to them."""

    def get_breadcrumbs_items(self):
        queue = {"url": reverse("moderation:queue"), "label": _("Review")}
        here = {"url": "", "label": self.get_header_title()}
        return [*super().get_breadcrumbs_items(), queue, here]


def missing(request):
    """A submission that is not there and one that is not theirs to judge answer the same."""
    if not is_reviewer(request.user):
        raise Http404
    return render(request, "moderation/missing.html", status=404)


def to_queue(request, reason):
    messages.info(request, reason)
    return redirect("moderation:queue")


def what_became_of(state) -> str:
    """What was decided on a submission; its title is no longer everybody's to know."""
    person = state.finished_by.display_name() if state.finished_by else ""
    sentences = {
        TaskState.STATUS_APPROVED: _("This submission has been approved already, by %(person)s."),
        TaskState.STATUS_REJECTED: _("%(person)s has already asked for changes to this page."),
    }
    withdrawn = _("This submission has been withdrawn; nothing is left to decide.")
    return sentences.get(state.status, withdrawn) % {"person": person}
