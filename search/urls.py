from django.urls import path

from .suggestions import suggestions
from .views import search

urlpatterns = [
    path("", search, name="search"),
    path("suggestions/", suggestions, name="search_suggestions"),
]
