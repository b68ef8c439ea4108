"""Lists that are shown page by page."""

from django.http import QueryDict


def parameters_but_page(request) -> QueryDict:
    """What an address asks for, without which page: links to other pages add theirs."""
    parameters = request.GET.copy()
    parameters.pop("page", None)
    return parameters


class NearestPageMixin:
    """For a ListView: the nearest page there is, for whatever number was asked for.

    A list gets shorter while one works on it.
    """

    def paginate_queryset(self, queryset, page_size):
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()
