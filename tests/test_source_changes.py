"""What changed in the source since a translation was made: of what was published, and no more."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import MajorVersion
from content.visibility import narrow
from parties.models import Country
from toolkit_pages.models import TrainingOutlinePage
from translations.starting import start

from . import people
from .files import add_document, add_image
from .people import again, editor, live, participant, party, toolkit_section, translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(site):
    return participant("green")


@pytest.fixture
def mk(site):
    return translator("mk")


def change(page, by, **fields):
    return people.change(again(page), by, **fields)


def body(*texts):
    return [
        {"type": "text", "id": f"block-{number}", "value": f"<p>{text}</p>"}
        for number, text in enumerate(texts)
    ]


def read(client, user, page, status=200):
    client.force_login(user)
    response = client.get(f"/admin/translations/{page.pk}/changes/")
    assert response.status_code == status
    return response.content.decode()


def outdated(author, by):
    source = live(author, "The old title")
    change(source, author, body=body("One stays.", "Two goes.", "Three was old.")).publish()
    made = start(again(source), "mk", by)
    made.get_latest_revision().publish()
    changed = {"title": "The new title", "body": body("One stays.", "", "Three is new.")}
    del changed["body"][1]
    change(source, author, **changed).publish()
    return again(made)


def test_the_texts_stand_beside_each_other(client, author, mk):
    text = read(client, mk, outdated(author, mk))
    assert '<span class="deletion">old</span>' in text
    assert '<span class="addition">new</span>' in text
    assert "Two goes." in text
    assert "One stays." not in text


def test_also_when_the_old_revisions_are_gone(client, author, mk):
    page = outdated(author, mk)
    call_command("purge_revisions", verbosity=0)
    assert page.translated_from.revisions.count() == 1
    assert "Two goes." in read(client, mk, page)


def test_several_versions_are_one_difference(client, author, mk):
    page = outdated(author, mk)
    change(page.translated_from, author, title="The newest title").publish()
    text = read(client, mk, page)
    assert "newest" in text
    assert "Two goes." in text


def test_a_draft_of_the_source_shows_nothing(client, author, mk):
    page = outdated(author, mk)
    change(page.translated_from, author, title="Secret", summary="Secret")
    assert "Secret" not in read(client, mk, page)


def test_who_wrote_it_and_who_reads_it_is_no_text(client, author, mk):
    other = participant("liberal", first_name="Lidija")
    page = outdated(author, mk)
    source = page.translated_from
    of_other = {"author": other, "author_party": other.party, "attribution": "anonymous"}
    change(source, author, title="Third", visibility="members", **of_other).publish()
    text = read(client, mk, page)
    for told in ("Lidija", other.party.name, "nonymous", "Signed-in people"):
        assert told not in text


def test_a_version_that_is_not_kept_is_said_to_be_missing(client, author, mk):
    page = outdated(author, mk)
    MajorVersion.objects.filter(page=page.translated_from, number=page.translated_version).delete()
    assert "is not kept" in read(client, mk, page)


def test_it_is_for_those_who_know_the_translation_and_may_read_its_source(client, author, mk):
    page = outdated(author, mk)
    for user in (mk, editor()):
        read(client, user, page)
    for user in (author, participant("green", "p"), translator("sq")):
        read(client, user, page, status=404)
    read(client, mk, page.translated_from, status=404)


def test_a_draft_of_somebody_else_is_missing(client, author, mk):
    made = start(live(author), "mk", editor())
    change(made.translated_from, author, title="Changed").publish()
    read(client, mk, made, status=404)
    read(client, editor("editor-2"), made)


def test_the_text_of_each_major_version_is_kept_once(author):
    page = live(author, "One")
    change(page, author, title="Small", significance="minor").publish()
    change(page, author, title="Two", significance="major").publish()
    kept = page.major_versions.order_by("number").values_list("number", "text__title")
    assert list(kept) == [(1, "One"), (2, "Two")]
    assert set(page.major_versions.first().text) == {"title", "summary", "body"}


def test_the_migration_keeps_what_is_live(author):
    from importlib import import_module

    from django.apps import apps

    pages = [live(author, "One"), live(author, "Two")]
    change(again(pages[1]), author, title="Secret")
    kept = MajorVersion.objects.order_by("page").values("page", "number", "text", "published_at")
    before = list(kept)
    MajorVersion.objects.all().delete()
    migration = import_module("content.migrations.0007_major_versions")
    migration.keep_what_is_live(apps, None)
    assert list(kept) == before


# The source beside the editor.


def beside(client, user, page):
    """What stands beside the editor: by block, or by field, the text of each part."""
    client.force_login(user)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    parts = BeautifulSoup(html, "html.parser").select("[data-source-field]")
    return {part.get("data-source-block") or part["data-source-field"]: part for part in parts}


def test_every_part_of_the_source_stands_beside_the_editor_in_its_language(client, author, mk):
    picture, paper = add_image(author), add_document(author)
    source = live(author, "A title")
    blocks = [
        {"type": "text", "id": "a", "value": '<h2>Head</h2><p>A <a href="https://x.example/">link</a></p>'},
        {"type": "quote", "id": "b", "value": {"text": "Said <so>", "attribution": "Somebody"}},
        {"type": "picture", "id": "c", "value": {
            "image": {"image": picture.pk, "alt_text": "A full hall", "decorative": False},
            "caption": "The congress"}},
        {"type": "download", "id": "d", "value": {"document": paper.pk, "label": "The form"}},
        {"type": "key_point", "id": "e", "value": {"title": "Point", "text": "<p>Keep it.</p>"}},
        {"type": "table", "id": "f", "value": {
            "columns": [{"type": "text", "heading": "Step"}],
            "rows": [{"values": ["Vote <1>"]}], "caption": "Timetable"}},
    ]  # fmt: skip
    change(source, author, body=blocks).publish()
    found = beside(client, mk, start(again(source), "mk", mk))
    told = {
        "title": ["A title"], "summary": ["In one sentence."], "a": ["Head", "A link"],
        "b": ["Said <so>", "Somebody"], "c": ["A full hall", "The congress"], "d": ["The form"],
        "e": ["Point", "Keep it."], "f": ["Timetable", "Step", "Vote <1>"],
    }  # fmt: skip
    assert found.keys() == told.keys()
    for key, texts in told.items():
        text = " ".join(element.get_text(" ") for element in found[key].select('[lang="en"]'))
        assert all(" ".join(words.split()) in " ".join(text.split()) for words in texts), key


@pytest.mark.parametrize("model", ["case_study", "training_outline"])
def test_what_only_a_type_has_stands_there_too(client, author, mk, model):
    source = {"case_study": case_study, "training_outline": outline}[model](author)
    found = beside(client, mk, start(source, "mk", mk))
    for text in {"case_study": ["challenge", "lessons"], "training_outline": ["audience"]}[model]:
        assert text in found[text].get_text()
    assert "country" not in found


def test_the_published_source_is_shown_not_its_draft(client, author, mk):
    made = start(live(author, "Published"), "mk", mk)
    change(made.translated_from, author, title="Secret")
    assert found_text(beside(client, mk, made)["title"]) == "Published"


def test_a_source_they_may_no_longer_read_is_gone_from_the_editor(client, author, mk):
    made = start(live(author, "Was public"), "mk", mk)
    assert beside(client, mk, made)
    narrow(made.translated_from, "family", by=author)
    mk.party = party("liberal")
    mk.save()
    assert beside(client, mk, made) == {}


def test_a_page_that_is_no_translation_has_nothing_beside_it(client, author):
    assert beside(client, author, live(author)) == {}


def found_text(part):
    return " ".join(part.get_text().split())


def add_post_below(index, page, by):
    index.add_child(instance=page)
    page.save_revision(user=by).publish()
    return again(page)


def case_study(by):
    index = CaseStudyIndexPage.objects.get(locale__language_code="en")
    fields = {name: f"<p>{name}</p>" for name in ("challenge", "approach", "outcome", "lessons")}
    country = Country.objects.get(code="MK")
    page = CaseStudyPage(
        title="x", summary="x", country=country, year=2020, locale=index.locale, **fields
    )
    return add_post_below(index, page, by)


def outline(by):
    section = toolkit_section(editor("secretary"), "en")
    toolkit_section(editor("secretary-2"), "mk", translation_key=section.translation_key)
    page = TrainingOutlinePage(title="x", summary="x", audience="audience", locale=section.locale)
    return add_post_below(section, page, by)
