"""One change of a page at a time: whoever changes what becomes of it holds its row.

The order is always the same, so that nobody waits in a circle: pages by their id, then what
hangs on them.
"""

from django.contrib.auth import get_user_model
from wagtail.models import Page


def lock_pages(ids):
    """Hold the pages' rows until the transaction ends; ids that are no pages are ignored."""
    rows = Page.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    list(rows.values_list("pk", flat=True))


def as_they_are_now(user):
    """The person read anew: they may have lost a role while their request waited for a row."""
    return get_user_model().objects.get(pk=user.pk)
