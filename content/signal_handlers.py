"""What follows from publishing a page."""

from wagtail.signals import page_published

from .visibility import mirror_restriction


def register():
    page_published.connect(mirror_visibility, dispatch_uid="content.mirror_visibility")


def mirror_visibility(sender, instance, **kwargs):
    from .models import ContentPage

    if isinstance(instance, ContentPage):
        mirror_restriction(instance)
