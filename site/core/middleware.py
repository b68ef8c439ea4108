"""The reader's language, who may keep an answer, and requests that are not whole."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware as DjangosLocaleMiddleware
from django.urls import get_resolver, get_script_prefix
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.encoding import escape_uri_path
from django.utils.translation import activate
from django.utils.translation.trans_real import parse_accept_lang_header

from .languages import BY_CODE, find

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
# Elsewhere the language switcher adds this: the language of the address is kept, for `/`.
CHOOSE = "choose"


class LocaleMiddleware(DjangosLocaleMiddleware):
    """The language of the address, else the one chosen before, else one the browser asks for."""

    def process_request(self, request):
        code = self.chosen(request) or code_in_address(request) or preferred(request)
        activate(code)
        request.LANGUAGE_CODE = code
        if request.method in ("GET", "HEAD"):
            return self.corrected(request)

    def chosen(self, request) -> str:
        code = request.GET.get("language", "")
        here = request.path_info.startswith(CHOSEN_BY_PARAMETER)
        return code if here and code in BY_CODE else ""

    def corrected(self, request):
        """A redirect where the address means a language, or chooses it, without being its own."""
        first, _slash, rest = request.path_info.lstrip("/").partition("/")
        code = code_in_address(request)
        if not code and (row := find(first)):
            return redirect_to(f"/{row.code}/{rest}", request.GET)
        if code and CHOOSE in request.GET:
            query = request.GET.copy()
            del query[CHOOSE]
            response = redirect_to(request.path_info, query)
            keep_choice(response, code)
            return response

    def process_response(self, request, response):
        if code := self.chosen(request) or typed(request):
            keep_choice(response, code)
        if request.path_info.startswith(OUTSIDE_LANGUAGES):
            if request.path_info.startswith("/api/"):
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
            return response
        return super().process_response(request, response)


def code_in_address(request) -> str:
    first = request.path_info.lstrip("/").partition("/")[0]
    return first if first in BY_CODE else ""


def typed(request) -> str:
    """The language of a front page whose address somebody typed who would be led to another."""
    code = code_in_address(request)
    is_typed = code and request.headers.get("Sec-Fetch-Site") == "none"
    is_front = request.path_info == f"/{code}/"
    return code if is_typed and is_front and preferred(request) != code else ""


def preferred(request) -> str:
    """The language chosen before, else the first the browser asks for that there is."""
    kept = find(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    rows = [kept, *(find(tag) for tag, quality in asked if quality > 0)]
    return next((row.code for row in rows if row), settings.LANGUAGE_CODE)


def redirect_to(path: str, query) -> HttpResponseRedirect:
    """Within the site: the path begins with the code of a language."""
    there = escape_uri_path(get_script_prefix() + path.lstrip("/"))
    return HttpResponseRedirect(f"{there}?{query.urlencode()}" if query else there)


def keep_choice(response, code: str):
    """Remember the language for `/` and for addresses without one; no cache shares that."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    patch_cache_control(response, private=True)


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
            return get_resolver().resolve_error_handler(400)(request, exception)
