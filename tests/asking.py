"""Asks every address of the site for the things of others, and compares what is answered."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, Page, Revision, TaskState, UploadedFile, WorkflowState

from accounts.models import Invitation
from moderation.models import UnpublishRequest

from .crawler import Route, content, fillings, kind_of, routes
from .planted import KEY
from .planted_beside import LABELS
from .world import undone

NOTHING = 999_983
# What forms of the admin send, harmless in itself: nothing of it is meant to succeed.
FORM = {
    "title": "Taken over", "action-publish": "1", "action": "approve", "confirm": "1",
    "url": "/en/", "comment": "Because.", "q": KEY, "login": "author", "password": "wrong",
}  # fmt: skip
QUERIES = ({}, {"q": KEY, "search": KEY, "term": KEY})
# By which names a query asks for a thing of a kind, besides `id`.
NAMED_IN_QUERY = {
    "comment": "comment", "user": "person", "revision": "revision", "log entry": "entry",
    "invitation": "invitation", "mail": "task", "rendition": "rendition", "page": "object_id",
}  # fmt: skip
IN_BULK = [
    {"app": app, "model": model, "action": action}
    for app, model in (("wagtailcore", "page"), ("wagtailimages", "image"))
    for action in ("delete", "move", "publish", "unpublish", "add_tags", "add_to_collection")
]

# Routes that are not asked, and why.
EXCUSED = {
    "wagtailadmin_logout": "ends the session and shows nothing",
}


@dataclass
class Answer:
    """What was answered where; `thing` is what the address names, if it names something, and
    `changed` whether what is stored of it was.
    """

    route: Route
    method: str
    address: str
    thing: dict | None
    status: int
    text: str
    told: tuple
    changed: bool

    def words_of(self, secrets):
        """The secrets that are told, beyond what the question itself said."""
        text = self.without_question().lower()
        return [secret for secret in secrets if secret.word.lower() in text]

    def without_question(self):
        said = [self.address, *(v for v in (self.thing or {}).values() if _is_long(v))]
        text = self.text
        for name in said:
            for form in (name, quote(name), quote(name, safe="")):
                text = text.replace(form, "ADDRESS")
        return text

    def without_names(self, also=()):
        """The answer without the question, identifiers, and what no two answers share."""
        text = VARIABLE.sub("", self.without_question())
        numbers = {value for value in (self.thing or {}).values() if isinstance(value, int)}
        known = "|".join(map(str, {*numbers, *also, NOTHING}))
        text = re.sub(rf"((?<![\w.#-])|(?<=%2F))(?:{known})(?![\w.])", "N", text)
        return self.status, self.told, text


def _is_long(value):
    return isinstance(value, str) and len(value) > 8


# Content-Length only says how long the address is that the answer repeats.
VARIABLE = re.compile(
    r"""csrfmiddlewaretoken[^>]+|nonce-[\w+/=-]+|nonce="[^"]*"|(?i:csrf_?token"?:)[^,]+,"""
    r"""|^(?:Expires|Content-Length): .*$"""
    # Whoever edits without a session of their own gets a new one, with the next number there is.
    r"""|\{"session_id": \d+, "ping_url": "[^"]*", "release_url": "[^"]*\"""",
    re.MULTILINE,
)


def asked_routes(names=None):
    return [
        route
        for route in routes()
        if route.name not in EXCUSED and (names is None or route.name in names)
    ]


def answers_about(client, things, names=None):
    """The answers of every route, filled with each of the things, to GET and POST."""
    asking = [*QUERIES, *queries_about(things)]
    for route in asked_routes(names):
        for address, _labels in fillings(route, [LABELS, *IN_BULK]):
            for query in asking:
                yield ask(client, route, "GET", address, None, query)
            yield ask(client, route, "POST", address, None)
        if route.parameters:
            for address, thing in fillings(route, things):
                for method in ("GET", "POST"):
                    yield ask(client, route, method, address, thing)


def queries_about(things):
    """Queries that name all things, the pages apart: where one is refused, so is the rest."""
    named = {
        kind: list(dict.fromkeys(thing[kind] for thing in things if kind in thing))
        for kind in (*NAMED_IN_QUERY, "image", "document")
    }
    kinds = [kind for kind in named if kind != "page"]
    for asked in (["page"], kinds):
        query = {NAMED_IN_QUERY[kind]: named[kind] for kind in asked if kind in NAMED_IN_QUERY}
        yield query | {"id": [pk for kind in asked for pk in named[kind]]}


def with_own_page(things, page):
    """The things as if they belonged to the page: of each kind, what an address names beside it."""
    for thing in things:
        if "page" in thing:
            yield {**thing, "page": page.pk, "kept": ("page",)}


def ask(client, route, method, address, thing=None, query=None):
    data = FORM if method == "POST" else query
    return undone(lambda: _ask(client, route, method, address, thing, data))


def _ask(client, route, method, address, thing, data):
    cookies, before = client.cookies.copy(), stored(route, thing, method)
    response = (client.post if method == "POST" else client.get)(address, data)
    told = tuple(str(message) for message in get_messages(response.wsgi_request))
    # What a refusal says is kept for the next page: not for the next question.
    client.cookies = cookies
    told += tuple(sorted(response.cookies))
    changed = stored(route, thing, method) != before
    text = content(response)
    return Answer(route, method, address, thing, response.status_code, text, told, changed)


# Where a thing of a kind is stored that an address may change.
STORED = {
    "page": Page, "revision": Revision, "user": get_user_model(), "invitation": Invitation,
    "image": get_image_model(), "document": get_document_model(), "comment": Comment,
    "task state": TaskState, "workflow state": WorkflowState, "request": UnpublishRequest,
    "upload": UploadedFile, "session": EditingSession,
}  # fmt: skip


def stored(route, thing, method):
    """What is stored of the things of others that an address names, where it might change them."""
    if method == "GET" or not thing:
        return []
    named = {kind_of(route, parameter) for parameter in route.parameters}
    kinds = named & (STORED.keys() & thing.keys()) - set(thing.get("kept", ()))
    return [list(STORED[kind].objects.filter(pk=thing[kind]).values()) for kind in sorted(kinds)]


def about_nothing(answer, client, asked):
    """The answer where the address named what does not exist; `asked` keeps it for the next."""
    kept = answer.thing.get("kept", ())
    nothing = {
        kind: value if kind in kept else _nothing(kind, value)
        for kind, value in answer.thing.items()
    }
    address = next(iter(fillings(answer.route, [nothing])))[0]
    key = answer.route, answer.method, address
    if key not in asked:
        asked[key] = ask(client, answer.route, answer.method, address, nothing)
    return asked[key]


def _nothing(kind, value):
    return NOTHING if isinstance(value, int) and value != 1 else NOWHERE.get(kind, value)


NOWHERE = {
    "page path": "no/such/page/",
    "file": "original_images/no-such.png",
    "rendition file": "images/no-such.width-40.png",
    "document file": "documents/no-such-paper.pdf",
    "paper": "no-such-paper.pdf",
}


def same(answer, nothing):
    """Whether two answers are alike but for the address and the identifiers in it."""
    numbers = [value for value in answer.thing.values() if isinstance(value, int)]
    return answer.without_names() == nothing.without_names(also=numbers)
