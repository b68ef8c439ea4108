"""Links to pages as they are shown: with an address to whoever may read the page.

To others as links to a page that is gone: what is hidden is told as what is missing.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.utils.html import escape
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .bad_input import is_number
from .links import choosable
from .visibility import readable_by

# Wagtail rewrites a text without knowing for whom. What nobody asked for by name, as the API, is
# for everybody, and links to what everybody may read.
NOBODY = AnonymousUser()
_reader = ContextVar("reader", default=NOBODY)


@contextmanager
def shown_to(user):
    """What is written within links to what the person may read."""
    token = _reader.set(user)
    try:
        yield
    finally:
        _reader.reset(token)


class ReadablePageLinkHandler(PageLinkHandler):
    """Links as readers get them: to the page in the language they read, else as it was linked."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        linked = cls.get_many(attrs_list)
        # Readers of a page are not those of its translations.
        localized = [page and page.localized for page in linked]
        readable = _readable({page.pk for page in [*localized, *linked] if page})
        return [
            _opening(page for page in pair if page and page.pk in readable)
            for pair in zip(localized, linked, strict=True)
        ]


def _readable(ids) -> set[int]:
    pages = Page.objects.live().filter(pk__in=ids)
    return set(readable_by(pages, _reader.get()).values_list("pk", flat=True)) if ids else set()


def _opening(pages) -> str:
    """The tag, as Wagtail writes it where the page is gone if there is none."""
    page = next(pages, None)
    return f'<a href="{escape(page.url)}">' if page else "<a>"


class KnownPageLinkElementHandler(PageLinkElementHandler):
    """Links as the editor gets them. The number stays in any case, so saving keeps the link."""

    def get_attribute_data(self, attrs):
        if _is_known(attrs["id"]):
            return super().get_attribute_data(attrs)
        return {"id": attrs["id"], "url": None, "parentId": None}


def _is_known(number: str) -> bool:
    """Writers may link to drafts of theirs; the API's Markdown, made of this too, is for all."""
    reader = _reader.get()
    if reader.is_authenticated:
        return bool(choosable(reader, {number}))
    return is_number(number) and bool(_readable({int(number)}))


def register(features):
    """In place of Wagtail's, which give the address of any page there is."""
    features.register_link_type(ReadablePageLinkHandler)
    from_database = {
        "a[href]": ExternalLinkElementHandler("LINK"),
        'a[linktype="page"]': KnownPageLinkElementHandler("LINK"),
    }
    to_database = {"entity_decorators": {"LINK": link_entity}}
    rule = {"from_database_format": from_database, "to_database_format": to_database}
    features.register_converter_rule("contentstate", "link", rule)
