"""An author asks for their published page to be taken down; the family's moderators decide."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log

from accounts.roles import is_editor
from content.models import ContentPage
from content.permissions import user_owns
from content.row_locks import as_they_are_now, lock_pages

from .models import UnpublishRequest
from .permissions import user_is_responsible
from .row_locks import locked_request
from .signals import unpublish_decided, unpublish_requested


def open_requests():
    return UnpublishRequest.objects.filter(decided_at__isnull=True)


def judged_by(user):
    """Requests, open or decided, that are or were the person's to decide."""
    requests = UnpublishRequest.objects.all()
    if is_editor(user):
        return requests
    if not user_is_responsible(user, user.family_id):
        return requests.none()
    return requests.filter(family=user.family_id, page__family=user.family_id)


def requests_for(user):
    """Open requests that are the person's to decide, oldest first."""
    return judged_by(user).filter(decided_at__isnull=True).order_by("created_at", "pk")


def user_may_ask(user, page) -> bool:
    """Whether the person may ask for the page to be taken down: it is theirs, and published."""
    return user.is_active and page.live and user_owns(user, page)


def refusal(request, user) -> str:
    """Why the person may not decide on a request; empty if they may."""
    if not user.is_active or not user_is_responsible(user, request.family_id):
        return _("This request is not yours to decide.")
    if request.decided_at:
        return _("This request has been decided already.")
    if user.pk in (request.requested_by_id, request.page.owner_id, request.page.author_id):
        return _("This is your own page. Somebody else has to decide.")
    if request.page.family_id != request.family_id and not is_editor(user):
        return _("The page belongs to another party family now. The editors decide.")
    return ""


@transaction.atomic
def ask(page, user, reason) -> UnpublishRequest:
    """Ask for a page to be taken down. Asking again while a request is open changes nothing."""
    lock_pages([page.pk])
    page = ContentPage.objects.filter(pk=page.pk).first()
    if page is None or not user_may_ask(user, page):
        raise PermissionDenied(_("This page is not published any more."))
    if waiting := open_requests().filter(page=page).first():
        return waiting
    request = UnpublishRequest.objects.create(
        page=page, family=page.family, requested_by=user, reason=reason
    )
    _log(request, "moderation.request_unpublish", user, reason=reason)
    unpublish_requested.send(sender=UnpublishRequest, request=request)
    return request


@transaction.atomic
def withdraw(request, user):
    """The author no longer asks."""
    request = locked_request(request.pk)
    if request.decided_at:
        raise PermissionDenied(_("This request has been decided already."))
    if request.requested_by_id != user.pk:
        raise PermissionDenied(_("This request is not yours."))
    _close(request, user, UnpublishRequest.Outcome.WITHDRAWN)
    _log(request, "moderation.withdraw_unpublish", user)


@transaction.atomic
def decide(request, user, outcome, answer=""):
    """Take the page down, or decline with an answer."""
    request = locked_request(request.pk)
    if reason := refusal(request, as_they_are_now(user)):
        raise PermissionDenied(reason)
    _close(request, user, outcome, answer)
    if outcome == UnpublishRequest.Outcome.UNPUBLISHED:
        action = UnpublishPageAction(request.page.specific, user=user)
        action.execute(skip_permission_checks=True)
    else:
        _log(request, "moderation.decline_unpublish", user, reason=answer)
    unpublish_decided.send(sender=UnpublishRequest, request=request)


def close_for(page):
    """A page that was taken down otherwise leaves nothing to decide."""
    open_requests().filter(page=page.pk).update(
        outcome=UnpublishRequest.Outcome.UNPUBLISHED, decided_at=timezone.now()
    )


def _close(request, user, outcome, answer=""):
    request.outcome, request.answer = outcome, answer
    request.decided_by, request.decided_at = user, timezone.now()
    request.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])


def _log(request, action, user, **data):
    page = request.page.specific
    log(instance=page, action=action, user=user, data={"request": request.pk, **data})
