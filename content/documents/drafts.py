"""A document as a draft of whoever brought it."""

from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from content.slugs import free_slug

from . import losses
from .archive import UNREADABLE, open_document
from .pandoc import read_tree
from .reading import Document, read_document


def read_file(file) -> tuple[Document, dict[str, ContentFile]]:
    """The document and its pictures by name; raises ValidationError in the author's words."""
    kind, archive = open_document(file)
    document = read_document(read_tree(file, kind))
    document.losses += [
        loss for loss in losses.losses_of_file(kind, archive) if loss not in document.losses
    ]
    pictures = {}
    for block_type, value in document.blocks:
        if block_type == "picture":
            _take_picture(value["file"], archive, document, pictures)
    document.title = document.title or Path(file.name).stem[:200]
    return document, pictures


def _take_picture(name, archive, document, pictures):
    """A picture the site can show, read as an upload would be."""
    path = name if name in archive.namelist() else f"word/{name}"
    try:
        data = ContentFile(archive.read(path), name=PurePosixPath(name).name)
        pictures[name] = WagtailImageField().clean(data)
    except (KeyError, ValidationError, *UNREADABLE):
        if losses.PICTURES not in document.losses:
            document.losses.append(losses.PICTURES)


@transaction.atomic
def create_draft(document, pictures, model, place, user):
    """A draft below `place`, never submitted."""
    page = model(
        title=document.title,
        summary=document.summary,
        body=list(_stored(document, pictures, user)),
        locale=place.locale,
        owner=user,
        author=user,
        author_party=user.party,
        family=user.family,
        live=False,
        **model.fields_for_import(user),
    )
    page.slug = free_slug(page, place)
    place.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    return page


def _stored(document, pictures, user):
    """The blocks with their pictures stored; a picture without a description waits for one."""
    for block_type, value in document.blocks:
        if block_type != "picture":
            yield block_type, value
        elif value["file"] in pictures:
            file = pictures[value["file"]]
            title = value["alt"] or Path(file.name).stem
            image = get_image_model().objects.create(title=title, file=file, uploaded_by_user=user)
            image.contextual_alt_text, image.decorative = value["alt"], False
            yield "picture", {"image": image, "caption": value["caption"]}
