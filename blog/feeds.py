"""The newest public posts of a language, for feed readers."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language as active_code
from wagtail.models import Locale

from core.languages import get_language
from core.scripts import shown_tag, writer
from core.tree import unrestricted

from .models import BlogIndexPage, BlogPage


class MarkedAtomFeed(Atom1Feed):
    """Says of an entry in which language it is, where not the feed's, and who translated it."""

    def item_attributes(self, item):
        return {"xml:lang": item["tag"]} if item["tag"] != self.feed["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["translator"]:
            handler.startElement("contributor", {})
            handler.addQuickElement("name", item["translator"])
            handler.endElement("contributor")


class BlogFeed(Feed):
    """In the script its reader reads."""

    feed_type = MarkedAtomFeed

    @property
    def language(self):
        return get_language(active_code()).tag

    def get_object(self, request):
        indexes = unrestricted(BlogIndexPage.objects.live())
        index = indexes.filter(locale=Locale.get_active()).first()
        if index is None:
            raise Http404
        return index

    def title(self, index):
        return f"{settings.SITE_NAME} · {_written(index, index.title)}"

    def subtitle(self, index):
        return _written(index, index.introduction)

    def link(self, index):
        return index.url

    def feed_url(self, index):
        return f"/{active_code()}/blog/feed/"

    def items(self, index):
        posts = BlogPage.objects.child_of(index).visible_to(AnonymousUser())
        related = ("author", "author_party", "family", "locale", "owner")
        return posts.select_related(*related).newest_first()[:20]

    def item_title(self, post):
        return _written(post, post.title)

    def item_description(self, post):
        return _written(post, post.summary)

    def item_link(self, post):
        return post.url

    def item_author_name(self, post):
        return _written(post, post.byline())

    def item_pubdate(self, post):
        return post.first_published_at

    def item_extra_kwargs(self, post):
        name = post.translator.display_name() if post.translator else ""
        return {
            "tag": shown_tag(post.language_tag, active_code()),
            "translator": _written(post, name),
        }


def _written(page, text):
    """A text of a page in the script its reader reads."""
    return writer(page.locale.language_code, active_code())(text)
