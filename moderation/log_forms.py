"""Choosing among the entries of the record."""

from datetime import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.timezone import get_current_timezone, localtime, now
from django.utils.translation import gettext_lazy as _

from core.collation import sorted_by_name
from parties.models import PartyFamily

from .log_entries import sees_everything
from .log_sentences import action_choices

NO_FAMILY = "none"


def months_since(start):
    """The months from `start` to now as (year, month), newest first."""
    year, month = localtime(now()).year, localtime(now()).month
    first = localtime(start or now())
    while (year, month) >= (first.year, first.month):
        yield year, month
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def month_bounds(year: int, month: int):
    """The first moment of a month and of the next."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    zone = get_current_timezone()
    return datetime(year, month, 1, tzinfo=zone), datetime(*following, 1, tzinfo=zone)


def month_name(year: int, month: int) -> str:
    return f"{MONTHS[month]} {year}"


class LogFilterForm(forms.Form):
    """Offers only what the reader's own record holds; only those who read all choose a family."""

    family = forms.ChoiceField(label=_("Party family"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    action = forms.ChoiceField(label=_("What happened"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, data, user, record):
        super().__init__(data)
        self.record = record
        if sees_everything(user):
            families = [
                (str(row.pk), str(row)) for row in sorted_by_name(PartyFamily.objects.all())
            ]
            self._offer("family", [*families, (NO_FAMILY, _("Without a party family"))])
        else:
            del self.fields["family"]
        self._offer("person", self._people())
        self._offer("action", action_choices())
        months = months_since(record.since())
        self._offer(
            "month", [(f"{year}-{month:02}", month_name(year, month)) for year, month in months]
        )

    def _offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices]

    def _people(self):
        people = get_user_model().objects.filter(pk__in=self.record.actor_ids())
        people = sorted_by_name(people, lambda person: person.display_name())
        return [(str(row.pk), row.display_name()) for row in people]

    def filtered(self):
        """The entries that are asked for; a choice that was not offered finds nothing."""
        if not self.is_valid():
            return self.record.filter(Q(pk__in=[]))
        chosen, record = self.cleaned_data, self.record
        if family := chosen.get("family"):
            record = record.filter(Q(data__family=None if family == NO_FAMILY else int(family)))
        if chosen["person"]:
            record = record.about(int(chosen["person"]))
        if chosen["action"]:
            record = record.filter(Q(action=chosen["action"]))
        if chosen["month"]:
            first, following = month_bounds(*map(int, chosen["month"].split("-")))
            record = record.filter(Q(timestamp__gte=first, timestamp__lt=following))
        return record
