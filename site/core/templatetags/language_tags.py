"""The same page in other languages: the switcher, `hreflang`, and the `lang` of a text."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django import template
from django.db.models import Q
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.translation import get_language as active_code
from django.utils.translation import override
from wagtail.models import Page

from core.alternates import (
    by_locale,
    canonical_code,
    hreflangs,
    page_url,
    page_urls,
    unrestricted_pages,
)
from core.languages import LANGUAGES, Language, get_language, reading_order
from core.middleware import CHOOSE, CHOSEN_BY_PARAMETER
from core.scripts import SERBIAN, shown_tag
from core.tree import unrestricted

register = template.Library()

# Root, a language's home, its indexes; what people write stands below them.
CONTENT_DEPTH = 4


@dataclass(frozen=True)
class LanguageLink:
    """Where a language's name leads: to the same page in it, else to that language's home."""

    language: Language
    url: str
    is_current: bool
    is_translation: bool
    page: Page | None = None


@register.simple_tag
def current_language() -> Language:
    """The row of the active language."""
    return get_language(active_code())


@register.simple_tag(takes_context=True)
def language_links(context) -> list[LanguageLink]:
    """A link for each language, in the table's order; two queries on a page, else none."""
    request, page = context.get("request"), context.get("page")
    pages = {}
    if isinstance(page, Page):
        pages = by_locale(unrestricted_pages(translation_key=page.translation_key))
        urls = page_urls(pages, request)
    else:
        urls = {row.code: url_in_language(context, row.code) for row in LANGUAGES}
    return [
        LanguageLink(
            language=row,
            url=urls.get(row.code) or home_url(row.code),
            is_current=row.code == active_code(),
            is_translation=bool(urls.get(row.code)),
            page=pages.get(row.content),
        )
        for row in LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def alternate_links(context, links) -> dict[str, str]:
    """`hreflang` → absolute address of the page in each language it is public in."""
    request, page = context["request"], context["page"]
    pages = {link.language.content: link.page for link in links if link.page}
    if hasattr(page, "language_tag") and SERBIAN in pages:
        pages[SERBIAN] = page if page.pk == pages[SERBIAN].pk else pages[SERBIAN].specific
    urls = hreflangs(pages, request)
    return {tag: request.build_absolute_uri(url) for tag, url in urls.items()}


@register.simple_tag(takes_context=True)
def url_in_language(context, code: str) -> str | None:
    """This address under another language's prefix, query kept; None where no view answers."""
    request = context.get("request")
    match = request and request.resolver_match
    if not match or match.url_name == "wagtail_serve":
        return None
    if request.path.startswith(CHOSEN_BY_PARAMETER):
        query = request.GET.copy()
        query["language"] = code
        return f"{request.path}?{query.urlencode()}"
    here = request.get_full_path()
    there = translate_url(here, code)
    return there if there != here or code == active_code() else None


@register.simple_tag
def home_url(code: str | None = None) -> str:
    """A language's home, the active one's if none is named."""
    with override(code or active_code()):
        return reverse("wagtail_serve", args=[""])


@register.simple_tag(takes_context=True)
def canonical_url(context) -> str:
    """The page's own absolute address: of its parameters only the list's page number stays."""
    request, pages = context["request"], context.get("pages")
    page = context["page"]
    code = canonical_code(page, active_code())
    url = page_url(page, code, request) or request.path
    number = getattr(pages, "number", 1)
    return request.build_absolute_uri(f"{url}?page={number}" if number > 1 else url)


@register.simple_tag(takes_context=True)
def languages_with_pages(context, links) -> list[LanguageLink]:
    """Those of the links below whose page something public stands; for an empty list."""
    others = [link.page for link in links if link.page and link.page.pk != context["page"].pk]
    paths = [Q(path__startswith=page.path) for page in others]
    if not paths:
        return []
    below = unrestricted(Page.objects.filter(reduce(or_, paths), depth__gte=CONTENT_DEPTH).live())
    codes = set(below.order_by().values_list("locale__language_code", flat=True).distinct())
    return nearest_first(link for link in links if link.language.content in codes)


@register.filter
def choosing(url: str) -> str:
    """An address of the switcher: who follows it chooses the language, and it is kept."""
    if url.startswith(CHOSEN_BY_PARAMETER):
        return url
    return f"{url}{'&' if '?' in url else '?'}{CHOOSE}"


@register.filter
def translated(links) -> list[LanguageLink]:
    """The links that lead to the same page."""
    return [link for link in links if link.is_translation]


@register.filter
def untranslated(links) -> list[LanguageLink]:
    """The links that lead to a language's home for want of a translation."""
    return [link for link in links if not link.is_translation]


@register.filter
def others(links) -> list[LanguageLink]:
    """The links that lead out of the active language, nearest first."""
    return nearest_first(link for link in links if not link.is_current)


def nearest_first(links) -> list[LanguageLink]:
    """The links in the order in which the reader understands their languages."""
    order = reading_order(active_code())
    return sorted(links, key=lambda link: order.index(link.language.content))


def _shown_language(text) -> Language:
    """The language of a page, or of a code, as it is sent: `sr` as Latin under `sr-latn`."""
    tag = getattr(text, "language_tag", None) or get_language(str(text)).tag
    return get_language(shown_tag(tag, active_code()))


@register.simple_tag
def reading_language(text) -> Language | None:
    """The language a page is read in, None where it is the interface's."""
    language = _shown_language(text)
    return None if language == get_language(active_code()) else language


@register.simple_tag
def lang_of(text) -> str:
    """` lang="…"` for a page or a language's code, nothing where it is the interface's."""
    language = reading_language(text)
    return format_html(' lang="{}"', language.tag) if language else ""
