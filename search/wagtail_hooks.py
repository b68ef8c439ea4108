"""Where search stands in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .missed_views import MissedSearchesExportView, MissedSearchesView, may_see_missed


@hooks.register("register_admin_urls")
def register_missed_urls():
    patterns = [
        path("", MissedSearchesView.as_view(), name="index"),
        path("export/", MissedSearchesExportView.as_view(), name="export"),
    ]
    return [path("missed-searches/", include((patterns, "missed_searches")))]


class MissedSearchesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_missed(request.user)


@hooks.register("register_reports_menu_item")
def register_missed_menu_item():
    return MissedSearchesMenuItem(
        _("Searched for and not found"),
        reverse("missed_searches:index"),
        name="missed-searches",
        icon_name="search",
        order=100,
    )
