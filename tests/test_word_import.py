"""Word and ODT files become drafts; what could not be kept is said, and nothing is lost."""

import io
import re
import struct
import subprocess
import zipfile

import pypandoc
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from content.documents import archive, pandoc

from .people import blog_index, participant, submit
from .test_dashboard import section

pytestmark = pytest.mark.django_db

TEXT = """---
title: Ко бира кандидате
---

# Прво поглавље

Прва реченица. Друга са **масним** и *косим* словима, [везом](https://example.org/a?b=1&c=2)
и белешком[^1].

[^1]: Текст белешке.

- један
    1. унутра
- два

## Ниже

### Најниже

> Речи неког другог.

| Корак | Дана |
|-------|------|
| Избор | 14   |

: Распоред
"""
WORDS = ["Comments", "tracked changes", "Text boxes", "Fonts", "Page breaks", "Embedded"]


@pytest.fixture
def make(tmp_path):
    """Makes a document of Markdown with pandoc itself."""

    def made(text=TEXT, kind="docx", picture=False, source="text.md"):
        source, target = tmp_path / source, tmp_path / f"Мој текст.{kind}"
        if picture:
            (tmp_path / "slika.png").write_bytes(get_test_image_file().file.getvalue())
        source.write_text(text)
        command = [pypandoc.get_pandoc_path(), source.name, "-o", target.name]
        subprocess.run(command, cwd=tmp_path, check=True)
        return target.read_bytes()

    return made


