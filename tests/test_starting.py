"""Starting a translation: who may, what of the source stays, and what is said where it cannot."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PageLogEntry

from content.models import ContentPage
from moderation.permissions import own_refusal
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage
from translations.permissions import user_may_start
from translations.starting import AlreadyStarted, SectionMissing, start

from .people import (
    again,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    person,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(site):
    return participant("green", first_name="Ana", last_name="Anić")


@pytest.fixture
def mk(site):
    return translator("mk")


# Who may.

ROLES = ("anonymous", "participant", "moderator", "translator", "liberal translator", "editor",
         "administrator", "deactivated translator", "translator without a language")  # fmt: skip
MAY = {
    ("public", "mk"): {"translator", "liberal translator", "editor"},
    ("public", "sq"): {"editor"},
    ("public", "en"): set(),
    ("public", "xx"): set(),
    ("members", "mk"): {"translator", "liberal translator", "editor"},
    ("members", "sq"): {"editor"},
    ("family", "mk"): {"translator", "editor"},
    ("family", "sq"): {"editor"},
}


def someone(role):
    make = {
        "anonymous": AnonymousUser,
        "participant": lambda: participant("green", "p", languages=("mk",)),
        "moderator": lambda: moderator("green", "m", languages=("mk",)),
        "translator": lambda: translator("mk"),
        "liberal translator": lambda: translator("mk", "liberal"),
        "editor": editor,
        "administrator": lambda: person("admin", is_superuser=True, languages=("mk",)),
        "deactivated translator": lambda: deactivated(translator("mk")),
        "translator without a language": lambda: person("none", "Translators", languages=()),
    }
    return make[role]()


def deactivated(user):
    user.is_active = False
    user.save()
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("visibility", "code"), MAY)
def test_translators_start_in_their_languages_what_they_may_read(author, role, visibility, code):
    page = live(author, visibility=visibility)
    assert user_may_start(someone(role), page, code) == (role in MAY[visibility, code])


def test_serbian_in_latin_script_is_started_in_serbian(author):
    both = person("tr", "Translators", family="green", languages=("sr-latn",))
    assert user_may_start(both, live(author), "sr")
    assert not user_may_start(both, live(author), "sr-latn")


@pytest.mark.parametrize("state", ["draft", "in review", "taken down"])
def test_what_is_not_published_is_not_translated(author, mk, state):
    page = live(author) if state == "taken down" else draft(author)
    if state == "in review":
        submit(page, author)
    page.unpublish()
    with pytest.raises(PermissionDenied):
        start(page, "mk", mk)


# What becomes of it.


def test_the_draft_is_the_translators_and_its_author_the_sources(author, mk):
    page = live(author, attribution="party")
    made = again(start(page, "mk", mk))
    assert (made.owner, made.author, made.author_party) == (mk, author, author.party)
    assert (made.family, made.attribution, made.visibility) == (page.family, "party", "public")
    assert (made.translated_from.pk, made.translated_version, made.major_version) == (page.pk, 1, 0)
    assert not made.live
    assert made.locale.language_code == "mk"
    assert made.get_parent().locale.language_code == "mk"
    assert [revision.user for revision in made.revisions.all()] == [mk]
    assert made.get_latest_revision_as_object().owner == mk
    assert [block.id for block in made.body] == [block.id for block in page.body]


def test_it_has_the_published_text_not_that_of_a_draft(author, mk):
    page = live(author, "Published")
    change(page, author, title="Secret")
    assert "Secret" not in str(start(page, "mk", mk).get_latest_revision().content)


def test_the_sources_author_gets_no_rights_by_it(client, author, mk):
    made = start(live(author), "mk", mk)
    assert not made.permissions_for_user(author).can_edit()
    client.force_login(author)
    assert client.get(f"/admin/pages/{made.pk}/edit/").status_code == 404
    submission = submit(made, mk)
    colleague = moderator("green")
    assert own_refusal(author, submission)
    assert own_refusal(mk, submission)
    assert not own_refusal(colleague, submission)


def test_starting_is_in_the_log_with_who_and_when(author, mk):
    made = start(live(author, "A post"), "mk", mk)
    entry = PageLogEntry.objects.get(action="translations.start")
    assert (entry.page_id, entry.user, entry.label) == (made.pk, mk, "A post")


def test_a_page_below_a_closed_one_is_translated_for_the_readers_it_has(site):
    """Its own choice says everybody; the section above, and so the page, is for members."""
    secretariat, mk = editor(), translator("mk")
    section = toolkit_section(secretariat, "en", visibility="members")
    manual = training_manual(secretariat, section)
    there = toolkit_section(secretariat, "mk", translation_key=section.translation_key)
    made = start(manual, "mk", mk)
    assert manual.visibility == "public"
    assert made.visibility == "members"
    assert made.get_parent().pk == there.pk


# What cannot be.


def test_there_is_one_translation_of_a_page_in_a_language(author, mk):
    page = live(author)
    made = start(page, "mk", mk)
    with pytest.raises(AlreadyStarted) as already:
        start(page, "mk", editor())
    assert already.value.page.pk == made.pk
    assert ContentPage.objects.filter(translation_key=page.translation_key).count() == 2


def test_what_was_made_from_a_translation_counts_as_well(author, mk):
    page = live(author)
    made = start(page, "mk", mk)
    made.get_latest_revision().publish()
    third = start(again(made), "sq", editor())
    assert third.translated_from.pk == made.pk
    with pytest.raises(AlreadyStarted):
        start(page, "sq", editor("editor-2"))


def toolkit_section(by, code, **fields):
    index = ToolkitIndexPage.objects.get(locale__language_code=code)
    page = ToolkitSectionPage(title="Section", summary="x", locale=index.locale, owner=by, **fields)
    index.add_child(instance=page)
    page.save_revision(user=by).publish()
    return again(page)


def training_manual(by, section):
    page = TrainingManualPage(title="Manual", summary="x", audience="x", locale=section.locale)
    section.add_child(instance=page)
    page.save_revision(user=by).publish()
    return again(page)


@pytest.mark.parametrize("state", ["missing", "draft", "closed"])
def test_the_section_is_translated_first(mk, state):
    secretariat = editor()
    section = toolkit_section(secretariat, "en")
    manual = training_manual(secretariat, section)
    if state != "missing":
        key = {"translation_key": section.translation_key}
        there = toolkit_section(secretariat, "mk", **key)
        if state == "draft":
            there.unpublish()
        else:
            ContentPage.objects.filter(pk=there.pk).update(visibility="family")
    pages = Page.objects.count()
    with pytest.raises(SectionMissing) as missing:
        start(manual, "mk", mk)
    assert missing.value.section.pk == section.pk
    assert Page.objects.count() == pages
