"""`make check` finds what is wrong in a catalogue; each rule is shown to speak, and the catalogues
of the site to keep them all."""

import shutil
from pathlib import Path

import polib
import pytest

from core.languages import BY_CODE, CONTENT_LANGUAGES, CYRILLIC, LANGUAGES, is_cyrillic
from core.scripts import to_latin
from scripts import asked_strings, catalogue_check, catalogues

# Serbian covers both scripts.
WITH_GLOSSARY = [row.code for row in CONTENT_LANGUAGES if row.code != catalogues.SOURCE]

SOURCE = """
msgid "Page"
msgstr ""

msgid "Blog"
msgstr ""

#, python-format
msgid "“%(title)s” waits for <b id=\\"who\\">%(name)s</b>."
msgstr ""

#, python-format
msgid "One person"
msgid_plural "%(count)s people"
msgstr[0] ""
msgstr[1] ""
"""

GOOD = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Page"
msgstr "Stranica"

msgid "Blog"
msgstr "Blog"

#, python-format
msgid "“%(title)s” waits for <b id=\\"who\\">%(name)s</b>."
msgstr "<b id=\\"who\\">%(name)s</b> čeka stranica „%(title)s“."

#, python-format
msgid "One person"
msgid_plural "%(count)s people"
msgstr[0] "%(count)s osoba"
msgstr[1] "%(count)s osobe"
msgstr[2] "%(count)s osoba"
"""  # noqa: E501

# What is put in place of what, and the words of the complaint.
BROKEN = {
    "a missing string": ('msgid "Page"\nmsgstr "Stranica"\n', "", "missing: 'Page'"),
    "a string of nobody": ('msgid "Page"', 'msgid "Sheet"', "nobody asks for: 'Sheet'"),
    "a fuzzy one": ('msgid "Page"', '#, fuzzy\nmsgid "Page"', "fuzzy: 'Page'"),
    "an empty one": ('"Stranica"', '""', "not translated: 'Page'"),
    "an empty plural form": ('[1] "%(count)s osobe"', '[1] ""', "not translated: 'One person'"),
    "a plural form too few": ('msgstr[2] "%(count)s osoba"\n', "", "2 plural forms, not 3"),
    "a header without a rule": ("nplurals=3; plural=", "", "plural forms: the header has no rule"),
    "a rule that is none": ("plural=(n%10", "plural=(m%10", "plural forms: "),
    "a rule for other forms": ("nplurals=3", "nplurals=4", "plural forms: the header promises 4"),
    "a lost placeholder": ("„%(title)s“", "", "placeholders differ"),
    "an invented placeholder": ("„%(title)s“", "„%(title)s“ %(when)s", "placeholders differ"),
    "a lost tag": ("</b>", "", "placeholders differ"),
    "a lost number": ('[1] "%(count)s osobe"', '[1] "osobe"', "placeholders differ: 'One person'"),
    # Of 1, 21, 31 …: only a form for a single number may do without it.
    "one instead of 21": ('[0] "%(count)s osoba"', '[0] "Jedna osoba"', "placeholders differ"),
    "a stray percent sign": ("čeka", "čeka 5 %", "a % that is no placeholder"),
    "straight quotes": ("„%(title)s“", '\\"%(title)s\\"', "quotes are „…“"),
    "quotes of another language": ("„%(title)s“", "“%(title)s”", "quotes are „…“"),
    "quotes that do not close": ("„%(title)s“", "„%(title)s", "quotes are „…“"),
    "a straight apostrophe": ("Stranica", "Stran'ca", "an apostrophe is ’"),
    "English": ("Stranica", "Page", "is the English"),
    "an English plural form": ('[1] "%(count)s osobe"', '[1] "%(count)s people"', "is the English"),
    "another word than the glossary": ("Stranica", "Strana", "the glossary says stranica"),
}


def complaints(text, code="hr", excused=("Blog",), terms=None):
    terms = {"page": {"stranica"}} if terms is None else terms
    source, po = polib.pofile(SOURCE), polib.pofile(text)
    return catalogue_check.problems(BY_CODE[code], po, source, excused, terms)


def test_a_good_catalogue_is_not_complained_of():
    assert complaints(GOOD) == []


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_catalogue_is_complained_of_in_words(what):
    before, after, expected = BROKEN[what]
    assert GOOD.count(before) >= 1
    assert expected in "\n".join(complaints(GOOD.replace(before, after, 1)))


def test_what_equals_its_source_needs_an_excuse():
    assert complaints(GOOD, excused=()) == [
        "is the English, and not excused in locale/same_as_english.toml: 'Blog'"
    ]


def test_a_form_of_a_single_number_may_be_in_words():
    text = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#, python-format
msgid "One person"
msgid_plural "%(count)s people"
msgstr[0] "Një person"
msgstr[1] "%(count)s persona"
"""
    assert not [line for line in complaints(text, code="sq") if "placeholders" in line]


