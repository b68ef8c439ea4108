"""The record, read: all of it, of one page, and as a file."""

from itertools import chain

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.models import ContentPage
from core.csv_files import download
from core.csv_files import lines as csv_file_lines
from core.paging import parameters_but_page
from parties.models import PartyFamily

from .log_entries import may_read_log, page_record_for, record_for, sees_everything
from .log_forms import LogFilterForm
from .log_sentences import Line, lines

PAGE_SIZE = 50


def family_names() -> dict[int, str]:
    return {family.pk: str(family) for family in PartyFamily.objects.all()}


class TitledView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin whose header says what it is."""

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class RecordView(TitledView):
    """A page of entries. `get_record` says which, or that there is no such page."""

    header_icon = "history"

    def get_context_data(self, **kwargs):
        user = self.request.user
        record = self.get_record()
        paginator = Paginator(record, PAGE_SIZE)
        context = super().get_context_data(**kwargs)
        page_obj = paginator.get_page(self.request.GET.get("page"))
        everything = sees_everything(user)
        context["page_obj"] = page_obj
        context["lines"] = lines(page_obj.object_list, family_names() if everything else None)
        context["query"] = parameters_but_page(self.request).urlencode()
        return context


class LogView(RecordView):
    """The log of the reader's family, or of all of them; missing for those who have none."""

    template_name = "moderation/log.html"
    page_title = gettext_lazy("Log")

    @cached_property
    def form(self):
        return LogFilterForm(self.request.GET, self.request.user, record_for(self.request.user))

    def get_record(self):
        if not may_read_log(self.request.user):
            raise Http404
        return self.form.filtered()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["form"] = self.form
        context["may_export"] = sees_everything(self.request.user)
        return context


class PageLogView(RecordView):
    """What happened to one page, for its author, its family's moderators and the editors."""

    template_name = "moderation/page_log.html"
    page_title = gettext_lazy("Log")

    @cached_property
    def page(self):
        return ContentPage.objects.filter(pk=self.kwargs["pk"]).first()

    def get_record(self):
        record = page_record_for(self.request.user, self.kwargs["pk"], self.page)
        if record is None:
            raise Http404
        return record

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        newest = context["lines"][0].subject if context["lines"] else ""
        context["subject"] = newest or (self.page.get_admin_display_title() if self.page else "")
        return context


class LogExportView(View):
    """The same entries as a CSV file, for those who read all of them."""

    def get(self, request):
        if not sees_everything(request.user):
            raise Http404
        form = LogFilterForm(request.GET, request.user, record_for(request.user))
        name = f"log-{localdate():%Y-%m-%d}.csv"
        return download(name, csv_lines(form.filtered()))


def csv_lines(record):
    """The file's lines."""
    families = family_names()
    titles = [
        _("When"),
        _("Who"),
        _("What happened"),
        _("Code"),
        _("Page or person"),
        _("Page number"),
        _("Party family"),
        _("Details"),
        _("Reason"),
    ]
    entries = (_csv_row(Line(entry, families)) for entry in record)
    yield from csv_file_lines(chain([titles], entries))


def _csv_row(line):
    return [
        localtime(line.when).isoformat(timespec="seconds"),
        line.who,
        line.what,
        line.entry.action,
        line.subject,
        line.page_id or "",
        line.family,
        "; ".join(line.details),
        line.why,
    ]
