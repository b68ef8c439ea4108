"""“Still accurate”: a translation says what its source says, without a change and a review.

It holds until the source changes again; nobody takes it back.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from content.models import ContentPage
from content.row_locks import as_they_are_now, lock_pages

from .permissions import user_may_confirm

STILL_ACCURATE = "translations.still_accurate"


@transaction.atomic
def still_accurate(translation, version: int, by):
    """Note that a published translation says what the source's version says that was seen.

    Returns the page as it is then. A version that does not exist, or that the translation says
    already, changes nothing. Raises PermissionDenied.
    """
    lock_pages([translation.pk])
    held = ContentPage.objects.select_for_update(of=("self",)).filter(pk=translation.pk)
    page, by = held.first(), as_they_are_now(by)
    if page is None or not user_may_confirm(by, page):
        raise PermissionDenied
    said = page.translated_version
    if said is not None and said < version <= page.translated_from.major_version:
        page.translated_version = version
        held.update(translated_version=version)
        data = {"source": page.translated_from_id, "version": version, "before": said}
        log(instance=page.specific, action=STILL_ACCURATE, user=by, data=data)
    return page
