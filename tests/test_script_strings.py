"""What the editor's scripts say: collected from Wagtail, translated in our catalogues."""

import polib
import pytest
from django.urls import reverse

from scripts import catalogues

from .people import participant

SLOVENE = next(row for row in catalogues.LANGUAGES if row.code == "sl")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A place for catalogues, in which Slovene has one, but none of scripts."""
    source = catalogues.catalogue(SLOVENE)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    folder = catalogues.catalogue(SLOVENE).parent
    folder.mkdir(parents=True)
    po = polib.pofile(str(source))
    po[:] = [next(entry for entry in po if entry.msgid_plural)]
    po.save(str(folder / "django.po"))
    return tmp_path


def collected():
    catalogues.collect_from_scripts(SLOVENE)
    return polib.pofile(str(catalogues.catalogue(SLOVENE, catalogues.SCRIPTS)))


def test_what_wagtails_scripts_say_is_collected_with_the_languages_plural_forms(root):
    po = collected()
    assert {entry.msgid for entry in po} == {
        entry.msgid for entry in catalogues.strings_of_scripts()
    }
    plurals = [entry for entry in po if entry.msgid_plural]
    assert plurals
    assert all(list(entry.msgstr_plural) == [0, 1, 2, 3] for entry in plurals)
    assert not any(entry.translated() for entry in po)


def test_collecting_again_keeps_what_is_translated_and_drops_what_nobody_says(root):
    po = collected()
    po.find("Reply").msgstr = "Odgovori"
    po.find("%(num)s error").msgstr_plural = {0: "a", 1: "b", 2: "c", 3: "d"}
    po.append(polib.POEntry(msgid="Not said any more", msgstr="x"))
    po.save()
    again = collected()
    assert again.find("Reply").msgstr == "Odgovori"
    assert again.find("%(num)s error").msgstr_plural == {0: "a", 1: "b", 2: "c", 3: "d"}
    assert not again.find("Not said any more")


def test_the_editors_scripts_get_our_catalogue(root, site, client, settings):
    po = collected()
    po.find("Reply").msgstr = "Naše besede"
    po.save_as_mofile(str(root / "locale" / "sl" / "LC_MESSAGES" / "djangojs.mo"))
    settings.LOCALE_PATHS = [root / "locale"]
    client.force_login(participant("green", reads="sl"))
    text = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert r"Na\u0161e besede" in text
