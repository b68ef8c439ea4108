"""“Still accurate”: by whom, of what, and what becomes of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageLogEntry

from content.models import ContentPage
from translations.freshness import is_outdated
from translations.permissions import user_may_confirm
from translations.starting import start

from .people import again, change, editor, live, moderator, participant, person, translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(site):
    return participant("green")


@pytest.fixture
def mk(site):
    return translator("mk")


def outdated(author, by, **fields):
    source = live(author, **fields)
    made = start(source, "mk", by)
    made.get_latest_revision().publish()
    change(source, author, title="Something else").publish()
    assert is_outdated(again(made))
    return again(made)


def say(client, user, page, version="2"):
    client.force_login(user)
    return client.post(f"/admin/translations/{page.pk}/still-accurate/", {"version": version})


PEOPLE = {
    "anonymous": AnonymousUser,
    "author of the source": lambda: participant("green", "author"),
    "participant": lambda: participant("green", "p", languages=["mk"]),
    "moderator": lambda: moderator("green", languages=["mk"]),
    "translator of the language": lambda: translator("mk"),
    "of another language": lambda: translator("sq"),
    "of another family": lambda: person("l", "Translators", family="liberal", languages=["mk"]),
    "owner": lambda: person("owner", "Participants", family="green"),
    "editor": editor,
    "administrator": lambda: person("admin", is_superuser=True, languages=["mk"]),
}
MAY = {
    "public": {"translator of the language", "of another family", "owner", "editor"},
    "members": {"translator of the language", "of another family", "owner", "editor"},
    "family": {"translator of the language", "owner", "editor"},
}


@pytest.mark.parametrize("visibility", MAY)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_translate_into_it_and_read_its_source_says_so(client, site, who, visibility):
    user = PEOPLE[who]()
    author = user if who == "author of the source" else participant("green", "author")
    page = outdated(author, editor("starter"), visibility=visibility)
    if who == "owner":
        ContentPage.objects.filter(pk=page.pk).update(owner=user)
    may = who in MAY[visibility]
    assert user_may_confirm(user, again(page)) == may
    if user.is_authenticated:
        assert (say(client, user, page).status_code == 302) == may
        assert is_outdated(again(page)) != may


def test_nothing_of_the_page_changes_and_the_log_says_who_and_when(client, author, mk):
    page = outdated(author, mk)
    revisions = list(page.revisions.values_list("pk", flat=True))
    say(client, mk, page)
    now = again(page)
    assert (now.translated_version, now.major_version) == (2, 1)
    assert list(now.revisions.values_list("pk", flat=True)) == revisions
    entry = PageLogEntry.objects.get(action="translations.still_accurate")
    assert (entry.user, entry.page_id, entry.data["version"]) == (mk, page.pk, 2)
    client.force_login(moderator("green"))
    assert (
        "Found to be still accurate" in client.get(f"/admin/log/page/{page.pk}/").content.decode()
    )


def test_the_reader_who_may_is_offered_it_on_the_page(client, author, mk):
    page = outdated(author, mk)
    address = f"/admin/translations/{page.pk}/still-accurate/"
    assert address not in client.get(page.url).content.decode()
    client.force_login(mk)
    assert address in client.get(page.url).content.decode()
    told = client.get(say(client, mk, page).url).content.decode()
    assert 'role="status"' in told
    assert address not in told


def test_a_source_changed_meanwhile_is_not_claimed(client, author, mk):
    page = outdated(author, mk)
    change(page.translated_from, author, title="And again").publish()
    say(client, mk, page, version="2")
    assert again(page).translated_version == 2
    assert is_outdated(again(page))


@pytest.mark.parametrize("version", ["3", "1", "0", "-1", "x", "", "9" * 30, "²"])
def test_what_names_no_newer_version_changes_nothing(client, author, mk, version):
    page = outdated(author, mk)
    assert say(client, mk, page, version).status_code == 302
    assert again(page).translated_version == 1
    assert not PageLogEntry.objects.filter(action="translations.still_accurate").exists()


def test_what_is_no_published_translation_is_missing(client, author, mk):
    page = outdated(author, mk)
    source = page.translated_from
    page.unpublish()
    assert say(client, mk, page).status_code == 404
    assert say(client, mk, source).status_code == 404
    assert client.post("/admin/translations/999999/still-accurate/").status_code == 404


@pytest.mark.parametrize("readers", ["everybody", "members"])
def test_of_a_source_they_may_not_read_readers_learn_nothing_but_that(client, author, mk, readers):
    page = outdated(author, mk)
    source = page.translated_from
    if readers == "members":
        # Opened by itself, after it was closed with its source.
        ContentPage.objects.filter(pk=source.pk).update(visibility="members")
    html = client.get(page.url).content.decode()
    note = html.partition('class="note outdated"')[2].partition("</aside>")[0]
    assert note
    assert (source.url in note) == (readers == "everybody")
    assert any(letter.isdigit() for letter in note) == (readers == "everybody")
