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

from core.languages import LANGUAGES, Language, get_language
from core.middleware import CHOSEN_BY_PARAMETER
from core.scripts import shown_tag
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


@register.simple_tag
def current_language() -> Language:
    """The row of the active language."""
    return get_language(active_code())


@register.simple_tag(takes_context=True)
def language_links(context) -> list[LanguageLink]:
    """A link for each language, in the table's order; two queries on a page, else none."""
    request, page = context.get("request"), context.get("page")
    if isinstance(page, Page):
        found = {row.locale.language_code: row for row in _public_translations(page)}
        urls = {row.code: _page_url(found.get(row.content), row.code, request) for row in LANGUAGES}
    else:
        urls = {row.code: url_in_language(context, row.code) for row in LANGUAGES}
    return [
        LanguageLink(row, urls[row.code] or home_url(row.code), row.code == active_code(),
                     bool(urls[row.code]))
        for row in LANGUAGES
    ]  # fmt: skip


def _public_translations(page):
    """The page's live public translations, itself among them."""
    same = Page.objects.filter(translation_key=page.translation_key)
    return unrestricted(same.live()).select_related("locale")


def _page_url(page, code: str, request) -> str | None:
    """A page's address under a language's prefix; `sr-latn` has the pages of `sr`."""
    if page is None:
        return None
    with override(code):
        return page.get_url(request)


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
    url = context["page"].get_url(request) or request.path
    number = getattr(pages, "number", 1)
    return request.build_absolute_uri(f"{url}?page={number}" if number > 1 else url)


@register.simple_tag(takes_context=True)
def absolute_url(context, url: str) -> str:
    return context["request"].build_absolute_uri(url)


@register.simple_tag(takes_context=True)
def languages_with_pages(context, links) -> list[LanguageLink]:
    """Those of the links below whose page something public stands; for an empty list."""
    keys = _public_translations(context["page"]).exclude(pk=context["page"].pk)
    paths = [Q(path__startswith=path) for path in keys.values_list("path", flat=True)]
    if not paths:
        return []
    below = unrestricted(Page.objects.filter(reduce(or_, paths), depth__gte=CONTENT_DEPTH).live())
    codes = set(below.order_by().values_list("locale__language_code", flat=True).distinct())
    return [link for link in links if link.language.content in codes]


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
    """The links that lead out of the active language."""
    return [link for link in links if not link.is_current]


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
