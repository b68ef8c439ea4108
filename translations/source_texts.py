"""The text of a source to stand beside the editor of its translation, part by part.

A part is a field, or a block of a field of blocks, which the copy keeps the id of.
"""

from dataclasses import dataclass

from django.db.models import CharField, TextField
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import mark_safe
from wagtail.blocks import RichTextBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import expand_db_html


@dataclass(frozen=True)
class Part:
    """`block` is the id of a block, empty for a field of one text."""

    field: str
    html: str
    block: str = ""


def parts_of(page) -> list[Part]:
    """What a translator reads of a page, in the order of the editor; its text with its `lang`."""
    return [part for name in page.text_fields() for part in _parts(page, name)]


def _parts(page, name):
    field, value, lang = page._meta.get_field(name), getattr(page, name), page.language_tag
    if isinstance(field, StreamField):
        for child in value:
            yield Part(name, _block_html(child.block, child.value, lang), child.id)
    elif isinstance(field, RichTextField):
        yield Part(name, _text(expand_db_html(value), lang))
    elif isinstance(field, (CharField, TextField)):
        yield Part(name, _text(linebreaks(value, autoescape=True), lang))


def _block_html(block, value, lang):
    """A text as it is read; of other blocks each part under its label, alt texts among them."""
    if isinstance(block, RichTextBlock):
        return _text(expand_db_html(value.source), lang)
    if isinstance(block, ImageBlock):
        label = block.child_blocks["alt_text"].label
        return _rows([(label, _text(escape(value.contextual_alt_text), lang))])
    if isinstance(block, StructBlock):
        return _rows(
            (child.label, _block_html(child, value[name], lang))
            for name, child in block.child_blocks.items()
            if value[name] not in (None, "")
        )
    if isinstance(block, TypedTableBlock):
        return _text(block.render(value), lang)
    return _text(escape(value), lang)


def _rows(pairs):
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))


def _text(html, lang):
    return format_html('<div lang="{}">{}</div>', lang, mark_safe(html))
