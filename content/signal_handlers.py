"""What follows from publishing a page."""

from django.db.models import F
from wagtail.signals import page_published


def register():
    page_published.connect(count_version, dispatch_uid="content.count_version")


def count_version(sender, instance, **kwargs):
    """A page's first publication and every major change make a new major version."""
    from .models import ContentPage, Significance

    if not isinstance(instance, ContentPage):
        return
    major = instance.significance == Significance.MAJOR or not instance.major_version
    instance.major_version += major
    # The note was for those who decided; what is published keeps none.
    ContentPage.objects.filter(pk=instance.pk).update(
        major_version=F("major_version") + int(major), submission_note=""
    )
