"""The language a person meets the admin in and is written to in."""

from django.conf import settings
from django.utils.translation import override

from core.languages import BY_CODE, language_from

PERSONS_PAGES = ("/admin/", "/accounts/")


def default_language(languages, party) -> str:
    """The one before they choose: their country's; "" where nothing tells."""
    return language_from(party.country.code if party else "", languages)


def own_language(user) -> str:
    """The code of the language a person chose, else of their default; "" where nothing tells."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in BY_CODE else default_language(user.languages, user.party)


def language_of(user) -> str:
    """The language a person is written to in.

    Wagtail's own answer would fall back to the language of whoever causes the mail.
    """
    return own_language(user) or settings.LANGUAGE_CODE


class OwnLanguageMiddleware:
    """Whoever is signed in meets the admin, its refusals included, in their own language.

    The browser's counts where nothing tells which that is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        code = request.path_info.startswith(PERSONS_PAGES) and self._code(request.user)
        if not code:
            return self.get_response(request)
        with override(code):
            request.LANGUAGE_CODE = code
            return self.get_response(request)

    def _code(self, user) -> str:
        return own_language(user) if user.is_authenticated else ""
