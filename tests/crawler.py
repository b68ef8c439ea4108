"""Walks addresses: what links lead to, and what the URL resolver knows.

`routes()` computes every address pattern there is; `fillings()` fills each with identifiers of
objects; `Crawler` follows what the answers name. All return what was answered, so that a test
may look for what should not be there.
"""

import re
from dataclasses import dataclass
from itertools import product
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.urls.resolvers import LocalePrefixPattern
from django.utils.regex_helper import normalize

LANGUAGE = "en/"


@dataclass(frozen=True)
class Route:
    """An address pattern: `name` with its namespaces, `form` to fill, `parameters` in it, and
    the module of its view."""

    name: str
    form: str
    parameters: tuple
    module: str

    def fill(self, values: dict) -> str:
        return "/" + self.form % values


def routes() -> list[Route]:
    """Every route of the project, in the order of the resolver."""
    return list(_walk(get_resolver().url_patterns, [], "", ()))


def _walk(patterns, namespaces, form, parameters):
    for pattern in patterns:
        ours, names = _form_of(pattern.pattern, len(parameters))
        longer = form + ours, (*parameters, *names)
        if isinstance(pattern, URLResolver):
            inner = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner, *longer)
        else:
            name = ":".join([*namespaces, pattern.name or ""])
            yield Route(name, *longer, pattern.callback.__module__)


def _form_of(pattern, before):
    """`pages/<int:pk>/` as `pages/%(pk)s/` with its parameters; unnamed ones are counted."""
    if isinstance(pattern, LocalePrefixPattern):
        return LANGUAGE, ()
    form, names = normalize(pattern.regex.pattern)[0]
    return form.lstrip("/") if not before and form == "/" else form, tuple(names)


# What a view's parameter names, where its own name says too little.
KINDS = {
    "page_id": "page", "parent_page_id": "page", "page_to_move_id": "page", "page_pk": "page",
    "destination_id": "page", "revision_id": "revision", "revision_id_a": "revision",
    "revision_id_b": "other revision", "task_state_id": "task state",
    "workflow_state_id": "workflow state", "workflow_pk": "workflow", "task_id": "task",
    "image_id": "image", "document_id": "document", "doc_id": "document",
    "uploaded_file_id": "upload", "collection_id": "collection",
    "restriction_id": "restriction", "page_view_restriction_id": "restriction",
    "session_id": "session", "object_id": "page",
    "app_label": "app", "app_name": "app", "content_type_app_name": "app",
    "model_name": "model", "content_type_model_name": "model",
    "action_name": "action", "action": "action", "filter_spec": "filter",
    "uidb64": "word", "token": "word", "uidb36": "word", "key": "word", "address": "word",
    "path": "file", "document_filename": "paper", "code": "language",
}  # fmt: skip
# Kinds of which a thing has several.
SORTS = {"file": ("file", "rendition file", "document file")}
# What `pk` names, by the beginning of the route's name.
OF_NAMESPACE = {
    "wagtailadmin_pages": "page",
    "wagtailadmin_api:pages": "page",
    "wagtailapi:pages": "page",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document",
    "wagtailimages": "image",
    "wagtaildocs": "document",
    "wagtailusers_users": "user",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows": "row",
    "wagtailsnippet": "row",
    "wagtailsettings": "row",
    "wagtailsites": "row",
    "wagtailusers_groups": "row",
    "wagtaillocales": "row",
    "moderation:unpublish_request": "request",
    "moderation:withdraw_unpublish": "request",
    "moderation:ask_unpublish": "page",
    "moderation:": "task state",
    "content:": "page",
    "log:page": "page",
    "translations:": "page",
    "people:withdraw": "invitation",
    "people:invite_again": "invitation",
    "people:": "user",
}


def kind_of(route: Route, parameter: str) -> str:
    """What kind of thing the parameter names; `anything` where nobody has said."""
    if (route.name, parameter) == ("wagtail_serve", "_0"):
        return "page path"
    if parameter == "pk":
        for beginning, kind in OF_NAMESPACE.items():
            if route.name.startswith(beginning):
                return kind
    return KINDS.get(parameter, "anything")


