"""How reviewing goes, counted from the record: it outlives the pages and people it speaks of."""

from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from core.collation import sorted_by_name
from core.languages import get_language
from parties.models import PartyFamily

from .log import DECIDE, SUBMIT
from .log_forms import month_name

APPROVE = DECIDE[0]
DAY = 24 * 60 * 60


@dataclass
class Figures:
    """Submissions, decisions by kind, and the seconds each decision took."""

    label: str
    submitted: int = 0
    approved: int = 0
    rejected: int = 0
    seconds: list[int] = field(default_factory=list)

    @property
    def decided(self) -> int:
        return self.approved + self.rejected

    @property
    def days(self) -> float | None:
        """The median time to a decision in days, None where nothing was decided."""
        return round(median(self.seconds) / DAY, 1) if self.seconds else None

    def count(self, action, seconds):
        if action in SUBMIT:
            self.submitted += 1
            return
        self.approved += action == APPROVE
        self.rejected += action != APPROVE
        if seconds is not None:
            self.seconds.append(int(seconds))


def start_of(months: int) -> datetime:
    """The first moment of the period of so many months that ends with the current one."""
    today = localtime()
    year, month = divmod(today.year * 12 + today.month - months, 12)
    return datetime(year, month + 1, 1, tzinfo=get_current_timezone())


def figures(months: int) -> dict[str, list[Figures]]:
    """The period's figures: in all, and by month, family and language; one query and the families.

    Every month and family has its row, a language only where something happened.
    """
    since = start_of(months)
    entries = PageLogEntry.objects.filter(
        action__in=(*SUBMIT, *DECIDE), timestamp__gte=since, data__has_key="language"
    ).order_by()
    tables = _Tables(since, months)
    for entry in entries.values_list(
        "action", "timestamp", "data__family", "data__language", "data__seconds"
    ):
        tables.count(*entry)
    return tables.read()


class _Tables:
    """The rows that are being counted."""

    def __init__(self, since, months):
        self.total = Figures(_("In all"))
        self.months = {key: Figures(month_name(*key)) for key in _months(since, months)}
        self.families = {
            row.pk: Figures(str(row)) for row in sorted_by_name(PartyFamily.objects.all())
        }
        self.languages = {}

    def count(self, action, time, family, code, seconds):
        month = localtime(time).year, localtime(time).month
        for row in (
            self.total,
            self.months.setdefault(month, Figures(month_name(*month))),
            self.families.setdefault(family, Figures(_("Without a party family"))),
            self.languages.setdefault(code, Figures(get_language(code).name)),
        ):
            row.count(action, seconds)

    def read(self):
        languages = sorted(self.languages.values(), key=lambda row: (-row.submitted, row.label))
        return {
            "total": [self.total],
            "month": list(self.months.values()),
            "family": list(self.families.values()),
            "language": languages,
        }


def _months(since, months):
    for number in range(months):
        year, month = divmod(since.year * 12 + since.month - 1 + number, 12)
        yield year, month + 1
