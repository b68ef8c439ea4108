"""Who may see, invite and change whom. Everything is read anew at each request."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from parties.models import Party

from .models import Invitation
from .roles import MODERATORS, PARTICIPANTS, ROLES, has_role, is_editor


def manages_people(user) -> bool:
    """Whether all people are theirs to change: editors, and administrators for accounts."""
    return is_editor(user) or (user.is_active and user.is_superuser)


def sees_people(user) -> bool:
    return manages_people(user) or _moderates(user)


def people_seen_by(user) -> QuerySet:
    """Everybody but administrators for those who manage people; for moderators their family."""
    people = get_user_model().objects.all()
    if manages_people(user):
        return people if user.is_superuser else people.filter(is_superuser=False)
    if not _moderates(user):
        return people.none()
    return people.filter(party__family=user.family_id, is_superuser=False)


def invitations_seen_by(user) -> QuerySet:
    if manages_people(user):
        return Invitation.objects.all()
    if not _moderates(user):
        return Invitation.objects.none()
    return Invitation.objects.filter(party__family=user.family_id)


def roles_to_invite(user) -> tuple[str, ...]:
    if manages_people(user):
        return ROLES
    return (PARTICIPANTS,) if _moderates(user) else ()


def parties_to_invite_for(user) -> QuerySet:
    if manages_people(user):
        return Party.objects.all()
    return Party.objects.filter(family=user.family_id) if _moderates(user) else Party.objects.none()


def may_invite(user, role: str, party: Party | None) -> bool:
    """Whether the person may ask somebody to join in this role, for this party."""
    if manages_people(user):
        return role in ROLES
    mine = party is not None and party.family_id == user.family_id
    return mine and role in roles_to_invite(user)


def may_change(user, person) -> bool:
    """Whether the person may change the other's role, party or access; nobody their own."""
    if not manages_people(user) or user.pk == person.pk:
        return False
    return user.is_superuser or not person.is_superuser


def _moderates(user) -> bool:
    return has_role(user, MODERATORS) and user.family_id is not None
