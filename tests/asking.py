"""Asks every address of the site for the things of others, and compares what is answered."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.messages import get_messages

from .crawler import Route, content, fillings, routes
from .planted import KEY
from .world import undone

NOTHING = 999_983
# What forms of the admin send, harmless in itself: nothing of it is meant to succeed.
FORM = {
    "title": "Taken over", "action-publish": "1", "action": "approve", "confirm": "1",
    "url": "/en/", "comment": "Because.", "q": KEY, "login": "author", "password": "wrong",
}  # fmt: skip
QUERIES = ({}, {"q": KEY, "search": KEY, "term": KEY})

# Routes that are not asked, and why.
EXCUSED = {
    "wagtailadmin_logout": "ends the session and shows nothing",
}


@dataclass
class Answer:
    """What was answered where; `thing` is what the address names, if it names something."""

    route: Route
    method: str
    address: str
    thing: dict | None
    status: int
    text: str
    told: tuple

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
        for number in {*numbers, *also, NOTHING}:
            text = re.sub(rf"((?<![\w.#-])|(?<=%2F)){number}(?![\w.])", "N", text)
        return self.status, self.told, text


def _is_long(value):
    return isinstance(value, str) and len(value) > 8


# Content-Length only says how long the address is that the answer repeats.
VARIABLE = re.compile(
    r"""csrfmiddlewaretoken[^>]+|nonce-[\w+/=-]+|nonce="[^"]*"|(?i:csrf_?token"?:)[^,]+,"""
    r"""|^(?:Expires|Content-Length): .*$""",
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
    for route in asked_routes(names):
        if not route.parameters:
            for query in QUERIES:
                yield ask(client, route, "GET", "/" + route.form, None, query)
            continue
        for address, thing in fillings(route, things):
            for method in ("GET", "POST"):
                yield ask(client, route, method, address, thing)


def ask(client, route, method, address, thing=None, query=None):
    data = FORM if method == "POST" else query
    return undone(lambda: _ask(client, route, method, address, thing, data))


def _ask(client, route, method, address, thing, data):
    response = (client.post if method == "POST" else client.get)(address, data)
    told = tuple(str(message) for message in get_messages(response.wsgi_request))
    # What a refusal says is kept for the next page: not for the next question.
    client.cookies.pop("messages", None)
    told += tuple(sorted(response.cookies))
    return Answer(route, method, address, thing, response.status_code, content(response), told)


def about_nothing(answer, client):
    """The answer where the address named what does not exist."""
    nothing = {
        kind: NOTHING if isinstance(value, int) and value != 1 else NOWHERE.get(kind, value)
        for kind, value in answer.thing.items()
    }
    address = next(iter(fillings(answer.route, [nothing])))[0]
    return ask(client, answer.route, answer.method, address, nothing)


NOWHERE = {
    "page path": "no/such/page/",
    "file": "original_images/no-such.png",
    "paper": "no-such-paper.pdf",
}


def same(answer, nothing):
    """Whether two answers are alike but for the address and the identifiers in it."""
    numbers = [value for value in answer.thing.values() if isinstance(value, int)]
    return answer.without_names() == nothing.without_names(also=numbers)
