"""What a document has to say of its page."""

import unicodedata
from collections import defaultdict

from django.db.models import prefetch_related_objects
from django.utils.translation import override
from wagtail.models import Locale

from content.models import ContentPage
from content.readership import readerships
from parties.models import Country, Party, PartyFamily

from .analysis import index_terms
from .models import TEXTS
from .thesaurus import topic_terms

# Some sixty pages of print: all their terms fit a vector of PostgreSQL, which holds 1 MB.
LONGEST_TEXT = 120_000


def described(pages) -> dict[int, dict]:
    """By the id of each page the values of its document's fields, apart from its terms.

    `pages` are of their own types; the number of queries does not grow with them.
    """
    pages = list(pages)
    _fetch_vocabularies(pages)
    readers, topics = readerships(pages), _topics(pages)
    return {
        page.pk: {
            **_texts(page),
            **_facets(page),
            "topics": topics[page.pk],
            "visibility": readers[page.pk].visibility,
            "reader_family_id": readers[page.pk].family_id,
        }
        for page in pages
    }


def with_terms(values: dict) -> dict:
    terms = {
        f"{name}_{level}": terms
        for name in TEXTS
        for level, terms in index_terms(values[name], values["locale"]).items()
    }
    # So a query that names a topic finds what is filed under it.
    terms["summary_stem"] = " ".join([terms["summary_stem"], *topic_terms(values["topics"])])
    return {**values, **terms}


def _texts(page):
    """Texts come in the page's language: a type may add names from the vocabularies."""
    with override(page.locale.language_code):
        return {
            "title": _clean(page.title),
            "summary": _clean(page.summary_text()),
            "text": _clean(page.search_text())[:LONGEST_TEXT],
        }


def _clean(text):
    """Composed, so that excerpts count letters as readers do; databases take no NUL."""
    return unicodedata.normalize("NFC", text or "").replace("\0", " ")


def _facets(page):
    country, family, party = page.search_country(), page.named_family, page.named_party
    return {
        "translation_key": page.translation_key,
        "locale": page.locale.language_code,
        "type_slug": page.type_slug,
        "country_id": country and country.pk,
        "family_id": family and family.pk,
        "party_id": party and party.pk,
        "year": page.search_year(),
        "date": page.date,
    }


def _topics(pages):
    through = ContentPage.topics.through.objects.filter(contentpage__in=[page.pk for page in pages])
    topics = defaultdict(list)
    for page, topic in through.order_by("topic").values_list("contentpage", "topic"):
        topics[page].append(topic)
    return topics


def _fetch_vocabularies(pages):
    """The rows of vocabularies that pages name, whatever a type calls its fields."""
    by_type = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for model, same in by_type.items():
        fields = [
            field.name
            for field in model._meta.concrete_fields
            if field.related_model in (Country, Locale, Party, PartyFamily)
        ]
        prefetch_related_objects(same, *fields, "author_party__country")
