"""Pandoc's tree into the blocks of a page.

A block is (type, value) as `core.blocks.BodyBlock` takes it; a picture's value still names its
file in the document.
"""

from dataclasses import dataclass, field
from html import escape

from . import losses
from .spans import picture_spans, plain, rich

MAX_TITLE, MAX_SUMMARY = 200, 300
LISTS = {"BulletList": "ul", "OrderedList": "ol"}


@dataclass
class Document:
    """What a document says: title and summary may be empty."""

    title: str = ""
    summary: str = ""
    blocks: list = field(default_factory=list)
    losses: list = field(default_factory=list)


def read_document(tree: dict) -> Document:
    return Reader(tree).document


class Reader:
    """Walks the tree once; text that follows text is one block."""

    def __init__(self, tree):
        self.document = Document()
        self.notes = []
        self.html = []
        nodes = self._take_title(tree)
        levels = [node["c"][0] for node in nodes if node["t"] == "Header"]
        self.top = min(levels, default=1)
        self._blocks(nodes)
        self._end_with_notes()
        self._end_text()

    def lose(self, loss):
        if loss not in self.document.losses:
            self.document.losses.append(loss)

    def _take_title(self, tree):
        """The document's title; a heading or short line at its start counts as one."""
        nodes = tree["blocks"]
        title = plain(tree["meta"].get("title", {}).get("c", []))
        if not title and nodes and nodes[0]["t"] in ("Header", "Para", "Plain"):
            first = nodes[0]["c"][2] if nodes[0]["t"] == "Header" else nodes[0]["c"]
            line = plain(first)
            if 0 < len(line) <= MAX_TITLE and not (line.endswith(".") or picture_spans(first)):
                title, nodes = line, nodes[1:]
        self.document.title = title[:MAX_TITLE]
        return nodes

    def _blocks(self, nodes):
        for node in nodes:
            getattr(self, f"_read_{node['t'].lower()}", self._pass_over)(node.get("c"))

    def _pass_over(self, content):
        self.lose(losses.OBJECTS)

    def _add(self, kind, value):
        self._end_text()
        self.document.blocks.append((kind, value))

    def _end_text(self):
        if self.html:
            self.document.blocks.append(("text", "".join(self.html)))
            self.html = []

    # The kinds of block there are.

    def _read_para(self, spans):
        for part in picture_spans(spans) or [spans]:
            if isinstance(part, dict):
                self._picture(part)
            elif text := rich(part, self):
                self.html.append(f"<p>{text}</p>")
                if not self.document.summary:
                    self.document.summary = shortened(plain(part))

    _read_plain = _read_para

    def _read_header(self, content):
        level, _attributes, spans = content
        depth = level - self.top + 2
        if depth > 3:
            self.lose(losses.DEEP_HEADINGS)
        for picture in filter(lambda part: isinstance(part, dict), picture_spans(spans)):
            self._picture(picture)
        if text := plain(spans):
            tag = f"h{min(depth, 3)}"
            self.html.append(f"<{tag}>{escape(text)}</{tag}>")

    def _read_bulletlist(self, items):
        self.html.append(self._list("BulletList", items))

    def _read_orderedlist(self, content):
        self.html.append(self._list("OrderedList", content))

    def _list(self, kind, content):
        if kind == "OrderedList":
            if content[0][0] != 1:
                self.lose(losses.NUMBERS)
            content = content[1]
        items = "".join(f"<li>{self._item(nodes)}</li>" for nodes in content)
        return f"<{LISTS[kind]}>{items}</{LISTS[kind]}>"

    def _item(self, nodes):
        """One paragraph, then lists below it: a list item holds no more."""
        texts, lists = [], []
        for node in nodes:
            if node["t"] in LISTS:
                lists.append(self._list(node["t"], node["c"]))
            elif text := rich(inlines(node), self):
                texts.append(text)
        return "<br/>".join(texts) + "".join(lists)

    def _read_blockquote(self, nodes):
        if any(node["t"] not in ("Para", "Plain") for node in nodes):
            self._blocks(nodes)
            return
        self.lose(losses.QUOTATIONS)
        text = "\n\n".join(filter(None, (plain(node["c"]) for node in nodes)))
        if text:
            self._add("quote", {"text": text, "attribution": ""})

    def _read_codeblock(self, content):
        self.lose(losses.CODE)
        self.html += [f"<p>{escape(line)}</p>" for line in content[1].splitlines() if line.strip()]

    def _read_lineblock(self, lines):
        text = "<br/>".join(rich(line, self) for line in lines)
        self.html.append(f"<p>{text}</p>")

    def _read_horizontalrule(self, content):
        self.lose(losses.LINES)

    def _read_definitionlist(self, entries):
        for term, definitions in entries:
            self.html.append(f"<p><b>{rich(term, self)}</b></p>")
            for nodes in definitions:
                self._blocks(nodes)

    def _read_div(self, content):
        self._blocks(content[1])

    def _read_figure(self, content):
        """A picture with its caption, or whatever else stands in the frame."""
        _attributes, (_short, caption), nodes = content
        before = len(self.document.blocks)
        self._blocks(nodes)
        words = " ".join(plain(inlines(node)) for node in caption).strip()
        kind, value = self.document.blocks[-1] if self.document.blocks else ("", None)
        if words and kind == "picture" and len(self.document.blocks) > before:
            value["caption"] = words[:255]
        elif words:
            self.html.append(f"<p>{escape(words)}</p>")

    def _picture(self, span):
        _attributes, words, (file, _title) = span["c"]
        self._add("picture", {"file": file, "alt": plain(words)[:255], "caption": ""})

    def _read_table(self, content):
        from .tables import read_table

        self._add("table", read_table(content, self))

    def note(self, nodes) -> int:
        """The number of a footnote, whose text waits for the end."""
        self.lose(losses.NOTES)
        self.notes.append(" ".join(plain(inlines(node)) for node in nodes))
        return len(self.notes)

    def _end_with_notes(self):
        for number, text in enumerate(self.notes, 1):
            self.html.append(f"<p>[{number}] {escape(text)}</p>")


def inlines(node) -> list:
    """The spans of any block, its own blocks' spans one after the other."""
    kind, content = node["t"], node.get("c")
    if kind in ("Para", "Plain"):
        return content
    if kind == "Header":
        return content[2]
    if kind == "CodeBlock":
        return [{"t": "Str", "c": content[1]}]
    if kind == "OrderedList":
        content = content[1]
    if kind == "Div":
        content = [content[1]]
    if kind == "BlockQuote":
        content = [content]
    if kind not in ("OrderedList", "BulletList", "Div", "BlockQuote"):
        return []
    spans = []
    for nodes in content:
        for inner in nodes:
            spans += [*inlines(inner), {"t": "Space"}]
    return spans


def shortened(text: str) -> str:
    """The beginning of a text, whole sentences where they fit."""
    if len(text) <= MAX_SUMMARY:
        return text
    text = text[: MAX_SUMMARY - 1]
    sentences, dot, _rest = text.rpartition(". ")
    return sentences + "." if dot else text.rpartition(" ")[0] + "…"
