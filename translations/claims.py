"""Which promises to translate hold.

One holds for 14 days, as long as what was promised is still to be done and its person may do it:
it ends when the translation is started or brought up to date, or says so without a change, and
when its person leaves, loses the role or the language, or may no longer read any version of the
page. All that is seen when it is read, so nothing has to be cleared away.
"""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from content.models import ContentPage
from content.readership import readerships

from .freshness import is_outdated
from .models import TranslationClaim
from .permissions import languages_to_translate_into, translators_may_be_named


class TakenOn(Exception):
    """Somebody else has promised to do it."""

    def __init__(self, claim):
        self.claim = claim

    @property
    def sentence(self) -> str:
        return sentence(self.claim)


def sentence(claim) -> str:
    """Who has taken it on, as far as others may know."""
    said = {"date": day_of(claim.since)}
    if claim.named_person is None:
        return _("Somebody has taken this on since %(date)s.") % said
    said["name"] = claim.named_person.display_name()
    return _("%(name)s has taken this on since %(date)s.") % said


def day_of(time) -> str:
    return date_format(localtime(time), "DATE_FORMAT")


def claim_on(page, code: str) -> TranslationClaim | None:
    """Who has taken on a page in a language."""
    same = ContentPage.objects.filter(translation_key=page.translation_key)
    return claims_on(same.select_related("locale", "translated_from")).get(
        (page.translation_key, code)
    )


def refuse_anothers(page, code: str, by):
    """Raise `TakenOn` if somebody else has taken on a page in a language."""
    claim = claim_on(page, code)
    if claim and claim.person_id != by.pk:
        raise TakenOn(claim)


def fulfil(page, code: str):
    """What is begun needs no promise any more."""
    claims = TranslationClaim.objects.filter(translation_key=page.translation_key)
    claims.filter(locale__language_code=code).delete()


def claims_on(pages) -> dict[tuple, TranslationClaim]:
    """The claims that hold, by translation key and language; `pages` in all their languages.

    The number of queries does not grow with the pages.
    """
    pages = list(pages)
    claims = list(_recent({page.translation_key for page in pages}))
    groups = {claim.translation_key: [] for claim in claims}
    for page in pages:
        groups.get(page.translation_key, []).append(page)
    readers = readerships(page for group in groups.values() for page in group)
    holding = {}
    for claim in claims:
        group = groups[claim.translation_key]
        if _holds(claim, group, readers):
            claim.named_person = claim.person if translators_may_be_named(group) else None
            holding[claim.translation_key, claim.locale.language_code] = claim
    return holding


def _holds(claim, group, readers) -> bool:
    code = claim.locale.language_code
    there = next((page for page in group if page.locale.language_code == code), None)
    return (
        _is_to_be_done(claim, there)
        and code in languages_to_translate_into(claim.person)
        and any(readers[page.pk].allows(claim.person) for page in group if page.live)
    )


def _recent(keys):
    claims = TranslationClaim.objects.recent().filter(translation_key__in=keys)
    claims = claims.select_related("locale", "person__party")
    for claim in claims.prefetch_related("person__groups"):
        if claim.person.is_active:
            # Else each person's roles would be a query of their own.
            names = [group.name for group in claim.person.groups.all()]
            claim.person.role_names = frozenset(names)
            yield claim


def _is_to_be_done(claim, page) -> bool:
    """Whether the translation, or that there is none, is as it was when it was claimed."""
    if page is None:
        return claim.version is None
    return is_outdated(page) and page.translated_version == claim.version
