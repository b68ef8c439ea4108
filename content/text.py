"""Plain text out of what editors wrote."""

import re

from django.utils.html import strip_tags
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText

BLOCK_END = re.compile(r"</(p|li|h\d|div|blockquote)>|<br\s*/?>", re.IGNORECASE)
SPACES = re.compile(r"\s+")
BLOCK_KEY = re.compile(r' data-block-key=\\*"[^"\\]*\\*"')


def html_text(html: str) -> str:
    """Text without markup, with a space where a block ends."""
    from html import unescape

    return SPACES.sub(" ", unescape(strip_tags(BLOCK_END.sub(" ", html or "")))).strip()


def stream_text(stream) -> str:
    """All the text of a StreamField, in order, without markup."""
    return " ".join(part for block in stream for part in _texts(block.value) if part)


def _texts(value):
    if isinstance(value, RichText):
        yield html_text(value.source)
    elif isinstance(value, str):
        yield html_text(value)
    elif isinstance(value, TypedTable):
        yield value.caption
        yield from (column["heading"] for column in value.columns)
        yield from (cell for row in value.row_data for cell in row["values"])
    elif hasattr(value, "values"):
        for child in value.values():
            yield from _texts(child)


def as_read(value):
    """A field's value without the keys the editor gives to paragraphs when it saves them."""
    return BLOCK_KEY.sub("", value) if isinstance(value, str) else value