def with_parts(data, **parts):
    """The document with text put before the end of the body, or with further files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml" and "body" in parts:
                content = content.replace(b"<w:sectPr", parts["body"].encode() + b"<w:sectPr", 1)
            new.writestr(name, content)
        for name, content in parts.get("files", {}).items():
            new.writestr(name, content)
    return target.getvalue()


def address(code="sr"):
    return reverse("content:import", args=[code])


def author(**fields):
    return participant("green", **{"languages": ["sr", "en"], **fields})


def kind_of(client, code="sr", label="Blog post"):
    text = client.get(address(code)).content.decode()
    kinds = dict(re.findall(r'value="([a-z_]+-\d+)"[^>]*>\s*([^<]+?)\s*<', text))
    return next(key for key, words in kinds.items() if words.lower().startswith(label.lower()))


def bring(client, data, name="Мој текст.docx", code="sr", label="Blog post"):
    """Upload a document; the answer after the redirect."""
    file = SimpleUploadedFile(name, data)
    values = {"kind": kind_of(client, code, label), "file": file}
    return client.post(address(code), values, follow=True)


def draft_of(user):
    return Page.objects.get(owner=user).specific.get_latest_revision_as_object()


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_becomes_a_draft_with_all_a_page_can_keep(site, client, make, kind):
    user = author()
    client.force_login(user)
    # ODT has no captions of its own: there, one is a paragraph before the table.
    caption = "Распоред" if kind == "docx" else ""
    text = TEXT if caption else TEXT.replace(": Распоред", "")
    response = bring(client, make(text, kind), f"Мој текст.{kind}")
    page = draft_of(user)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.title == "Ко бира кандидате"
    assert (page.author, page.family, page.author_party) == (user, user.family, user.party)
    assert page.locale.language_code == "sr"
    assert page.slug == "ko-bira-kandidate"
    text, quote, table, notes = [(block.block_type, block.value) for block in page.body]
    html = text[1].source
    assert "<h2>Прво поглавље</h2>" in html
    assert "<b>масним</b>" in html
    assert "<i>косим</i>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2">везом</a>' in html
    assert "<ul><li>један<ol><li>унутра</li></ol></li><li>два</li></ul>" in html
    assert "<h3>Ниже</h3>" in html
    assert "<h3>Најниже</h3>" in html
    assert (quote[0], table[0]) == ("quote", "table")
    assert quote[1]["text"] == "Речи неког другог."
    assert [column["heading"] for column in table[1].columns] == ["Корак", "Дана"]
    assert table[1].row_data[0]["values"] == ["Избор", "14"]
    assert table[1].caption == caption
    assert notes[1].source == "<p>[1] Текст белешке.</p>"
    assert page.summary.startswith("Прва реченица.")
    told = said(response)
    for words in ("Footnotes", "Headings of a deeper level", "Indented paragraphs", "summary"):
        assert words in told


def test_the_draft_opens_and_can_be_submitted(site, client, make):
    user = author()
    client.force_login(user)
    response = bring(client, make())
    assert response.status_code == 200
    submit(draft_of(user), user)


def test_a_picture_comes_with_its_description_or_is_asked_for_one(site, client, make):
    user = author()
    client.force_login(user)
    text = "Прва реченица.\n\n![Људи у сали](slika.png)\n\nИ ![](slika.png){width=1cm} крај.\n"
    response = bring(client, make(text, picture=True))
    pictures = [b.value["image"] for b in draft_of(user).body if b.block_type == "picture"]
    assert [picture.contextual_alt_text for picture in pictures] == ["Људи у сали", ""]
    assert not any(picture.decorative for picture in pictures)
    assert {image.uploaded_by_user for image in get_image_model().objects.all()} == {user}
    assert "Pictures without a description: 1." in said(response)
    page = draft_of(user)
    texts = [block.value.source for block in page.body if block.block_type == "text"]
    assert texts == ["<p>Прва реченица.</p>", "<p>И</p>", "<p>крај.</p>"]


def test_a_picture_the_site_cannot_show_is_left_out_and_named(site, client, make):
    user = author()
    client.force_login(user)
    data = make("Текст.\n\n![a](slika.png)\n", picture=True)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        media = next(name for name in old.namelist() if name.startswith("word/media/"))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"no picture" if name == media else old.read(name))
    response = bring(client, target.getvalue())
    assert "Some pictures are of a kind the site cannot show" in said(response)
    assert not get_image_model().objects.exists()
    assert [block.block_type for block in draft_of(user).body] == ["text"]


BODY = """
<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Додато.</w:t></w:r></w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>Избрисано.</w:delText></w:r></w:del>
<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:color w:val="FF0000"/><w:u w:val="single"/></w:rPr>
<w:t>Подвучено.</w:t></w:r><w:r><w:commentReference w:id="9"/></w:r></w:p>
<w:p><w:r><w:br w:type="page"/></w:r></w:p>
<w:p><w:r><w:object/></w:r></w:p>
<w:p><w:r><w:txbxContent/></w:r></w:p>
"""


def test_what_a_page_cannot_keep_is_named_and_deletions_stay_deleted(site, client, make):
    user = author()
    client.force_login(user)
    told = said(bring(client, with_parts(make("Текст."), body=BODY)))
    for words in WORDS:
        assert words in told, words
    assert "Underlined" in told
    text = draft_of(user).search_text()
    assert "Додато." in text
    assert "Избрисано." not in text
    assert "Подвучено." in text


def test_what_a_document_keeps_whole_is_not_said_to_be_lost(site, client, make):
    user = author()
    client.force_login(user)
    told = said(bring(client, make("---\ntitle: Наслов\n---\n\nСамо текст.\n", "odt"), "a.odt"))
    for words in ("Comments", "tracked", "Text boxes", "Page breaks", "Footnotes", "Tables"):
        assert words not in told, words


def test_no_markup_or_address_of_a_document_can_do_harm(site, client, make):
    user = author()
    client.force_login(user)
    text = "---\ntitle: 'x'\n---\n\n\\<script>alert(1)\\</script> [a](javascript:alert(1)) [b](file:///etc/passwd)\n"
    told = said(bring(client, make(text)))
    html = draft_of(user).body[0].value.source
    assert "<script" not in html
    assert "href" not in html
    assert "Links within the document" in told


def test_a_document_without_a_title_is_named_after_its_file(site, client, make):
    user = author()
    client.force_login(user)
    bring(client, make("Само једна реченица.\n"))
    assert draft_of(user).title == "Мој текст"


def refusals(data):
    """Files that are not read, each with the beginning of the reason."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b"0" * (archive.MAX_UNPACKED + 1))
    liar = bytearray(data)
    return {
        "nothing": (b"", "The submitted file is empty"),
        "no document": (b"Just some text.", "This is no Word"),
        "broken": (data[: len(data) // 2], "This is no Word"),
        "another archive": (with_nothing_but("a.txt"), "This is no Word"),
        "no xml": (with_nothing_but("word/document.xml"), "This is no Word"),
        "old or protected": (archive.OLD_OR_PROTECTED + b"x" * 600, "This file is protected"),
        "macros": (with_parts(data, files={"word/vbaProject.bin": b"x"}), "This file contains mac"),
        "bomb": (bomb.getvalue(), "This file unpacks to more"),
        "encrypted": (encrypted(liar), "This file is protected"),
    }


def with_nothing_but(name):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        new.writestr(name, "no xml")
    return target.getvalue()


def encrypted(data):
    """Each entry marked as encrypted, as a zip with a password is."""
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        flags = struct.unpack_from("<H", data, start + 8)[0]
        struct.pack_into("<H", data, start + 8, flags | 1)
        start += 4
    return bytes(data)


NAMES = [
    "nothing", "no document", "broken", "another archive", "no xml", "old or protected",
    "macros", "bomb", "encrypted",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(site, client, make, name):
    user = author()
    client.force_login(user)
    data, reason = refusals(make())[name]
    response = bring(client, data)
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert 'type="file"' in response.content.decode()
    assert not Page.objects.filter(owner=user).exists()


def test_a_file_that_is_too_large_or_takes_too_long_is_refused(site, client, make, monkeypatch):
    user = author()
    client.force_login(user)
    data = make()
    monkeypatch.setattr(pandoc, "SECONDS", 0.0001)
    assert "too long or too complex" in bring(client, data).content.decode()
    monkeypatch.setattr(archive, "MAX_BYTES", 100)
    assert "larger than 10 MB" in bring(client, data).content.decode()
    assert not Page.objects.filter(owner=user).exists()


def test_a_document_becomes_what_the_person_may_write(site, client, make):
    user = author()
    page = section("en")
    client.force_login(user)
    text = client.get(address("en")).content.decode()
    assert "Training manual: Section en" in text
    assert "Training outline" not in text
    bring(client, make(), code="en", label="Case study")
    study = draft_of(user)
    assert (study.type_slug, study.country) == ("case_study", user.party.country)
    study.delete()
    bring(client, make(), code="en", label="Training manual")
    assert draft_of(user).get_parent().pk == page.pk


def test_merged_cells_leave_the_columns_in_place(site, client, make):
    user = author()
    client.force_login(user)
    html = (
        "<p>Реч.</p><table><tr><th>A</th><th>B</th><th>C</th></tr>"
        "<tr><td rowspan=2>1</td><td colspan=2>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    told = said(bring(client, make(html, source="text.html")))
    table = next(block.value for block in draft_of(user).body if block.block_type == "table")
    assert [row["values"] for row in table.row_data] == [["1", "2", ""], ["", "3", "4"]]
    assert "merged cells were divided" in told


def test_nobody_imports_into_a_language_or_place_that_is_not_theirs(site, client, make):
    client.force_login(author())
    assert client.get(address("mk")).status_code == 404
    assert client.post(address("mk"), {}).status_code == 404
    values = {"kind": f"blog-{blog_index('mk').pk}", "file": SimpleUploadedFile("a.docx", make())}
    response = client.post(address("sr"), values)
    assert "Select a valid choice" in response.content.decode()
    assert not Page.objects.filter(owner__username="participant-green").exists()


def test_the_import_is_offered_on_the_first_screen(site, client):
    client.force_login(author())
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert address("sr") in text
    assert address("en") in text


def test_a_table_is_read_with_its_headings_and_found_by_search(site, client, make):
    user = author()
    client.force_login(user)
    bring(client, make())
    page = draft_of(user)
    assert "Избор" in page.search_text()
    page.live = True
    page.save()
    html = client.get(page.url).content.decode()
    assert '<th scope="col">Корак</th>' in html
    assert "<caption>Распоред</caption>" in html
