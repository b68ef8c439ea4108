"""The public search API: what the search page shows, as JSON."""

from time import perf_counter

from django.http import JsonResponse
from django.utils.translation import get_language, override

from core.languages import find

from .engines import get_engine
from .labels import value_labels
from .names import read_names
from .parameters import read_page_size, read_query
from .presentation import facet_values, hit_as_dict

METHODS = ("GET", "HEAD")


def search_api(request):
    """Answers GET and HEAD. `locale` is the reader's language; without it, what they negotiate."""
    if request.method not in METHODS:
        message = {"detail": f'Method "{request.method}" not allowed.'}
        return JsonResponse(message, status=405, headers={"Allow": ", ".join(METHODS)})
    asked = find(request.GET.get("locale", ""))
    with override(asked.code if asked else get_language()):
        return JsonResponse(_answer(request, get_language()))


def _answer(request, reader):
    started = perf_counter()
    names = read_names()
    labels = value_labels(names)
    page_size = read_page_size(request.GET)
    query = read_query(request.GET, reader, request.user, labels, page_size=page_size, names=names)
    results = get_engine().search(query)
    return {
        "query": query.text,
        "engine": results.engine,
        "total": results.total,
        "took_ms": round((perf_counter() - started) * 1000),
        "results": [hit_as_dict(hit, reader) for hit in results.hits],
        "facets": {
            facet.name: facet_values(
                facet, query.filters.get(facet.name, []), labels.get(facet.name, {})
            )
            for facet in results.facets
        },
        "suggestion": results.suggestion,
    }
