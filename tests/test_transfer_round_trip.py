"""Exporting and importing into an empty site gives the same pages, awkward texts included."""

import random

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from accounts.models import User
from blog.models import BlogIndexPage, BlogPage
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import ContentPage
from content.transfer.markdown_in import markdown_to_html
from content.transfer.markdown_out import html_to_markdown
from core.languages import CONTENT_CODES
from parties.models import Country
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingOutlinePage
from topics.models import Topic

from .files import add_document
from .test_transfer import people  # noqa: F401

AWKWARD = "1990. *a* _b_ [c](d) <i>e</i> & &amp; #f \"g\" 'h'\u00a0\\ `i` | ~ > — yes: no"
TITLES = ("No", "null", "2024-01-01", "- a: b # c", "'\"", "{x}", "1.0", "Đorđe: ћирилица, șțë")
TEXT = (
    "<p>1990. godine <b>Napomena:</b>tekst <i>i </i><b><i>oba</i></b>.</p><p># nije naslov</p>"
    "<h2>Naslov #</h2><h3>A &amp; B &lt;c&gt;</h3><p>red<br/>- drugi<br/>\u00a0treći</p>"
    "<ul><li>jedan<ol><li>unutra</li></ol></li><li>* dva</li></ul><ul><li>drugi popis</li></ul>"
    '<p>Pogledaj!<a href="https://example.org/a_b(c)?x=1&amp;copy=2">ovo [1]</a></p>'
)
SKIPPED = {
    "id", "path", "pk", "page_ptr", "contentpage_ptr", "translated_from", "latest_revision",
    "live_revision", "last_published_at", "latest_revision_created_at", "first_published_at",
    "body", "translation_key", "content_type",
}  # fmt: skip


def picture(**extra):
    image = get_image_model().objects.create(title="x", file=get_test_image_file("Slika 1.png"))
    return {"image": {"image": image.pk, "decorative": False, "alt_text": AWKWARD} | extra}


def table(caption):
    columns = [{"type": "text", "heading": heading} for heading in ("Korak", AWKWARD, "")]
    rows = [{"values": [AWKWARD, "", "1."]}, {"values": ["", "# a", "- b"]}]
    return {"columns": columns, "rows": rows, "caption": caption}


def all_blocks(link):
    return [
        ("text", TEXT + f'<p>v. <a linktype="page" id="{link}">blog</a></p>'),
        ("quote", {"text": f"{AWKWARD}\n— prvi\n\n\n- kraj\n— nije ime", "attribution": AWKWARD}),
        ("key_point", {"title": AWKWARD, "text": "<p>a_b_c</p><ul><li><b>x</b></li></ul>"}),
        ("quote", {"text": "**Key point: x**", "attribution": ""}),
        ("picture", picture() | {"caption": AWKWARD}),
        ("download", {"document": add_document(None, title="Образец").pk, "label": AWKWARD}),
        ("picture", picture(decorative=True, alt_text="") | {"caption": ""}),
        ("table", table(AWKWARD)),
        ("table", table("")),
    ]


def publish(parent, page, **fields):
    author = User.objects.get(username="participant-green")
    for name, value in {"author": author, "owner": author, "family": author.family}.items():
        setattr(page, name, value)
    for name, value in fields.items():
        setattr(page, name, value)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def pages(people):  # noqa: F811
    """A blog post in every language, a case study, a section, an outline, a draft."""
    for number, code in enumerate(CONTENT_CODES):
        index = BlogIndexPage.objects.get(locale__language_code=code)
        page = BlogPage(
            title=TITLES[number % len(TITLES)], slug=f"post-{code}", locale=index.locale
        )
        body = [{"type": kind, "value": value} for kind, value in all_blocks(index.pk)]
        publish(index, page, summary=f"{AWKWARD}\nred\r\n\n drugi", body=body, major_version=3)
    source = BlogPage.objects.get(slug="post-en")
    BlogPage.objects.filter(slug="post-sq").update(
        translated_from=source, translated_version=2, translation_key=source.translation_key
    )
    locale = Locale.objects.get(language_code="sr")
    texts = dict.fromkeys(("challenge", "approach", "outcome", "lessons"), TEXT)
    study = CaseStudyPage(
        title="Студија", slug="s", summary="x", year=2020, locale=locale, is_example=True, **texts
    )
    study.country = Country.objects.get(code="XK")
    study.sources = [
        {"type": "source", "value": {"title": AWKWARD, "url": "", "accessed": "2026-01-02"}}
    ]
    study.topics.set(Topic.objects.all()[:3])
    publish(CaseStudyIndexPage.objects.get(locale=locale), study, visibility="family")
    index = ToolkitIndexPage.objects.get(locale=locale)
    section = ToolkitSectionPage(title="Део", slug="z", summary="x", locale=locale)
    publish(index, section, author=None)
    publish(index, ToolkitSectionPage(title="Други", slug="a", summary="x", locale=locale))
    session = {"title": AWKWARD, "minutes": 5, "aim": f"{AWKWARD}\nx", "method": "y\tz"}
    session["materials"] = ""
    outline = TrainingOutlinePage(title="План", slug="p", summary="x", audience="null")
    outline.locale, outline.sessions = locale, [{"type": "session", "value": session}]
    publish(section, outline, attribution="anonymous")
    outline.title = "Новији нацрт"
    outline.save_revision()


