"""What people searched for and did not find: a report for the editors."""

from datetime import timedelta
from itertools import chain

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.roles import is_editor
from core.csv_files import download, lines
from core.languages import LANGUAGES, get_language
from core.paging import parameters_but_page

from . import missed

PAGE_SIZE = 50


def may_see_missed(user) -> bool:
    return is_editor(user) or (user.is_active and user.is_superuser)


class MissedFilterForm(forms.Form):
    """Offers the languages and weeks there is something of."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    week = forms.ChoiceField(label=gettext_lazy("Week"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.rows = missed.shown()
        languages, weeks = self._there("language"), sorted(self._there("week"), reverse=True)
        self._offer(
            "language", [(row.code, row.name) for row in LANGUAGES if row.code in languages]
        )
        self._offer("week", [(str(week), week_name(week)) for week in weeks])

    def _there(self, name):
        return set(self.rows.order_by().values_list(name, flat=True).distinct())

    def _offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices]

    def filtered(self):
        """The rows that are asked for; a choice that was not offered finds nothing."""
        if not self.is_valid():
            return self.rows.none()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return self.rows.filter(**chosen)


def week_name(monday) -> str:
    ends = (monday, monday + timedelta(days=6))
    return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in ends)


class EditorsMixin:
    """For all others there is no such page."""

    def dispatch(self, request, *args, **kwargs):
        if not may_see_missed(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self):
        return MissedFilterForm(self.request.GET)


class MissedSearchesView(EditorsMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "search/missed.html"
    page_title = gettext_lazy("Searched for and not found")
    header_icon = "search"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        page = Paginator(self.form.filtered(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        query = parameters_but_page(self.request)
        rows = [
            {"row": row, "week": week_name(row.week), "language": get_language(row.language)}
            for row in page
        ]
        return super().get_context_data(
            form=self.form, page_obj=page, rows=rows, query=query.urlencode(), **kwargs
        )


class MissedSearchesExportView(EditorsMixin, View):
    """The same rows as a CSV file."""

    def get(self, request):
        titles = [_("Week"), _("Language"), _("What was searched for"), _("Times")]
        rows = (
            [f"{row.week:%G-W%V}", get_language(row.language).name, row.text, row.times]
            for row in self.form.filtered()
        )
        return download(f"searches-{localdate():%Y-%m-%d}.csv", lines(chain([titles], rows)))
