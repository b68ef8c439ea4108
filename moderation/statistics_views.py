"""Statistics for the editors. Moderators and participants have no such page."""

from django import forms
from django.http import Http404
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .charts import bar_chart
from .log_entries import sees_everything
from .log_views import TitledView
from .statistics import figures

PERIODS, DEFAULT_PERIOD = (3, 12, 24, 60), 12


class PeriodForm(forms.Form):
    months = forms.TypedChoiceField(
        label=gettext_lazy("Period"), coerce=int, empty_value=DEFAULT_PERIOD
    )

    def __init__(self, data):
        super().__init__({"months": DEFAULT_PERIOD, **data.dict()})
        text = ngettext_lazy("The last %(count)s month", "The last %(count)s months", "count")
        self.fields["months"].choices = [(count, text % {"count": count}) for count in PERIODS]

    @property
    def period(self) -> int:
        return self.cleaned_data["months"] if self.is_valid() else DEFAULT_PERIOD


class StatisticsView(TitledView):
    """Submissions and the median time to a decision, as charts with their tables beneath."""

    template_name = "moderation/statistics.html"
    page_title = gettext_lazy("Statistics")
    header_icon = "table"

    def dispatch(self, request, *args, **kwargs):
        if not sees_everything(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = PeriodForm(self.request.GET)
        found = figures(form.period)
        headings = {
            "month": _("By month"),
            "family": _("By party family"),
            "language": _("By language"),
        }
        sections = [
            {
                "name": name,
                "heading": heading,
                "rows": found[name],
                "charts": charts_of(name, heading, found[name]),
            }
            for name, heading in headings.items()
        ]
        return super().get_context_data(
            form=form, total=found["total"][0], sections=sections, **kwargs
        )


def charts_of(name, heading, rows):
    """Two charts of the same rows: how much was submitted, and how long decisions took."""
    submitted = [(row.label, row.submitted, number_format(row.submitted)) for row in rows]
    days = [(row.label, row.days, days_text(row.days)) for row in rows]
    return [
        bar_chart(f"{name}-submitted", f"{_('Submissions')}: {heading}", submitted),
        bar_chart(f"{name}-days", f"{_('Median days to a decision')}: {heading}", days),
    ]


def days_text(days) -> str:
    return "–" if days is None else number_format(days, 1)
