"""What a public page tells search engines and social networks: JSON-LD and the share card.

Its author is named as far as readers see the author named, and no further.
"""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import get_language

from core.scripts import SERBIAN, shown_tag, writer


def linked_data(page, url: str) -> dict:
    """The page in the words of schema.org."""
    write = writer(page.locale.language_code, get_language())
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
    if page.translator:
        data["translator"] = {"@type": "Person", "name": write(page.translator.display_name())}
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
        write = writer(page.locale.language_code, get_language())
        person = {"@type": "Person", "name": write(page.named_author.display_name())}
        return person | ({"affiliation": party} if party else {})
    return party or (page.named_family and _organization(page.named_family)) or None


def _organization(row):
    # A name the vocabulary has in Cyrillic only.
    name = writer(SERBIAN, get_language())(str(row))
    return {"@type": "Organization", "name": name}


def _tag(page):
    return shown_tag(page.language_tag, get_language())
