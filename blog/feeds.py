"""The newest public posts of a language, for feed readers."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from wagtail.models import Locale

from core.tree import unrestricted

from .models import BlogIndexPage, BlogPage


class BlogFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request):
        indexes = unrestricted(BlogIndexPage.objects.live())
        index = indexes.filter(locale=Locale.get_active()).first()
        if index is None:
            raise Http404
        return index

    def title(self, index):
        return f"Integrity Leaders · {index.title}"

    def subtitle(self, index):
        return index.introduction

    def link(self, index):
        return index.url

    def feed_url(self, index):
        return f"/{get_language()}/blog/feed/"

    def items(self, index):
        posts = BlogPage.objects.child_of(index).visible_to(AnonymousUser())
        return posts.select_related("author", "author_party", "family").newest_first()[:20]

    def item_title(self, post):
        return post.title

    def item_description(self, post):
        return post.summary

    def item_link(self, post):
        return post.url

    def item_author_name(self, post):
        return post.byline()

    def item_pubdate(self, post):
        return post.first_published_at