def fillings(route: Route, things: list[dict]):
    """The route's addresses for the things (dictionaries of kind → identifier) it can name.

    Yields address and thing. A parameter of which nobody said what it names is filled with the
    identifiers of every kind.
    """
    kinds = {parameter: kind_of(route, parameter) for parameter in route.parameters}
    done = set()
    for thing in things:
        everything = sorted({value for value in thing.values() if isinstance(value, int)})
        choices = [
            everything
            if kind == "anything"
            else [thing[sort] for sort in SORTS.get(kind, (kind,)) if sort in thing]
            for kind in kinds.values()
        ]
        for values in product(*choices):
            address = route.fill(dict(zip(kinds, values, strict=True)))
            if address not in done:
                done.add(address)
                yield address, thing


# Where an answer may name another address: attributes of HTML, strings of JSON, elements of XML.
NAMED = re.compile(
    r"""[a-z]=["']((?:/|\?|https?://)[^"'<>\s]*)["']"""
    r"""|"((?:https?://testserver)?/[^"\s<>\\]+)\\?"|<(?:loc|link|id)>([^<]+)</""",
    re.IGNORECASE,
)
FORM = re.compile(r"<form[\s>].*?</form>", re.DOTALL)
# How many times as many queries of forms are asked at a path as of links.
FORMS = 2
STATIC = ("/static/", "/admin/jsi18n", "/admin/sprite", "/admin/logout")


class Crawler:
    """Follows every address of this site that answers name, from the given ones on.

    It sends the forms it meets that only ask, with `word` where something is to be written. Of
    each path it visits at most `variants` addresses with another query that links name, and as
    many of each form, so that filters and pages of long lists do not go on for ever.
    """

    def __init__(self, client, word, variants=4, limit=3000):
        self.client, self.word = client, word
        self.variants, self.limit = variants, limit
        self.answers, self._seen_queries = {}, {}

    def walk(self, *starts):
        waiting = [(address, "link") for address in starts]
        while waiting and len(self.answers) < self.limit:
            address, origin = waiting.pop(0)
            if address in self.answers or not self._is_worth(address, origin):
                continue
            response = self.client.get(address)
            text = content(response)
            self.answers[address] = response.status_code, text
            found = [(named, "link") for named in named_addresses(text)]
            found += [(asked, "form") for asked in form_addresses(text, self.word)]
            if response.has_header("Location"):
                found.append((response["Location"], origin))
            waiting += [(self._local(address, named), origin) for named, origin in found]
        return self.answers

    def _local(self, base, named):
        parts = urlsplit(urljoin("http://testserver" + base, urldefrag(named).url))
        if parts.netloc not in ("testserver", "localhost"):
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _is_worth(self, address, origin):
        if not address.startswith("/") or address.startswith(STATIC):
            return False
        path, _, query = address.partition("?")
        try:
            resolve(path)
        except Resolver404:
            return False
        if query:
            seen = self._seen_queries.setdefault((origin, path), set())
            seen.add(query)
            return len(seen) <= self.variants * (FORMS if origin == "form" else 1)
        return True


def named_addresses(text):
    for groups in NAMED.findall(text):
        yield next(filter(None, groups)).replace("&amp;", "&").replace("\\u0026", "&")


def form_addresses(text, word):
    """Where the forms of an answer lead that only ask: with the word, and with each choice."""
    for form in FORM.findall(text):
        form = BeautifulSoup(form, "html.parser").form
        if form.get("method", "get").lower() != "get":
            continue
        sent, choices = _fields(form, word)
        action = form.get("action", "")
        for chosen in ({}, *choices):
            query = urlencode({**sent, **chosen})
            yield f"{action.partition('?')[0]}?{query}"


def _fields(form, word):
    """What a form sends where nothing is chosen, and each choice there is besides."""
    sent, choices = {}, []
    for field in form.find_all(["input", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "button", "reset"):
            continue
        if field.name == "select":
            values = [option.get("value", option.text) for option in field.find_all("option")]
            choices += [{name: value} for value in values if value]
        elif kind in ("checkbox", "radio"):
            choices.append({name: field.get("value", "on")})
        else:
            sent[name] = word if kind in ("text", "search") else field.get("value", "")
    return sent, choices


def content(response) -> str:
    """What was answered, headers included, as text; what is no text keeps its letters."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n\n{body.decode(errors='ignore')}"
