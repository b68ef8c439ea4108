"""A site with a secret word in every field of every page, and who may read which.

Everything is by one author of the greens (and, where the name is withheld, by another). Readers:

    anonymous, deactivated                     the public
    participant, translator, moderator         green
    stranger, other moderator                  liberal
    moved                                      was a moderator of the greens, is of the liberals now
    author, editor, administrator              read everything
"""

from dataclasses import dataclass
from itertools import count

from django.test import Client, TestCase
from wagtail.models import Comment, Page, ReferenceIndex

from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from content.models import Attribution, Visibility
from moderation.models import UnpublishRequest
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage

from .people import again, draft, party, person, reject, submit
from .planted_beside import identifiers, invitation, upload, waiting_mail
from .planted_texts import add_case_study, add_outline, add_post, fill

PEOPLE = {
    "anonymous": None,
    "deactivated": ("green", PARTICIPANTS),
    "participant": ("green", PARTICIPANTS),
    "translator": ("green", TRANSLATORS),
    "moderator": ("green", MODERATORS),
    "stranger": ("liberal", PARTICIPANTS),
    "other moderator": ("liberal", MODERATORS),
    "moved": ("green", MODERATORS),
    "author": ("green", PARTICIPANTS),
    "editor": (None, EDITORS),
    "administrator": (None,),
}
# Stands in every text: whatever searches for it finds everything it may.
KEY = "kljucsvih"

ALL = frozenset(PEOPLE)
MEMBERS = ALL - {"anonymous", "deactivated"}
FAMILY = MEMBERS - {"stranger", "other moderator", "moved"}
TRUSTED = frozenset({"author", "editor", "administrator"})
REVIEWERS = TRUSTED | {"moderator"}
# Of people and invitations, an author is told nothing.
MANAGERS = frozenset({"editor", "administrator"})

READERS_OF_LIVE = {
    Visibility.PUBLIC: ALL,
    Visibility.MEMBERS: MEMBERS,
    Visibility.FAMILY: FAMILY,
}
STATES = {
    "draft": TRUSTED,
    "in review": REVIEWERS,
    "changes asked": TRUSTED,
    "live": None,
    "live with draft": TRUSTED,
    "live in review": REVIEWERS,
    "unpublished": TRUSTED,
}


@dataclass
class Secret:
    """A word and the roles that may read it. `key` finds the same text and tells nothing."""

    word: str
    key: str
    readers: frozenset
    where: str
    is_of_page: bool = True

    def of(self, name):
        return f"{self.word}{name}"


@dataclass
class Plant:
    """Something with secrets: the identifiers of what belongs to it, by kind, who may know that
    it exists and, of a page, its state and visibility.
    """

    things: dict
    known_to: frozenset
    state: str
    visibility: str = ""
    page: Page | None = None


