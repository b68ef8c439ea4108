"""What reviewing does about things that happen elsewhere."""

from wagtail.signals import page_unpublished

from .unpublishing import close_for


def register():
    page_unpublished.connect(close_requests, dispatch_uid="moderation.close_requests")


def close_requests(sender, instance, **kwargs):
    close_for(instance)
