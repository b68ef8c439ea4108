"""What Wagtail's lists and breadcrumbs say of the pages above a page.

A person's own page may stand below a section that is not for them, or no longer: of that section
they read nothing.
"""

from functools import wraps
from inspect import signature

from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui.tables.pages import PageTitleColumn, ParentPageColumn
from wagtail.admin.views import chooser
from wagtail.admin.views.pages import utils
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.roles import is_editor

from .models import ContentPage


def register():
    """Take the place of Wagtail's functions, which name what stands above to everybody."""
    breadcrumbs = _of_known_pages(utils.get_breadcrumbs_items_for_page)
    utils.get_breadcrumbs_items_for_page = breadcrumbs
    wagtailadmin_tags.get_breadcrumbs_items_for_page = breadcrumbs
    for column in (ParentPageColumn, chooser.ParentPageColumn):
        _hide(column, "value")
    _hide(PageTitleColumn, "parent_page")


def _known(pages, user) -> set[int]:
    """Ids of those of the pages the person may know of: of the site's frame, everybody's."""
    ids = {page.pk for page in pages}
    asked = {page.pk for page in pages if issubclass(page.specific_class or Page, ContentPage)}
    if not asked or user.is_superuser or is_editor(user):
        return ids
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return ids - asked | set(explorable.filter(pk__in=asked).values_list("pk", flat=True))


def _of_known_pages(breadcrumbs):
    @wraps(breadcrumbs)
    def of_known_pages(page, user, *args, **kwargs):
        items = breadcrumbs(page, user, *args, **kwargs)
        asked = signature(breadcrumbs).bind(page, user, *args, **kwargs)
        include_self = asked.arguments.get("include_self", True)
        above = list(page.get_ancestors(inclusive=include_self))[-len(items) :] if items else []
        known = _known(above, user)
        return [item for item, at in zip(items, above, strict=True) if at.pk in known]

    return of_known_pages


def _hide(column, name):
    """Leave a page the person may not know of out of what a column's cell is told as `name`."""
    get_context = column.get_cell_context_data

    @wraps(get_context)
    def get_cell_context_data(self, instance, parent_context):
        context = get_context(self, instance, parent_context)
        page, user = context.get(name), parent_context["request"].user
        if page and page.pk not in _known([page], user):
            context[name] = None
        return context

    column.get_cell_context_data = get_cell_context_data
