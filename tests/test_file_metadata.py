"""What a file says of the people who made it is gone before it is stored, whatever the way in."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, UploadedFile

from content.files.cleaning import archives, clean_document, clean_image, pictures

from .files import add_document, add_image, encoded, pdf, png
from .office_files import SECRET, docx, odt, pack, pptx, unpack, xlsx
from .people import editor, participant

GPS = {1: "N", 2: (41.0, 59.0, 0.0), 3: "E", 4: (21.0, 25.0, 0.0)}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation=1):
    data = Image.Exif()
    data[0x013B], data[0x0112], data[0x010F] = SECRET, orientation, SECRET
    data.get_ifd(0x8825).update(GPS)
    data.get_ifd(0x8769)[0x9286] = SECRET.encode()
    return data


def xmp():
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


def segment(marker, content):
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def two_colours():
    """Red on the left, blue on the right: to see which way it lies."""
    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (32, 0, 64, 32))
    return picture


def jpeg(orientation=1, **options):
    data = encoded(
        two_colours(), "JPEG", exif=exif(orientation), icc_profile=PROFILE,
        comment=SECRET.encode(), xmp=xmp(), quality=90, **options,
    )  # fmt: skip
    iptc = segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + SECRET.encode())
    thumbnail = segment(0xE0, b"JFXX\0\x10" + SECRET.encode())
    return data[:2] + iptc + thumbnail + data[2:] + SECRET.encode()


def png_with_notes(orientation=1):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", SECRET)
    return encoded(
        two_colours(), "PNG", exif=exif(orientation), pnginfo=notes, icc_profile=PROFILE
    )  # fmt: skip


def webp(orientation=1):
    return encoded(
        two_colours(), "WEBP", exif=exif(orientation), xmp=xmp(), icc_profile=PROFILE, quality=90
    )  # fmt: skip


def gif():
    return encoded(two_colours().convert("P"), "GIF", comment=SECRET.encode())


PICTURES = {"jpg": jpeg, "png": png_with_notes, "webp": webp}


def opened(data):
    return Image.open(BytesIO(data))


def is_silent(data: bytes) -> bool:
    picture = opened(data)
    return not picture.getexif() and "xmp" not in picture.info and SECRET.encode() not in data


@pytest.mark.parametrize("kind", [*PICTURES, "gif"])
def test_a_picture_says_nothing_of_its_maker(kind):
    before = {**PICTURES, "gif": gif}[kind]()
    assert not is_silent(before)
    data, extension = clean_image(before, f"x.{kind}")
    assert is_silent(data)
    assert extension == f".{kind}"
    assert opened(data).size == (64, 32)


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_keeps_its_colours(kind):
    data, _extension = clean_image(PICTURES[kind](), f"x.{kind}")
    assert opened(data).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_lies_on_its_side_is_turned(kind):
    before = PICTURES[kind](orientation=6)
    data, _extension = clean_image(before, f"x.{kind}")
    picture = opened(data).convert("RGB")
    assert picture.size == (32, 64)
    assert picture.getpixel((16, 8))[0] > 200
    assert picture.getpixel((16, 56))[2] > 200
    assert is_silent(data)


def test_a_jpeg_keeps_every_pixel():
    for options in ({}, {"progressive": True}, {"restart_marker_blocks": 2}):
        before = jpeg(**options)
        after = clean_image(before, "x.jpg").data
        assert opened(before).tobytes() == opened(after).tobytes()
        assert clean_image(after, "x.jpg").data == after


def test_a_phones_second_picture_is_left_behind():
    before = encoded(
        two_colours(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 32), "white")]
    )
    assert opened(before).format == "MPO"
    data, extension = clean_image(before, "x.jpg")
    assert (opened(data).format, extension) == ("JPEG", ".jpg")


def message(call, *arguments) -> str:
    with pytest.raises(ValidationError) as error:
        call(*arguments)
    return " ".join(error.value.messages)


def moving(kind):
    frames = [Image.new("P", (8, 8), number) for number in (1, 2)]
    frames[1].putpixel((1, 1), 7)
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


BROKEN = {
    "no picture": (b"hello", "broken"),
    "cut short": (jpeg()[:700], "broken"),
    "empty": (b"", "broken"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "broken"),
    "moving": (moving("GIF"), "Moving"),
    "tiff": (encoded(two_colours(), "TIFF"), "broken"),
    "a bomb": (encoded(Image.new("1", (20_000, 20_000)), "PNG"), "too large"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_picture_of_ours_is_refused_with_a_reason(kind):
    data, reason = BROKEN[kind]
    assert reason in message(clean_image, data, "x.jpg")


# PDF


def telling_pdf():
    document = pikepdf.new()
    page = document.add_blank_page()
    document.docinfo["/Author"] = SECRET
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]
    picture = pikepdf.Stream(document, jpeg())
    picture.update(
        {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 64,
            "/Height": 32, "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.DCTDecode,
        }
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.String(SECRET))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=SECRET,
        Contents="What I mean",
    )  # fmt: skip
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], T="field-1",
        FT=pikepdf.Name.Tx,
    )  # fmt: skip
    page.Annots = document.make_indirect(pikepdf.Array([note, field]))
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(document, SECRET.encode())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def inside_pdf(data: bytes) -> bytes:
    """All a PDF holds, uncompressed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(
            out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return out.getvalue()


def test_a_pdf_says_nothing_of_its_maker():
    before = telling_pdf()
    assert SECRET.encode() in inside_pdf(before)
    data, extension = clean_document(before, "x.PDF")
    assert SECRET.encode() not in inside_pdf(data)
    assert extension == ".pdf"
    with pikepdf.open(BytesIO(data)) as document:
        assert "/Info" not in document.trailer
        note, field = document.pages[0].Annots
        assert (str(note.T), str(note.Contents), str(field.T)) == (
            "Author",
            "What I mean",
            "field-1",
        )
        picture = document.pages[0].Resources.XObject.Im0
        assert pikepdf.PdfImage(picture).as_pil_image().size == (64, 32)


def test_what_an_earlier_saving_left_in_a_pdf_is_gone():
    before = pdf() + b"\n% " + SECRET.encode() + b"\n%%EOF\n"
    assert SECRET.encode() not in clean_document(before, "x.pdf").data


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_protected_pdf_is_refused(password):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert "password" in message(clean_document, out.getvalue(), "x.pdf")


# Office documents


OFFICE = {"docx": docx, "xlsx": xlsx, "pptx": pptx, "odt": odt}


def everything(data) -> bytes:
    """Names and contents of all parts, and of archives within."""
    text = b""
    for name, content in unpack(data).items():
        text += name.encode()
        text += everything(content) if content[:2] == b"PK" else content
    return text


@pytest.mark.parametrize("kind", OFFICE)
def test_a_document_says_nothing_of_its_authors(kind):
    before = OFFICE[kind](jpeg())
    assert SECRET.encode() in everything(before)
    data, extension = clean_document(before, f"x.{kind}")
    assert SECRET.encode() not in everything(data)
    assert extension == f".{kind}"
    assert b"What it is about" in everything(data)
    assert b"humbnail" not in everything(data)


@pytest.mark.parametrize("kind", OFFICE)
def test_a_document_is_dated_by_nobody(kind):
    data = clean_document(OFFICE[kind](jpeg()), f"x.{kind}").data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


def test_an_open_document_begins_with_its_type():
    data = clean_document(odt(jpeg()), "x.odt").data
    assert data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def test_changes_and_comments_stay_without_their_authors_names():
    parts = unpack(clean_document(docx(jpeg()), "x.docx").data)
    text = parts["word/document.xml"].decode()
    assert 'w:author="Author"' in text
    assert "rsid" not in text
    assert "w:ins" in text
    assert "w:comment " in parts["word/comments.xml"].decode()


REFUSED = {
    "no archive": (b"hello", "docx", "broken"),
    "another kind of archive": (pack({"a.txt": b"x"}), "docx", "broken"),
    "a spreadsheet called a text": (xlsx(jpeg()), "docx", "broken"),
    "an old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc", "Files of this kind"),
    "a protected one": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx", "password"),
    "macros": (docx(jpeg(), {"word/vbaProject.bin": b"x"}), "docx", "vbaProject.bin"),
    "an old object": (docx(jpeg(), {"word/embeddings/ole.bin": b"x"}), "docx", "ole.bin"),
    "a film": (pptx(jpeg(), {"ppt/media/film.mp4": b"x"}), "pptx", "film.mp4"),
    "entities": (
        docx(jpeg(), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
        "docx", "broken",
    ),
    "a nest": (
        docx(jpeg(), {"word/embeddings/a.docx": docx(jpeg(), {"word/embeddings/b.docx": b""})}),
        "docx", "another file",
    ),
    "a broken picture": (docx(b"no picture"), "docx", "picture is broken"),
    "a web page": (b"<script>alert(1)</script>", "html", "Files of this kind"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_cleaned_is_refused_with_a_reason(kind):
    data, extension, reason = REFUSED[kind]
    assert reason in message(clean_document, data, f"x.{extension}")


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = docx(jpeg(), {"word/media/a.xml": b"<a>" + b" " * (archives.MAX_PART + 1) + b"</a>"})
    assert len(bomb) < 200_000
    assert "too large" in message(clean_document, bomb, "x.docx")
    many = docx(jpeg(), {f"word/{number}.xml": b"" for number in range(archives.MAX_PARTS + 1)})
    assert "too large" in message(clean_document, many, "x.docx")


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = docx(jpeg(), {"word/big.xml": b"<a>" + b"x" * 100_000 + b"</a>"})
    size = (100_007).to_bytes(4, "little")
    assert data.count(size) == 2
    assert "broken" in message(clean_document, data.replace(size, b"\x05\0\0\0"), "x.docx")


def test_an_embedded_spreadsheet_is_cleaned_too():
    outer = docx(jpeg(), {"word/embeddings/figures.xlsx": xlsx(jpeg())})
    data = clean_document(outer, "x.docx").data
    assert SECRET.encode() not in everything(data)
    assert "word/embeddings/figures.xlsx" in unpack(data)


# Every way in


def stored(model) -> bytes:
    with model.objects.get().file.open("rb") as file:
        return file.read()


@pytest.fixture
def admin(site, client):
    client.force_login(editor())
    return client


def drafts():
    return Collection.objects.get(name="Drafts").pk


def add_single(client, kind, file):
    address = reverse("wagtailimages:add" if kind == "image" else "wagtaildocs:add")
    return client.post(address, {"title": "x", "file": file, "collection": drafts()})


def add_multiple(client, kind, file):
    address = reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:add_multiple")
    return client.post(address, {"files[]": file, "title": "x", "collection": drafts()})


def add_multiple_with_a_title_too_long(client, kind, file):
    short = "images" if kind == "image" else "docs"
    form = {"files[]": file, "title": "x" * 300, "collection": drafts()}
    client.post(reverse(f"wagtail{short}:add_multiple"), form)
    waiting = UploadedFile.objects.get()
    assert SECRET.encode() not in waiting.file.open("rb").read()
    name = f"create_multiple_from_uploaded_{kind}"
    address = reverse(f"wagtail{short}:{name}", args=[waiting.pk])
    prefix = f"uploaded-{kind}-{waiting.pk}"
    return client.post(address, {f"{prefix}-title": "Shorter", f"{prefix}-collection": drafts()})


def add_in_chooser(client, kind, file):
    client.force_login(participant("green"))
    address = reverse(f"wagtail{'images' if kind == 'image' else 'docs'}_chooser:create")
    prefix = f"{kind}-chooser-upload"
    return client.post(address, {f"{prefix}-title": "x", f"{prefix}-file": file})


def replace(client, kind, file):
    user = participant("liberal")
    client.force_login(user)
    existing = add_image(user) if kind == "image" else add_document(user)
    short = "images" if kind == "image" else "docs"
    address = reverse(f"wagtail{short}:edit", args=[existing.pk])
    answer = client.post(address, {"title": "x", "file": file})
    storage, old = existing.file.storage, existing.file.name
    assert type(existing).objects.get().file.name != old
    assert not storage.exists(old)
    return answer


WAYS = [add_single, add_multiple, add_multiple_with_a_title_too_long, add_in_chooser, replace]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["image", "document"])
def test_whatever_the_way_in_a_file_is_cleaned(admin, kind, way):
    data, model = {
        "image": (jpeg(orientation=6), get_image_model()),
        "document": (docx(jpeg()), get_document_model()),
    }[kind]
    name = f"Draft by {SECRET}.{'jpg' if kind == 'image' else 'docx'}"
    answer = way(admin, kind, SimpleUploadedFile(name, data))
    assert answer.status_code < 400
    found = model.objects.get()
    assert SECRET not in found.file.name
    content = stored(model)
    assert SECRET.encode() not in (content if kind == "image" else everything(content))
    assert found.file_size == len(content)
    before = found.file_hash
    found.file_hash = ""
    assert found.get_file_hash() == before
    if kind == "image":
        assert (found.width, found.height) == (32, 64)


@pytest.mark.django_db
@pytest.mark.parametrize("way", [add_single, add_multiple, add_in_chooser, replace])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_whatever_the_way_in_a_refusal_says_why_and_stores_nothing(admin, kind, way):
    name = "x.gif" if kind == "image" else "x.docx"
    data = moving("GIF") if kind == "image" else b"no document"
    try:
        answer = way(admin, kind, SimpleUploadedFile(name, data))
    except AssertionError:  # nothing was replaced, which is the point
        answer = None
    if answer is not None:
        assert answer.status_code == 200
        text = answer.content.decode()
        assert ("Moving pictures" if kind == "image" else "broken, protected") in text
    model = get_image_model() if kind == "image" else get_document_model()
    assert model.objects.count() == (1 if way is replace else 0)


@pytest.mark.django_db
def test_a_file_without_a_form_is_cleaned_or_not_stored(site):
    user = participant("green")
    add_image(user, data=jpeg(), name="x.jpg")
    assert is_silent(stored(get_image_model()))
    with pytest.raises(ValidationError):
        add_document(user, data=b"nothing")
    assert not get_document_model().objects.exists()


@pytest.mark.django_db
def test_saving_again_leaves_the_file_alone(site):
    image = add_image(participant("green"))
    name = image.file.name
    image.title = "Another title"
    image.save()
    get_image_model().objects.get().save()
    assert get_image_model().objects.get().file.name == name


@pytest.mark.django_db
def test_a_picture_is_called_what_it_is(site):
    file = ContentFile(jpeg(), name="really-a-jpeg.png")
    image = get_image_model().objects.create(title="x", file=file)
    assert image.file.name.endswith(".jpg")


def test_pictures_that_wagtail_takes_are_pictures_we_clean(settings):
    taken = {"jpg" if name == "jpeg" else name for name in settings.WAGTAILIMAGES_EXTENSIONS}
    assert {f".{name}" for name in taken} == set(pictures.EXTENSIONS.values())
    assert clean_image(png(), "x.png").extension == ".png"


@pytest.mark.django_db
def test_files_of_old_are_cleaned_by_command(site, capsys):
    image = add_image(participant("green"))
    old = image.file.storage.save("original_images/petrov.jpg", ContentFile(jpeg()))
    get_image_model().objects.filter(pk=image.pk).update(file=old)
    call_command("clean_files")
    assert capsys.readouterr().out == "1 cleaned, 0 left as they are\n"
    assert is_silent(stored(get_image_model()))
    assert not image.file.storage.exists(old)
    call_command("clean_files")
    assert capsys.readouterr().out == "0 cleaned, 0 left as they are\n"
