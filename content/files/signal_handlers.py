"""Files follow what happens to the pages that use them."""

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, PageViewRestriction, UploadedFile
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.visibility import visibility_narrowed

from .collections import place, place_below, place_new
from .models import FileUse
from .storing import clean_new_file, clean_waiting_upload
from .uses import file_models, record_published


def register():
    for model in file_models().values():
        pre_save.connect(clean_new_file, model, dispatch_uid=f"files.clean.{model.__name__}")
        pre_save.connect(place_new, model, dispatch_uid=f"files.place.{model.__name__}")
    pre_save.connect(clean_waiting_upload, UploadedFile, dispatch_uid="files.clean.waiting")
    post_save.connect(follow_creation, dispatch_uid="files.created")
    page_published.connect(follow_publishing, dispatch_uid="files.published")
    page_unpublished.connect(follow_page, dispatch_uid="files.unpublished")
    post_page_move.connect(follow_page, dispatch_uid="files.moved")
    visibility_narrowed.connect(follow_page, dispatch_uid="files.narrowed")
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, PageViewRestriction, dispatch_uid="files.restricted")
    post_delete.connect(follow_deletion, FileUse, dispatch_uid="files.page_deleted")


def follow_publishing(instance, **kwargs):
    record_published(instance)
    place_below(instance)


def follow_creation(sender, instance, created=False, raw=False, **kwargs):
    """An alias is published as it is made, and no signal says so."""
    if created and not raw and isinstance(instance, Page) and instance.live:
        follow_publishing(instance)


def follow_page(instance, **kwargs):
    place_below(instance)


def follow_restriction(instance, **kwargs):
    page = Page.objects.filter(pk=instance.page_id).only("path").first()
    if page:
        place_below(page)


def follow_deletion(instance, **kwargs):
    """A page is deleted, and with it its uses."""
    for field in file_models():
        if pk := getattr(instance, f"{field}_id"):
            place(field, [pk])
