"""What people search for and do not find, by language and week; never who.

Only what was typed is kept, and how often. What looks like an address or a number of somebody's
is left out, and editors are shown only what was searched for twice: a slip of one person is
nobody's business.
"""

import logging
import re
import unicodedata
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.http import HttpRequest
from django.utils.timezone import localdate

from .engines.base import Query, Results
from .models import MissedSearch
from .queries import read

logger = logging.getLogger(__name__)

LONGEST = 80
KEPT = timedelta(weeks=52)
# Of one week and language: whoever makes up queries fills no table.
MOST = 2000
SHOWN_FROM = 2
PERSONAL = re.compile(r"@|(?:\d\D*){7}")
ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|^$", re.IGNORECASE)


def note(request: HttpRequest, query: Query, results: Results):
    """Count a search that did not find all it asked for; costs a statement, and fails silently."""
    if request.method != "GET" or ROBOT.search(request.headers.get("User-Agent", "")):
        return
    if not _is_missed(query, results) or PERSONAL.search(query.text):
        return
    try:
        with transaction.atomic():
            _count(query.language, _normalised(query.text), monday(localdate()))
    except DatabaseError:
        logger.exception("A search that found nothing was not counted")


def shown():
    """What editors see: `MissedSearch` rows, the latest week and the most frequent first."""
    kept = MissedSearch.objects.filter(week__gt=monday(localdate()) - KEPT)
    same = kept.filter(language=OuterRef("language"), text=OuterRef("text")).order_by()
    in_all = same.values("language", "text").annotate(in_all=Sum("times")).values("in_all")
    often = kept.alias(in_all=Subquery(in_all)).filter(in_all__gte=SHOWN_FROM)
    return often.order_by("-week", "-times", "language", "text")


def monday(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def _is_missed(query, results):
    """What was chosen beside the words is not what was missed: with a choice nothing counts."""
    if query.filters or results.page.number != 1 or not read(query.text).required:
        return False
    return not results.total or not results.every


def _normalised(text):
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())[:LONGEST].strip()


def _count(language, text, week):
    same_week = MissedSearch.objects.filter(language=language, week=week)
    if same_week.filter(text=text).update(times=F("times") + 1) or same_week.count() >= MOST:
        return
    new = MissedSearch(language=language, week=week, text=text, times=1)
    MissedSearch.objects.bulk_create([new], ignore_conflicts=True)
    MissedSearch.objects.filter(week__lte=week - KEPT).delete()
