"""A bad file is named with its line and reason, and nothing of the run is stored."""

import pytest
from django.core.management import CommandError, call_command

from .test_transfer import BLOG, CASE, OUTLINE, SECTION, folder, people, refusal, write  # noqa: F401

# The keys of BLOG stand on lines 2 to 11; its body begins on line 13.
BAD_VALUES = [
    ({"type": "novel"}, 2, "type: unknown: novel"),
    ({"locale": "de"}, 3, "locale: unknown: de"),
    ({"slug": "Ѓ š"}, 4, "slug: Ѓ š is no address"),
    ({"slug": "a_b"}, 4, "slug: a_b is no address"),
    ({"title": ""}, 5, "title: "),
    ({"title": ["x"]}, 5, "title: has to be text"),
    ({"summary": "x" * 301}, 6, "summary: 301 characters; at most 300"),
    ({"date": "2026-02-30"}, 7, "date: "),
    ({"date": "yesterday"}, 7, "date: "),
    ({"author": "nobody"}, 8, "author: unknown: nobody"),
    ({"topics": ["astrology"]}, 9, "topics: unknown: astrology"),
    ({"topics": "inclusion"}, 9, "topics: has to be a list"),
    ({"key": "Ж"}, 10, "key: has to be of a-z"),
    ({"status": "secret"}, 11, "status: unknown: secret"),
    ({"party": "none"}, 12, "party: unknown: none"),
    ({"family": "royal"}, 12, "family: unknown: royal"),
    ({"country": "RS"}, 12, "country: RS is not the country of the party"),
    ({"visibility": "all"}, 12, "visibility: "),
    ({"attribution": "me"}, 12, "attribution: "),
    ({"source_locale": "de"}, 12, "source_locale: unknown: de"),
    ({"source_locale": "en"}, 12, "source_locale: there is no page of this key"),
    ({"section": "part"}, 12, "section: a blog stands in no section"),
    ({"version": "-1"}, 12, "version: has to be a number"),
    ({"colour": "red"}, 12, "colour: unknown key"),
    ({"summary": None}, 1, "summary: is missing"),
    ({"type": None}, 1, "type: is missing"),
    ({"status": None}, 1, "status: is missing"),
]


@pytest.mark.parametrize(("change", "line", "reason"), BAD_VALUES)
def test_a_bad_value_is_named_with_its_line(folder, change, line, reason):  # noqa: F811
    write(folder, BLOG | change, name="bad.md")
    write(folder, BLOG | {"slug": "good", "key": "good"}, name="good.md")
    assert f"\nbad.md:{line}: {reason}" in refusal(folder)


BAD_BODIES = [
    ("Добро.\n\n<b>x</b>", 15, "raw HTML cannot be kept"),
    ("Добро.\n\n<div>\nx\n</div>", 15, "raw HTML cannot be kept"),
    ("- a\n\n  b | c\n  --- | ---\n  d | e", 15, "a table cannot be kept"),
    ("Добро.\n\n```\nx\n```", 15, "code cannot be kept"),
    ("Добро.\nсо `код`", 14, "code cannot be kept"),
    ("# Еден", 13, "headings are ## or ###"),
    ("x\n\n---\n\ny", 15, "a horizontal line cannot be kept"),
    ("1990. година", 13, r"write 1990\."),
    ("- а\n\n  б", 15, "a list item of several paragraphs"),
    ("> - а", 13, "a quotation holds plain paragraphs only"),
    ("> **а**", 13, "no formatting here"),
    ("Слика ![x](images/x.png) внатре", 13, "a picture within a text"),
    ("x\n\n![x](images/none.png)", 15, "there is no file images/none.png"),
    ("![x](https://example.org/x.png)", 13, "pictures stand in images/"),
    ("![x](images/../bad.md)", 13, "bad.md"),
    ("[x](javascript:alert(1))", 13, "unsafe or incomplete link: javascript:alert(1)"),
    ("[x](DATA:text/html,x)", 13, "unsafe or incomplete link"),
    ("[x](//example.org)", 13, "unsafe or incomplete link"),
    ("x\n\n[x](page:nowhere/mk)", 15, "no page to link to: page:nowhere/mk"),
]


@pytest.mark.parametrize(("body", "line", "reason"), BAD_BODIES)
def test_what_cannot_be_kept_is_named_with_its_line(folder, body, line, reason):  # noqa: F811
    write(folder, BLOG, body, name="bad.md")
    message = refusal(folder)
    assert f"\nbad.md:{line}: " in message
    assert reason in message


