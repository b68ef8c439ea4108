"""Pages × languages, as far as a person may know.

All of it follows from two things read once (`Overview`): the published pages the person may read,
and, of the languages they translate into, in which of these pages' groups there is something
else. That may be anybody's draft, or published for others: nothing tells the two apart. Of
languages that are not theirs they learn what is published, and nothing else.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Min, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, Revision

from accounts.roles import is_editor
from content.models import ContentPage, MajorVersion
from content.permissions import user_owns
from content.readership import readerships
from core.languages import CONTENT_CODES, Language, get_language, reading_order

from .claims import claims_on, sentence
from .freshness import State, with_freshness
from .models import TranslationClaim
from .permissions import languages_to_translate_into, translators_may_be_named

OUTDATED = "outdated"


class Known(NamedTuple):
    """A published page the person may read; `place` counts from the newest."""

    place: int
    key: UUID
    code: str
    pk: int
    said: int | None
    outdated: bool


@dataclass(slots=True)
class Group:
    """A page in all its languages. `page` is its original, else the nearest they may read;
    `started` are the languages of theirs in which there is something they may not read."""

    page: Known
    published: dict[str, Known] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    def state(self, code: str) -> State:
        if code in self.published:
            return State.PUBLISHED
        return State.IN_PROGRESS if code in self.started else State.MISSING

    def is_outdated(self, code: str) -> bool:
        return code in self.published and self.published[code].outdated

    def fits(self, state: str, codes) -> bool:
        """Whether it is in the state, or outdated, in one of the languages."""
        if state == OUTDATED:
            return any(self.is_outdated(code) for code in codes)
        return any(self.state(code) == state for code in codes)


class Overview:
    """What a person may know of all pages; the newest first.

    `codes` are all languages, theirs first; `theirs` those they translate into.
    """

    def __init__(self, user):
        self.user = user
        self.theirs = languages_to_translate_into(user)
        self.codes = list(dict.fromkeys([*self.theirs, *CONTENT_CODES]))
        self.order = reading_order(next(iter(user.content_languages), None))
        self.groups = self._groups()
        self.readable = {
            known.pk for group in self.groups.values() for known in group.published.values()
        }

    def _groups(self):
        groups = {}
        for known in sorted(self._known(), key=self._nearness):
            group = groups.setdefault(known.key, Group(known))
            group.published[known.code] = known
        for key, code in self._there():
            if key in groups and code not in groups[key].published:
                groups[key].started.add(code)
        newest = sorted(groups.values(), key=lambda group: group.page.place)
        return {group.page.key: group for group in newest}

    def _known(self):
        pages = with_freshness(ContentPage.objects.visible_to(self.user)).newest_first()
        fields = ("translation_key", "locale__language_code", "pk", "translated_version",
                  "outdated")  # fmt: skip
        found = pages.values_list(*fields)
        return (Known(place, *values) for place, values in enumerate(found))

    def _nearness(self, known):
        """Originals before translations, then what the person reads most easily."""
        return known.said is not None, self.order.index(known.code), known.pk

    def _there(self):
        pages = ContentPage.objects.filter(locale__language_code__in=self.theirs).order_by()
        if is_editor(self.user):
            pages = pages.filter(live=False)  # they may read all the others
        return pages.values_list("translation_key", "locale__language_code")

    def that_have(self, pages) -> list[Group]:
        """The groups of which the person may read one of the pages."""
        wanted = set(pages.values_list("pk", flat=True))
        return [
            group
            for group in self.groups.values()
            if any(known.pk in wanted for known in group.published.values())
        ]

    def counts(self, groups, code: str) -> dict[str, int]:
        """How many of the groups are in each state in a language, and how many outdated."""
        states = [group.state(code) for group in groups]
        told = State.values if code in self.theirs else (State.PUBLISHED, State.MISSING)
        counts = {str(state): states.count(state) for state in told}
        return counts | {OUTDATED: sum(group.is_outdated(code) for group in groups)}


@dataclass
class Cell:
    """What is told of a page in one language, and what may be done there.

    Without `is_theirs`, the language is not one the person translates into. `person` is on it,
    as far as that is theirs to know, `since` when it is so: in progress, or outdated.
    """

    language: Language
    state: State
    is_theirs: bool
    is_original: bool = False
    outdated: bool = False
    page: ContentPage | None = None
    url: str = ""
    person: object = None
    is_mine: bool = False
    since: datetime | None = None
    may_edit: bool = False
    may_compare: bool = False
    claim: TranslationClaim | None = None
    is_claimed_by_them: bool = False
    may_give_back: bool = False

    @property
    def claim_sentence(self) -> str:
        return sentence(self.claim)

    @property
    def may_start(self) -> bool:
        """Others' promises are respected."""
        is_free = self.claim is None or self.is_claimed_by_them
        return self.is_theirs and self.state == State.MISSING and is_free

    @property
    def may_take_on(self) -> bool:
        to_do = self.state == State.MISSING or (self.outdated and self.may_compare)
        return self.is_theirs and to_do and self.claim is None

    @property
    def may_act(self) -> bool:
        return (
            self.may_compare
            or self.may_edit
            or self.may_start
            or self.may_take_on
            or self.may_give_back
        )


