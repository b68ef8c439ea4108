"""Addresses. What is not in a language stands before the languages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home import views as home_views
from home.api import api_router

urlpatterns = [
    # Wagtail's test of its own error page is an error for anyone who finds it.
    path("admin/failwhale/", home_views.missing),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("api/v2/search/", include("search.api_urls")),
    path("sitemap.xml", sitemap),
    path("healthz", home_views.healthz),
    path("readyz", home_views.readyz),
    path("", home_views.negotiate_language),
    # An unknown address here is missing: it must not become a redirect into a language.
    re_path(r"^(?:admin|api|static|media)(?:/|$)", home_views.missing),
]

if settings.SERVE_FILES:
    urlpatterns.insert(0, path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("blog/feed/", include("blog.urls")),
    path("", include(wagtail_urls)),
)

handler404 = "home.views.page_not_found"
handler500 = "home.views.server_error"
