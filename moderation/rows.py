"""What lists tell of submissions, read with the same number of queries however many there are."""

from django.utils import timezone
from django.utils.functional import cached_property

from core.languages import get_language

from .queue import with_assignee

# After so many days a submission is marked as waiting long, and as waiting too long.
LONG, TOO_LONG = 3, 7


class Row:
    """A submission in a list; reads no revision."""

    def __init__(self, state, reads_first=()):
        self.state = state
        self.content = getattr(state.page, "contentpage", None)
        self.title = state.page.draft_title or state.page.title
        self.language = get_language(state.language)
        self.reads_first = self.language.code in reads_first

    @property
    def type(self):
        return self.state.page.page_type_display_name

    @property
    def author(self):
        """Who wrote it; of a translation, who translated it."""
        written = self.content and not self.content.is_translation
        return self.content.author if written else self.state.page.owner

    @property
    def is_new(self) -> bool:
        return self.state.page.first_published_at is None

    @cached_property
    def days(self) -> int:
        return (timezone.now() - self.state.started_at).days

    @property
    def waits(self) -> str:
        """`long` or `too-long`, else empty."""
        if self.days >= TOO_LONG:
            return "too-long"
        return "long" if self.days >= LONG else ""

    @property
    def note(self) -> str:
        """The first line of what the author told the moderators."""
        return self.state.note.strip().partition("\n")[0]

    @property
    def assignee(self):
        return self.state.assigned_to if self.state.is_assigned else None


def rows(states, reads_first=()):
    """Rows of submissions in their order; the order is found without reading what is shown."""
    keys = list(states.values_list("pk", flat=True))
    shown = with_assignee(states.model.objects.filter(pk__in=keys)).select_related(
        "page__owner",
        "page__contentpage__author",
        "family",
        "assigned_to",
        "task",
    )
    found = {state.pk: state for state in shown.defer("page__contentpage__body")}
    return [Row(found[key], reads_first) for key in keys if key in found]
