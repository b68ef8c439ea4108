"""Starting a translation: who may, what of the source stays, and what is said where it cannot."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PageLogEntry

from content.linked_data import linked_data
from content.models import ContentPage
from content.visibility import narrow
from core.languages import CONTENT_CODES
from moderation.permissions import own_refusal
from search.models import SearchDocument
from translations.permissions import user_may_start
from translations.starting import AlreadyStarted, SectionMissing, start

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    person,
    submit,
    toolkit_section,
    training_manual,
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


# From the page, by a click.


def start_by_click(client, user, page, code="mk"):
    client.force_login(user)
    return client.post(f"/admin/translations/{page.pk}/start/", {"language": code})


def offered(client, user, page):
    client.force_login(user)
    html = client.get(page.url).content.decode()
    return re.findall(r'name="language" value="(\w+)"', html)


def test_a_page_offers_to_its_translators_the_languages_it_is_missing_in(client, author, mk):
    page = live(author)
    assert offered(client, mk, page) == ["mk"]
    assert offered(client, author, page) == []
    assert set(offered(client, editor(), page)) == {*CONTENT_CODES} - {"en"}
    start(page, "mk", mk)
    assert offered(client, mk, page) == []


def test_a_click_opens_the_editor_with_the_sources_text(client, author, mk):
    response = start_by_click(client, mk, live(author, "A post"))
    made = ContentPage.objects.get(owner=mk)
    assert response.url == f"/admin/pages/{made.pk}/edit/"
    assert "A post" in client.get(response.url).content.decode()


@pytest.mark.parametrize("code", ["sq", "en", "sr-latn", "xx", "", "\0"])
def test_a_language_that_is_not_theirs_is_missing(client, author, mk, code):
    assert start_by_click(client, mk, live(author), code).status_code == 404
    assert not ContentPage.objects.filter(owner=mk).exists()


def test_what_may_not_be_read_answers_as_what_does_not_exist(client, author):
    """Also where a translation of it exists: nobody learns that by asking."""
    stranger = translator("mk", "liberal")
    page = live(author, visibility="family")
    start(page, "mk", editor())
    refused = start_by_click(client, stranger, page)
    nothing = client.post("/admin/translations/999999/start/", {"language": "mk"})
    assert refused.status_code == nothing.status_code == 404
    assert refused.content == nothing.content


def test_who_asks_second_is_told_who_is_on_it_and_no_title(client, author, mk):
    page = live(author, "A post")
    made = start(page, "mk", person("b", "Translators", languages=["mk"], first_name="Biljana"))
    change(made, made.owner, title="A secret title")
    response = start_by_click(client, mk, page)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Biljana is working on this translation." in text
    assert "A secret title" not in text
    assert f"/{made.pk}/" not in text


def test_one_that_is_published_is_linked_to(client, author, mk):
    page = live(author)
    made = start(page, "mk", editor())
    made.get_latest_revision().publish()
    response = start_by_click(client, mk, page)
    assert response.status_code == 409
    assert again(made).url in response.content.decode()


def test_clicking_twice_opens_ones_own_again(client, author, mk):
    page = live(author)
    first = start_by_click(client, mk, page)
    assert start_by_click(client, mk, page).url == first.url


def test_a_section_that_was_taken_down_is_not_named(client, mk):
    secretariat = editor()
    section = toolkit_section(secretariat, "en")
    manual = training_manual(secretariat, section)
    section.unpublish()
    change(section, secretariat, title="A title nobody reads yet")
    text = start_by_click(client, mk, manual).content.decode()
    assert "Please ask the editors for it." in text
    assert "A title nobody reads yet" not in text
    assert f'href="{section.url}"' not in text


def test_a_manual_says_which_section_comes_first_and_offers_it(client, mk):
    secretariat = editor()
    section = toolkit_section(secretariat, "en")
    manual = training_manual(secretariat, section)
    text = start_by_click(client, mk, manual).content.decode()
    assert section.url in text
    assert f"/admin/translations/{section.pk}/start/" in text
    assert start_by_click(client, mk, section).status_code == 302
    text = start_by_click(client, mk, manual).content.decode()
    assert f"/admin/translations/{section.pk}/start/" not in text


# What readers are told.


def published_translation(author, mk, **fields):
    made = start(live(author, **fields), "mk", mk)
    made.get_latest_revision().publish()
    return again(made)


@pytest.mark.parametrize("attribution", ["name", "party", "family", "anonymous"])
def test_the_translator_is_named_beside_what_the_author_lets_be_told(client, author, attribution):
    mk = person("tr", "Translators", family="liberal", languages=["mk"], first_name="Tatjana")
    made = published_translation(author, mk, attribution=attribution)
    machine = client.get("/mk/blog/feed/").content.decode()
    html = client.get(made.url).content.decode()
    for text in (machine, html):
        assert "Tatjana" in text
        assert ("Ana Anić" in text) == (attribution == "name")
    assert linked_data(made, "/")["translator"]["name"] == "Tatjana"


def test_who_translates_their_own_page_is_named_no_further_than_its_author(client):
    mk = person("tr", "Translators", family="green", languages=["mk"], first_name="Tatjana")
    made = published_translation(mk, mk, attribution="anonymous")
    assert made.translator is None
    assert "Tatjana" not in client.get(made.url).content.decode()
    assert "Tatjana" not in client.get("/mk/blog/feed/").content.decode()


def test_the_translator_does_not_choose_how_the_author_is_named(client, author, mk):
    made = start(live(author, attribution="party"), "mk", mk)
    client.force_login(mk)
    url = f"/admin/pages/{made.pk}/edit/"
    assert 'name="attribution"' not in client.get(url).content.decode()
    form = {
        "title": "x", "summary": "x", "visibility": "public", "attribution": "name",
        "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    client.post(url, form)
    assert again(made).get_latest_revision_as_object().title == "x"
    assert again(made).get_latest_revision_as_object().attribution == "party"


def test_a_name_withheld_later_is_withheld_in_translations_too(
    client, author, mk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = published_translation(author, mk)
    revision = change(made, mk, title="Later", attribution="name")
    source = again(made).translated_from
    assert "Ana Anić" in client.get(made.url).content.decode()
    change(source, author, attribution="anonymous").publish()
    assert "Ana Anić" not in client.get(made.url).content.decode()
    revision.publish()
    assert "Ana Anić" not in client.get(made.url).content.decode()
    document = SearchDocument.objects.get(pk=made.pk)
    assert (document.party, document.family) == (None, None)


def test_the_approval_is_told_to_the_translator_and_not_to_the_author(
    author, mk, mailoutbox, django_capture_on_commit_callbacks
):
    green, page = moderator("green"), live(author)
    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(start(page, "mk", mk), mk)
    with django_capture_on_commit_callbacks(execute=True):
        approve(submission, green)
    assert [mail.to for mail in mailoutbox] == [[green.email], [mk.email]]
    assert mk.display_name() in mailoutbox[0].body


# Narrowed with its source.


def test_a_translation_is_closed_with_its_source_and_opened_by_itself(author, mk):
    made = published_translation(author, mk)
    drafted = start(made, "sq", person("sq", "Translators", family="green", languages=["sq"]))
    source = again(made).translated_from
    assert narrow(source, "members", by=author)
    assert again(made).visibility == again(drafted).visibility == "members"
    assert again(drafted).get_latest_revision_as_object().visibility == "members"
    entries = PageLogEntry.objects.filter(action="content.narrow_visibility")
    assert {entry.page_id for entry in entries} == {source.pk, made.pk}
    assert {entry.user for entry in entries} == {author}
    change(source, author, visibility="public").publish()
    assert again(source).visibility == "public"
    assert again(made).visibility == "members"


def test_publishing_a_narrower_source_closes_what_was_translated(author, mk):
    made = published_translation(author, mk)
    older = change(made, mk, title="From before")
    change(again(made).translated_from, author, visibility="family").publish()
    assert again(made).visibility == "family"
    older.publish()
    assert again(made).visibility == "family"
