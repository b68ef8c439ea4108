"""Addresses. What is not in a language stands before the languages."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import views as sitemap_views

from accounts.sign_in_views import LogoutView
from home import views as home_views
from home.api import SITEMAPS, api_router

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
forgotten = RedirectView.as_view(url=reverse_lazy("account_reset_password"))

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    # There is one place to sign in: Wagtail's own lead to it.
    path("admin/login/", sign_in),
    path("admin/logout/", LogoutView.as_view()),
    re_path(r"^admin/password_reset/", forgotten),
    # Wagtail's test of its own error page is an error for anyone who finds it.
    path("admin/failwhale/", home_views.missing),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("content.files.urls")),
    path("api/v2/", api_router.urls),
    path("api/v2/search/", include("search.api_urls")),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("healthz", home_views.healthz),
    path("readyz", home_views.readyz),
    path("", home_views.negotiate_language),
    # An unknown address here is missing: it must not become a redirect into a language.
    re_path(r"^(?:accounts|admin|api|static|media|documents)(?:/|$)", home_views.missing),
]

urlpatterns += i18n_patterns(
    path("_util/login/", sign_in),
    # Wagtail's forms for closed pages, which would tell that there are some.
    path("_util/<path:address>", home_views.missing),
    path("search/", include("search.urls")),
    path("blog/feed/", include("blog.urls")),
    path("", include(wagtail_urls)),
)

handler400 = "home.views.bad_request"
handler404 = "home.views.page_not_found"
handler500 = "home.views.server_error"
