"""Who is told of what, by mail. How mail is written and sent, `accounts.mailing` knows.

A mail waits in the queue, perhaps for days. So each names what it is about (`state`, `page` or
`request`, an id), and `still_theirs` asks again, when it is about to go, whether the person may
read it.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageLogEntry, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from accounts.mail import mail_due
from accounts.mailing import send_mail_later
from accounts.own_language import language_of
from content.comments import page_commented
from content.models import ContentPage
from core.languages import get_language
from core.scripts import writer

from . import log
from .models import FamilyTaskState, UnpublishRequest
from .notification_checks import still_theirs
from .queue import request_judges, reviewers_of
from .signals import handed_over, unpublish_decided, unpublish_requested


def register():
    """Connect our mails and disconnect Wagtail's, which know nothing of families."""
    mail_due.connect(still_theirs, dispatch_uid="moderation.still_theirs")
    task_submitted.connect(tell_reviewers, sender=FamilyTaskState, dispatch_uid="tell_reviewers")
    workflow_approved.connect(tell_approved, dispatch_uid="tell_approved")
    workflow_rejected.connect(tell_rejected, dispatch_uid="tell_rejected")
    handed_over.connect(tell_handed_over, dispatch_uid="tell_handed_over")
    unpublish_requested.connect(tell_request, dispatch_uid="tell_request")
    unpublish_decided.connect(tell_request_decided, dispatch_uid="tell_request_decided")
    page_commented.connect(tell_commented, dispatch_uid="tell_commented")
    post_save.connect(tell_published, sender=PageLogEntry, dispatch_uid="tell_published")
    post_save.connect(tell_withdrawn, sender=PageLogEntry, dispatch_uid="tell_withdrawn")
    for signal, uid in (
        (workflow_submitted, "workflow_state_submitted_email_notification"),
        (workflow_approved, "workflow_state_approved_email_notification"),
        (workflow_rejected, "workflow_state_rejected_email_notification"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)


def submission_context(state, **more):
    """What reviewers are told of a submission."""
    page = state.revision.as_object()
    author = page.translator or page.author or page.owner
    return {
        "state": state.pk,
        "locale": page.locale.language_code,
        "title": page.title,
        "author": author.display_name() if author else "",
        "page_language": get_language(page.locale.language_code).name,
        "is_new": page.first_published_at is None,
        "url": reverse("moderation:review", args=(state.pk,)),
        **more,
    }


def tell_reviewers(sender, instance, user=None, **kwargs):
    context = submission_context(instance, reason=instance.note)
    _send("submitted", [one for one in reviewers_of(instance) if one != user], context)


def tell_handed_over(sender, state, by, to, message="", **kwargs):
    context = submission_context(state, reason=message, by=by.display_name())
    _send("handed_over", [to], context)


def tell_approved(sender, instance, user=None, **kwargs):
    page = instance.content_object.specific
    context = _decision_context(instance, page, title=page.title)
    _send("approved", _authors(page, user, instance.requested_by), context, public_page=page)


def tell_rejected(sender, instance, user=None, **kwargs):
    page = instance.content_object.specific
    context = _decision_context(instance, page, url=_edit_url(page.pk))
    _send("rejected", _authors(page, user, instance.requested_by), context)


def tell_published(sender, instance, created, raw=False, **kwargs):
    """Authors whose page somebody published without review, or took off the site."""
    if raw or not created or instance.action not in (log.PUBLISH, log.UNPUBLISH):
        return
    page = ContentPage.objects.filter(pk=instance.page_id).first()
    if not page or not instance.user_id or instance.data.get("reviewed"):
        return
    taken_down = instance.action == log.UNPUBLISH
    if taken_down and _decides_a_request(page, instance.user_id):
        return
    context = {**_page_context(page), "taken_down": taken_down}
    if taken_down:
        context["url"] = _edit_url(page.pk)
    public_page = None if taken_down else page
    _send("published", _authors(page, instance.user), context, public_page)


def tell_withdrawn(sender, instance, created, raw=False, **kwargs):
    """Authors whose submission an editor withdrew."""
    if raw or not created or instance.action != log.CANCEL or not instance.data.get("withdrawn"):
        return
    if page := ContentPage.objects.filter(pk=instance.page_id).first():
        context = {**_page_context(page), "title": instance.label, "url": _edit_url(page.pk)}
        _send("withdrawn", _authors(page, instance.user), context)


def tell_request(sender, request, **kwargs):
    asker = request.requested_by
    context = {
        "request": request.pk,
        "locale": request.page.locale.language_code,
        "title": request.page.title,
        "author": asker.display_name() if asker else "",
        "reason": request.reason,
        "url": reverse("moderation:queue"),
    }
    _send("unpublish_request", request_judges(request), context)


def tell_request_decided(sender, request, **kwargs):
    context = {
        **_page_context(request.page),
        "taken_down": request.outcome == UnpublishRequest.Outcome.UNPUBLISHED,
        "reason": request.answer,
        "url": _edit_url(request.page_id),
    }
    people = [request.requested_by] if request.requested_by != request.decided_by else []
    _send("unpublish_decided", people, context)


def tell_commented(sender, page, user, texts, **kwargs):
    """The author, and whoever has commented on the page: those of them who may see the draft."""
    if not isinstance(page, ContentPage):
        return
    talking = get_user_model().objects.filter(
        Q(wagtail_admin_comments__page=page) | Q(comment_replies__comment__page=page)
    )
    people = {*_authors(page, user), *talking.exclude(pk=user.pk)}
    context = {
        **_page_context(page),
        "by": user.display_name(),
        "reason": "\n\n".join(texts),
        "url": _edit_url(page.pk),
    }
    _send("commented", sorted(people, key=lambda person: person.pk), context)


def _decides_a_request(page, user_id) -> bool:
    """Whether the page was just taken down because its author asked for it."""
    decided = UnpublishRequest.objects.filter(
        page=page, outcome=UnpublishRequest.Outcome.UNPUBLISHED, decided_by=user_id
    )
    if page.last_published_at:
        decided = decided.filter(decided_at__gt=page.last_published_at)
    return decided.exists()


def _page_context(page):
    return {"page": page.pk, "locale": page.locale.language_code, "title": page.title}


def _decision_context(workflow_state, page, **more):
    """What authors are told of a decision; nobody tells them who made it."""
    state = workflow_state.current_task_state
    title = state.revision.content["title"]
    return {**_page_context(page), "reason": state.comment, "title": title, **more}


def _authors(page, doer, requested_by=None):
    """Who wrote and who submitted the page, without whoever did what is told.

    A translation is its translator's: the author of its source is not told of it.
    """
    people = {page.owner, requested_by, None if page.is_translation else page.author}
    return [person for person in people if person and person != doer]


def _edit_url(page_id):
    return reverse("wagtailadmin_pages:edit", args=(page_id,))


def as_read_by(person, told: dict) -> dict:
    """What is told of a page, in the script the person reads; people are named as they write."""
    write = writer(told["locale"], language_of(person))
    return told | {name: write(told[name]) for name in ("title", "reason") if name in told}


def _send(kind, people, context, public_page=None):
    """`public_page` is the one a mail without an address of its own leads to."""
    for person in people:
        if person:
            told = as_read_by(person, context)
            if public_page:
                told["url"] = _public_url(public_page, person)
            send_mail_later(kind, person, told)


def _public_url(page, person):
    """Under the prefix of the person's language: Serbian pages have two addresses."""
    with override(language_of(person)):
        return page.full_url or ""
