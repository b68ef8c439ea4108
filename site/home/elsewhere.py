"""What there is in other languages of a page that is missing in the reader's."""

import re

from django.utils.translation import get_language as active_code

from core.alternates import HOME_DEPTH, by_locale, page_url
from core.languages import BY_CODE, get_language, reading_order

from .api import public_pages

# What can be the address of a page below a home.
PATH = re.compile(r"[\w/-]+", re.ASCII)


def at_same_address(request) -> list[dict]:
    """The public page at this address below another language's home, in each language it is in.

    As `{language, tag, title, url}`, nearest first. Only what everybody may read counts: a page
    that is closed answers as one that does not exist.
    """
    code, _slash, rest = request.path_info.strip("/").partition("/")
    if code not in BY_CODE or not PATH.fullmatch(rest):
        return []
    homes = public_pages().filter(depth=HOME_DEPTH).values_list("url_path", flat=True)
    paths = [f"{home}{rest}/" for home in homes]
    there = by_locale(public_pages().filter(url_path__in=paths).select_related("locale"))
    page = next((there[locale] for locale in reading_order(code) if locale in there), None)
    if page is None:
        return []
    same = public_pages().filter(translation_key=page.translation_key)
    pages = by_locale(same.defer_streamfields().specific().prefetch_related("locale"))
    return [_offer(pages[locale], request) for locale in reading_order(code) if locale in pages]


def _offer(page, request):
    language = get_language(page.locale.language_code)
    reader = get_language(active_code())
    under = reader if reader.content == language.code else language
    return {
        "language": language,
        "tag": getattr(page, "language_tag", language.tag),
        "title": page.title,
        "url": page_url(page, under.code, request),
    }
