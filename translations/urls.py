"""Addresses of translating, below `/admin/translations/`."""

from django.urls import path

from . import views

app_name = "translations"

urlpatterns = [
    path("<int:pk>/start/", views.StartView.as_view(), name="start"),
    path("<int:pk>/changes/", views.SourceChangesView.as_view(), name="changes"),
    path("<int:pk>/still-accurate/", views.StillAccurateView.as_view(), name="still_accurate"),
]
