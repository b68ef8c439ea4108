"""Mail about submissions and decisions, in the language of whoever receives it."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)
from wagtail.users.models import UserProfile

from .models import FamilyTaskState
from .queue import reviewers_of

logger = logging.getLogger(__name__)


def register():
    """Connect our mails and disconnect Wagtail's, which know nothing of families."""
    task_submitted.connect(tell_reviewers, sender=FamilyTaskState, dispatch_uid="tell_reviewers")
    workflow_approved.connect(tell_author_approved, dispatch_uid="tell_author_approved")
    workflow_rejected.connect(tell_author_rejected, dispatch_uid="tell_author_rejected")
    for signal, uid in (
        (workflow_submitted, "workflow_state_submitted_email_notification"),
        (workflow_approved, "workflow_state_approved_email_notification"),
        (workflow_rejected, "workflow_state_rejected_email_notification"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)


def tell_reviewers(sender, instance, user=None, **kwargs):
    reviewers = [person for person in reviewers_of(instance) if person != user]
    _send_all("submitted", reviewers, instance, reverse("moderation:review", args=(instance.pk,)))


def tell_author_approved(sender, instance, user=None, **kwargs):
    page = instance.content_object
    _send_all("approved", _authors(instance, user), instance.current_task_state, page.full_url)


def tell_author_rejected(sender, instance, user=None, **kwargs):
    url = reverse("wagtailadmin_pages:edit", args=(instance.object_id,))
    _send_all("rejected", _authors(instance, user), instance.current_task_state, url)


def _authors(workflow_state, decider):
    """Who wrote and who submitted the page, without whoever decided."""
    page = workflow_state.content_object.specific
    people = {getattr(page, "author", None), page.owner, workflow_state.requested_by}
    return [person for person in people if person and person != decider]


def _send_all(kind, people, task_state, url):
    """Mail everyone who wants this kind, once the decision is safely stored."""
    context = {
        "title": task_state.revision.as_object().title,
        "reason": task_state.comment,
        "url": url if url.startswith("http") else settings.WAGTAILADMIN_BASE_URL + url,
    }
    for person in people:
        if person.is_active and person.email and _wants(person, kind):
            transaction.on_commit(lambda person=person: _send(kind, person, context), robust=True)


def _wants(person, kind):
    return getattr(UserProfile.get_for_user(person), f"{kind}_notifications")


def _send(kind, person, context):
    """One mail; a mail server that is down is logged and stops nobody's click."""
    with override(UserProfile.get_for_user(person).get_preferred_language()):
        context = {**context, "person": person}
        text = render_to_string(f"moderation/mail/{kind}.txt", context)
    subject, body = text.strip().split("\n", 1)
    try:
        send_mail(subject, body.strip() + "\n", None, [person.email])
    except OSError:
        logger.exception("Mail %s to user %s was not sent", kind, person.pk)
