"""What a person may find, as documents, words and the index ask for it: one rule for all three.

It agrees with `content.visibility`, which says it of pages.
"""

from typing import NamedTuple

from accounts.roles import is_editor
from content.models import Visibility


class Readable(NamedTuple):
    """What has one of these visibilities, and what a family keeps to itself, if it is theirs."""

    visibilities: tuple[str, ...]
    family_id: int | None


def readable(user) -> Readable | None:
    """What the person may find; None is everything."""
    if not user.is_authenticated or not user.is_active:
        return Readable((Visibility.PUBLIC,), None)
    if user.is_superuser or is_editor(user):
        return None
    return Readable((Visibility.PUBLIC, Visibility.MEMBERS), user.family_id)
