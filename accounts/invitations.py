"""Asking people to join, and what becomes of it."""

import secrets
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from .mailing import link_of, send_mail_later
from .models import Invitation
from .permissions import invitations_seen_by, may_invite, people_seen_by


def account_with(email: str):
    """Whoever has this address already, as their address or as their user name."""
    people = get_user_model().objects.filter(Q(email__iexact=email) | Q(username__iexact=email))
    return people.order_by("-is_active", "pk").first()


def known_account(email: str, user):
    """The account with the address, as far as the inviting person may know of it."""
    person = account_with(email)
    return person if person and people_seen_by(user).filter(pk=person.pk).exists() else None


@transaction.atomic
def invite(by, *, name, email, role, party=None, languages=()) -> Invitation:
    """Ask somebody to join; an open invitation to the same address is replaced by this one.

    Whoever has an account already gets a mail that says so, and the invitation leads nowhere:
    to the inviting person it looks the same.
    """
    invitation = Invitation.objects.create(
        name=name,
        email=email.lower(),
        role=role,
        party=party,
        languages=list(languages),
        invited_by=by,
    )
    earlier = invitations_seen_by(by).open().filter(email=invitation.email)
    earlier.exclude(pk=invitation.pk).update(withdrawn_at=timezone.now())
    _log("accounts.invite", invitation, by)
    member = account_with(invitation.email)
    context = {"inviter": by.display_name(), "invitation": invitation.pk}
    if member:
        send_mail_later("already_member", member, context)
    else:
        send_mail_later("invitation", invitation.email, context, invitation.language)
    return invitation


def withdraw(invitation: Invitation, by):
    """Make the link stop working."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _log("accounts.withdraw_invitation", invitation, by)


@link_of("invitation")
def invitation_link(person, context) -> str:
    """The link of an invitation, whose secret is known to the mail only."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=context["invitation"]).update(token_hash=hash_of(token))
    return reverse("accept_invitation", args=[token])


@link_of("already_member")
def sign_in_link(person, context) -> str:
    return reverse("account_login")


def find(token: str, lock: bool = False) -> Invitation | None:
    """The invitation a link belongs to, if it still works.

    It works once, for seven days, as long as whoever invited still may, and as long as nobody
    has the address.
    """
    invitations = Invitation.objects.open().select_related("party__family")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    invitation = invitations.filter(token_hash=hash_of(token)).first()
    if not invitation or not invitation.invited_by or account_with(invitation.email):
        return None
    allowed = may_invite(invitation.invited_by, invitation.role, invitation.party)
    return invitation if allowed else None


def accept(token: str, *, name, language, password):
    """Make the account; None where the link has stopped working meanwhile."""
    try:
        with transaction.atomic():
            invitation = find(token, lock=True)
            return invitation and _join(invitation, name, language, password)
    except IntegrityError:  # Another invitation to the same address was accepted just now.
        return None


def _join(invitation, name, language, password):
    first_name, _blank, last_name = name.rpartition(" ")
    user = get_user_model().objects.create_user(
        invitation.email,
        email=invitation.email,
        password=password,
        first_name=first_name,
        last_name=last_name,
        party=invitation.party,
        languages=invitation.languages,
    )
    user.groups.add(Group.objects.get(name=invitation.role))
    UserProfile.objects.create(user=user, preferred_language=language)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    data = {"role": invitation.role, "invited_by": invitation.invited_by.display_name()}
    log(instance=user, action="accounts.accept", user=user, data=data)
    return user


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _log(action, invitation, by):
    data = {
        "email": invitation.email,
        "role": invitation.role,
        "party": str(invitation.party or ""),
        "family": invitation.family_id,
    }
    log(instance=invitation, action=action, user=by, data=data)
