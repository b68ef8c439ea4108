"""A document's file before anything reads it: both formats are zip archives of XML."""

import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
# Unpacked: far above any real text with its pictures, far below what would fill a server.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 3000
OLD_OR_PROTECTED = b"\xd0\xcf\x11\xe0"  # Word before 2007; also what a password wraps a file in
# What reading a damaged archive, or one made to do harm, may raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
MAIN_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}


def open_document(file) -> tuple[str, zipfile.ZipFile]:
    """The format (`docx`, `odt`) and the archive; raises ValidationError in the reader's words."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 10 MB. Make its pictures smaller, or leave some out.")
        )
    file.seek(0)
    if file.read(4) == OLD_OR_PROTECTED:
        raise ValidationError(
            _(
                "This file is protected with a password, or from an old version of Word. Save it "
                "as .docx without a password and try again."
            )
        )
    try:
        archive = zipfile.ZipFile(file)
        return _checked(archive), archive
    except UNREADABLE as error:
        raise ValidationError(not_a_document()) from error


def not_a_document() -> str:
    return _("This is no Word (.docx) or ODT file, or it is damaged. Open it, save it, try again.")


def read_part(archive, name: str) -> str:
    """A part's XML as text, empty where there is none; nobody parses it."""
    try:
        return archive.read(name).decode(errors="replace")
    except KeyError:
        return ""
    except UNREADABLE as error:
        raise ValidationError(not_a_document()) from error


def _checked(archive) -> str:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise ValidationError(_("This file unpacks to more than 100 MB. It was not read."))
    names = set(archive.namelist())
    if any(entry.flag_bits & 1 for entry in entries) or _is_encrypted(archive):
        raise ValidationError(_("This file is protected with a password. Save it without one."))
    if _has_macros(archive, names):
        raise ValidationError(_("This file contains macros. Save it as .docx without them."))
    for kind, part in MAIN_PARTS.items():
        if part in names:
            return kind
    raise ValidationError(not_a_document())


def _has_macros(archive, names) -> bool:
    scripts = any("vbaProject" in name or name.startswith(("Basic/", "Scripts/")) for name in names)
    return scripts or "macroEnabled" in read_part(archive, "[Content_Types].xml")


def _is_encrypted(archive) -> bool:
    return "encryption-data" in read_part(archive, "META-INF/manifest.xml")
