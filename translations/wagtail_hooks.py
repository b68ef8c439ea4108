"""Where translating stands in the admin."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translations/", include("translations.urls"))]


@hooks.register("insert_editor_js")
def source_js():
    return format_html('<script src="{}"></script>', static("js/source.js"))


@hooks.register("insert_global_admin_css")
def source_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/source.css"))
