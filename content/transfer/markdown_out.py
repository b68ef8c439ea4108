"""Wagtail's rich text into Markdown that `markdown_in` reads back as the same text.

Own, because general converters do not escape enough: a paragraph that begins with `1990.` would
come back as a list, and `<b>Note:</b>text` as asterisks.
"""

import re
from itertools import groupby
from string import punctuation
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString

from .keys import page_link

SPECIAL = re.compile(r"([\\`*_\[\]<|~]|&(?=#?\w+;))")
LINE_START = re.compile(r"^(#{1,6}|[-+>=:]|\d{1,9}(?=[.)]))")
LISTS = ("ul", "ol")
BOLD, ITALIC = ("b", "strong"), ("i", "em")
BREAK = "\\\n"
# Markers that a letter on their other side would blunt: `_`, and `**` beside no plain letter.
OPENS = re.compile(r"_|\*\*[\W_]")
CLOSES = re.compile(r"(?:(?:^|[^\\])(?:\\\\)*_|[\W_]\*\*)\Z")


class Words(NamedTuple):
    """A stretch of text of one formatting, escaped; a line break is a newline in it."""

    text: str
    link: str = ""
    bold: bool = False
    italic: bool = False


def html_to_markdown(html: str) -> str:
    """Paragraphs, headings and lists, separated by empty lines; empty paragraphs are left out."""
    # Within <pre>, the parser leaves white space as it is.
    soup = BeautifulSoup(f"<pre>{html or ''}</pre>", "html.parser")
    return "\n\n".join(_blocks(soup.pre.children))


def escape_text(text: str) -> str:
    """Plain text as Markdown: what would be markup is escaped, line breaks are kept."""
    return _lines(_escape(text.replace("\r\n", "\n")))


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def _by_number(letter: str) -> str:
    return f"&#{ord(letter)};"


def _blocks(nodes) -> list[str]:
    """Each block's Markdown. A list right after one of its kind takes the other marker."""
    written, previous = [], None
    for node in nodes:
        name = getattr(node, "name", None)
        if name in LISTS:
            name += "2" if previous == name else ""
            text = _list(node, other=name.endswith("2"))
        else:
            text = _paragraph([node] if name is None else node.children, name)
        if text:
            written.append(text)
            previous = name
    return written


def _paragraph(nodes, name) -> str:
    text = _spans(nodes)
    if name not in ("h2", "h3"):
        return _lines(text)
    text = re.sub(r"(?<![\\#])(#+)$", r"\\\1", _lines(text.replace("\n", " ")))
    return f"{'#' * int(name[1])} {text}" if text else ""


def _list(node, other: bool) -> str:
    items = [_item(item) for item in node.children if getattr(item, "name", None) == "li"]
    written = []
    for number, text in enumerate(filter(None, items), 1):
        ordered = node.name == "ol"
        marker = f"{number}{')' if other else '.'}" if ordered else "*" if other else "-"
        written.append(f"{marker} {text}".replace("\n", "\n" + " " * (len(marker) + 1)))
    return "\n".join(written)


def _item(item) -> str:
    lists = [node for node in item.children if getattr(node, "name", None) in LISTS]
    words = _lines(_spans([node for node in item.children if node not in lists]))
    return "\n".join(filter(None, [words, *_blocks(lists)]))


def _lines(text: str) -> str:
    """Newlines as line breaks; each line safe from being read as markup or stripped."""
    lines = text.strip(" \n").split("\n")
    return BREAK.join(LINE_START.sub(_escape_start, _edges(line)) for line in lines)


def _escape_start(match) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _edges(line: str) -> str:
    """White space at the ends, which Markdown strips, is written by number."""
    inner = line.strip()
    start = line[: len(line) - len(line.lstrip())]
    end = line[len(line.rstrip()) :] if inner else ""
    return "".join([*map(_by_number, start), inner, *map(_by_number, end)])


def _spans(nodes) -> str:
    words = [part for node in nodes for part in _words(node, Words(""))]
    return _write(words, ("link", "bold", "italic"))


def _words(node, outer: Words):
    """Flatten nested tags, so that they can be written in one fixed order."""
    if isinstance(node, NavigableString):
        yield outer._replace(text=_escape(re.sub(r"[\r\n\t]", " ", node)))
    elif node.name == "br":
        yield outer._replace(text="\n")
    else:
        inner = outer._replace(
            link=(node.name == "a" and _target(node)) or outer.link,
            bold=node.name in BOLD or outer.bold,
            italic=node.name in ITALIC or outer.italic,
        )
        for child in node.children:
            yield from _words(child, inner)


def _write(words, formats) -> str:
    if not formats:
        return "".join(part.text for part in words)
    name, *inner = formats
    text = ""
    for value, group in groupby(words, key=lambda part: getattr(part, name)):
        written = _write(group, inner)
        if value and written.strip():
            text = _marked(text, written, name, value)
        else:
            text = _append(text, written)
    return text


def _marked(text: str, written: str, name: str, value) -> str:
    """Append a formatted stretch, with the white space at its ends outside the markers."""
    core = written.strip()
    start = written[: len(written) - len(written.lstrip())]
    end = written[len(written.rstrip()) :]
    if name == "link":
        core = f"[{core}]({value})"
    else:
        marker = "**" if name == "bold" else "_"
        core = f"{marker}{core}{marker}"
    return _append(text + start, core) + end


def _append(text: str, written: str) -> str:
    """CommonMark reads `*` and `_` by their neighbours, and `!` before a link as a picture.

    A letter beside a marker that would not be read as one is written by number: its `&` and `;`
    are punctuation, next to which a marker always works.
    """
    if text.endswith("!") and written.startswith("["):
        return f"{text[:-1]}\\!{written}"
    if _blunts(text[-1:]) and OPENS.match(written):
        text = text[:-1] + _by_number(text[-1])
    if _blunts(written[:1]) and CLOSES.search(text):
        written = _by_number(written[0]) + written[1:]
    return text + written


def _blunts(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and letter not in punctuation


def _target(link) -> str:
    """Where a link leads, as Markdown; empty where the page is no more: the words remain."""
    if link.get("linktype") == "page":
        return page_link(link.get("id")) or ""
    href = _escape(link.get("href", "")).replace(">", "\\>")
    return f"<{href}>" if re.search(r"[\s()]", href) else href
