"""Signing in and out, and passwords: django-allauth's views, with what is ours about them."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.shortcuts import render


class LoginView(allauth_views.LoginView):
    def dispatch(self, request, *args, **kwargs):
        """Somebody signed in whose roles were all taken away would be sent round in circles."""
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "account/no_role.html")
        return super().dispatch(request, *args, **kwargs)


class LogoutView(allauth_views.LogoutView):
    """Also stands where Wagtail has its own, so that there is one way out."""

    http_method_names = ["get", "post", "head"]


def language_was_chosen(request) -> bool:
    """Whether the reader chose a language themselves, now or earlier."""
    return "language" in request.GET or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
