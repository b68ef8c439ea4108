"""Taking on a translation before it is begun, so that two people do not do the same."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from accounts.roles import is_editor
from content.row_locks import as_they_are_now

from .claims import claim_on, refuse_anothers
from .freshness import is_outdated
from .models import TranslationClaim
from .permissions import user_may_confirm, user_may_read_for
from .starting import AlreadyStarted, hold, in_language


@transaction.atomic
def take_on(page, code: str, by) -> TranslationClaim:
    """Promise to bring a published page into a language, or what is outdated there up to date.

    Raises PermissionDenied, `AlreadyStarted` where there is nothing to promise, or `TakenOn`.
    """
    page = hold(page.pk)
    by = as_they_are_now(by)
    if page is None or not user_may_read_for(by, page, code):
        raise PermissionDenied
    there = in_language(page, code)
    if not (there and is_outdated(there) and user_may_confirm(by, there)):
        _refuse_unless_missing(page, code, there)
    refuse_anothers(page, code, by)
    return claim_on(page, code) or _claim(page, code, by, there)


def _refuse_unless_missing(page, code, there):
    """What is there and not theirs to read is begun, be it a draft or published for others."""
    if code == page.locale.language_code:
        raise PermissionDenied
    if there:
        raise AlreadyStarted(there)


def _claim(page, code, by, there):
    """In place of a claim that holds no longer."""
    key, locale = page.translation_key, Locale.objects.get(language_code=code)
    return TranslationClaim.objects.update_or_create(
        translation_key=key,
        locale=locale,
        defaults={
            "person": by,
            "since": timezone.now(),
            "version": there.translated_version if there else None,
        },
    )[0]


@transaction.atomic
def give_back(page, code: str, by) -> bool:
    """Leave a translation to others again; editors do so for anybody.

    Returns whether there was a claim of theirs. Raises PermissionDenied.
    """
    page = hold(page.pk)
    by = as_they_are_now(by)
    if page is None or not user_may_read_for(by, page, code):
        raise PermissionDenied
    claim = claim_on(page, code)
    if claim is None or not (claim.person_id == by.pk or is_editor(by)):
        return False
    claim.delete()
    return True
