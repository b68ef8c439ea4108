"""Importing content files: what they become, what is refused, and that twice changes nothing."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, Task, TaskState

from accounts.models import User
from blog.models import BlogPage
from case_studies.models import CaseStudyPage
from content.models import ContentPage
from parties.models import Country, Party, PartyFamily

BLOG = {
    "type": "blog",
    "locale": "mk",
    "slug": "prva-objava",
    "title": "Прва објава",
    "summary": "Кратко.",
    "date": "2026-05-04",
    "author": "participant-green",
    "topics": ["candidate-selection"],
    "key": "first-post",
    "status": "live",
}
CASE = BLOG | {
    "type": "case_study",
    "slug": "slucaj",
    "key": "case",
    "country": "BG",
    "year": "2024",
    "challenge": "Еден.\n",
    "approach": "Два.\n",
    "outcome": "Три.\n",
    "lessons": "Четири.\n",
}
SECTION = BLOG | {"type": "toolkit_section", "slug": "del", "key": "part", "author": "editor"}
OUTLINE = SECTION | {
    "type": "training_outline",
    "slug": "plan",
    "key": "plan",
    "section": "part",
    "audience": "Обучувачи.",
    "sessions": [{"title": "Почеток", "minutes": "30", "aim": "Цел", "method": "Начин"}],
}


def write(folder, values, body="Текст.", name=None):
    """Write a content file; None leaves a key out. The first key stands on line 2."""
    values = {key: value for key, value in values.items() if value is not None}
    front = "".join(
        yaml.safe_dump({key: value}, allow_unicode=True, default_flow_style=inline)
        for key, value in values.items()
        for inline in [None if isinstance(value, list) else False]
    )
    path = folder / (name or f"{values.get('key', 'x')}.{values.get('locale', 'x')}.md")
    path.write_text(f"---\n{front}---\n{body}\n", encoding="utf-8")
    return path


def load(folder, capsys=None):
    call_command("import_content", folder)
    return capsys.readouterr().out.strip() if capsys else None


def refusal(folder) -> str:
    """The message of an import that has to fail, and to store nothing."""
    with pytest.raises(CommandError) as error:
        load(folder)
    assert not ContentPage.objects.exists()
    assert not Revision.objects.filter(object_str__contains="објава").exists()
    return str(error.value)


@pytest.fixture
def people(site):
    """An author of the Greens, an editor, and another party."""
    for family, country in (("green", "MK"), ("liberal", "BG")):
        Party.objects.create(
            name=f"{family} {country}",
            slug=f"example-{family}-{country.lower()}",
            family=PartyFamily.objects.get(slug=family),
            country=Country.objects.get(code=country),
        )
    party = Party.objects.get(slug="example-green-mk")
    User.objects.create(username="participant-green", party=party)
    User.objects.create(username="editor")


@pytest.fixture
def folder(people, tmp_path):
    return tmp_path


def test_a_live_file_becomes_a_published_page_of_its_author(folder):
    write(folder, BLOG, "## Наслов\n\nТекст со **ознака**.\n\n> Збор.\n> — Некој\n")
    load(folder)
    page = BlogPage.objects.get()
    assert page.live
    assert not page.has_unpublished_changes
    assert page.live_revision
    assert page.major_version == 1
    assert page.url_path == "/home-mk/blog/prva-objava/"
    assert page.owner == page.author
    assert page.author.username == "participant-green"
    assert (page.author_party.slug, page.family.slug) == ("example-green-mk", "green")
    assert page.date == date(2026, 5, 4)
    assert page.first_published_at.astimezone().year == 2026
    assert [topic.slug for topic in page.topics.all()] == ["candidate-selection"]
    assert [block.block_type for block in page.body] == ["text", "quote"]
    assert page.body[1].value["attribution"] == "Некој"


def test_a_draft_is_only_a_revision(folder):
    write(folder, BLOG | {"status": "draft"})
    load(folder)
    page = BlogPage.objects.get()
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Прва објава"
    assert page.current_workflow_state is None


def test_a_submitted_file_waits_for_the_moderators_of_its_family(folder):
    write(folder, BLOG | {"status": "submit"})
    load(folder)
    state = BlogPage.objects.get().current_workflow_state
    assert state.requested_by.username == "participant-green"
    assert TaskState.objects.get().specific.family.slug == "green"
    load(folder)
    assert TaskState.objects.count() == 1


def test_the_party_of_a_case_study_is_its_subject_and_not_the_authors(folder):
    write(folder, CASE | {"party": "example-liberal-bg"})
    load(folder)
    page = CaseStudyPage.objects.get()
    assert page.party.slug == "example-liberal-bg"
    assert page.author_party.slug == "example-green-mk"
    assert page.family.slug == "green"
    assert page.country.code == "BG"


def test_serbian_in_latin_is_stored_under_serbian(folder):
    write(folder, BLOG | {"locale": "sr-latn", "source_locale": "sr", "title": "Prva"})
    load(folder)
    page = BlogPage.objects.get()
    assert page.locale.language_code == "sr"
    assert page.translated_from is None


def test_sections_come_before_their_pages_and_sources_before_translations(folder):
    write(folder, OUTLINE | {"locale": "sq", "slug": "plani", "source_locale": "mk"}, name="a.md")
    write(folder, SECTION | {"locale": "sq", "slug": "pjesa", "source_locale": "mk"}, name="b.md")
    write(folder, OUTLINE, name="y.md")
    write(folder, SECTION, name="z.md")
    load(folder)
    translation = ContentPage.objects.get(slug="plani")
    assert translation.get_parent().slug == "pjesa"
    assert translation.translated_from.slug == "plan"
    assert translation.translated_version == 1
    assert translation.translation_key == translation.translated_from.translation_key


def test_pages_may_link_to_each_other_whatever_their_order(folder):
    write(folder, BLOG, "[таму](page:second/mk)")
    write(folder, BLOG | {"slug": "vtora", "key": "second"}, "[овде](page:first-post/mk)")
    load(folder)
    first, second = BlogPage.objects.order_by("slug")
    assert f'<a linktype="page" id="{second.pk}">' in first.body[0].value.source
    assert f'<a linktype="page" id="{first.pk}">' in second.body[0].value.source


def test_a_picture_is_stored_once(folder):
    (folder / "images").mkdir()
    (folder / "images" / "x.png").write_bytes(get_test_image_file().file.getvalue())
    write(folder, BLOG, '![Опис](images/x.png "Под сликата")\n\n![](images/x.png)')
    load(folder)
    described, decorative = BlogPage.objects.get().body
    assert described.value["image"].contextual_alt_text == "Опис"
    assert described.value["caption"] == "Под сликата"
    assert decorative.value["image"].decorative
    load(folder)
    assert get_image_model().objects.count() == 1


def test_importing_twice_changes_nothing(folder, capsys):
    def traces():
        rows = ContentPage.objects.order_by("pk").values_list(
            "pk", "latest_revision_id", "last_published_at", "latest_revision_created_at",
            "major_version",
        )  # fmt: skip
        logs = PageLogEntry.objects.count() + ModelLogEntry.objects.count()
        return list(rows), Revision.objects.count(), logs

    for values in (BLOG, CASE, SECTION, OUTLINE):
        write(folder, values, "Текст.\n\n> **Key point: Важно**\n>\n> - едно\n")
    write(folder, BLOG | {"slug": "nacrt", "key": "draft", "status": "draft"})
    write(folder, BLOG | {"slug": "na-pregled", "key": "sent", "status": "submit"})
    assert load(folder, capsys) == "6 created, 0 updated, 0 unchanged"
    before = traces()
    assert load(folder, capsys) == "0 created, 0 updated, 6 unchanged"
    assert traces() == before


def test_a_changed_file_is_a_new_major_version(folder, capsys):
    write(folder, BLOG)
    load(folder)
    write(folder, BLOG | {"title": "Нов наслов", "topics": []})
    assert load(folder, capsys).endswith("0 created, 1 updated, 0 unchanged")
    page = BlogPage.objects.get()
    assert (page.title, page.major_version, page.revisions.count()) == ("Нов наслов", 2, 2)
    assert not page.topics.exists()


def test_a_changed_draft_of_a_live_page_is_not_published(folder):
    write(folder, BLOG)
    load(folder)
    write(folder, BLOG | {"title": "Нацрт", "status": "draft"})
    load(folder)
    page = BlogPage.objects.get()
    assert (page.title, page.draft_title) == ("Прва објава", "Нацрт")


def test_a_page_in_review_is_not_changed(folder):
    write(folder, BLOG | {"status": "submit"})
    load(folder)
    write(folder, BLOG | {"status": "submit", "title": "Друго"})
    with pytest.raises(CommandError, match="in review"):
        load(folder)
    assert BlogPage.objects.get().get_latest_revision_as_object().title == "Прва објава"


def test_no_mail_and_no_review_comes_of_a_refused_import(folder, mailoutbox):
    write(folder, BLOG | {"status": "submit"})
    write(folder, CASE | {"year": "1800"})
    assert "year" in refusal(folder)
    assert mailoutbox == []
    assert not Task.objects.filter(task_states__isnull=False).exists()
