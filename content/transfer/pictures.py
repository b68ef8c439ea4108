"""Pictures beside content files, in `images/`; each is stored once, found by what is in it."""

from functools import cache
from hashlib import sha1
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from content.slugs import ascii_slug

from .problems import Refusal

FOLDER = "images"


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
    """Raise Refusal unless the name is that of a picture Wagtail takes."""
    if Path(name).parts[:1] != (FOLDER,):
        raise Refusal(f"pictures stand in {FOLDER}/, not {name}")
    data = safe_file(folder, name).read_bytes()
    try:
        WagtailImageField().clean(ContentFile(data, name=Path(name).name))
    except ValidationError as error:
        raise Refusal(f"{name}: {' '.join(error.messages)}") from error


def picture_store(folder: Path, user):
    """A function that gives the image for a file's name, creating it where it is new."""

    @cache
    def store(name: str):
        data = (folder / name).read_bytes()
        model = get_image_model()
        # Wagtail's own hash, which names files and guards nothing.
        found = model.objects.filter(file_hash=sha1(data, usedforsecurity=False).hexdigest())
        return found.first() or model.objects.create(
            title=Path(name).stem,
            file=ContentFile(data, name=Path(name).name),
            uploaded_by_user=user,
        )

    return store


def file_name(image) -> str:
    """The same name for the same picture in every export."""
    path = Path(image.file.name)
    mark = image.get_file_hash()[:8]
    stem = (ascii_slug(path.stem) or "picture").removesuffix(f"-{mark}")
    return f"{FOLDER}/{stem}-{mark}{path.suffix.lower()}"


def write_picture(folder: Path, image):
    target = folder / file_name(image)
    target.parent.mkdir(exist_ok=True)
    with image.file.open("rb") as source:
        target.write_bytes(source.read())
