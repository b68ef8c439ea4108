"""PDF without author, program and history. Its JPEG pictures lose theirs too."""

from contextlib import suppress
from io import BytesIO

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Stream

from .pictures import strip_jpeg

# Of any object: XMP, programs' private data, dates, and attached files.
TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AF")
# Of the document: what runs by itself, and lists of what is attached or scripted.
ACTIVE = ("/OpenAction", "/AA", "/Collection")
ACTIVE_NAMES = ("/EmbeddedFiles", "/JavaScript")


def clean_pdf(data: bytes) -> bytes:
    """The same pages; raises ValidationError for what is encrypted or broken."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _protected()
            return _clean(pdf)
    except pikepdf.PasswordError as error:
        raise _protected() from error
    except ValidationError:
        raise
    except Exception as error:  # a broken file fails wherever it is broken
        raise ValidationError(_("This PDF is broken and cannot be read.")) from error


def _protected():
    return ValidationError(
        _("This file is protected by a password. Please upload it without protection.")
    )


def _clean(pdf) -> bytes:
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for item in _dictionaries(pdf):
        _clean_object(item)
    _remove(pdf.Root, ACTIVE)
    _remove(pdf.Root.get("/Names"), ACTIVE_NAMES)
    out = BytesIO()
    # Written anew: what earlier savings left in the file, unused, does not come along.
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _dictionaries(pdf):
    """Every dictionary, also those that stand within others and have no number of their own."""
    waiting = list(pdf.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            inner = list(item)
        elif isinstance(item, (Dictionary, Stream)):
            yield item
            inner = [value for _key, value in item.items()]
        else:
            continue
        containers = [value for value in inner if isinstance(value, (Array, Dictionary, Stream))]
        waiting += [value for value in containers if not value.is_indirect]


def _remove(item, keys):
    for key in keys:
        if item is not None and key in item:
            del item[key]


def _clean_object(item):
    _remove(item, TELLING)
    if item.get("/Type") == Name.Annot or "/Subtype" in item:
        _clean_annotation(item)
    if isinstance(item, Stream) and _filter(item) == Name.DCTDecode:
        _clean_jpeg(item)


def _filter(stream):
    """The one filter of a stream; None where it has several."""
    filters = stream.get("/Filter")
    if isinstance(filters, Array):
        return filters[0] if len(filters) == 1 else None
    return filters


def _clean_jpeg(stream):
    # Readers show a JPEG that lacks its end; it stays as it is.
    with suppress(ValueError):
        jpeg = strip_jpeg(stream.read_raw_bytes())
        stream.write(jpeg, filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))


def _clean_annotation(item):
    """A comment's title is its author's name; a form field's is the field's own."""
    if "/Rect" not in item:
        return
    if "/T" in item and item.get("/Subtype") != Name.Widget:
        item["/T"] = "Author"
    if item.get("/Subtype") == Name.FileAttachment:
        _remove(item, ("/FS",))
