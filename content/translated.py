"""What a translation owes its source: which version it says, and to tell no more than it does.

The source's author stays the translation's, so it names them no further than the source does.
That it is narrowed with its source, `content.visibility` says.
"""

from contextlib import contextmanager

from django.dispatch import Signal

# From what tells most of an author to what tells least.
WITHHOLDS = {"name": 0, "party": 1, "family": 2, "anonymous": 3}

# Sent inside the transaction when a published translation names less; `instance` is the page.
attribution_narrowed = Signal()


def newest(*versions) -> int | None:
    """The highest of versions, of which some may be unknown."""
    return max((version for version in versions if version is not None), default=None)


@contextmanager
def published_version_only(page):
    """Within, the page says which version of its source it says as far as readers have got it.

    The row of a page that is not live is written with each draft: what a draft says of itself
    counts when it is published.
    """
    said = page.translated_version
    if said is not None and page.pk and not page.live:
        stored = type(page).objects.filter(pk=page.pk, translated_version__isnull=False)
        page.translated_version = (
            stored.values_list("translated_version", flat=True).first() or said
        )
    yield
    page.translated_version = said


def _or(value, default):
    return default if value is None else value


def attribution_kept(page) -> str:
    """The attribution of a page, no wider than that of the page it was translated from."""
    source = page.translated_from
    if source is None or source.author_id != page.author_id:
        return page.attribution
    return max(page.attribution, source.attribution, key=WITHHOLDS.__getitem__)


def translations_of(page) -> list:
    """All that was translated from a page, and from those again, published or not."""
    from .models import ContentPage

    found, last = {}, [page.pk]
    while last:
        below = ContentPage.objects.filter(translated_from__in=last).order_by("pk")
        last = [one.pk for one in below if one.pk not in found and one.pk != page.pk]
        found |= {one.pk: one for one in below if one.pk in last}
    return list(found.values())


def withhold_in_translations(page):
    """After a page was published that names less of its author than before."""
    from .models import ContentPage

    for one in translations_of(page):
        kept = max(one.attribution, page.attribution, key=WITHHOLDS.__getitem__)
        if kept == one.attribution or one.author_id != page.author_id:
            continue
        ContentPage.objects.filter(pk=one.pk).update(attribution=kept)
        if one.live:
            attribution_narrowed.send(ContentPage, instance=ContentPage.objects.get(pk=one.pk))
