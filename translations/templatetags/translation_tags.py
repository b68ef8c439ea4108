"""What a page's reader is told of translations, and what a translator may do from there."""

from django import template

from content.models import ContentPage
from content.versions import published_at
from core.languages import get_language
from translations.freshness import is_outdated, source_says_more
from translations.permissions import (
    languages_to_translate_into,
    user_may_confirm,
    user_may_read_source,
)
from translations.source_texts import parts_of

register = template.Library()


@register.inclusion_tag("translations/note.html", takes_context=True)
def outdated_note(context):
    """To readers of an outdated translation: that the original has changed since, and where it is.

    Of an original they may not read they are told neither when it changed nor where it is.
    """
    page, request = context["page"], context["request"]
    if not isinstance(page, ContentPage) or _is_preview(request) or not is_outdated(page):
        return {}
    source, user = page.translated_from, request.user
    told = {"page": page, "outdated": True, "version": source.major_version}
    if not user_may_read_source(user, page):
        return told
    return told | {
        "changed_at": published_at(source),
        "source_url": source.get_url(request),
        "source_language": get_language(source.locale.language_code),
        "may_confirm": user.is_authenticated and user_may_confirm(user, page),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("translations/start.html", takes_context=True)
def start_links(context):
    """For translators: a button for each language of theirs the page is missing in."""
    page, request = context["page"], context["request"]
    user = request.user
    if not isinstance(page, ContentPage) or _is_preview(request) or not user.is_authenticated:
        return {}
    codes = languages_to_translate_into(user)
    if not codes:
        return {}
    same = ContentPage.objects.filter(translation_key=page.translation_key)
    there = set(same.values_list("locale__language_code", flat=True))
    return {
        "page": page,
        "languages": [get_language(code) for code in codes if code not in there],
        "csrf_token": context.get("csrf_token"),
    }


def _is_preview(request):
    return getattr(request, "is_preview", False)


@register.inclusion_tag("translations/beside_editor.html", takes_context=True)
def source_beside_editor(context):
    """The text of the published source, for `static/js/source.js` to put beside the editor."""
    page, user = context.get("page"), context["request"].user
    if not isinstance(page, ContentPage) or not user_may_read_source(user, page):
        return {}
    source = page.translated_from.specific
    return {
        "page": page,
        "source": source,
        "language": get_language(source.locale.language_code),
        "parts": parts_of(source),
        "says_more": source_says_more(page),
    }
