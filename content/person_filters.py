"""Wagtail's lists of pages can be filtered by owner and by who edited them.

The filters name everybody who ever wrote, and would say whose an anonymous page is: they are
for editors.
"""

from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet

from accounts.roles import is_editor

FILTERS = ("owner", "edited_by")


def register():
    for filterset in (PageFilterSet, GenericPageFilterSet):
        for name in FILTERS:
            person_filter = filterset.base_filters[name]
            if not isinstance(person_filter.queryset, ForEditors):
                person_filter.queryset = ForEditors(person_filter.queryset)


class ForEditors:
    """The people a filter offers: none to others, for whom it then filters nothing."""

    def __init__(self, people):
        self.people = people

    def __call__(self, request):
        people = self.people(request)
        allowed = is_editor(request.user) or request.user.is_superuser
        return people if allowed else people.none()
