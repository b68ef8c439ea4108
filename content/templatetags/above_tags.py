"""What a page tells of the page it stands below."""

from django import template
from wagtail.models import Page

from content.visibility import readable_by

register = template.Library()


@register.simple_tag(takes_context=True)
def readable_parent(context, page):
    """The page above, if its reader may read it too: in a preview they may not."""
    above = Page.objects.live().parent_of(page).filter(depth__gt=2)
    return readable_by(above, context["request"].user).first()
