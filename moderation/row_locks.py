"""One decision at a time: whoever changes what becomes of a page holds its row.

The order is always the same, so that nobody waits in a circle: pages by their id, then what
hangs on them.
"""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState


def lock_pages(ids):
    """Hold the pages' rows until the transaction ends; ids that are no pages are ignored."""
    rows = Page.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    list(rows.values_list("pk", flat=True))


def as_they_are_now(user):
    """The person read anew: they may have lost a role while their request waited for a row."""
    return get_user_model().objects.get(pk=user.pk)


def locked_submission(pk):
    """The submission as it is once nobody else decides on its page.

    Raises PermissionDenied where there is none any more.
    """
    from .models import FamilyTaskState

    states = FamilyTaskState.objects.filter(pk=pk)
    lock_pages(states.values_list("page_id", flat=True))
    list(WorkflowState.objects.filter(task_states=pk).select_for_update().values_list("pk"))
    state = states.select_related("page", "task").first()
    if state is None:
        raise PermissionDenied(_("This submission is no longer there."))
    return state


def locked_request(pk):
    """The request to unpublish, once nobody else decides on its page."""
    from .models import UnpublishRequest

    requests = UnpublishRequest.objects.filter(pk=pk)
    lock_pages(requests.values_list("page_id", flat=True))
    request = requests.select_related("page").first()
    if request is None:
        raise PermissionDenied(_("This request is no longer there."))
    return request