def snapshot():
    """Every field of every page, in the order of the tree; streams without their blocks' ids."""
    return [
        {field.name: _plain(page, field) for field in page._meta.get_fields() if _is_kept(field)}
        | {
            "body": [_block(block) for block in page.body],
            "parent": page.get_parent().url_path,
            "source": page.translated_from and page.translated_from.url_path,
            "key": str(page.translation_key),
        }
        for page in ContentPage.objects.order_by("path").specific()
    ]


def _is_kept(field):
    return field.concrete and field.name not in SKIPPED


def _plain(page, field):
    if field.many_to_many:
        return sorted(getattr(page, field.name).values_list("pk", flat=True))
    value = getattr(page, field.attname)
    if hasattr(value, "stream_block"):
        return [dict(block.value) for block in value]
    return html_to_markdown(value) if str(value).startswith("<p>") else value


def _block(block):
    if block.block_type == "text":
        return html_to_markdown(block.value.source)
    if block.block_type == "table":
        return block.get_prep_value()["value"]
    value = dict(block.value)
    if block.block_type == "key_point":
        value["text"] = html_to_markdown(value["text"].source)
    if block.block_type == "picture":
        image = value["image"]
        value["image"] = (image.file_hash, image.contextual_alt_text, image.decorative)
    if block.block_type == "download":
        value["document"] = value["document"].file_hash
    return block.block_type, value


def test_export_and_import_give_the_same_pages(pages, tmp_path, capsys):
    before = snapshot()
    call_command("export_content", tmp_path / "one")
    assert "1 of them have a newer draft" in capsys.readouterr().out
    for page in ContentPage.objects.order_by("-depth"):
        page.specific.delete()
    get_image_model().objects.all().delete()
    call_command("import_content", tmp_path / "one")
    after = snapshot()
    for page in before:
        page["draft_title"] = page["title"]
        page["has_unpublished_changes"] = False
    for old, new in zip(before, after, strict=True):
        assert new == old
    call_command("export_content", tmp_path / "two")
    files = sorted(path.name for path in (tmp_path / "one").rglob("*.*"))
    assert files == sorted(path.name for path in (tmp_path / "two").rglob("*.*"))
    for path in (tmp_path / "one").glob("*.md"):
        assert path.read_text() == (tmp_path / "two" / path.name).read_text()


def test_what_was_exported_changes_nothing_where_it_came_from(pages, tmp_path, capsys):
    call_command("export_content", tmp_path / "out")
    call_command("import_content", tmp_path / "out")
    assert "0 created, 0 updated, 14 unchanged" in capsys.readouterr().out


def test_an_export_into_a_folder_with_files_is_refused(site, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_content", tmp_path)


PIECES = (
    *("a", "Ж", "1990.", "1)", "*", "**", "_", "#", "##", "-", "+", ">", "&amp;", "&amp;amp;"),
    *("&lt;b&gt;", "[x]", "(y)", "!", "\\", "`", "|", "~~~", "\u00a0", '"', "'", "—", "…", "="),
    *("===", "http://x", "é", "€", "😀", ":", "&amp;#35;", "<br/>", "[z]:"),
)


def words(rng, depth=0):
    text = ""
    for _ in range(rng.randint(1, 4)):
        tag = rng.choice(["b", "i", "", "", "", " "]) if depth < 3 else ""
        text += f"<{tag}>{words(rng, depth + 1)}</{tag}>" if tag.strip() else rng.choice(PIECES)
        text += " " if tag == " " else ""
    return text


@pytest.mark.parametrize("seed", range(5))
def test_any_formatting_of_any_text_survives(seed):
    rng = random.Random(seed)  # noqa: S311
    for _ in range(200):
        html = (
            "".join(f"<{tag}>{words(rng)}</{tag}>" for tag in rng.choices(("p", "h2", "h3"), k=3))
            + f"<ul><li>{words(rng)}<ol><li>{words(rng)}</li></ol></li></ul>"
        )
        written = html_to_markdown(html)
        read = markdown_to_html(written)
        assert html_to_markdown(read) == written, html
        assert _letters(read) == _letters(html), html


def _letters(html):
    from content.text import html_text

    return html_text(html.replace("<b>", "").replace("</b>", "")).replace(" ", "")
