"""Where the log and the statistics stand in the admin; imported by `wagtail_hooks`."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.models import ContentPage
from content.permissions import user_owns

from . import log_sentences
from .log_entries import may_read_log, sees_everything
from .log_views import LogExportView, LogView, PageLogView
from .statistics_views import StatisticsView


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_sentences.register_log_actions(actions)


@hooks.register("register_admin_urls")
def register_log_urls():
    patterns = [
        path("", LogView.as_view(), name="index"),
        path("export/", LogExportView.as_view(), name="export"),
        path("page/<int:pk>/", PageLogView.as_view(), name="page"),
    ]
    return [
        path("log/", include((patterns, "log"))),
        path("statistics/", StatisticsView.as_view(), name="statistics"),
    ]


class LogMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_log(request.user)


@hooks.register("register_admin_menu_item")
def register_log_menu_item():
    return LogMenuItem(_("Log"), reverse("log:index"), name="log", icon_name="history", order=95)


@hooks.register("register_page_header_buttons")
def show_log_of_page(page, user, view_name, next_url=None):
    """Beside the page's other actions; for its author too, who has no log of their own."""
    if not issubclass(page.specific_class or Page, ContentPage):
        return
    if may_read_log(user) or user_owns(user, page):
        url = reverse("log:page", args=(page.pk,))
        yield Button(_("Log"), url, icon_name="history", priority=95)


class StatisticsMenuItem(MenuItem):
    def is_shown(self, request):
        return sees_everything(request.user)


@hooks.register("register_admin_menu_item")
def register_statistics_menu_item():
    return StatisticsMenuItem(
        _("Statistics"), reverse("statistics"), name="statistics", icon_name="table", order=96
    )
