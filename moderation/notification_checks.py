"""Whether a mail that waited may still be sent to the person it was written for.

People are deactivated, change party or lose a role; pages move to another family, are withdrawn
or deleted. What a person may not read at the moment of sending, no mail tells them.
"""

from content.models import ContentPage
from content.permissions import user_can_see_draft
from content.visibility import user_can_read

from .queue import submissions_for
from .unpublishing import requests_for

OF_DRAFTS = ("rejected", "withdrawn", "commented")


def still_theirs(sender, kind, person, context, **kwargs):
    """False to send nothing; else what has to be told differently from what was written then."""
    if kind == "reminder":
        return _still_waiting(person, context["waiting"])
    if "state" in context:
        waiting = submissions_for(person).filter(pk=context["state"])
        if kind == "handed_over":
            waiting = waiting.filter(assigned_to=person)
        return {} if waiting.exists() else False
    if "request" in context:
        return {} if requests_for(person).filter(pk=context["request"]).exists() else False
    if "page" in context:
        page = ContentPage.objects.filter(pk=context["page"]).first()
        return {} if page and _may_read(person, page, kind) else False
    return {}


def _may_read(person, page, kind):
    if user_can_see_draft(person, page):
        return True
    return kind not in OF_DRAFTS and page.live and user_can_read(person, page)


def _still_waiting(person, rows):
    """Of the submissions a reminder names, those that still wait for the person."""
    theirs = submissions_for(person).filter(pk__in=[row["state"] for row in rows])
    kept = set(theirs.values_list("pk", flat=True))
    waiting = [row for row in rows if row["state"] in kept]
    return {"waiting": waiting} if waiting else False
