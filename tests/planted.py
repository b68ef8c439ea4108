"""A site with a secret word in every field of every page, and who may read which.

Everything is by one author of the greens (and, where the name is withheld, by another). Readers:

    anonymous, deactivated                     the public
    participant, translator, moderator         green
    stranger, other moderator                  liberal
    moved                                      was a moderator of the greens, is of the liberals now
    author, editor, administrator              read everything
"""

from dataclasses import dataclass, field
from itertools import count

from django.test import Client, TestCase
from wagtail.models import Comment, Page, PageViewRestriction, ReferenceIndex

from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from blog.models import BlogPage
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import Attribution, Visibility
from moderation.models import UnpublishRequest
from parties.models import Country
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingOutlinePage

from .files import add_document, add_image
from .people import again, blog_index, party, person, reject, submit

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

    def of(self, name):
        return f"{self.word}{name}"


@dataclass
class Plant:
    """A page with its secrets, the things that belong to it, and who may know that it exists."""

    page: Page
    state: str
    visibility: str
    known_to: frozenset
    things: dict = field(default_factory=dict)


class Garden:
    """All plants, all secrets, everybody's browser."""

    def __init__(self):
        self.numbers = count(1)
        self.secrets, self.plants, self.papers = [], [], []
        self.people = {role: self._person(role, *who) for role, who in PEOPLE.items() if who}
        self.reviewer = person("reviewer", MODERATORS, family="green")
        self.section = self._section()
        makers = [self._post, self._case_study, self._outline]
        for place, (state, visibility) in enumerate(
            (state, visibility) for state in STATES for visibility in Visibility
        ):
            self._plant(makers[place % 3], state, visibility)
        self._withhold()
        self.clients = {role: self._client(role) for role in PEOPLE}

    # People.

    def _person(self, role, family, *groups):
        name = role.replace(" ", "-")
        return person(
            name, *groups, family=family, is_superuser=role == "administrator", first_name=name
        )

    def _client(self, role):
        client, somebody = Client(), self.people.get(role)
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

    def secret(self, readers, where):
        number = next(self.numbers)
        found = Secret(f"Tajna{number:04}q", KEY, frozenset(readers), where)
        self.secrets.append(found)
        return found

    def hidden_from(self, role):
        return [secret for secret in self.secrets if role not in secret.readers]

    def shown_to(self, role):
        return [secret for secret in self.secrets if role in secret.readers]

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
        plant = make(first, author, visibility, **fields)
        page = plant.page
        page.save_revision(user=author)
        if was_live:
            page.get_latest_revision().publish()
        if state in ("live with draft", "live in review", "unpublished"):
            self._write_on(again(page), plant, state, author, where)
        if state in ("in review", "changes asked", "live in review"):
            submission = submit(page, author)
            if state == "changes asked":
                why = self.secret(TRUSTED, f"reason: {where}")
                reject(submission, self.reviewer, why.of("reason"))
        if state == "unpublished":
            again(page).unpublish()
        self._say(page, state, author, where)
        plant.page, plant.state, plant.visibility = again(page), state, visibility
        is_live = plant.page.live
        plant.known_to = frozenset(STATES[state] or ()) | (live_readers if is_live else set())
        plant.things |= self._things(plant.page)
        self.plants.append(plant)
        return plant

    def _write_on(self, page, plant, state, author, where):
        """A newer version, of which what is published tells nothing."""
        newer = self.secret(STATES[state], f"drafted: {where}")
        self._fill(page, newer, author)
        page.submission_note = newer.of("note")
        page.save_revision(user=author)

    def _fill(self, page, secret, author):
        page.title = f"{secret.of('title')} {secret.key}"
        page.summary = f"{secret.of('summary')} {secret.key}"
        page.body = self._body(secret, author)

    def _body(self, secret, author):
        picture = {
            "image": {
                "image": self._image(secret, author).pk,
                "alt_text": secret.of("alternative"),
                "decorative": False,
            },
            "caption": secret.of("caption"),
        }
        self.papers.append(self._document(secret, author))
        download = {"document": self.papers[-1].pk, "label": secret.of("label")}
        blocks = BlogPage._meta.get_field("body").stream_block
        return blocks.to_python(
            [
                {"type": "text", "value": f"<p>{secret.of('text')} {secret.key}</p>"},
                {
                    "type": "quote",
                    "value": {"text": secret.of("quote"), "attribution": secret.of("speaker")},
                },
                {
                    "type": "key_point",
                    "value": {
                        "title": secret.of("point"),
                        "text": f"<p>{secret.of('pointed')}</p>",
                    },
                },
                {"type": "download", "value": download},
                {"type": "picture", "value": picture},
            ]
        )

    def _add(self, model, parent, secret, author, visibility, **fields):
        fields = {"attribution": Attribution.NAME, **fields}
        page = model(
            locale=parent.locale,
            owner=author,
            author=author,
            author_party=author.party,
            family=author.family,
            live=False,
            visibility=visibility,
            submission_note=secret.of("note"),
            **fields,
        )
        self._fill(page, secret, author)
        parent.add_child(instance=page)
        return Plant(page, "", visibility, frozenset())

    def _post(self, secret, author, visibility, **fields):
        return self._add(BlogPage, blog_index(), secret, author, visibility, **fields)

    def _case_study(self, secret, author, visibility, **fields):
        index = CaseStudyIndexPage.objects.get(locale__language_code="en")
        parts = ("challenge", "approach", "outcome", "lessons")
        texts = {part: f"<p>{secret.of(part)}</p>" for part in parts}
        sources = CaseStudyPage._meta.get_field("sources").stream_block.to_python(
            [{"type": "source", "value": {"title": secret.of("source"), "url": ""}}]
        )
        return self._add(
            CaseStudyPage, index, secret, author, visibility, year=2020, sources=sources,
            country=Country.objects.get(code="MK"), **texts, **fields,
        )  # fmt: skip

    def _outline(self, secret, author, visibility, **fields):
        session = {
            "title": secret.of("session"), "minutes": 5, "aim": secret.of("aim"),
            "method": secret.of("method"), "materials": secret.of("materials"),
        }  # fmt: skip
        sessions = TrainingOutlinePage._meta.get_field("sessions").stream_block.to_python(
            [{"type": "session", "value": session}]
        )
        return self._add(
            TrainingOutlinePage, self.section, secret, author, visibility,
            audience=secret.of("audience"), sessions=sessions, **fields,
        )  # fmt: skip

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
            self._plant(self._post, "live", Visibility.PUBLIC, author=them, attribution=attribution)

    # Files.

    def _image(self, secret, author):
        image = add_image(author, secret.of("image"), name=f"{secret.of('file')}.png")
        image.description = secret.of("description")
        image.save()
        return image

    def _document(self, secret, author):
        return add_document(author, secret.of("document"), name=f"{secret.of('paper')}.pdf")

    # Identifiers, as routes name them.

    def _things(self, page):
        state = page.current_workflow_task_state
        latest = page.get_latest_revision()
        image = latest.as_object().body[-1].value["image"]
        restriction = PageViewRestriction.objects.filter(page=page).first()
        asked = UnpublishRequest.objects.filter(page=page).first()
        comment = Comment.objects.filter(page=page).first()
        return {
            **LABELS,
            "page": page.pk,
            "user": page.owner_id,
            "revision": latest.pk,
            "other revision": "latest",
            "page path": "/".join(page.url.strip("/").split("/")[1:]) + "/",
            "image": image.pk,
            "rendition": image.get_rendition("width-40").pk,
            "file": image.file.name,
            "document": self.papers[-1].pk,
            "paper": self.papers[-1].filename,
            **({"task state": state.pk} if state else {}),
            **({"workflow state": state.workflow_state_id} if state else {}),
            **({"restriction": restriction.pk} if restriction else {}),
            **({"request": asked.pk} if asked else {}),
            "comment": comment.pk,
        }


# What names no object of anybody's.
LABELS = {
    "app": "blog", "model": "blogpage", "action": "approve", "filter": "original",
    "word": "word", "session": 1, "task": 1, "workflow": 1, "upload": 1, "collection": 1,
    "row": 1, "invitation": 1, "language": "en",
}  # fmt: skip


def build() -> Garden:
    """With what follows on commit, and the index of references that Wagtail keeps."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        garden = Garden()
    for plant in garden.plants:
        ReferenceIndex.create_or_update_for_object(plant.page)
    return garden
