"""Markdown into Wagtail's rich text. What rich text cannot keep is refused, with its line."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .keys import PAGE_LINK
from .problems import Refusal

SAFE_LINK = re.compile(r"(https?://|mailto:|tel:|#|/(?!/))", re.IGNORECASE)
REFUSED = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "table": "a table",
    "fence": "code",
    "code_block": "code (four spaces at the start of a line)",
    "code_inline": "code",
    "hr": "a horizontal line",
    "image": "a picture within a text (let it stand alone in its paragraph)",
    "blockquote": "a quotation within another text",
    "heading": "a heading",
}
RICH_NODES = ("paragraph", "heading", "bullet_list", "ordered_list")
TAGS = {"strong": "b", "em": "i", "bullet_list": "ul", "ordered_list": "ol"}


def _parser() -> MarkdownIt:
    """CommonMark that shows us raw HTML, tables and unsafe links, so that we can refuse them."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.validateLink = lambda url: True
    parser.normalizeLink = parser.normalizeLinkText = lambda url: url
    return parser


PARSER = _parser()


def parse(markdown: str) -> list[SyntaxTreeNode]:
    """The blocks of a text; a node's `map` counts lines from 0."""
    try:
        return SyntaxTreeNode(PARSER.parse(markdown)).children
    except RecursionError as error:
        raise Refusal("nested too deeply") from error


def rich_text(nodes, headings=True) -> str:
    """Paragraphs, lists and, where allowed, headings as rich text; raises Refusal.

    Links to pages keep their `page:` form as `href` until `resolve_links`.
    """
    return "".join(_block(node, headings) for node in nodes)


def markdown_to_html(markdown: str) -> str:
    return rich_text(parse(markdown))


def plain_text(markdown: str) -> str:
    """A text without any markup, such as a quotation or a title."""
    nodes = [] if not markdown.strip() else PARSER.parseInline(markdown)
    children = SyntaxTreeNode(nodes).children[0].children if nodes else []
    return "".join(plain_span(child) for child in children)


def resolve_links(html: str, find) -> str:
    """Links to pages as Wagtail stores them; `find(key, locale)` gives the page."""

    def replace(match):
        return f'<a linktype="page" id="{find(match[1], match[2]).pk}">'

    return re.sub(rf'<a href="{PAGE_LINK.pattern}">', replace, html)


def page_links(html: str) -> list[tuple[str, str]]:
    """Key and locale of each page a text links to."""
    return re.findall(rf'<a href="{PAGE_LINK.pattern}">', html)


def refuse(node, line=None):
    line = line if line is not None else (node.map or [0])[0]
    raise Refusal(f"{REFUSED.get(node.type, node.type)} cannot be kept", line)


def _block(node, headings) -> str:
    if node.type == "paragraph":
        return f"<p>{_inline(node)}</p>"
    if node.type == "heading" and headings:
        if node.tag not in ("h2", "h3"):
            raise Refusal("headings are ## or ###", node.map[0])
        return f"<{node.tag}>{_inline(node)}</{node.tag}>"
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node)
    return refuse(node)


def _list(node) -> str:
    if node.attrs.get("start", 1) != 1:
        number = node.attrs["start"]
        reason = rf"a list begins with 1; for a sentence that begins with a number write {number}\."
        raise Refusal(reason, node.map[0])
    items = "".join(f"<li>{_item(item)}</li>" for item in node.children)
    return f"<{TAGS[node.type]}>{items}</{TAGS[node.type]}>"


def _item(item) -> str:
    """One paragraph, then perhaps lists below it: a list item holds no more in rich text."""
    html = ""
    for number, child in enumerate(item.children):
        if child.type == "paragraph" and number == 0:
            html += _inline(child)
        elif child.type in ("bullet_list", "ordered_list"):
            html += _list(child)
        elif child.type == "paragraph":
            raise Refusal("a list item of several paragraphs cannot be kept", child.map[0])
        else:
            refuse(child)
    return html


def _inline(block) -> str:
    if not block.children:
        return ""
    inline = block.children[0]
    html, line = "", inline.map[0]
    for child in inline.children:
        html += _span(child, line)
        line += child.type in ("softbreak", "hardbreak")
    return html


def _span(node, line) -> str:
    if node.type == "text":
        return escape(node.content, quote=False)
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "<br/>"
    if node.type not in ("strong", "em", "link"):
        return refuse(node, line)
    html = "".join(_span(child, line) for child in node.children)
    if node.type == "link":
        return f'<a href="{escape(_safe_href(node, line))}">{html}</a>'
    return f"<{TAGS[node.type]}>{html}</{TAGS[node.type]}>"


def _safe_href(node, line) -> str:
    href = str(node.attrs.get("href", ""))
    if node.attrs.get("title"):
        raise Refusal("a link's title cannot be kept", line)
    if not (SAFE_LINK.match(href) or PAGE_LINK.fullmatch(href)):
        raise Refusal(f"unsafe or incomplete link: {href or '(empty)'}", line)
    return href


def plain_span(node) -> str:
    if node.type == "text":
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " " if node.type == "softbreak" else "\n"
    raise Refusal("no formatting here: this text is kept as plain words")
