"""Texts with links to what their reader may read."""

from contextlib import nullcontext

from django import template
from wagtail.templatetags.wagtailcore_tags import richtext

from content.shown_links import shown_to

register = template.Library()


@register.simple_tag(takes_context=True)
def rich_text(context, value):
    """Wagtail's `richtext`, written for whoever asks for the page."""
    request = context.get("request")
    with shown_to(request.user) if request else nullcontext():
        # The text of a block would be written when it is put in, by then for nobody.
        return str(richtext(value))
