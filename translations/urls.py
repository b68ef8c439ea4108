"""Addresses of translating, below `/admin/translations/`."""

from django.urls import path

from . import grid_views, views

app_name = "translations"

urlpatterns = [
    path("", grid_views.GridView.as_view(), name="grid"),
    path("<int:pk>/take-on/", grid_views.TakeOnView.as_view(), name="take_on"),
    path("<int:pk>/give-back/", grid_views.GiveBackView.as_view(), name="give_back"),
    path("<int:pk>/start/", views.StartView.as_view(), name="start"),
    path("<int:pk>/changes/", views.SourceChangesView.as_view(), name="changes"),
    path("<int:pk>/still-accurate/", views.StillAccurateView.as_view(), name="still_accurate"),
]
