"""The reader's language, for addresses that stand in a language only."""

from django.middleware.locale import LocaleMiddleware as DjangosLocaleMiddleware

# What is not in a language: a missing address here is missing, it does not become a redirect.
OUTSIDE_LANGUAGES = ("/admin/", "/api/", "/static/", "/media/", "/documents/")


class LocaleMiddleware(DjangosLocaleMiddleware):
    def process_response(self, request, response):
        if request.path_info.startswith(OUTSIDE_LANGUAGES):
            return response
        return super().process_response(request, response)
