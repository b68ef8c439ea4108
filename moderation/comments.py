"""The comments people left on parts of a page, as a list beside the review."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail.fields import StreamField


def open_comments(page):
    """Open comments of a page's latest version: who, what, on which part, with the answers."""
    comments = (
        page.wagtail_admin_comments.filter(resolved_at__isnull=True)
        .select_related("user")
        .prefetch_related("replies__user")
        .order_by("created_at", "pk")
    )
    return [
        {"comment": comment, "part": _part(page, comment.contentpath)}
        for comment in comments
        # As in the editor: what was said of a paragraph that is gone went with it.
        if comment.has_valid_contentpath(page)
    ]


def _part(page, path) -> str:
    """The field a comment is on, and the block by its kind."""
    name, _dot, rest = path.partition(".")
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    label = capfirst(str(getattr(field, "verbose_name", name)))
    block = _block(page, field, rest.partition(".")[0])
    return f"{label}: {block.block.label}" if block else label


def _block(page, field, block_id):
    if not isinstance(field, StreamField):
        return None
    blocks = field.value_from_object(page)
    return next((block for block in blocks if block.id == block_id), None)
