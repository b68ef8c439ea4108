"""A page's body: blocks of a StreamField as one Markdown text, and back."""

import re
from html import unescape
from itertools import groupby

from .keys import find_page
from .markdown_in import (
    RICH_NODES,
    page_links,
    parse,
    plain_span,
    plain_text,
    refuse,
    resolve_links,
    rich_text,
)
from .markdown_out import escape_text, html_to_markdown
from .media import FOLDERS
from .problems import Refusal

KEY_POINT = re.compile(r"\*\*Key point: (.+)\*\*")
TABLE_CAPTION = re.compile(r"<p><b>Table: (.+?)</b></p>\Z")
DASH = "— "


def read_body(markdown: str) -> list[tuple[str, object]]:
    """Blocks as (type, value) in order; a picture's value still names its file.

    Raises Refusal with the line within the text.
    """
    blocks = []
    for kind, nodes in groupby(parse(markdown), key=_kind):
        if kind == "text":
            blocks.append(("text", rich_text(nodes)))
        else:
            blocks += [READERS[kind](node) for node in nodes]
    return list(_captioned(blocks))


def _kind(node) -> str:
    if node.type in RICH_NODES:
        return "picture" if _image(node) else "download" if _download(node) else "text"
    kinds = {"blockquote": "quote", "table": "table"}
    return kinds[node.type] if node.type in kinds else refuse(node)


def _image(node):
    """The image a paragraph consists of, if it does."""
    return _only(node, "image")


def _download(node):
    """The link to a file beside the text that a paragraph consists of, if it does."""
    link = _only(node, "link")
    return link if link and str(link.attrs["href"]).startswith(f"{FOLDERS['document']}/") else None


def _only(node, kind):
    spans = node.children[0].children if node.type == "paragraph" and node.children else []
    return spans[0] if len(spans) == 1 and spans[0].type == kind else None


def _read_picture(node):
    image = _image(node)
    alt = "".join(child.content for child in image.children)
    caption = str(image.attrs.get("title") or "")
    file = str(image.attrs["src"])
    return "picture", {"file": file, "alt": alt, "caption": caption, "line": node.map[0]}


def _read_download(node):
    link = _download(node)
    label = "".join(plain_span(child) for child in link.children)
    return "download", {"file": str(link.attrs["href"]), "label": label, "line": node.map[0]}


def _read_quote(node):
    """A blockquote: a key point if it begins as one, else somebody's words."""
    first = _source(node.children[0]) if node.children else ""
    match = KEY_POINT.fullmatch(first.partition("\n")[0])
    try:
        return _read_key_point(node, match[1]) if match else _read_words(node)
    except Refusal as refusal:
        raise Refusal(str(refusal), refusal.line or node.map[0]) from refusal


def _read_key_point(node, title):
    head, *rest = node.children
    _title, newline, more = _source(head).partition("\n")
    html = rich_text(parse(more), headings=False) if newline else ""
    html += rich_text(rest, headings=False)
    return "key_point", {"title": plain_text(title), "text": html}


def _read_words(node):
    for child in node.children:
        if child.type != "paragraph":
            raise Refusal("a quotation holds plain paragraphs only", child.map[0])
    paragraphs = [_source(child) for child in node.children]
    attribution = ""
    last = paragraphs[-1].rpartition("\n")[2] if paragraphs else ""
    if last.startswith(DASH):
        attribution = plain_text(last.removeprefix(DASH))
        paragraphs[-1] = paragraphs[-1].removesuffix(last).removesuffix("\n")
    text = "\n\n".join(plain_text(paragraph) for paragraph in paragraphs if paragraph)
    return "quote", {"text": text, "attribution": attribution}


