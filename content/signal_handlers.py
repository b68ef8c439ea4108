"""What follows from publishing a page."""

from django.db.models import F
from wagtail.signals import page_published, workflow_rejected

from .translated import withhold_in_translations


def register():
    page_published.connect(count_version, dispatch_uid="content.count_version")
    page_published.connect(withhold_as_published, dispatch_uid="content.withhold_as_published")
    page_published.connect(forget_published_note, dispatch_uid="content.forget_published_note")
    workflow_rejected.connect(forget_rejected_note, dispatch_uid="content.forget_rejected_note")


def count_version(sender, instance, **kwargs):
    """A page's first publication and every major change make a new major version.

    What says the same as before is no change, whatever was said of it: a page may have been
    taken down and published again.
    """
    from .models import ContentPage, Significance
    from .versions import keep_version, says_the_same

    if not isinstance(instance, ContentPage):
        return
    changed = instance.significance == Significance.MAJOR and not says_the_same(instance)
    if not changed and instance.major_version:
        return
    instance.major_version += 1
    ContentPage.objects.filter(pk=instance.pk).update(major_version=F("major_version") + 1)
    keep_version(instance)


def withhold_as_published(sender, instance, **kwargs):
    """What was translated from a page names its author no further than the page does now."""
    from .models import ContentPage

    if isinstance(instance, ContentPage):
        withhold_in_translations(instance)


def forget_published_note(sender, instance, **kwargs):
    _forget_note(instance)


def forget_rejected_note(sender, instance, **kwargs):
    _forget_note(instance.content_object)


def _forget_note(page):
    """A note belongs to one submission, which keeps it: the next one begins without."""
    from .models import ContentPage

    if not ContentPage.objects.filter(pk=page.pk).update(submission_note=""):
        return
    noted = page.revisions.filter(content__has_key="submission_note")
    for revision in noted.exclude(content__submission_note=""):
        revision.content["submission_note"] = ""
        revision.save(update_fields=["content"])
