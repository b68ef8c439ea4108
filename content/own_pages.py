"""A person's own pages: where each stands, and what else is true of it."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, OuterRef, Subquery, TextChoices, Value, When
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from core.languages import get_language

from .models import ContentPage


class Standing(TextChoices):
    """Where a page stands for its author, what needs them first."""

    CHANGES_ASKED = "changes", _("Changes asked for")
    DRAFT = "drafts", _("Drafts")
    WAITING = "waiting", _("Waiting for review")
    PUBLISHED = "published", _("Published")


STANDING_OF_REVIEW = {
    WorkflowState.STATUS_NEEDS_CHANGES: Standing.CHANGES_ASKED,
    WorkflowState.STATUS_IN_PROGRESS: Standing.WAITING,
}


def own_pages(user):
    """The person's own pages, newest change first, each with its `standing`.

    Plain Pages: Wagtail's prefetch of workflow states finds nothing for a subclass.
    """
    reviews = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    standing = Case(
        *(When(review=status, then=Value(to)) for status, to in STANDING_OF_REVIEW.items()),
        When(live=True, then=Value(Standing.PUBLISHED)),
        default=Value(Standing.DRAFT),
        output_field=CharField(),
    )
    return (
        Page.objects.filter(owner=user, contentpage__isnull=False)
        .annotate(review=Subquery(reviews.values("status")[:1]))
        .annotate(standing=standing)
        .select_related("locale", "content_type")
        .prefetch_workflow_states()
        .order_by("-latest_revision_created_at", "-pk")
    )


def counts_by_standing(user) -> dict[str, int]:
    pages = own_pages(user).order_by().values_list("standing")
    return dict(pages.annotate(count=Count("pk")))


def rows_of(pages, request) -> list[dict]:
    """What a list tells of each page; the number of queries does not grow with the pages."""
    pages = list(pages)
    versions = _versions(pages, request)
    return [_row(page, request, versions[page.translation_key]) for page in pages]


def _row(page, request, versions):
    return {
        "page": page,
        "title": page.draft_title or page.title,
        "type": page.page_type_display_name,
        "language": get_language(page.locale.language_code),
        "edit_url": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        "address": _address(page, request) if page.live else "",
        "take_down_url": _take_down_url(page),
        "versions": [version for version in versions if version["pk"] != page.pk],
        **_review(page),
    }


def _address(page, request) -> str:
    return request.build_absolute_uri(page.get_url(request) or "/")


def _review(page):
    """Since when it waits, or why changes were asked for."""
    review = page.current_workflow_state
    state = review and review.current_task_state
    if not state:
        return {}
    if review.status == WorkflowState.STATUS_IN_PROGRESS:
        return {"since": state.started_at}
    return {"reason": state.comment if state.status == TaskState.STATUS_REJECTED else ""}


def _take_down_url(page):
    """Where its author asks to have it taken down; moderation stands above this app."""
    try:
        return page.live and reverse("moderation:ask_unpublish", args=(page.pk,))
    except NoReverseMatch:
        return ""


def _versions(pages, request):
    """By translation key, the versions in each language the person may know of."""
    found = defaultdict(list)
    keys = {page.translation_key for page in pages if page.live}
    if not keys:
        return found
    theirs = ContentPage.objects.filter(translation_key__in=keys).select_related("locale")
    for page in theirs.visible_to(request.user):
        found[page.translation_key].append(_version(page, _address(page, request)))
    for page in theirs.filter(owner=request.user, live=False):
        edit_url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        found[page.translation_key].append(_version(page, edit_url))
    return found


def _version(page, url):
    language = get_language(page.locale.language_code)
    return {"pk": page.pk, "language": language, "live": page.live, "url": url}
