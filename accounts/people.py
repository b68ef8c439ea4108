"""Changing what somebody is: their role, their party, whether they may come in at all."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from .roles import ROLES


@transaction.atomic
def change_person(person, by, *, name, email, roles, party, languages, reason=""):
    """Store what was changed, and write roles and party to the log; takes effect at once."""
    before = {
        "roles": sorted(set(ROLES) & set(person.groups.values_list("name", flat=True))),
        "party": person.party,
    }
    if name != person.display_name():
        person.first_name, _blank, person.last_name = name.rpartition(" ")
    person.email, person.party, person.languages = email, party, languages
    person.save(update_fields=["first_name", "last_name", "email", "party", "languages"])
    if before["roles"] != sorted(roles):
        _set_roles(person, roles)
        data = {"before": before["roles"], "after": sorted(roles)}
        _log("accounts.change_role", person, by, reason, **data)
    if before["party"] != party:
        _log("accounts.change_party", person, by, reason, **_move(before["party"], party))


@transaction.atomic
def deactivate(person, by, reason=""):
    """Shut somebody out at once; their sessions end for good."""
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        _log("accounts.deactivate", person, by, reason)


@transaction.atomic
def reactivate(person, by, reason=""):
    """Let somebody in again; they have to sign in."""
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        _log("accounts.reactivate", person, by, reason)


def _set_roles(person, roles):
    """Exactly these of our roles; other groups stay."""
    others = person.groups.exclude(name__in=ROLES)
    person.groups.set([*others, *Group.objects.filter(name__in=roles)])


def _move(before, after) -> dict:
    """The parties and families of a move, as the log keeps them."""
    return {
        "before": str(before or ""),
        "after": str(after or ""),
        "family_before": before.family_id if before else None,
        "family": after.family_id if after else None,
    }


def _log(action, person, by, reason, **data):
    log(instance=person, action=action, user=by, data={**data, "reason": reason})
