"""The reader's language, who may keep an answer, and requests that are not whole."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware as DjangosLocaleMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import activate
from django.views.defaults import bad_request

from .languages import BY_CODE

# What is not in a language: a missing address here is missing, it does not become a redirect.
OUTSIDE_LANGUAGES = (
    "/accounts/",
    "/admin/",
    "/api/",
    "/static/",
    "/media/",
    "/documents/",
    "/sitemap",
)
# Where a language cannot stand in the address, `?language=` chooses it, and it is kept.
CHOSEN_BY_PARAMETER = "/accounts/"


class LocaleMiddleware(DjangosLocaleMiddleware):
    def process_request(self, request):
        super().process_request(request)
        if code := self.chosen(request):
            activate(code)
            request.LANGUAGE_CODE = code

    def chosen(self, request) -> str:
        code = request.GET.get("language", "")
        here = request.path_info.startswith(CHOSEN_BY_PARAMETER)
        return code if here and code in BY_CODE else ""

    def process_response(self, request, response):
        if code := self.chosen(request):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax")
        if request.path_info.startswith(OUTSIDE_LANGUAGES):
            if request.path_info.startswith("/api/"):
                patch_vary_headers(response, ["Accept-Language"])
            return response
        return super().process_response(request, response)


class PrivateAnswersMiddleware:
    """Keeps what was made for a person signed in out of every shared cache.

    An answer that did not look at the session is the same for everybody: feeds, the sitemap.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class IncompleteFormMiddleware:
    """Answers 400 where a form came without a field it always has.

    Wagtail's editor and some of its views read such fields without asking; only a hand-made
    request leaves them out.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if request.method == "POST" and isinstance(exception, MultiValueDictKeyError):
            return bad_request(request, exception)
