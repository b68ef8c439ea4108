"""Pandoc's spans (words, bold, links, notes …) as rich text or plain text."""

import re
from html import escape

from . import losses

TAGS = {"Strong": "b", "Emph": "i"}
PLAIN_STYLES = ("Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)\S+", re.IGNORECASE)
SPACES = re.compile(r"\s+")
QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


def plain(spans) -> str:
    """The words alone, without notes and pictures."""
    return SPACES.sub(" ", "".join(map(_plain, spans))).strip()


def _plain(span) -> str:
    kind, content = span["t"], span.get("c")
    if kind == "Str":
        return content
    if kind in ("Code", "Math"):
        return content[1]
    if kind in ("Note", "Image", "RawInline"):
        return ""
    if kind == "Quoted":
        return "".join(map(_plain, content[1])).join(QUOTES[content[0]["t"]])
    inner = _inner(kind, content)
    return " " if inner is None else "".join(map(_plain, inner))


def _inner(kind, content):
    """The spans within a span; None for white space."""
    if kind in TAGS or kind in PLAIN_STYLES:
        return content
    if kind in ("Link", "Span", "Cite"):
        return content[1]
    return None


def rich(spans, reader) -> str:
    """Rich text; what it cannot keep is told to the reader (`lose`, `note`)."""
    return "".join(_rich(span, reader) for span in spans).strip()


def _rich(span, reader) -> str:
    kind, content = span["t"], span.get("c")
    if kind in TAGS:
        return f"<{TAGS[kind]}>{rich_within(content, reader)}</{TAGS[kind]}>"
    if kind == "Link":
        return _link(content, reader)
    if kind == "LineBreak":
        return "<br/>"
    if kind == "Note":
        return f" [{reader.note(content)}]"
    if kind == "Quoted":
        return rich_within(content[1], reader).join(QUOTES[content[0]["t"]])
    if kind in PLAIN_STYLES:
        reader.lose(losses.STYLES)
    if kind == "Math":
        reader.lose(losses.EQUATIONS)
    inner = _inner(kind, content)
    return escape(_plain(span)) if inner is None else rich_within(inner, reader)


def rich_within(spans, reader) -> str:
    return "".join(_rich(span, reader) for span in spans)


def _link(content, reader) -> str:
    _attributes, words, (address, _title) = content
    text = rich_within(words, reader)
    if SAFE_LINK.fullmatch(address):
        return f'<a href="{escape(address)}">{text}</a>' if text else ""
    reader.lose(losses.LINKS)
    return text


def picture_spans(spans) -> list:
    """A paragraph divided at its pictures: lists of spans, and the pictures as they are.

    Empty where it has no picture.
    """
    parts, current = [], []
    for span in _flat(spans):
        if span["t"] == "Image":
            parts += [current, span]
            current = []
        else:
            current.append(span)
    return [part for part in [*parts, current] if part] if parts else []


def _flat(spans):
    """With the pictures lifted out of links and styles that hold nothing else."""
    for span in spans:
        inner = _inner(span["t"], span.get("c")) if "c" in span else None
        if inner and any(child["t"] == "Image" for child in inner):
            yield from _flat(inner)
        else:
            yield span
