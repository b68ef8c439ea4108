"""What the public pages' frame needs: the navigation, and small helpers of templates."""

from datetime import date
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language as active_code
from wagtail.models import Page

from core.collation import sorted_by_name
from core.languages import get_language
from core.tree import unrestricted

from .language_tags import home_url

register = template.Library()

INDEX_DEPTH = 3


@register.simple_tag(takes_context=True)
def main_navigation(context) -> list[dict]:
    """The indexes below the active language's home, as `{title, url, is_current}`."""
    request, page = context.get("request"), context.get("page")
    here = page.path if isinstance(page, Page) else ""
    code = get_language(active_code()).content
    indexes = Page.objects.filter(depth=INDEX_DEPTH, locale__language_code=code).live()
    return [
        {
            "title": index.title,
            "url": index.get_url(request),
            "is_current": here.startswith(index.path),
        }
        for index in unrestricted(indexes).order_by("path")
    ]


@register.simple_tag
def search_url() -> str:
    """The search in the active language."""
    try:
        return reverse("search")
    except NoReverseMatch:
        return f"{home_url()}search/"


@register.simple_tag(takes_context=True)
def sign_in_url(context) -> str:
    """Where to sign in, and come back here from."""
    here = urlencode({"next": context["request"].get_full_path(), "language": active_code()})
    return f"{resolve_url(settings.LOGIN_URL)}?{here}"


@register.filter
def by_name(rows) -> list:
    """Rows of a vocabulary in the order of the reader's alphabet."""
    return sorted_by_name(rows)


@register.filter
def as_date(iso: str) -> date | None:
    """A day written as ISO 8601, for the `date` filter."""
    return parse_date(iso or "")


@register.simple_tag
def running_times(sessions) -> list[dict]:
    """A training's sessions as `{block, starts, ends}`, in hours and minutes from its start."""
    rows, clock = [], 0
    for block in sessions:
        ends = clock + block.value["minutes"]
        rows.append({"block": block, "starts": _clock(clock), "ends": _clock(ends)})
        clock = ends
    return rows


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
