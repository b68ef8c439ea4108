"""What changed in a text, part by part: a field, or a block of a field of blocks."""

from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.admin.compare import StreamBlockComparison, StreamFieldComparison, diff_text
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import expand_db_html


@dataclass(frozen=True)
class ChangedPart:
    """A part with what is gone marked `.deletion` and what is new marked `.addition`.

    Shown twice, beside each other: as it was, without the new, and as it is, without the gone.
    `note` says in words what the marks do not show.
    """

    label: str
    html: str
    is_new: bool = False
    is_gone: bool = False
    note: str = ""


def changed_parts(before, after, counts: Callable[[str], bool]) -> list[ChangedPart]:
    """The parts of a page that differ between two versions, in the order of the editor.

    Fields count, whoever may edit them, if `counts` says so of their names.
    """
    # Without a request the panels of editors are there for everybody.
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=None, form=None)
    parts = []
    for compare in panel.get_comparison():
        field = compare(before, after)
        if counts(field.field.name) and field.has_changed():
            parts += _parts_of(field)
    return parts


def _parts_of(field):
    if isinstance(field, StreamFieldComparison):
        return list(_blocks_of(field)) or [
            ChangedPart(_label(field), "", note=_("The order of the paragraphs has changed."))
        ]
    return [_part(_label(field), field.htmldiff())]


def _label(field) -> str:
    """Wagtail's own fields as the editor calls them, in languages Wagtail has no words in."""
    return _(str(field.field_label()))


def _blocks_of(field):
    both = StreamBlockComparison(field.field.stream_block, True, True, field.val_a, field.val_b)
    for block in both.get_block_comparisons():
        label = f"{_label(field)}: {block.block.label}"
        if block.is_new():
            yield ChangedPart(label, _whole(block, block.val_b), is_new=True)
        elif block.is_deleted():
            yield ChangedPart(label, _whole(block, block.val_a), is_gone=True)
        elif block.has_changed():
            yield _part(label, _difference(block))


def _whole(block, value):
    is_text = isinstance(block.block, RichTextBlock)
    return escape(_as_lines(value)) if is_text else block.htmlvalue(value)


def _difference(block):
    if isinstance(block.block, RichTextBlock):
        return diff_text(_as_lines(block.val_a), _as_lines(block.val_b)).to_html()
    return block.htmldiff()


def _as_lines(text) -> str:
    """A rich text as plain lines, with the addresses its links lead to."""
    soup = BeautifulSoup(expand_db_html(text.source), "html.parser")
    for link in soup.find_all("a", href=True):
        link.append(f" ({link['href']})")
    for paragraph in soup.find_all(["p", "h2", "h3", "h4", "li"]):
        paragraph.append("\n")
    return soup.get_text().strip()


def _part(label, html):
    marked = "addition" in html or "deletion" in html
    return ChangedPart(label, html, note="" if marked else _("Only the markup has changed."))
