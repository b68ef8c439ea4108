"""Whatever the way a file comes in, it is cleaned before it is stored.

Forms clean first, so that they can say what is wrong; `clean_new_file`, before every save, cleans
what came by another way. The stored name is random: a name such as `Draft by Petrov.docx` would
stand in every address.
"""

import re
import secrets
from hashlib import sha1
from pathlib import PurePath

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .cleaning import clean_document, clean_image

RANDOM_NAME = re.compile(r"[0-9a-f]{24}")


class CleanFile(ContentFile):
    """A file that has been cleaned, under its random name."""


def cleaned(file, model) -> CleanFile:
    """The file without metadata; raises ValidationError where it cannot be cleaned."""
    clean = clean_image if issubclass(model, get_image_model()) else clean_document
    file.seek(0)
    data, extension = clean(file.read(), file.name)
    return CleanFile(data, name=f"{secrets.token_hex(12)}{extension}")


def clean_new_file(sender, instance, raw=False, update_fields=None, **kwargs):
    """Receiver of `pre_save` for images and documents."""
    if raw or not instance.file or (update_fields and "file" not in update_fields):
        return
    if instance.file._committed:
        _clean_committed(sender, instance)
        return
    if not isinstance(instance.file.file, CleanFile):
        instance.file = cleaned(instance.file.file, sender)
    _describe(instance, instance.file.file)


def _clean_committed(model, instance):
    """A file that was put into storage before the model was saved, as Wagtail's uploader does."""
    name = instance.file.name
    if model.objects.filter(pk=instance.pk, file=name).exists():
        return
    storage = instance.file.storage
    with storage.open(name) as file:
        instance.file = cleaned(file, model)
    storage.delete(name)
    _describe(instance, instance.file.file)


def clean_stored(instance) -> bool:
    """Clean a file that was stored before uploads were; False where it has been.

    Raises ValidationError, and leaves it as it is, where it cannot be cleaned.
    """
    storage, old = instance.file.storage, instance.file.name
    if RANDOM_NAME.fullmatch(PurePath(old).stem):
        return False
    with storage.open(old) as file:
        instance.file = cleaned(file, type(instance))
    instance.save()
    if isinstance(instance, get_image_model()):
        instance.renditions.all().delete()
    storage.delete(old)
    return True


def clean_waiting_upload(sender, instance, raw=False, **kwargs):
    """Receiver of `pre_save` for files that wait until their title is corrected."""
    model = instance.for_content_type and instance.for_content_type.model_class()
    if raw or instance.file._committed or model not in (get_image_model(), get_document_model()):
        return
    instance.file = cleaned(instance.file.file, model)


def _describe(instance, file):
    """Size and hash of what is stored: Wagtail's forms take them before."""
    instance.file_size = file.size
    with file.open() as opened:
        digest = sha1(opened.read(), usedforsecurity=False)
    file.seek(0)
    instance.file_hash = digest.hexdigest()


def download_name(document) -> str:
    """What a reader's file is called: the document's title, not its stored name."""
    suffix = PurePath(document.file.name).suffix
    title = "".join(" " if c in '/\\:*?"<>|\0\r\n\t' else c for c in document.title).strip(" .")
    return f"{title.removesuffix(suffix) or 'file'}{suffix}"
