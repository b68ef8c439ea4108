"""One decision at a time: a submission, or a request, once nobody else decides on its page.

What is held, and in which order, `content.row_locks` says.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from content.row_locks import lock_pages


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
