"""The search page. It works without JavaScript: a form, links and numbers."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import missed
from .engines import get_engine
from .labels import facet_labels, value_labels
from .names import read_names
from .parameters import PAGE_SIZE, querystring, read_query
from .presentation import facet_values, hit_as_dict, language_tag, marked_texts
from .queries import read, without_quotes


@require_safe
def search(request):
    names = read_names()
    labels = value_labels(names)
    query = read_query(
        request.GET, get_language(), request.user, labels, page_size=PAGE_SIZE, names=names
    )
    results = get_engine().search(query)
    missed.note(request, query, results)
    context = {
        "query": query.text,
        "results": _results(results, query.language, labels),
        "total": results.total,
        "facets": _facets(results, query.filters, labels),
        "chips": _chips(request.path, query, labels),
        "page_obj": results.page,
        "base_query": querystring(query),
        "every": results.every,
        "every_language": query.every_language,
        "newest_first": query.newest_first,
        "languages": _languages(query, results),
        "orders": _orders(query),
        "without": _without(query, results),
        "unfiltered": {
            "count": results.unfiltered,
            "url": f"?{querystring(query, filters={}, every_language=True)}",
        },
        "suggestion": _suggestion(query, results),
        "unquoted": "" if results.total else _unquoted(query),
    }
    return render(request, "search/search.html", context)


def _results(results, reader, labels):
    """What is shown of each hit; the first that has only a part of what is asked for says so."""
    shown = [_result(hit, reader, labels) for hit in results.hits]
    parts = (row for row, hit in zip(shown, results.hits, strict=True) if not hit.marked.whole)
    if results.every and (first := next(parts, None)):
        first["begins_parts"] = True
    return shown


def _result(hit, reader, labels):
    document = hit.document
    return {
        **hit_as_dict(hit, reader),
        **marked_texts(hit, reader),
        "type_label": labels["type"].get(document.type_slug, document.type_slug),
        "country_label": labels["country"].get(hit.country, ""),
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


def _chips(path, query, labels):
    """What is chosen, each with the address of the same search without it."""
    return [
        {
            "name": name,
            "value": value,
            "label": labels.get(name, {}).get(value, value),
            "url": f"{path}?{querystring(query, without=(name, value))}",
        }
        for name, values in query.filters.items()
        for value in values
    ]


def _languages(query, results):
    """Which languages were searched, and the address of the same search in others."""
    filters = {name: values for name, values in query.filters.items() if name != "language"}
    is_open = "language" not in query.filters
    asked = query.every_language and is_open
    return {
        "every": results.every_language and is_open,
        "asked": asked,
        "count": results.in_every_language,
        "url": f"?{querystring(query, filters=filters, every_language=not asked)}",
    }


def _orders(query):
    """The orders hits can be in, each with its address; the one they are in has none."""
    return [
        {"label": label, "url": url if query.newest_first != newest else ""}
        for label, newest in ((_("Best first"), False), (_("Newest first"), True))
        for url in [f"?{querystring(query, newest_first=newest)}"]
    ]


def _without(query, results):
    """What would be found without what is chosen in a facet, where that helps."""
    names = facet_labels()
    return [
        {
            "label": names[facet],
            "count": count,
            "url": f"?{querystring(query, filters={**query.filters, facet: []})}",
        }
        for facet, count in results.without.items()
        if count > results.total
    ]


def _unquoted(query):
    """The address of the same search for the words of its phrases, if it has any."""
    if not read(query.text).has_phrases:
        return ""
    return f"?{querystring(query, text=without_quotes(query.text))}"


def _suggestion(query, results):
    """What may have been meant, with the address of the search for it."""
    text = results.suggestion
    return {"text": text, "url": f"?{querystring(query, text=text)}"} if text else None
