"""The reader's language, and requests that are not whole."""

from django.middleware.locale import LocaleMiddleware as DjangosLocaleMiddleware
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request

# What is not in a language: a missing address here is missing, it does not become a redirect.
OUTSIDE_LANGUAGES = ("/admin/", "/api/", "/static/", "/media/", "/documents/")


class LocaleMiddleware(DjangosLocaleMiddleware):
    def process_response(self, request, response):
        if request.path_info.startswith(OUTSIDE_LANGUAGES):
            return response
        return super().process_response(request, response)


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