def _read_table(node):
    """The first row says what the columns hold; cells are plain text."""
    rows = [
        [plain_text(cell.children[0].content) if cell.children else "" for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    columns = [{"type": "text", "heading": heading} for heading in rows[0]]
    return "table", {
        "columns": columns,
        "rows": [{"values": row} for row in rows[1:]],
        "caption": "",
    }


def _captioned(blocks):
    """A paragraph that says `Table: …` before a table is the table's caption."""
    for (kind, value), following in zip(blocks, [*blocks[1:], (None, None)], strict=False):
        caption = TABLE_CAPTION.search(value) if kind == "text" else None
        if caption and following[0] == "table":
            following[1]["caption"] = unescape(caption[1])
            value = value[: caption.start()]
            if not value:
                continue
        yield kind, value


def _source(node) -> str:
    return node.children[0].content if node.type == "paragraph" and node.children else ""


READERS = {
    "quote": _read_quote,
    "picture": _read_picture,
    "download": _read_download,
    "table": _read_table,
}


def links_of(blocks) -> list[tuple[str, str]]:
    return [link for kind, value in blocks for link in page_links(_html(kind, value))]


def _html(kind, value) -> str:
    return value if kind == "text" else value["text"] if kind == "key_point" else ""


def stored_blocks(blocks, store) -> list[dict]:
    """Blocks as a StreamField keeps them; `store(file)` gives the image or document."""

    def stored(kind, value):
        if kind == "picture":
            image = {
                "image": store(value["file"]).pk,
                "alt_text": value["alt"],
                "decorative": not value["alt"],
            }
            return {"image": image, "caption": value["caption"]}
        if kind == "download":
            return {"document": store(value["file"]).pk, "label": value["label"]}
        if kind == "key_point":
            return {**value, "text": resolve_links(value["text"], find_page)}
        return resolve_links(value, find_page) if kind == "text" else value

    return [{"type": kind, "value": stored(kind, value)} for kind, value in blocks]


def write_body(stream, file_name) -> str:
    """The Markdown of a body; `file_name` gives where an image or a document is written to."""
    return "\n\n".join(filter(None, (_write(block, file_name) for block in stream)))


def _write(block, file_name) -> str:
    value = block.value
    if block.block_type == "text":
        return html_to_markdown(value.source)
    if block.block_type == "picture":
        return _write_picture(value, file_name)
    if block.block_type == "download":
        return _write_download(value, file_name)
    if block.block_type == "table":
        return _write_table(value)
    if block.block_type == "key_point":
        text = html_to_markdown(value["text"].source)
        return _quoted(f"**Key point: {_line(value['title'])}**\n\n{text}")
    return _write_words(value)


def _write_table(table) -> str:
    headings = [column["heading"] for column in table.columns]
    rows = [headings, *(row["values"] for row in table.row_data)]
    first, *others = [f"| {' | '.join(map(_line, row))} |" for row in rows]
    lines = "\n".join([first, "|" + " --- |" * len(headings), *others])
    return f"**Table: {_line(table.caption)}**\n\n{lines}" if table.caption else lines


def _line(text: str) -> str:
    """Plain text of one line."""
    return escape_text(" ".join((text or "").split("\n")).strip(" "))


def _write_words(value) -> str:
    lines = escape_text(value["text"].strip())
    # What looks like an attribution but is the quotation's own last line.
    head, newline, last = lines.rpartition("\n")
    lines = head + newline + re.sub(rf"^{DASH}", "&mdash; ", last)
    attribution = _line(value["attribution"])
    return _quoted(f"{lines}\n{DASH}{attribution}" if attribution else lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))


def _write_download(value, file_name) -> str:
    document = value["document"]
    if document is None:
        return ""
    return f"[{_line(value['label'] or document.title)}]({file_name(document)})"


def _write_picture(value, file_name) -> str:
    image = value["image"]
    if image is None:
        return ""
    alt = "" if image.decorative else _line(image.contextual_alt_text)
    caption = _line(value["caption"]).replace('"', '\\"')
    title = f' "{caption}"' if caption else ""
    return f"![{alt}]({file_name(image)}{title})"
