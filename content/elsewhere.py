"""Pages in other languages, for a reader whose own has few."""

from django.db.models import Case, Value, When
from django.utils.translation import get_language

from core.languages import reading_order

# A page may be there in every language; of its translations only the nearest is offered.
READ_FOR_EACH = 6


def nearest_first(pages, count: int) -> list:
    """So many of the pages, those in languages near to the reader's first, then the newest.

    Of the translations of one page the nearest stands for all.
    """
    places = [
        When(locale__language_code=code, then=Value(place))
        for place, code in enumerate(reading_order(get_language()))
    ]
    ordered = pages.order_by(Case(*places), "-date", "-pk")
    offered = {}
    for page in ordered[: count * READ_FOR_EACH]:
        offered.setdefault(page.translation_key, page)
    return list(offered.values())[:count]
