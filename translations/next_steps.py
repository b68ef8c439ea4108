"""What is a translator's to do next: what they promised, what is outdated, what is missing.

Each of these by who may read it, everybody before members before a family (visits are not
counted), and then by what has waited longest.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from content.models import ContentPage, Visibility
from content.visibility import NARROWER
from core.languages import Language, get_language

from .claims import claims_on
from .freshness import OUTDATED, State
from .grid import Overview, with_outdated_since
from .models import TranslationClaim

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Step:
    """Bring the page `pk` into a language or, if it is outdated, up to date in its own."""

    pk: int
    language: Language
    outdated: bool
    readers: int
    since: datetime
    claim: TranslationClaim | None = None
    page: ContentPage | None = None
    url: str = ""

    @property
    def urgency(self):
        return self.claim is None, not self.outdated, self.readers, self.since, self.pk


def next_steps(request, limit=10) -> list[Step]:
    """The person's next steps, but for what others have taken on."""
    overview = Overview(request.user)
    claims = _claims(overview.theirs)
    steps = []
    for place, step in _steps(overview):
        claim = claims.get(place)
        if claim is None or claim.person_id == request.user.pk:
            step.claim = claim
            steps.append(step)
    return _with_pages(sorted(steps, key=lambda step: step.urgency)[:limit], request)


def _steps(overview):
    """Pairs of translation key with language, and what is to be done there."""
    waits, outdated = _Waits(), _outdated_since(overview)
    for key, group in overview.groups.items():
        for code in overview.theirs:
            is_missing = group.state(code) == State.MISSING
            page = group.page if is_missing else group.published.get(code)
            to_do = is_missing or (page and page.pk in outdated)
            if to_do and page.pk in waits.pages:
                since = waits.since(page.pk) if is_missing else outdated[page.pk]
                readers = waits.readers(page.pk)
                yield (key, code), Step(page.pk, get_language(code), not is_missing, readers, since)


def _claims(codes):
    """The claims that hold in the languages."""
    recent = TranslationClaim.objects.recent().filter(locale__language_code__in=codes)
    pages = ContentPage.objects.filter(translation_key__in=recent.values("translation_key"))
    return claims_on(pages.select_related("locale", "translated_from").defer("body"))


def _outdated_since(overview):
    """Of what is outdated in their languages and whose source they may read: since when."""
    pages = ContentPage.objects.filter(OUTDATED, locale__language_code__in=overview.theirs)
    found = with_outdated_since(pages).values_list("pk", "translated_from", "outdated_since")
    return {pk: since for pk, source, since in found if {pk, source} <= overview.readable}


class _Waits:
    """Since when published pages wait for translations, and for how many."""

    def __init__(self):
        fields = ("pk", "first_published_at", "path", "visibility")
        self.pages = {pk: told for pk, *told in ContentPage.objects.live().values_list(*fields)}
        closed = ContentPage.objects.exclude(visibility=Visibility.PUBLIC)
        self.sections = list(closed.filter(numchild__gt=0).values_list("path", "visibility"))

    def since(self, pk):
        return self.pages[pk][0] or LONG_AGO

    def readers(self, pk) -> int:
        """How few may read it: the narrowest along its path, as `content.visibility` has it."""
        _since, path, own = self.pages[pk]
        above = [visibility for section, visibility in self.sections if path.startswith(section)]
        return max(NARROWER[visibility] for visibility in [own, *above])


def _with_pages(steps, request):
    pages = ContentPage.objects.select_related("locale").defer("body")
    found = pages.in_bulk([step.pk for step in steps])
    there = [step for step in steps if step.pk in found]
    for step in there:
        step.page = found[step.pk]
        step.url = step.page.get_url(request) or ""
    return there
