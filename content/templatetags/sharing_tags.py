"""What a public page says in its head to machines that share or list it."""

import json

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from content.linked_data import linked_data, share_card
from content.models import ContentPage
from core.templatetags.language_tags import canonical_url

register = template.Library()

# As in Django's `json_script`: nothing in a page's text can end the element it stands in.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def sharing(context) -> str:
    """JSON-LD and share card of the page, for those who read it signed out: so it is public."""
    page, user = context["page"], context["request"].user
    preview = getattr(context["request"], "is_preview", False)
    if not isinstance(page, ContentPage) or user.is_authenticated or preview:
        return ""
    url = canonical_url(context)
    text = json.dumps(linked_data(page, url), ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<meta name="twitter:card" content="summary">\n{}\n'
        '<script type="application/ld+json">{}</script>',
        format_html_join("\n", '<meta property="{}" content="{}">', share_card(page, url)),
        mark_safe(text),
    )
