"""What a public page tells search engines and social networks: JSON-LD and the share card.

Its author is named as far as readers see the author named, and no further.
"""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import get_language

from core.languages import get_language as language_row
from core.scripts import to_latin

LATIN_READER = "sr-latn"


def linked_data(page, url: str) -> dict:
    """The page in the words of schema.org."""
    write = _writer(page)
    data = {
        "@context": "https://schema.org",
        "@type": page.schema_type,
        "headline": write(page.title),
        "description": write(page.summary),
        "inLanguage": _tag(page),
        "datePublished": page.date.isoformat(),
        "url": url,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
    }
    if page.last_published_at:
        data["dateModified"] = localdate(page.last_published_at).isoformat()
    if author := named_author(page):
        data["author"] = author
    return data


def share_card(page, url: str) -> list[tuple[str, str]]:
    """Names and contents of the `<meta>` elements social networks read."""
    return [
        ("og:type", "article"),
        ("og:site_name", settings.SITE_NAME),
        ("og:title", page.title),
        ("og:description", page.summary),
        ("og:url", url),
        ("og:locale", _tag(page)),
    ]


def named_author(page) -> dict | None:
    """Who is named, in the words of schema.org; None where nobody is."""
    party = page.named_party and _organization(page.named_party)
    if page.named_author:
        person = {"@type": "Person", "name": page.named_author.display_name()}
        return person | ({"affiliation": party} if party else {})
    return party or (page.named_family and _organization(page.named_family)) or None


def _organization(row):
    return {"@type": "Organization", "name": str(row)}


def _tag(page):
    latin = page.language_tag == "sr" and get_language() == LATIN_READER
    return language_row(LATIN_READER).tag if latin else page.language_tag


def _writer(page):
    """The page's text in the script it is read in."""
    latin = page.locale.language_code == "sr" and get_language() == LATIN_READER
    return to_latin if latin else str
