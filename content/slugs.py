"""Addresses made from titles, and what happens where one is taken: it gets a number, silently.

A refusal would tell of pages one may not see.
"""

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.models import Page

LONGEST = 80


def ascii_slug(text: str) -> str:
    """A title as an address: `Интегритетот почнува дома` → `integritetot-pocnuva-doma`."""
    return slugify(anyascii(text))[:LONGEST].strip("-")


def free_slug(page, parent=None, wanted="") -> str:
    """The wanted address, else the page's title as one, numbered where a sibling has it."""
    base = wanted or ascii_slug(page.title) or page.type_slug.replace("_", "-") or "page"
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


def hold_parent_of_changed(page):
    """Before a page takes another address: one at a time among the pages of a parent.

    A new page's parent is held by `add_child` already.
    """
    unchanged = Page.objects.filter(pk=page.pk, slug=page.slug)
    parent = page.pk and not unchanged.exists() and page.get_parent()
    if parent:
        Page.objects.select_for_update().get(pk=parent.pk)
