"""Walks addresses: what links lead to, and what the URL resolver knows.

`routes()` computes every address pattern there is; `fillings()` fills each with identifiers of
objects; `Crawler` follows what the answers name. All return what was answered, so that a test
may look for what should not be there.
"""

import re
from dataclasses import dataclass
from itertools import product
from urllib.parse import urldefrag, urljoin, urlsplit

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
            everything if kind == "anything" else [thing[kind]] if kind in thing else []
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
STATIC = ("/static/", "/admin/jsi18n", "/admin/sprite", "/admin/logout")


class Crawler:
    """Follows every address of this site that answers name, from the given ones on.

    Of each route it visits at most `variants` addresses with another query, so that filters
    and pages of long lists do not go on for ever.
    """

    def __init__(self, client, variants=4, limit=3000):
        self.client, self.variants, self.limit = client, variants, limit
        self.answers, self._seen_queries = {}, {}

    def walk(self, *starts):
        waiting = list(starts)
        while waiting and len(self.answers) < self.limit:
            address = waiting.pop(0)
            if address in self.answers or not self._is_worth(address):
                continue
            response = self.client.get(address)
            text = content(response)
            self.answers[address] = response.status_code, text
            if response.has_header("Location"):
                waiting.append(self._local(address, response["Location"]))
            waiting += [self._local(address, named) for named in named_addresses(text)]
        return self.answers

    def _local(self, base, named):
        parts = urlsplit(urljoin("http://testserver" + base, urldefrag(named).url))
        if parts.netloc not in ("testserver", "localhost"):
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _is_worth(self, address):
        if not address.startswith("/") or address.startswith(STATIC):
            return False
        path, _, query = address.partition("?")
        try:
            route = resolve(path).route
        except Resolver404:
            return False
        if query:
            seen = self._seen_queries.setdefault((route, path), set())
            seen.add(query)
            return len(seen) <= self.variants
        return True


def named_addresses(text):
    for groups in NAMED.findall(text):
        yield next(filter(None, groups)).replace("&amp;", "&").replace("\\u0026", "&")


def content(response) -> str:
    """What was answered, headers included, as text; what is no text keeps its letters."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n\n{body.decode(errors='ignore')}"
