"""Two separate facts of a translation: how far it is, and whether its source says more by now.

It is outdated if it is published and its source had a major change published since the version
the translation says (`ContentPage.translated_version`). Nothing else makes it so: no draft, no
minor change, no move; and a source that is gone makes nothing outdated. A translation of a
translation looks at its own source only.
"""

from django.db.models import BooleanField, Case, CharField, F, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How far a translation into a language is."""

    MISSING = "missing", _("Missing")
    IN_PROGRESS = "in_progress", _("In progress")
    PUBLISHED = "published", _("Published")


SOURCE_SAYS_MORE = Q(translated_version__lt=F("translated_from__major_version"))
OUTDATED = Q(live=True) & SOURCE_SAYS_MORE


def with_freshness(pages):
    """Annotate content pages with `state` and `outdated`, in the same query."""
    return pages.annotate(
        state=Case(
            When(live=True, then=Value(State.PUBLISHED)),
            default=Value(State.IN_PROGRESS),
            output_field=CharField(),
        ),
        outdated=Case(
            When(OUTDATED, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
    )


def state_of(page) -> State:
    """The state of a language's page of which there may be none."""
    if page is None:
        return State.MISSING
    return State.PUBLISHED if page.live else State.IN_PROGRESS


def source_says_more(page) -> bool:
    """Whether a translation, or a draft of it, says an older version of its source."""
    source = page.translated_from
    known = source is not None and page.translated_version is not None
    return known and source.major_version > page.translated_version


def is_outdated(page) -> bool:
    return page.live and source_says_more(page)
