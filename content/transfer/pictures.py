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
        # Wagtail's own hash, which tells pictures apart and guards nothing.
        digest = sha1(data, usedforsecurity=False).hexdigest()
        path = Path(name)
        title = path.stem.removesuffix(f"-{digest[:8]}")
        return first_of(digest) or get_image_model().objects.create(
            title=title,
            file=ContentFile(data, name=f"{title}{path.suffix}"),
            uploaded_by_user=user,
        )

    return store


def first_of(digest: str):
    """The picture of that hash; where it was uploaded several times, the first stands for all."""
    return get_image_model().objects.filter(file_hash=digest).order_by("pk").first()


def file_name(image) -> str:
    """The same name for the same picture in every export."""
    digest = image.get_file_hash()
    path = Path(first_of(digest).file.name)
    stem = ascii_slug(path.stem) or "picture"
    return f"{FOLDER}/{stem}-{digest[:8]}{path.suffix.lower()}"


def write_picture(folder: Path, image):
    target = folder / file_name(image)
    target.parent.mkdir(exist_ok=True)
    with image.file.open("rb") as source:
        target.write_bytes(source.read())