@dataclass
class Row:
    page: ContentPage
    url: str
    language: Language
    readers: str
    cells: list[Cell]


def rows_of(overview, groups, codes, request) -> list[Row]:
    """The rows of some groups, with a cell for each language; with a fixed number of queries."""
    return _Rows(overview, groups, request).rows(codes)


class _Rows:
    """What went away since the overview was read has no row, or no page in its cell."""

    def __init__(self, overview, groups, request):
        self.overview, self.request, self.user = overview, request, request.user
        pages = list(_pages_of([group.page.key for group in groups]))
        self.claims = claims_on(pages)
        self.by_pk = {page.pk: page for page in pages}
        self.groups = [group for group in groups if group.page.pk in self.by_pk]
        self.there = {(page.translation_key, page.locale.language_code): page for page in pages}
        self.readerships = readerships(self.by_pk[group.page.pk] for group in self.groups)

    def rows(self, codes):
        return [self._row(group, codes) for group in self.groups]

    def _row(self, group, codes):
        page = self.by_pk[group.page.pk]
        return Row(
            page=page,
            url=page.get_url(self.request) or "",
            language=get_language(group.page.code),
            readers=self.readerships[page.pk].visibility,
            cells=[self._cell(group, code) for code in codes],
        )

    def _cell(self, group, code):
        theirs = code in self.overview.theirs
        cell = Cell(get_language(code), group.state(code), theirs)
        key = group.page.key, code
        page = self.there.get(key)
        if page and cell.state == State.PUBLISHED:
            self._tell_published(cell, group, page)
        elif page and cell.state == State.IN_PROGRESS:
            self._tell_begun(cell, page)
        # Over what is begun a claim would tell that it is published, for others than them.
        may_be_claimed = theirs and (cell.state == State.MISSING or cell.outdated)
        if may_be_claimed and (claim := self.claims.get(key)):
            cell.claim, cell.is_claimed_by_them = claim, claim.person_id == self.user.pk
            cell.may_give_back = cell.is_claimed_by_them or is_editor(self.user)
        return cell

    def _tell_published(self, cell, group, page):
        cell.page, cell.url = page, page.get_url(self.request) or ""
        cell.is_original = page.pk == group.page.pk and not page.is_translation
        cell.outdated = group.is_outdated(cell.language.code)
        if cell.outdated and self._may_read_source(page):
            cell.since = page.outdated_since
            cell.may_compare = cell.is_theirs or user_owns(self.user, page)
            cell.may_edit = self._may_edit(page)

    def _tell_begun(self, cell, page):
        cell.is_mine = user_owns(self.user, page)
        if cell.is_mine or is_editor(self.user) or self._may_read_source(page):
            cell.since = page.begun
            if page.owner and self._may_be_named(page):
                cell.person = page.owner
        if self._may_edit(page):
            cell.page, cell.may_edit = page, True

    def _may_edit(self, page):
        return is_editor(self.user) or user_owns(self.user, page)

    def _may_be_named(self, page):
        same = [
            other for other in self.by_pk.values() if other.translation_key == page.translation_key
        ]
        return is_editor(self.user) or translators_may_be_named(same)

    def _may_read_source(self, page):
        return page.translated_from_id in self.overview.readable


def _pages_of(keys):
    """Pages in all their languages, with when they were begun and became outdated."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    begun = revisions.order_by().values("object_id").annotate(first=Min("created_at"))
    pages = ContentPage.objects.filter(translation_key__in=keys)
    return (
        with_outdated_since(pages)
        .annotate(begun=Subquery(begun.values("first")))
        .select_related("locale", "owner", "content_type", "translated_from", "family")
        .defer("body", "translated_from__body")
    )


def with_outdated_since(pages):
    """Annotate `outdated_since`: when the source first said what the translation does not."""
    missed = MajorVersion.objects.filter(
        page=OuterRef("translated_from"), number__gt=OuterRef("translated_version")
    )
    first = missed.order_by().values("page").annotate(first=Min("published_at"))
    last = F("translated_from__last_published_at")
    return pages.annotate(outdated_since=Coalesce(Subquery(first.values("first")), last))
