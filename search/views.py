"""The search page. It works without JavaScript: a form, links and numbers."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .engines import get_engine
from .engines.base import Query
from .labels import facet_labels, value_labels
from .parameters import PAGE_SIZE, querystring, read_filters, read_text
from .presentation import facet_values, hit_as_dict, language_tag


@require_safe
def search(request):
    labels = value_labels()
    text, filters = read_text(request.GET), read_filters(request.GET, labels)
    reader = get_language()
    page = request.GET.get("page", 1)
    results = get_engine().search(Query(text, reader, filters, page, PAGE_SIZE, request.user))
    context = {
        "query": text,
        "results": [_result(hit, reader, labels, request) for hit in results.hits],
        "total": results.total,
        "facets": _facets(results, filters, labels),
        "chips": _chips(request.path, text, filters, labels),
        "page_obj": results.page,
        "base_query": querystring(text, filters),
        "language_filter_is_on": "language" in filters,
    }
    return render(request, "search/search.html", context)


def _result(hit, reader, labels, request):
    document = hit.document
    return {
        **hit_as_dict(hit, reader, request),
        "type_label": labels["type"].get(document.type_slug, document.type_slug),
        "country_label": labels["country"].get(document.country.code) if document.country else "",
        "language_tag": language_tag(document, reader),
    }


def _facets(results, filters, labels):
    names = facet_labels()
    return [
        {
            "name": facet.name,
            "label": names[facet.name],
            "values": facet_values(facet, filters.get(facet.name, []), labels.get(facet.name, {})),
        }
        for facet in results.facets
    ]


def _chips(path, text, filters, labels):
    """What is chosen, each with the address of the same search without it."""
    return [
        {
            "name": name,
            "value": value,
            "label": labels.get(name, {}).get(value, value),
            "url": f"{path}?{querystring(text, filters, without=(name, value))}",
        }
        for name, values in filters.items()
        for value in values
    ]
