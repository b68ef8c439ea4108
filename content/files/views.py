"""The one way to a stored file: an address, a check, and an answer.

What a person may not read answers exactly as what does not exist. A public file is answered
without a look at who asks, so that caches may share it; they ask again every time, so that a page
that is no longer public takes its files with it at once.
"""

from mimetypes import guess_type
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .permissions import is_public, user_can_read_file
from .storing import download_name

# What browsers show as a picture and run nothing of. Anything else is a download.
SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")


@require_safe
def media(request, path):
    """An image or a rendition, by its place in storage. Documents have an address of their own."""
    return _answer(request, *_find_picture(path))


@require_safe
def document(request, document_id, document_filename):
    found = get_document_model().objects.filter(pk=document_id).first()
    if found is None or found.filename != document_filename:
        found = None
    return _answer(request, found, found and found.file)


def _find_picture(path):
    """The image the path belongs to, and the file at the path; None for each if there is none."""
    if "\0" in path:  # which a database does not take for text
        return None, None
    image = get_image_model().objects.filter(file=path).first()
    if image:
        return image, image.file
    renditions = get_image_model().get_rendition_model().objects
    rendition = renditions.filter(file=path).select_related("image").first()
    return (rendition.image, rendition.file) if rendition else (None, None)


def _answer(request, subject, file):
    if subject is not None and is_public(subject):
        return _send(request, subject, file, "public, no-cache")
    # Whatever is missing or hidden, the session is read, which the answer's headers tell.
    if request.user.is_authenticated and subject and user_can_read_file(request.user, subject):
        return _send(request, subject, file, "private, no-store")
    raise Http404


def _send(request, subject, file, cache_control):
    try:
        changed = file.storage.get_modified_time(file.name)
        etag = quote_etag(f"{file.name}-{file.size}-{changed.timestamp():.0f}")
    except FileNotFoundError as error:
        raise Http404 from error
    modified = int(changed.timestamp())
    response = get_conditional_response(
        request, etag=etag, last_modified=modified, response=None
    ) or _content(file)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = cache_control
    _make_safe(response, subject, file)
    return response


def _content(file):
    """The file itself, or word to the web server where it lies."""
    location = settings.MEDIA_ACCEL_LOCATION
    if not location:
        return FileResponse(file.storage.open(file.name))
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{location.rstrip('/')}/{quote(file.name)}"
    return response


def _make_safe(response, subject, file):
    kind = guess_type(file.name)[0]
    is_picture = isinstance(subject, get_image_model()) and kind in SHOWN
    response["Content-Type"] = kind if is_picture else kind or "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not is_picture:
        name = download_name(subject)
        response["Content-Disposition"] = content_disposition_header(True, name)
