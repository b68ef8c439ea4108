"""Starting a translation: a draft of the translator's, with the source's text, in its own tree."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from content.models import ContentPage
from content.readership import readerships
from content.row_locks import as_they_are_now, lock_pages
from content.translated import attribution_kept
from content.visibility import NARROWER, user_can_read

from .claims import fulfil, refuse_anothers
from .permissions import user_may_start

START = "translations.start"


class AlreadyStarted(Exception):
    """There is a page in that language already, perhaps somebody's draft."""

    def __init__(self, page):
        self.page = page


class SectionMissing(Exception):
    """The page above has to be translated and published first."""

    def __init__(self, section):
        self.section = section


def start(source, code: str, by):
    """Start a translation of a published page; returns the draft, which is the translator's.

    It is made from what is published, never from a draft of the source. Raises PermissionDenied,
    `AlreadyStarted`, `SectionMissing`, or `TakenOn` where somebody else has promised to do it.
    """
    try:
        return _start(source.pk, code, by)
    except IntegrityError:
        # Somebody else's, or of another language's page, was stored first.
        existing = in_language(source, code)
        if existing is None:
            raise
        raise AlreadyStarted(existing) from None


def in_language(page, code: str):
    """The same page in a language, draft or published; None if there is none."""
    same = ContentPage.objects.filter(translation_key=page.translation_key)
    return same.filter(locale__language_code=code).select_related("locale", "owner").first()


@transaction.atomic
def _start(pk, code, by):
    source = hold(pk)
    # Whoever waited for somebody else's start may have lost a role or a language meanwhile.
    by = as_they_are_now(by)
    if source is None or not user_may_start(by, source, code):
        raise PermissionDenied
    if existing := in_language(source, code):
        raise AlreadyStarted(existing)
    refuse_anothers(source, code, by)
    locale = Locale.objects.get(language_code=code)
    _refuse_without_section(source, locale, by)
    copy = CopyPageForTranslationAction(source, locale).execute(skip_permission_checks=True)
    _hand_to_translator(copy, source, by)
    fulfil(source, code)
    log(instance=copy, action=START, user=by, title=source.title, data={"source": source.pk})
    return copy


def hold(pk):
    """The page as it is now; all its languages wait until the transaction ends.

    In the order of all that changes pages: the page first, then what our own table has of it.
    """
    key = Page.objects.filter(pk=pk).values("translation_key")
    same = ContentPage.objects.filter(translation_key__in=key).order_by("pk")
    lock_pages(same.values("pk"))
    list(same.select_for_update(of=("self",)).values_list("pk"))
    page = ContentPage.objects.live().filter(pk=pk).first()
    return page and page.specific


def _refuse_without_section(source, locale, by):
    section = source.get_parent().specific
    translated = section.get_translation_or_none(locale)
    if translated is None or not translated.live or not user_can_read(by, translated):
        raise SectionMissing(section)


def _hand_to_translator(copy, source, by):
    """The draft is the translator's; author, party, family and attribution stay the source's.

    Wagtail's copy leaves the source's owner on the page, and nobody on its revision.
    """
    copy.owner = by
    copy.translated_from = source
    copy.translated_version = source.major_version
    copy.attribution = attribution_kept(copy)
    effective = readerships([source])[source.pk].visibility
    copy.visibility = max(source.visibility, effective, key=NARROWER.__getitem__)
    copy.locked, copy.locked_at, copy.locked_by = False, None, None
    copy.save()
    revision = copy.latest_revision
    revision.user = by
    revision.save(update_fields=["user"])
    copy.save_revision(user=by, overwrite_revision=revision)
