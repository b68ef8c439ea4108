"""Where translating stands in the admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.roles import TRANSLATORS, has_role

from .dashboard import NextStepsPanel
from .permissions import user_has_grid


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translations/", include("translations.urls"))]


@hooks.register("insert_editor_js")
def source_js():
    return format_html('<script src="{}"></script>', static("js/source.js"))


@hooks.register("insert_global_admin_css")
def source_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/source.css"))


@hooks.register("insert_global_admin_css")
def grid_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/grid.css"))


class GridMenuItem(MenuItem):
    def is_shown(self, request):
        return user_has_grid(request.user)


@hooks.register("register_admin_menu_item")
def register_grid_menu_item():
    return GridMenuItem(
        _("Translations"),
        reverse("translations:grid"),
        name="translations",
        icon_name="globe",
        order=95,
    )


@hooks.register("construct_homepage_panels", order=10)
def show_what_is_next(request, panels):
    if has_role(request.user, TRANSLATORS):
        panels.append(NextStepsPanel())
