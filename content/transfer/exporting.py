"""Every content page as a file, so that importing the folder gives the same pages."""

from pathlib import Path
from typing import NamedTuple

from content.models import ContentPage

from .checking import in_review
from .front_matter import write_document
from .media import write_file
from .pages import describe
from .problems import TransferError

# Blocks whose file is written beside the text, and what of the block is the file.
BESIDE = {"picture": "image", "download": "document"}


class Exported(NamedTuple):
    """How many pages were written, and how many of them have a newer draft that was not."""

    pages: int
    newer_drafts: int


def export_folder(folder: Path) -> Exported:
    """Write every page in the order of the tree: a published one as it is published.

    Raises TransferError where the folder holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TransferError.of(folder, 0, "the folder is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    newer_drafts = 0
    pages = ContentPage.objects.order_by("path").specific()
    for number, page in enumerate(pages, 1):
        newer_drafts += page.live and page.has_unpublished_changes
        _write(folder, number, page)
    return Exported(len(pages), newer_drafts)


def _write(folder: Path, number: int, stored):
    page = stored if stored.live else stored.get_latest_revision_as_object()
    values, body = describe(page)
    values["status"] = _status(stored)
    values["version"] = stored.major_version
    if page.translated_from and page.translated_version is not None:
        values["source_version"] = page.translated_version
    # The number keeps the order of siblings: files are imported in the order of their names.
    name = f"{number:05}-{page.type_slug}-{page.slug}.{values['locale']}.md"
    (folder / name).write_text(write_document(values, body), encoding="utf-8", newline="\n")
    for block in page.body:
        file = block.block_type in BESIDE and block.value[BESIDE[block.block_type]]
        if file:
            write_file(folder, file)


def _status(stored) -> str:
    if stored.live:
        return "live"
    return "submit" if in_review(stored) else "draft"
