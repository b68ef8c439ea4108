"""Addresses of files: Wagtail's own, answered by our view."""

from django.urls import path

from . import views

urlpatterns = [
    path("media/<path:path>", views.media, name="media"),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        views.document,
        name="wagtaildocs_serve",
    ),
]
