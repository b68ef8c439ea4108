"""What machines are told of the pages: the API and the sitemap. Public pages only, whoever asks."""

from django.contrib.auth.models import AnonymousUser
from rest_framework import status
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from content.visibility import readable_by


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
    def items(self):
        return public_pages().order_by("path").defer_streamfields().specific()


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesAPIViewSet)
