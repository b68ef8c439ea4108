"""Writing search documents: one page, what a change reaches, or all of them."""

import unicodedata
from collections.abc import Callable
from itertools import batched

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from content.models import ContentPage
from content.readership import readerships

from .analysis import index_terms
from .models import SearchDocument

# Some sixty pages of print: all their terms fit a vector of PostgreSQL, which holds 1 MB.
LONGEST_TEXT = 120_000
BATCH_SIZE = 100


def write_document(page: ContentPage) -> SearchDocument | None:
    """Make search know the page as the database has it; None if it is not live."""
    current = ContentPage.objects.live().filter(pk=page.pk).first()
    if current is None:
        remove_document(page.pk)
        return None
    return _write(current.specific, readerships([current])[current.pk])


def remove_document(page_id: int):
    SearchDocument.objects.filter(pk=page_id).delete()


def update_readership(page_id: int):
    """After a change of who may read a page, or of its place: the page and all below it."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return
    below = ContentPage.objects.descendant_of(page, inclusive=True)
    below = below.filter(search_document__isnull=False).only("path")
    for pk, readership in readerships(below).items():
        SearchDocument.objects.filter(pk=pk).update(
            visibility=readership.visibility, reader_family=readership.family_id
        )


def rewrite_country(country_id: int):
    """Write the documents of a country again, whose texts may name its parties."""
    _write_pages(ContentPage.objects.filter(search_document__country=country_id))


def rebuild(report: Callable[[int], None] = lambda count: None) -> int:
    """Write all documents again, batch by batch; what is there is found meanwhile.

    `report` is called with the number written so far. Returns how many there are.
    """
    count = _write_pages(ContentPage.objects.live(), report)
    SearchDocument.objects.exclude(page__live=True).delete()
    return count


def _write_pages(pages, report=lambda count: None):
    count = 0
    # Ids first: a page published while this runs writes its own document.
    for ids in batched(pages.order_by("pk").values_list("pk", flat=True), BATCH_SIZE):
        with transaction.atomic():
            batch = ContentPage.objects.live().filter(pk__in=ids).specific()
            readers = readerships(batch)
            for page in batch:
                _write(page, readers[page.pk])
        count += len(readers)
        report(count)
    return count


def _write(page, readership):
    """Texts come in the page's language: a type may add names from the vocabularies."""
    with override(page.locale.language_code), transaction.atomic():
        texts = {
            "title": _clean(page.title),
            "summary": _clean(page.summary_text()),
            "text": _clean(page.search_text())[:LONGEST_TEXT],
        }
        document, _created = SearchDocument.objects.update_or_create(
            page_id=page.pk,
            defaults={
                **texts,
                **_terms(texts, page.locale.language_code),
                **_facets(page),
                "visibility": readership.visibility,
                "reader_family_id": readership.family_id,
            },
        )
    return document


def _clean(text):
    """Composed, so that excerpts count letters as readers do; databases take no NUL."""
    return unicodedata.normalize("NFC", text or "").replace("\0", " ")


def _terms(texts, language_code):
    return {
        f"{name}_{level}": terms
        for name, text in texts.items()
        for level, terms in index_terms(text, language_code).items()
    }


def _facets(page):
    return {
        "translation_key": page.translation_key,
        "locale": page.locale.language_code,
        "type_slug": page.type_slug,
        "country": page.search_country(),
        "family": page.named_family,
        "party": page.named_party,
        "topics": sorted(page.topics.values_list("pk", flat=True)),
        "year": page.search_year(),
        "date": page.date,
    }
