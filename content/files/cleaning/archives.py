"""Word, Excel, PowerPoint and OpenDocument files without their authors.

Each is a ZIP archive of XML parts and media, which is written anew part by part. The dates of
its parts go too.
"""

from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree

from . import office, opendocument
from .pictures import clean_picture

MAX_PARTS = 5_000
MAX_PART, MAX_TOTAL = 30_000_000, 150_000_000
PICTURES = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp")
PACKAGES = (".docx", ".xlsx", ".pptx")
MARKUP = (".xml", ".rels", ".svg", ".vml", ".rdf")
# Drawings and fonts, which know nobody. Whatever else there is may, and is refused.
PLAIN = (".emf", ".wmf", ".odttf", ".fntdata", ".ttf", ".otf")
PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def clean_archive(data: bytes, extension: str, depth: int = 0) -> bytes:
    """The same document; raises ValidationError for what is no such document, or too large."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _clean(archive, _kind(archive, extension), depth)
    except ValidationError:
        raise
    except Exception as error:  # archives and XML are broken in many ways
        raise ValidationError(
            _("This file is broken, protected by a password, or not what its name says.")
        ) from error


def _kind(archive, extension):
    """The module that knows the format, if the archive is of that format."""
    names = set(archive.namelist())
    if extension in opendocument.MIMETYPES:
        if archive.read("mimetype").decode() != opendocument.MIMETYPES[extension]:
            raise BadZipFile("another format")
        return opendocument
    if office.MAIN_PARTS[extension] not in names or "[Content_Types].xml" not in names:
        raise BadZipFile("another format")
    return office


def _clean(archive, kind, depth) -> bytes:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        raise _too_large()
    if len(set(names)) < len(names):
        raise BadZipFile("a part stands twice")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as cleaned:
        for part in parts:
            content = _clean_part(part.filename, _read(archive, part), kind, depth)
            if content is not None:
                cleaned.writestr(_undated(part), content)
    return out.getvalue()


def _undated(part) -> ZipInfo:
    info = ZipInfo(part.filename)
    # OpenDocument's first part says what the file is, and is not compressed.
    info.compress_type = ZIP_STORED if part.filename == "mimetype" else ZIP_DEFLATED
    return info


def _read(archive, part) -> bytes:
    """No more than the archive's list says; the list itself has been checked."""
    if part.file_size > MAX_PART:
        raise _too_large()
    with archive.open(part) as file:
        content = file.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise BadZipFile("a part is larger than it says")
    return content


def _too_large():
    return ValidationError(_("This file is too large when unpacked."))


def _clean_part(name, content, kind, depth):
    """What is written instead of a part; None for nothing."""
    # `_rels/.rels` has one too, which pathlib does not see.
    suffix = f".{name.rpartition('.')[2].lower()}"
    if kind.is_left_out(name):
        return None
    if suffix in PICTURES:
        return clean_picture(content, moving=True)[0]
    if suffix in PACKAGES:
        if depth:
            raise ValidationError(_("This file holds a file that holds another file."))
        return clean_archive(content, suffix[1:], depth=1)
    if suffix in MARKUP:
        return _clean_xml(name, content, kind)
    if kind.is_emptied(name):
        return b""
    if suffix in PLAIN or name == "mimetype":
        return content
    raise ValidationError(
        _("This file holds something that cannot be cleaned: %(name)s.")
        % {"name": PurePosixPath(name).name}
    )


def _clean_xml(name, content, kind) -> bytes:
    if not content.strip():
        return content
    root = etree.fromstring(content, etree.XMLParser(**PARSER))
    if root.getroottree().docinfo.internalDTD is not None:
        # Entities could hold what we look for; no office program writes any.
        raise BadZipFile("a document type")
    etree.strip_tags(root, etree.Comment)
    root = kind.clean_xml(name, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
