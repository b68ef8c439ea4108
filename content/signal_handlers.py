"""What follows from publishing a page."""

from django.db.models import F
from wagtail.signals import page_published, workflow_rejected


def register():
    page_published.connect(count_version, dispatch_uid="content.count_version")
    page_published.connect(forget_published_note, dispatch_uid="content.forget_published_note")
    workflow_rejected.connect(forget_rejected_note, dispatch_uid="content.forget_rejected_note")


def count_version(sender, instance, **kwargs):
    """A page's first publication and every major change make a new major version."""
    from .models import ContentPage, Significance

    if not isinstance(instance, ContentPage):
        return
    major = instance.significance == Significance.MAJOR or not instance.major_version
    instance.major_version += major
    ContentPage.objects.filter(pk=instance.pk).update(major_version=F("major_version") + int(major))


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
