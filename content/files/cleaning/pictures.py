"""Pictures without the camera's notes: place, time, device, names, comments, thumbnails.

JPEG and WebP keep their compressed pixels as they are; only what holds no pixels goes. A picture
that lies on its side is turned, which takes compressing it anew.
"""

import re
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
# Phones write several pictures into one JPEG, which Pillow calls MPO; the first is the picture.
EXTENSIONS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
ORIENTATION, UPRIGHT = 0x0112, 1
KEPT_INFO = ("icc_profile", "transparency")
# Of JPEG's application segments, those that say how to show the pixels.
KEPT_APPLICATION = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
START_OF_SCAN, END_OF_IMAGE, COMMENT = 0xDA, 0xD9, 0xFE
JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
KEPT_WEBP = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP")
WEBP_EXIF_AND_XMP = 0x0C


def clean_picture(data: bytes, moving=False) -> tuple[bytes, str]:
    """The picture upright and without metadata, and the extension of its format.

    `moving` allows animation, which keeps its frames. Raises ValidationError.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            _check(picture, moving)
            picture.load()
            return _clean(picture, data), EXTENSIONS[picture.format]
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except ValidationError:
        raise
    except Exception as error:  # decoders fail in as many ways as files are broken
        raise ValidationError(
            _("This picture is broken, or of a kind that is not accepted.")
        ) from error


def _check(picture, moving):
    frames = _frames(picture)
    if picture.width * picture.height * frames > MAX_PIXELS:
        raise _too_large()
    if frames > 1 and not moving:
        raise ValidationError(_("Moving pictures are not accepted. Please choose a still one."))


def _frames(picture) -> int:
    return 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)


def _too_large():
    return ValidationError(
        _("This picture is too large: at most %(millions)d million pixels are accepted.")
        % {"millions": MAX_PIXELS // 1_000_000}
    )


def _clean(picture, data) -> bytes:
    if _frames(picture) > 1:
        return _encode_frames(picture)
    upright = picture.getexif().get(ORIENTATION, UPRIGHT) == UPRIGHT
    if upright and picture.format in ("JPEG", "MPO"):
        return strip_jpeg(data)
    if upright and picture.format == "WEBP":
        return _strip_webp(data)
    return _encode(ImageOps.exif_transpose(picture), picture.format)


def _encode(picture, kind) -> bytes:
    picture.info = _kept_info(picture)
    options = {"quality": 95} if kind in ("JPEG", "MPO", "WEBP") else {}
    if "icc_profile" in picture.info:
        options["icc_profile"] = picture.info["icc_profile"]
    out = BytesIO()
    picture.save(out, "JPEG" if kind == "MPO" else kind, **options)
    return out.getvalue()


def _encode_frames(picture) -> bytes:
    """An animation, frame by frame; comments stand between the frames."""
    frames, durations = [], []
    for number in range(picture.n_frames):
        picture.seek(number)
        frame = picture.copy()
        durations.append(frame.info.get("duration", 100))
        frame.info = _kept_info(frame)
        frames.append(frame)
    out = BytesIO()
    frames[0].save(
        out, picture.format, save_all=True, append_images=frames[1:], duration=durations, loop=0
    )
    return out.getvalue()


def _kept_info(picture) -> dict:
    return {name: picture.info[name] for name in KEPT_INFO if name in picture.info}


def strip_jpeg(data: bytes) -> bytes:
    """The same JPEG with only the segments that make its picture, and nothing after its end."""
    kept, at = [data[:2]], 2
    while True:
        marker = JPEG_MARKER.search(data, at)
        if marker is None:
            raise ValueError("no end of image")
        # What stands before the marker are pixels, or fill bytes where a segment ended.
        kept.append(data[at : marker.start()] if kept[-1][1:2] == bytes([START_OF_SCAN]) else b"")
        at, code = marker.start(), data[marker.start() + 1]
        if code == END_OF_IMAGE:
            return b"".join([*kept, data[at : at + 2]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        kept.append(_kept_segment(code, data[at:end]))
        at = end


def _kept_segment(code: int, segment: bytes) -> bytes:
    if code == COMMENT or (0xE0 <= code <= 0xEF and code not in KEPT_APPLICATION):
        return b""
    if code in KEPT_APPLICATION and not segment[4:].startswith(KEPT_APPLICATION[code]):
        return b""
    if code == 0xE0:
        # Without the thumbnail that may follow its 12 bytes of version and density.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    return segment


def _strip_webp(data: bytes) -> bytes:
    """The same WebP with only the chunks that make its picture."""
    kept, at = b"", 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_EXIF_AND_XMP]) + chunk[9:]
        kept += chunk if name in KEPT_WEBP else b""
        at += len(chunk)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept
