"""Changing what somebody is: their role, their party, whether they may come in at all."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from .roles import ROLES


@transaction.atomic
def change_person(person, by, *, name, email, roles, party, languages, reason=""):
    """Store what was changed, and write roles and party to the log; takes effect at once."""
    before = as_stored(person)
    if name != person.display_name():
        person.first_name, _blank, person.last_name = name.rpartition(" ")
    person.email, person.party, person.languages = email, party, languages
    person.save(update_fields=["first_name", "last_name", "email", "party", "languages"])
    if before["roles"] != sorted(roles):
        _set_roles(person, roles)
    log_changes(person, before, by, reason)


def as_stored(person) -> dict:
    """What of a person the log follows, as the database has it."""
    stored = type(person).objects.select_related("party").get(pk=person.pk)
    roles = set(ROLES) & set(stored.groups.values_list("name", flat=True))
    return {"roles": sorted(roles), "party": stored.party, "active": stored.is_active}


def log_changes(person, before: dict, by=None, reason=""):
    """Write to the log what is no longer as it was, whatever door it was changed through.

    Without `by` it is whoever the current request of the admin belongs to.
    """
    after = as_stored(person)
    if before["roles"] != after["roles"]:
        data = {"before": before["roles"], "after": after["roles"]}
        _log("accounts.change_role", person, by, reason, **data)
    if before["party"] != after["party"]:
        data = _move(before["party"], after["party"])
        _log("accounts.change_party", person, by, reason, **data)
    if before["active"] != after["active"]:
        action = "accounts.reactivate" if after["active"] else "accounts.deactivate"
        _log(action, person, by, reason)


@transaction.atomic
def deactivate(person, by, reason=""):
    """Shut somebody out at once; their sessions end for good."""
    _set_active(person, False, by, reason)


@transaction.atomic
def reactivate(person, by, reason=""):
    """Let somebody in again; they have to sign in."""
    _set_active(person, True, by, reason)


def _set_active(person, active, by, reason):
    before = as_stored(person)
    person.is_active = active
    person.save(update_fields=["is_active"])
    log_changes(person, before, by, reason)


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