def test_an_excuse_without_use_or_reason_is_complained_of():
    entries = {"hr": list(polib.pofile(GOOD))}
    excuses = {
        "Blog": {"languages": ["hr"], "reason": "The word came with the thing."},
        "Page": {"languages": ["hr"], "reason": "It is translated meanwhile."},
        "Gone": {"languages": ["hr"], "reason": ""},
    }
    assert catalogue_check.excuses_without_use(excuses, entries) == [
        "hr needs no excuse any more: 'Page'",
        "no reason is given: 'Gone'",
        "hr needs no excuse any more: 'Gone'",
    ]


def test_a_script_variant_is_the_other_script_letter_for_letter():
    cyrillic = polib.pofile('msgid "Page"\nmsgstr "Њена страница"\n')
    same = polib.pofile('msgid "Page"\nmsgstr "Njena stranica"\n')
    other = polib.pofile('msgid "Page"\nmsgstr "Njezina stranica"\n')
    assert catalogue_check.not_the_other_script(same, cyrillic, to_latin) == []
    assert catalogue_check.not_the_other_script(other, cyrillic, to_latin) == [
        "differs from the other script: 'Page'"
    ]


def test_progress_is_never_rounded_up_to_all():
    everything = polib.pofile("".join(f'msgid "{n}"\nmsgstr "{n}."\n\n' for n in range(1000)))
    nearly = polib.pofile(str(everything).replace('"7."', '""'))
    lines = catalogues.progress({("en", "django"): everything, ("hr", "django"): nearly})
    assert lines == ["hr      django    999 of 1000 strings, 99 %"]


def test_strings_of_code_and_templates_are_seen_in_every_form(tmp_path):
    module, template = tmp_path / "module.py", tmp_path / "page.html"
    module.write_text(
        '_("Page")\ngettext_lazy("A " "draft")\npgettext("verb", "Review")\n'
        'ngettext("%(n)d page", "%(n)d pages", n)\n_(name)\n'
    )
    template.write_text(
        """{% load i18n %}{% translate "Don't" %}{% translate "Review" context "verb" as verb %}
        {% blocktranslate trimmed count n=n %}{{ n }} page{% plural %}{{ n }} pages
        {% endblocktranslate %}<a title="{{ _("Home") }}">gettext</a>"""
    )
    assert asked_strings.in_python(module) == {
        (None, "Page", ""),
        (None, "A draft", ""),
        ("verb", "Review", ""),
        (None, "%(n)d page", "%(n)d pages"),
    }
    assert asked_strings.in_template(template) == {
        (None, "Don't", ""),
        ("verb", "Review", ""),
        (None, "%(n)s page", "%(n)s pages"),
        (None, "Home", ""),
    }


def test_what_was_not_collected_and_what_is_collected_in_vain_is_complained_of():
    source = polib.pofile('msgid "Page"\nmsgstr ""\n\nmsgid "Gone"\nmsgstr ""\n')
    asked = {(None, "Page", ""), (None, "New", "")}
    assert catalogue_check.not_collected(source, asked) == [
        "not collected (make messages): 'New'",
        "nobody asks for: 'Gone'",
    ]


def test_a_glossary_is_read_from_its_table(tmp_path):
    path = Path(tmp_path) / "xx.md"
    path.write_text(
        "# Words\n\n| English | term | not | note |\n|---|---|---|---|\n"
        "| party / Parties | stranka / stranke | partija | |\n| source (of a fact) | izvor | | |\n"
    )
    assert catalogue_check.read_glossary(path) == {
        "party": {"stranka", "stranke"},
        "parties": {"stranka", "stranke"},
        "source (of a fact)": {"izvor"},
    }


def glossary_rows(code):
    """English term and term of each row of a glossary of the site."""
    lines = (catalogues.GLOSSARIES / f"{code}.md").read_text().splitlines()
    table = [line.split("|")[1:-1] for line in lines if line.startswith("|")]
    assert all(len(cells) == 4 for cells in table), code
    return [(english.strip(), term.strip()) for english, term, *_notes in table[2:]]


def test_every_language_has_a_glossary_of_the_same_terms():
    first, *others = WITH_GLOSSARY
    terms = [english for english, _term in glossary_rows(first)]
    assert len(terms) == len(set(terms)) >= 60
    for code in others:
        assert [english for english, _term in glossary_rows(code)] == terms, code


@pytest.mark.parametrize("code", WITH_GLOSSARY)
def test_no_term_of_a_glossary_is_missing_or_in_the_other_alphabet(code):
    for english, term in glossary_rows(code):
        assert term, english
        assert is_cyrillic(term) == (BY_CODE[code].script == CYRILLIC), term


def test_every_domain_there_is_gets_checked(tmp_path, monkeypatch):
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    shutil.copytree(catalogues.ROOT / "locale", tmp_path / "locale")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    for row in LANGUAGES:
        text = "" if row.code == "hr" else "…"
        path = catalogues.catalogue(row, "editor")
        path.write_text(f'{header}msgid "Close it"\nmsgstr "{text}"\n')
    problems = catalogues.check(catalogues.read_all())
    assert [line for line in problems if " editor: " in line] == [
        "hr editor: not translated: 'Close it'"
    ]


def test_the_catalogues_of_the_site_keep_every_rule():
    assert catalogues.check(catalogues.read_all()) == []
