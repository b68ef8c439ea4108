"""The addresses of one page in every language, for whoever asks in which it is to be had."""

from django.utils.translation import override
from wagtail.models import Page

from .languages import LANGUAGES, get_language
from .scripts import LATIN_READER, LATIN_TAG, SERBIAN
from .tree import unrestricted

HOME_DEPTH = 2


def unrestricted_pages(**conditions):
    """Live pages everybody may read, with their languages."""
    return unrestricted(Page.objects.filter(**conditions).live()).select_related("locale")


def by_locale(pages) -> dict[str, Page]:
    return {page.locale.language_code: page for page in pages}


def page_url(page, code: str, request) -> str:
    """A page's address under a language's prefix; `sr-latn` has the pages of `sr`."""
    with override(code):
        return page.get_url(request)


def page_urls(pages: dict[str, Page], request) -> dict[str, str]:
    """Language → address, of those of a page's translations that there are."""
    return {
        row.code: page_url(pages[row.content], row.code, request)
        for row in LANGUAGES
        if row.content in pages
    }


def canonical_code(page, code: str) -> str:
    """The language under whose address a page is listed.

    A Serbian page written in Latin reads the same under both; where all is Latin is its place.
    """
    is_latin = getattr(page, "language_tag", "") == LATIN_TAG
    return LATIN_READER if code == SERBIAN and is_latin else code


def hreflangs(pages: dict[str, Page], request) -> dict[str, str]:
    """What stands in `hreflang` → address; the page written in Serbian is its specific one.

    Readers of no language of ours are led to English, where there is none to the first there is;
    on front pages to `/`, which knows what they read.
    """
    urls = page_urls(pages, request)
    if not urls:
        return {}
    if SERBIAN in pages:
        urls[SERBIAN] = urls[canonical_code(pages[SERBIAN], SERBIAN)]
    is_front = next(iter(pages.values())).depth == HOME_DEPTH
    default = "/" if is_front else next(iter(urls.values()))
    tags = {get_language(code).tag: url for code, url in urls.items()}
    return {**tags, "x-default": default}
