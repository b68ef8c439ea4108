"""What machines are told of the pages: the API and the sitemap. Public pages only, whoever asks."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Max
from rest_framework import status
from rest_framework.exceptions import NotAcceptable
from rest_framework.response import Response
from wagtail.api.v2.filters import SearchFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from content.bad_input import DIGITS, has_nul, is_number
from content.visibility import readable_by
from core.alternates import by_locale, canonical_code, hreflangs, page_url
from core.languages import LANGUAGES, get_language

SEARCHING = {"search", "search_operator"}
# How a field, a moment's time zone, and PostgreSQL refuse a value that is asked for.
REFUSALS = (ValidationError, OverflowError, DataError)


def public_pages():
    """Live pages everybody may read; the root of all trees is no page for readers."""
    return readable_by(Page.objects.live().filter(depth__gt=1), AnonymousUser())


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's would show a person signed in what is for members, and for any family.

    Its search ranks by the words of all pages, hidden ones too: there is a search of our own.
    """

    # Nobody is told more for being somebody, so no password can be tried here.
    authentication_classes = []
    filter_backends = [each for each in PagesAPIViewSet.filter_backends if each != SearchFilter]
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"site"}
    # The page an alias shows may be one that is not public.
    meta_fields = [name for name in PagesAPIViewSet.meta_fields if name != "alias_of"]

    def get_base_queryset(self):
        return public_pages()

    def initial(self, request, *args, **kwargs):
        """Refuses what Wagtail would ask the database for as it is, at every address."""
        super().initial(request, *args, **kwargs)
        if SEARCHING & set(request.GET):
            raise BadRequestError("pages are searched at /api/v2/search/?q=")
        if has_nul(request.GET):
            raise BadRequestError("a query parameter holds a null character")
        if len(request.GET.get("offset", "")) > DIGITS:
            raise BadRequestError("offset is too large")

    def perform_content_negotiation(self, request, force=False):
        """A header Python's own reader of headers stumbles over asks for nothing there is."""
        try:
            return super().perform_content_negotiation(request, force)
        except TypeError as error:
            raise NotAcceptable from error

    def handle_exception(self, exc):
        if isinstance(exc, REFUSALS):
            exc = BadRequestError("a query parameter has a value its field cannot have")
        return super().handle_exception(exc)

    def find_view(self, request):
        number = request.GET.get("id")
        if number is not None and not is_number(number):
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
