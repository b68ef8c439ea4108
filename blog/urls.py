from django.urls import path

from .feeds import BlogFeed

urlpatterns = [path("", BlogFeed(), name="blog_feed")]
