"""A site with people of every role and pages of every owner, visibility and state.

Roles (all but the first two signed in):

    anonymous, deactivated   a participant whose session was open when they were deactivated
    participant, translator, moderator           green
    moved, moved moderator                       were green with pages of their own, are liberal now
    editor, administrator                        a superuser has no role by nature

Whose a page is, seen from a person:

    own            theirs, for readers of its family
    own family     of somebody of the family they belong to now, for readers of that family
    other family   of somebody of another family, for readers of that family
    members        of another family, for members
    public         of another family, for everybody

States: d draft, r in review, c changes asked for, l live, w live with a newer draft,
u unpublished.
"""

from contextlib import contextmanager
from itertools import count

from django.db import connection, transaction
from django.test import Client, TestCase

from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from content.models import Visibility

from .people import again, change, draft, moderator, party, person, reject, submit

STATES = "drclwu"
WHOSE = ("own", "own family", "other family", "members", "public")
ROLES = {
    "anonymous": None,
    "deactivated": (PARTICIPANTS,),
    "participant": (PARTICIPANTS,),
    "translator": (TRANSLATORS,),
    "moderator": (MODERATORS,),
    "moved": (PARTICIPANTS,),
    "moved moderator": (MODERATORS,),
    "editor": (EDITORS,),
    "administrator": (),
}
OLD_FAMILY, OTHER_FAMILY = "green", "liberal"
VISIBILITY = {"members": Visibility.MEMBERS, "public": Visibility.PUBLIC}


class Sheet:
    """A page in one state. `published` stands in what is live only, `drafted` in the newest
    version only; `published_key` and `drafted_key` find them and are echoed without telling.
    """

    numbers = count(1)

    def __init__(self, author, state, visibility, reviewer):
        number = next(self.numbers)
        self.author, self.state = author, state
        self.published, self.published_key = f"Zivopub{number:04}q", f"kljucpub{number:04}q"
        self.drafted, self.drafted_key = f"Nacrtdra{number:04}q", f"kljucdra{number:04}q"
        self.page = self._make(author, state, visibility, reviewer)

    def _make(self, author, state, visibility, reviewer):
        was_live = state in "lwu"
        first = f"{self.published} {self.published_key}"
        last = f"{self.drafted} {self.drafted_key}"
        page = draft(author, first if was_live else last, visibility=visibility)
        if was_live:
            page.get_latest_revision().publish()
            if state == "l":
                self.drafted, self.drafted_key = self.published, self.published_key
            else:
                change(again(page), author, title=last)
        elif state in "rc":
            submission = submit(page, author)
            if state == "c":
                reject(submission, reviewer)
        if state == "u":
            again(page).unpublish()
        return again(page)


class World:
    """Everybody, and `sheet(role, whose, state)`."""

    def __init__(self):
        self.reviewers = {slug: moderator(slug, "reviewer") for slug in (OLD_FAMILY, OTHER_FAMILY)}
        self.authors = {
            slug: person(f"author-{slug}", PARTICIPANTS, family=slug)
            for slug in (OLD_FAMILY, OTHER_FAMILY)
        }
        self.people = {
            role: self._person(role) for role, groups in ROLES.items() if groups is not None
        }
        self._own = {
            role: self._states(somebody, Visibility.FAMILY, self.reviewers[OLD_FAMILY])
            for role, somebody in self.people.items()
        }
        self._others = {
            (slug, visibility): self._states(self.authors[slug], visibility, self.reviewers[slug])
            for slug in self.authors
            for visibility in Visibility
        }
        self.clients = {role: self._client(role) for role in ROLES}

    def _person(self, role):
        name = role.replace(" ", "-")
        fields = {"is_superuser": role == "administrator"}
        return person(name, *ROLES[role], family=OLD_FAMILY, languages=("en", "mk"), **fields)

    def _states(self, author, visibility, reviewer):
        return {state: Sheet(author, state, visibility, reviewer) for state in STATES}

    def _client(self, role):
        """A browser: what happened to the person happened while they were signed in."""
        client, somebody = Client(), self.people.get(role)
        if somebody is None:
            return client
        if role.startswith("moved"):
            somebody.party = party(OTHER_FAMILY)
            somebody.save()
        client.force_login(somebody)
        if role == "deactivated":
            somebody.is_active = False
            somebody.save()
        return client

    def sheet(self, role, whose, state) -> Sheet | None:
        """None where there is no such page: nobody anonymous owns one or belongs to a family."""
        somebody = self.people.get(role)
        if whose in ("own", "own family") and somebody is None:
            return None
        if whose == "own":
            return self._own[role][state]
        family = somebody.family.slug if somebody else OLD_FAMILY
        other = OTHER_FAMILY if family == OLD_FAMILY else OLD_FAMILY
        slug = family if whose == "own family" else other
        return self._others[slug, VISIBILITY.get(whose, Visibility.FAMILY)][state]


@contextmanager
def lasting(blocker):
    """A transaction around many tests, each of which rolls back to where it began."""
    with blocker.unblock():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        connection.close_if_unusable_or_obsolete()


def build() -> World:
    """With what follows on commit: search documents, the admin's index."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return World()


def undone(attempt):
    """The attempt's answer; what it did is taken back."""
    with transaction.atomic():
        try:
            return attempt()
        finally:
            transaction.set_rollback(True)
