"""Pictures and documents beside content files; each is stored once, found by what is in it."""

from functools import cache
from hashlib import sha1
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from content.files.cleaning import clean_document, clean_image
from content.files.storing import cleaned
from content.files.uses import field_of
from content.slugs import ascii_slug

from .problems import Refusal

FOLDERS = {"image": "images", "document": "files"}


def safe_file(folder: Path, name: str) -> Path:
    """The file of that name below the folder; raises Refusal for any other."""
    path = folder / name
    if any(step.is_symlink() for step in (path, *path.parents) if step.is_relative_to(folder)):
        raise Refusal(f"{name} is a symbolic link")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Refusal(f"{name} lies outside the folder")
    if not path.is_file():
        raise Refusal(f"there is no file {name}")
    return path


def check_picture(folder: Path, name: str):
    """Raise Refusal unless the name is that of a picture the site takes."""
    if Path(name).parts[:1] != (FOLDERS["image"],):
        raise Refusal(f"pictures stand in {FOLDERS['image']}/, not {name}")
    _check(folder, name, WagtailImageField(), clean_image)


def check_download(folder: Path, name: str):
    """Raise Refusal unless the name is that of a document the site takes."""
    _check(folder, name, WagtailDocumentField(), clean_document)


def _check(folder, name, field, clean):
    data = safe_file(folder, name).read_bytes()
    try:
        field.clean(ContentFile(data, name=Path(name).name))
        clean(data, name)
    except ValidationError as error:
        raise Refusal(f"{name}: {' '.join(error.messages)}") from error


def file_store(folder: Path, user):
    """A function that gives the image or document for a file, creating it where it is new."""

    @cache
    def store(name: str):
        path = folder / name
        is_picture = path.parent.name == FOLDERS["image"]
        model = get_image_model() if is_picture else get_document_model()
        data = path.read_bytes()
        # As exported, it is what is stored; as it came from elsewhere, it is cleaned first.
        stored = first_of(model, _digest(data))
        if stored:
            return stored
        file = cleaned(ContentFile(data, name=path.name), model)
        title = path.stem.removesuffix(f"-{_digest(data)[:8]}")
        return first_of(model, _digest(file.read())) or model.objects.create(
            title=title, file=file, uploaded_by_user=user
        )

    return store


def _digest(data: bytes) -> str:
    """Wagtail's own hash, which tells files apart and guards nothing."""
    return sha1(data, usedforsecurity=False).hexdigest()


def first_of(model, digest: str):
    """The file of that hash; where it was uploaded several times, the first stands for all."""
    return model.objects.filter(file_hash=digest).order_by("pk").first()


def file_name(file) -> str:
    """The same name for the same picture or document in every export."""
    kind, digest = field_of(file), file.get_file_hash()
    first = first_of(type(file), digest)
    stem = ascii_slug(first.title) or kind
    return f"{FOLDERS[kind]}/{stem}-{digest[:8]}{Path(first.file.name).suffix}"


def write_file(folder: Path, file):
    target = folder / file_name(file)
    target.parent.mkdir(exist_ok=True)
    with file.file.open("rb") as source:
        target.write_bytes(source.read())
