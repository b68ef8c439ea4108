"""Addresses made from titles."""

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.models import Page


def ascii_slug(text: str) -> str:
    """A title as an address: `Интегритетот почнува дома` → `integritetot-pocnuva-doma`."""
    return slugify(anyascii(text))[:80].strip("-")


def free_slug(page, parent=None) -> str:
    """The page's title as an address no sibling has, silently numbered where one has it."""
    base = ascii_slug(page.title) or page.type_slug.replace("_", "-") or "page"
    parent = parent or page.get_parent()
    taken = set(
        Page.objects.child_of(parent)
        .exclude(pk=page.pk)
        .filter(slug__startswith=base)
        .values_list("slug", flat=True)
        if parent
        else ()
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
