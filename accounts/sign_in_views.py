"""Signing in and out, and passwords: django-allauth's views, with what is ours about them."""

from functools import wraps

from allauth.account import views as allauth_views
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import override

from .mail import language_of


def in_own_language(view):
    """Show a page to a signed-in person in the language they chose."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with override(language_of(request.user)):
            request.LANGUAGE_CODE = language_of(request.user)
            response = view(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    return shown


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
