"""Files without what they tell of the people who made them.

`clean_file` takes what was uploaded and gives what is kept. What cannot be cleaned is refused, so
nothing is stored of which we do not know what it says.
"""

from pathlib import PurePath
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .archives import clean_archive
from .pdf import clean_pdf
from .pictures import clean_picture

OFFICE_EXTENSIONS = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
DOCUMENT_EXTENSIONS = ("pdf", *OFFICE_EXTENSIONS)


class Cleaned(NamedTuple):
    """`extension` is that of what the file is, with its dot, whatever it was called."""

    data: bytes
    extension: str


def clean_image(data: bytes, name: str) -> Cleaned:
    """A picture upright and without metadata; raises ValidationError."""
    return Cleaned(*clean_picture(data))


def clean_document(data: bytes, name: str) -> Cleaned:
    """A document without its authors' names; raises ValidationError."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    if extension == "pdf":
        return Cleaned(clean_pdf(data), ".pdf")
    if extension in OFFICE_EXTENSIONS:
        return Cleaned(clean_archive(data, extension), f".{extension}")
    raise ValidationError(
        _("Files of this kind are not accepted. Accepted are: %(kinds)s.")
        % {"kinds": ", ".join(DOCUMENT_EXTENSIONS)}
    )