def test_fields_of_a_type_are_checked_with_their_line(folder):  # noqa: F811
    case = CASE | {"country": "DE", "year": "soon", "lessons": "Добро.\n\n<b>x</b>\n"}
    path = write(folder, case | {"sources": [{"title": "x", "url": "javascript:x"}]}, name="c.md")
    session = OUTLINE["sessions"][0] | {"minutes": "601"}
    write(folder, OUTLINE | {"section": "no", "sessions": [session]}, name="o.md")
    lines = path.read_text().split("\n")

    def line(start):
        return next(n for n, text in enumerate(lines, 1) if start in text)

    message = refusal(folder)
    assert f"c.md:{line('country:')}: country: unknown: DE" in message
    assert f"c.md:{line('year:')}: year: " in message
    assert ": lessons: raw HTML" in message
    assert f"c.md:{line('url:')}: sources: url: " in message
    assert "sessions: minutes: " in message


def test_the_line_of_a_text_in_the_front_matter_is_counted_within_it(folder):  # noqa: F811
    values = {key: value for key, value in CASE.items() if key != "lessons"}
    path = write(folder, values, name="c.md")
    text = path.read_text().replace("\n---\n", "\nlessons: |\n  Добро.\n\n  <b>x</b>\n---\n")
    path.write_text(text)
    line = text[: text.index("<b>")].count("\n") + 1
    assert f"c.md:{line}: lessons: raw HTML" in refusal(folder)


def test_a_manual_needs_a_section_of_its_language(folder):  # noqa: F811
    write(folder, SECTION | {"locale": "sq"})
    write(folder, OUTLINE, name="o.md")
    assert "section: there is no such section in mk" in refusal(folder)


def test_the_same_page_twice_is_refused(folder):  # noqa: F811
    write(folder, BLOG, name="a.md")
    write(folder, BLOG | {"slug": "druga"}, name="b.md")
    message = refusal(folder)
    assert "a.md:10: key: several files have this key in mk" in message
    assert "b.md:10: key: several files have this key in mk" in message


def test_the_same_address_twice_is_refused(folder):  # noqa: F811
    write(folder, BLOG, name="a.md")
    write(folder, BLOG | {"key": "other"}, name="b.md")
    assert "b.md:4: slug: several files have the address prva-objava" in refusal(folder)


def test_an_address_another_page_has_is_refused(folder):  # noqa: F811
    write(folder, BLOG, name="a.md")
    call_command("import_content", folder)
    write(folder, BLOG | {"key": "other"}, name="a.md")
    with pytest.raises(CommandError, match=r"a\.md:4: slug: prva-objava is taken"):
        call_command("import_content", folder)


def test_translations_made_from_each_other_are_refused(folder):  # noqa: F811
    write(folder, BLOG | {"source_locale": "sq"})
    write(folder, BLOG | {"locale": "sq", "source_locale": "mk"})
    assert "made from each other" in refusal(folder)


BAD_FILES = [
    (b"---\ntitle: \xff\n---\n", 2, "not UTF-8"),
    (b"title: x\n", 1, "no front matter"),
    (b"---\ntitle: x\n", 1, "has no end"),
    (b"---\ntitle: x\n\ttype: [\n---\n", 3, "YAML"),
    (b"---\ntitle: x\ntype: \x07\n---\n", 3, "a character YAML does not allow"),
    (b"---\n- x\n---\n", 2, "`key: value`"),
    (b"---\ntitle: x\ntitle: y\n---\n", 3, "given twice"),
    (b"---\na: &x [1]\nb: [*x, *x]\n---\n", 2, "no & or *"),
    (b"---\nx: " + b"[" * 5000 + b"\n---\n", None, "YAML"),
]


@pytest.mark.parametrize(("data", "line", "reason"), BAD_FILES)
def test_a_file_that_is_none_is_refused(folder, data, line, reason):  # noqa: F811
    (folder / "bad.md").write_bytes(data)
    message = refusal(folder)
    assert f"\nbad.md:{line or ''}" in message
    assert reason in message


def test_links_out_of_the_folder_are_refused(folder, tmp_path_factory):  # noqa: F811
    outside = write(tmp_path_factory.mktemp("outside"), BLOG)
    (folder / "bad.md").symlink_to(outside)
    assert "bad.md: bad.md is a symbolic link" in refusal(folder)


def test_a_folder_without_files_is_refused(folder):  # noqa: F811
    assert "there is no .md file in it" in refusal(folder)
    assert "there is no such folder" in refusal(folder / "none")