class Garden:
    """All plants, all secrets, everybody's browser."""

    def __init__(self):
        self.numbers = count(1)
        self.secrets, self.plants = [], []
        self.people = {role: self._person(role, *who) for role, who in PEOPLE.items() if who}
        self.reviewer = person("reviewer", MODERATORS, family="green")
        self.section = self._section()
        makers = [add_post, add_case_study, add_outline]
        for place, (state, visibility) in enumerate(
            (state, visibility) for state in STATES for visibility in Visibility
        ):
            self._plant(makers[place % 3], state, visibility)
        self._withhold()
        self._plant_beside()
        self.own = {role: draft(somebody, "Own") for role, somebody in self.people.items()}
        self.clients = {role: self._client(role) for role in PEOPLE}

    # People.

    def _person(self, role, family, *groups):
        name = role.replace(" ", "-")
        return person(
            name, *groups, family=family, is_superuser=role == "administrator", first_name=name
        )

    def _client(self, role):
        client, somebody = Client(raise_request_exception=False), self.people.get(role)
        if somebody is None:
            return client
        if role == "moved":
            somebody.party = party("liberal")
            somebody.save()
        client.force_login(somebody)
        if role == "deactivated":
            somebody.is_active = False
            somebody.save()
        return client

    def secret(self, readers, where, is_of_page=True):
        number = next(self.numbers)
        found = Secret(f"Tajna{number:04}q", KEY, frozenset(readers), where, is_of_page)
        self.secrets.append(found)
        return found

    def hidden_from(self, role):
        return [secret for secret in self.secrets if role not in secret.readers]

    def shown_to(self, role):
        return [secret for secret in self.secrets if role in secret.readers]

    # Beside pages.

    def _plant_beside(self):
        """An invitation of the family, one of no family, mail and a file on its way."""
        moderators = MANAGERS | {"moderator"}
        family, mine = party("green"), self.people["author"]
        self._add(invitation(self, self.reviewer, family, moderators), moderators, "invited")
        self._add(invitation(self, self.people["editor"], None, MANAGERS), MANAGERS, "invited")
        self._add(waiting_mail(self, mine), (), "mailed")
        self._add(upload(self, mine), {"author"}, "uploaded")

    # Pages.

    def _section(self):
        index = ToolkitIndexPage.objects.get(locale__language_code="en")
        section = ToolkitSectionPage(
            title="A section", summary="For all.", locale=index.locale, family=None
        )
        index.add_child(instance=section)
        section.save_revision().publish()
        return section

    def _plant(self, make, state, visibility, **fields):
        author = fields.pop("author", self.people["author"])
        was_live = state in ("live", "live with draft", "live in review", "unpublished")
        live_readers = READERS_OF_LIVE[visibility]
        readers_of_first = STATES[state] if state == "unpublished" else live_readers
        where = f"{state}, {visibility}"
        first = self.secret(
            readers_of_first if was_live else STATES[state],
            f"{'published' if was_live else 'drafted'}: {where}",
        )
        page = make(self, first, author, visibility, **fields)
        page.save_revision(user=author)
        if was_live:
            page.get_latest_revision().publish()
        if state in ("live with draft", "live in review", "unpublished"):
            self._write_on(again(page), state, author, where)
        if state in ("in review", "changes asked", "live in review"):
            submission = submit(page, author)
            if state == "changes asked":
                why = self.secret(TRUSTED, f"reason: {where}")
                reject(submission, self.reviewer, why.of("reason"))
        if state == "unpublished":
            again(page).unpublish()
        self._say(page, state, author, where)
        page = again(page)
        known_to = frozenset(STATES[state] or ()) | (live_readers if page.live else set())
        self._add(identifiers(page, author), known_to, state, visibility, page)

    def _add(self, things, known_to, state, visibility="", page=None):
        self.plants.append(Plant(things, frozenset(known_to), state, visibility, page))

    def _write_on(self, page, state, author, where):
        """A newer version, of which what is published tells nothing."""
        newer = self.secret(STATES[state], f"drafted: {where}")
        fill(page, newer, author)
        page.submission_note = newer.of("note")
        page.save_revision(user=author)

    def _say(self, page, state, author, where):
        """A comment beside the text, and a request, which only some may read."""
        talk = self.secret(STATES[state] or TRUSTED, f"comment: {where}")
        Comment.objects.create(page=page, user=author, text=talk.of("comment"), contentpath="title")
        if state == "live":
            asked = self.secret(REVIEWERS, f"request to unpublish: {where}")
            UnpublishRequest.objects.create(
                page=again(page), family=author.family, requested_by=author,
                reason=asked.of("reason"),
            )  # fmt: skip

    def _withhold(self):
        """Pages for everybody whose author, and beyond that their party, is not for everybody."""
        who = self.secret(REVIEWERS, "name withheld")
        them = person(
            who.of("user").lower(), PARTICIPANTS, family="green",
            first_name=who.of("first"), last_name=who.of("last"),
        )  # fmt: skip
        for attribution in (Attribution.PARTY, Attribution.FAMILY, Attribution.ANONYMOUS):
            self._plant(add_post, "live", Visibility.PUBLIC, author=them, attribution=attribution)


def build() -> Garden:
    """With what follows on commit, and the index of references that Wagtail keeps."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        garden = Garden()
    for plant in filter(lambda plant: plant.page, garden.plants):
        ReferenceIndex.create_or_update_for_object(plant.page)
    return garden
