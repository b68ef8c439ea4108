"""Whoever changes a page in the admin waits for whoever is changing it already.

Wagtail's views read a page, its submission and the person's role, and write later. Here a request
that changes a page first holds its row, so that what it reads stays true until it is done: a
submission is not withdrawn while it is approved, a page not moved while it is published.
"""

from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import cached_property
from wagtail.models import Page

from content.middleware import as_missing, named_pages
from content.permissions import user_owns_or_oversees
from content.row_locks import lock_pages

from .models import FamilyTaskState, UnpublishRequest
from .revisions import shown_revisions

CHANGES_NOTHING = {"preview_on_add", "preview_on_edit"}
CHANGES_WHAT_IS_BELOW = {"delete", "move_confirm", "unpublish", "wagtail_bulk_action"}
ABOUT_A_REQUEST = {"unpublish_request", "withdraw_unpublish"}


class OnePageAtATimeMiddleware:
    """Stands before whatever reads who is signed in, so that a role lost meanwhile is lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    @cached_property
    def admin_path(self):
        return reverse("wagtailadmin_home")

    def __call__(self, request):
        match = self._match(request)
        ids = pages_changed(match, request.GET) if match else set()
        if not ids:
            return self.get_response(request)
        with transaction.atomic():
            lock_pages(ids)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def _match(self, request):
        if request.method != "POST" or not request.path_info.startswith(self.admin_path):
            return None
        try:
            return resolve(request.path_info)
        except Resolver404:
            return None


def pages_changed(match, query) -> set[int]:
    """Ids of the pages a POST to an address may change."""
    if "moderation" in match.namespaces:
        return _pages_reviewed(match)
    is_bulk = match.url_name == "wagtail_bulk_action"
    if match.url_name in CHANGES_NOTHING or not (
        is_bulk or "wagtailadmin_pages" in match.namespaces
    ):
        return set()
    named = _ticked(query) if is_bulk else named_pages(match, match.kwargs, query)
    ids = {int(pk) for pk in named if pk.isdecimal()}
    return ids | (_below(ids) if match.url_name in CHANGES_WHAT_IS_BELOW else set())


def _ticked(query) -> set[str]:
    """The pages ticked in a list; "all" are those below the page that is listed, or of the site."""
    ids = set(query.getlist("id"))
    if "all" in ids:
        ids.add(query.get("childOf") or str(Page.get_first_root_node().pk))
    return ids


def _pages_reviewed(match) -> set[int]:
    pk = match.kwargs.get("pk")
    if match.url_name == "ask_unpublish":
        return {pk}
    model = UnpublishRequest if match.url_name in ABOUT_A_REQUEST else FamilyTaskState
    return set(model.objects.filter(pk=pk).values_list("page_id", flat=True))


def _below(ids) -> set[int]:
    below = Page.objects.none()
    for page in Page.objects.filter(pk__in=ids):
        below |= page.get_descendants()
    return set(below.values_list("pk", flat=True))


HISTORIES = {"history", "history_results", "workflow_history", "workflow_history_detail"}
VERSIONS = ("revision_id", "revision_id_a", "revision_id_b")


class HideEarlierDraftsMiddleware:
    """Of a page that is not the person's, its history is missing, and so is what was never
    submitted; the log of our own tells what is for them. Stands after whoever knows the person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match, user = request.resolver_match, request.user
        if "wagtailadmin_pages" not in match.namespaces or not user.is_authenticated:
            return None
        named = [str(kwargs[name]) for name in VERSIONS if name in kwargs]
        if not named and match.url_name not in HISTORIES:
            return None
        page = Page.objects.filter(pk__in=named_pages(match, kwargs, {})).first()
        if page is None or user_owns_or_oversees(user, page):
            return None
        if match.url_name in HISTORIES or not _all_shown(page, named, user):
            return as_missing(request)
        return None


def _all_shown(page, named, user) -> bool:
    """Whether the person may see each of the versions, named as Wagtail's addresses do."""
    page = page.specific
    by_name = {
        "live": page.live_revision_id,
        "earliest": page.revisions.order_by("created_at", "pk")
        .values_list("pk", flat=True)
        .first(),
        "latest": page.latest_revision_id,
    }
    wanted = {str(by_name.get(name, name)) for name in named}
    shown = shown_revisions(page, user).values_list("pk", flat=True)
    return wanted <= {str(pk) for pk in shown}
