"""One guard for every address of the admin.

Wagtail's views refuse in several ways: a 403, a redirect, a message with the page's title. Here
a page or a file its visitor may not see answers as one that does not exist, whatever the view,
and so does a view that is not for writers.
"""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.defaults import page_not_found
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.roles import is_editor

from .bad_input import breaks_a_view
from .files.guard import names_anothers_file
from .shown_links import shown_to
from .writers_admin import is_explorer, is_for_writers

PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Views that name pages in the query string.
QUERY_VIEWS = ("wagtailadmin_choose_page_chosen_multiple",)
BEGINNING_VIEWS = ("add", "preview_on_add")


class HideUnreadablePagesMiddleware:
    """Answers 404 where an admin address names a page the person may not explore."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(self.admin_path):
            return self.get_response(request)
        with shown_to(request.user):
            return self.get_response(request)

    @cached_property
    def admin_path(self):
        return reverse("wagtailadmin_home")

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not request.path.startswith(self.admin_path) or not user.is_authenticated:
            return
        match = request.resolver_match
        if breaks_a_view(match, request.GET):
            return as_missing(request)
        if user.is_superuser or is_editor(user):
            return
        if is_explorer(match):
            return redirect("wagtailadmin_home")
        ids = named_pages(match, kwargs, request.GET)
        hidden = ids - explorable_ids(user, ids) or names_anothers_file(user, match, kwargs)
        if hidden or not is_for_writers(match) or begins_where_it_may_not(user, match):
            return as_missing(request)


def as_missing(request):
    """The admin's answer where there is nothing."""
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


def begins_where_it_may_not(user, match) -> bool:
    """Whether an address begins a page where the person may not write."""
    if match.url_name not in BEGINNING_VIEWS or "wagtailadmin_pages" not in match.namespaces:
        return False
    parent = Page.objects.filter(pk=match.kwargs["parent_page_id"]).first()
    return not (parent and parent.specific.permissions_for_user(user).can_add_subpage())


def named_pages(match, kwargs, query) -> set[str]:
    """Ids of the pages an address names, as text."""
    ids = {kwargs[name] for name in PAGE_ARGUMENTS if name in kwargs}
    if "wagtailadmin_pages" in match.namespaces:
        ids |= {kwargs[name] for name in ("pk",) if name in kwargs}
    if "wagtailadmin_editing_sessions" in match.namespaces and "object_id" in kwargs:
        ids.add(kwargs["object_id"])
    if match.url_name in QUERY_VIEWS:
        ids |= set(query.getlist("id"))
    return {str(pk) for pk in ids}


def explorable_ids(user, ids: set[str]) -> set[str]:
    """Those of the ids that are pages the person may explore."""
    numbers = [int(pk) for pk in ids if pk.isdecimal()]
    if not numbers:
        return set()
    pages = policy_registry.get_by_type(Page).explorable_instances(user).filter(pk__in=numbers)
    root = Page.get_first_root_node().pk
    return {str(pk) for pk in pages.values_list("pk", flat=True)} | {str(root)} & ids
