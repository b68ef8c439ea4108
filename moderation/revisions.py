"""Which versions of a page somebody else may see: what was submitted, and what readers see."""

from django.db.models import Q
from wagtail.models import TaskState

from content.permissions import user_moderates_family, user_owns_or_oversees
from content.visibility import user_can_read


def shown_revisions(page, user):
    """Those of the page's revisions the person may see.

    Their own and an editor's: all. Else what was submitted to a review of their family, what has
    been changed in the review that is running there, and what is published. What an author wrote
    and never submitted is nobody else's.
    """
    from .models import FamilyTaskState

    if user_owns_or_oversees(user, page):
        return page.revisions.all()
    shown = Q(pk__in=[])
    if page.live and user_can_read(user, page):
        shown |= Q(pk=page.live_revision_id)
    if user_moderates_family(user, user.family_id):
        submitted = FamilyTaskState.objects.filter(page=page.pk, family=user.family_id)
        shown |= Q(pk__in=submitted.values("revision"))
        for state in submitted.filter(status=TaskState.STATUS_IN_PROGRESS):
            shown |= Q(created_at__gte=state.started_at)
    return page.revisions.filter(shown)
