"""Files people add, and pages that use them."""

from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .people import again, change, draft


def png(color="green", size=(60, 40), **options) -> bytes:
    return encoded(Image.new("RGB", size, color), "PNG", **options)


def encoded(picture, kind, **options) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def pdf() -> bytes:
    out = BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


def add_image(by, title="A picture", data=None, name="Draft by Petrov.png"):
    file = ContentFile(data or png(), name=name)
    return get_image_model().objects.create(title=title, file=file, uploaded_by_user=by)


def add_document(by, title="A handout", data=None, name="Draft by Petrov.pdf"):
    file = ContentFile(data or pdf(), name=name)
    return get_document_model().objects.create(title=title, file=file, uploaded_by_user=by)


def block_of(file):
    if isinstance(file, get_image_model()):
        image = {"image": file.pk, "decorative": False, "alt_text": "What it shows"}
        return {"type": "picture", "value": {"image": image, "caption": ""}}
    return {"type": "download", "value": {"document": file.pk, "label": ""}}


def draft_with(author, *files, **fields):
    """A post that uses the files, never submitted."""
    page = draft(author, **fields)
    change(page, author, body=[block_of(file) for file in files])
    return again(page)


def live_with(author, *files, **fields):
    page = draft_with(author, *files, **fields)
    page.get_latest_revision().publish()
    return again(page)


def addresses(image, document) -> dict[str, str]:
    """Where each kind of file is: the original, a rendition, a document."""
    return {
        "original": image.file.url,
        "rendition": image.get_rendition("width-30").url,
        "document": document.url,
    }
