"""What a moderator is told of a page that was taken down while a change to it waits."""

from dataclasses import dataclass

from django.db.models import Q

from .log import UNPUBLISH
from .log_entries import record_for
from .log_sentences import Line
from .models import UnpublishRequest
from .unpublishing import judged_by


@dataclass
class TakenDown:
    """That readers no longer have the page: the record's `line` of it and the author's `request`,
    each as far as it is the person's to read.
    """

    line: Line | None
    request: UnpublishRequest | None


def taken_down(page, user) -> TakenDown | None:
    """None for a page that readers have or never had."""
    if page.live or page.first_published_at is None:
        return None
    published = page.last_published_at or page.first_published_at
    record = record_for(user).only_pages(
        Q(page=page.pk, action=UNPUBLISH, timestamp__gte=published)
    )
    asked = judged_by(user).filter(
        page=page.pk,
        outcome=UnpublishRequest.Outcome.UNPUBLISHED,
        decided_at__gte=published,
    )
    entry = next(iter(record[:1]), None)
    return TakenDown(line=Line(entry) if entry else None, request=asked.order_by("pk").last())
