"""What names a page in a file: its key, and links by it."""

import re
import uuid

from wagtail.models import Page

from content.models import ContentPage

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "keys.integrity-leaders")
KEY = re.compile(r"[a-z0-9-]+")
PAGE_LINK = re.compile(r"page:([a-z0-9_.-]+)/([a-z-]+)")


def translation_key(key: str) -> uuid.UUID:
    """The key all translations of a page share; one that is a UUID already is taken as it is."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.uuid5(NAMESPACE, key)


def find_page(key: str, locale: str) -> Page | None:
    """The page a link names: a content page by its key, a home or index page by its model."""
    pages = Page.objects.filter(locale__language_code=locale)
    if "." in key:
        app, _dot, model = key.partition(".")
        return pages.filter(content_type__app_label=app, content_type__model=model).first()
    return ContentPage.objects.filter(
        translation_key=translation_key(key), locale__language_code=locale
    ).first()


def page_link(page_id) -> str | None:
    """How a link to the page is written; None where there is no such page any more."""
    page = Page.objects.filter(pk=page_id).select_related("content_type", "locale").first()
    if page is None:
        return None
    model = page.specific_class
    is_content = model and issubclass(model, ContentPage)
    label = ".".join(page.content_type.natural_key())
    key = str(page.translation_key) if is_content else label
    return f"page:{key}/{page.locale.language_code}"
