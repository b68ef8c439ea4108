"""What an answer shows a person: text, labels, tooltips, and what its scripts will say.

Scripts get their words as JSON, in elements and in attributes; dialogs come as HTML within JSON.
"""

import json
import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype

SPOKEN = {"title", "placeholder", "alt", "aria-label", "aria-description", "label", "summary"}
BUTTONS = {"submit", "button", "reset"}
HIDDEN = ("style", "script")
# Stands in every page of the admin; only the explorer, which writers do not have, shows it.
UNUSED = "BULK_ACTIONS"


def shown(response) -> set[str]:
    """The texts of an answer, each once, in one line."""
    if response.streaming:
        return set()
    kind = response.get("Content-Type", "").partition(";")[0]
    body = response.content.decode(response.charset or "utf-8", errors="ignore")
    texts = set()
    if kind == "application/json":
        texts = set(in_json(json.loads(body)))
    elif kind == "text/html":
        texts = set(in_html(body))
    elif kind in ("text/plain", "text/csv"):
        texts = set(body.splitlines())
    return {line for line in (" ".join(text.split()) for text in texts) if has_words(line)}


def has_words(text) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text))


def in_html(html):
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(string=True):
        if isinstance(node, Comment | Doctype):
            continue
        if node.parent.name not in HIDDEN:
            yield str(node)
        elif "json" in node.parent.get("type", ""):
            yield from in_json(json.loads(node))
    for element in soup.find_all(True):
        yield from in_attributes(element)


def in_attributes(element):
    for name, value in element.attrs.items():
        if not isinstance(value, str):
            continue
        is_button = element.name == "input" and element.get("type") in BUTTONS
        if name in SPOKEN or (name == "value" and is_button):
            yield value
        elif name.startswith("data-") or (name == "value" and value[:1] in "[{"):
            yield from in_data(value)


def in_data(value):
    """JSON, or what a script shows as it stands."""
    if value[:1] in '[{"':
        try:
            yield from in_json(json.loads(value))
            return
        except ValueError:
            pass
    yield from in_string(value)


def in_json(value):
    if isinstance(value, dict):
        for name, each in value.items():
            if name != UNUSED:
                yield from in_json(each)
    elif isinstance(value, list):
        for each in value:
            yield from in_json(each)
    elif isinstance(value, str):
        yield from in_string(value)


def in_string(value):
    if re.search(r"</?[a-z]+[\s>/]", value):
        yield from in_html(value)
    elif not re.match(r"(/|https?:|#|\.|[\w-]+(\.[\w-]+)+$)\S*$", value):
        yield value
