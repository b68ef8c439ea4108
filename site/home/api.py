"""What machines are told of the pages: the API and the sitemap. Public pages only, whoever asks."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from rest_framework import status
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from content.visibility import readable_by
from core.alternates import by_locale, canonical_code, hreflangs, page_url
from core.languages import LANGUAGES, get_language


def public_pages():
    """Live pages everybody may read; the root of all trees is no page for readers."""
    return readable_by(Page.objects.live().filter(depth__gt=1), AnonymousUser())


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's would show a person signed in what is for members, and for any family."""

    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"site"}
    # The page an alias shows may be one that is not public.
    meta_fields = [name for name in PagesAPIViewSet.meta_fields if name != "alias_of"]

    def get_base_queryset(self):
        return public_pages()

    def find_view(self, request):
        number = request.GET.get("id")
        if number is not None and not number.isdecimal():
            return Response({"message": "not found"}, status=status.HTTP_404_NOT_FOUND)
        return super().find_view(request)


class PublicSitemap(Sitemap):
    """The public pages in one language, each with its translations."""

    code = ""
    limit = 5000

    def items(self):
        locale = get_language(self.code).content
        return _with_types(public_pages().filter(locale__language_code=locale).order_by("path"))

    def get_latest_lastmod(self):
        return self.items().aggregate(last=Max("last_published_at"))["last"]

    def _urls(self, page, protocol, domain):
        pages = list(self.paginator.page(page).object_list)
        translations = {}
        keys = [page.translation_key for page in pages]
        for row in _with_types(public_pages().filter(translation_key__in=keys)):
            translations.setdefault(row.translation_key, []).append(row)
        return [
            self._url(page, by_locale(translations.get(page.translation_key, [page])))
            for page in pages
            if canonical_code(page, self.code) == self.code
        ]

    def _url(self, page, translations):
        absolute = self.request.build_absolute_uri
        alternates = hreflangs(translations, self.request).items()
        return {
            "location": absolute(page_url(page, self.code, self.request)),
            "lastmod": self.lastmod(page),
            "alternates": [
                {"lang_code": tag, "location": absolute(url)} for tag, url in alternates
            ],
        }


def _with_types(pages):
    return pages.prefetch_related("locale").defer_streamfields().specific()


SITEMAPS = {
    row.code: type(f"Sitemap_{row.code}", (PublicSitemap,), {"code": row.code}) for row in LANGUAGES
}

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesAPIViewSet)
