"""WSGI entry point: `gunicorn config.wsgi` (see `gunicorn.conf.py`)."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")


class Request(WSGIRequest):
    """What is sent is UTF-8, whatever charset its header names.

    Django would read the address by that charset too, before anything could answer an error: some
    only fail, others make halves of characters, which no database takes.
    """

    def _set_content_type_params(self, meta):
        try:
            kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (TypeError, ValueError):
            kind, parameters = "", {}
        self.content_type, self.content_params = kind, parameters


application = get_wsgi_application()
application.request_class = Request
