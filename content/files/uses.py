"""Keeping `FileUse` in step with what pages say."""

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from .models import FileUse


def file_models() -> dict[str, type]:
    """The models of files, by the field of `FileUse` that refers to them."""
    return {"image": get_image_model(), "document": get_document_model()}


def field_of(file) -> str:
    return next(name for name, model in file_models().items() if isinstance(file, model))


def uses_of(file):
    return FileUse.objects.filter(**{field_of(file): file})


def published_uses():
    return FileUse.objects.filter(is_published=True, page__live=True)


def files_in(page) -> dict[str, set[int]]:
    """Ids of the images and documents a version of a page refers to, wherever it does."""
    names = {
        ContentType.objects.get_for_model(model).pk: name for name, model in file_models().items()
    }
    found = {name: set() for name in file_models()}
    # Wagtail's way to find references in every kind of field; it has no public name.
    for content_type, pk, *_paths in ReferenceIndex._extract_references_from_object(page):
        if content_type in names:
            found[names[content_type]].add(int(pk))
    return found


def record_draft(page: Page):
    """Remember what a new version of a page uses, published or not."""
    for field, ids in files_in(page).items():
        existing = file_models()[field].objects.filter(pk__in=ids) if ids else []
        FileUse.objects.bulk_create(
            [FileUse(page_id=page.pk, **{field: file}) for file in existing],
            ignore_conflicts=True,
        )


def record_published(page: Page):
    """Remember what readers now see of a page."""
    record_draft(page)
    uses = FileUse.objects.filter(page_id=page.pk)
    for field, ids in files_in(page).items():
        of_kind = uses.exclude(**{field: None})
        of_kind.exclude(**{f"{field}__in": ids}).update(is_published=False)
        of_kind.filter(**{f"{field}__in": ids}).update(is_published=True)
