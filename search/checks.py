"""What is wrong with the settings of search is told when the site starts."""

import re
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

from .index import get_index

INDEX_NAME = re.compile("[a-z0-9][a-z0-9_.-]*")


@register
def check_elasticsearch(app_configs, **kwargs):
    if settings.SEARCH_ENGINE != "elasticsearch":
        return []
    hint = "See the table in docs/operation.md."
    return [Error(problem, hint=hint, id="search.E001") for problem in _problems()]


def _problems():
    if not settings.ELASTICSEARCH_URLS:
        yield "SEARCH_ENGINE is elasticsearch, but ELASTICSEARCH_URLS is empty."
        return
    if not INDEX_NAME.fullmatch(settings.ELASTICSEARCH_INDEX):
        yield "ELASTICSEARCH_INDEX may have small letters, digits and hyphens only."
    certificates = settings.ELASTICSEARCH_CA_CERTS
    if certificates and not Path(certificates).is_file():
        yield f"ELASTICSEARCH_CA_CERTS names no file: {certificates}"
        return
    try:
        get_index()
    except Exception as problem:  # the client's words for an address or a file that will not do
        yield f"The client of Elasticsearch does not take the settings: {problem}"
