"""The grid of pages × languages, who has taken on what, and what is a translator's to do next."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import ContentPage, MajorVersion, Visibility
from content.visibility import narrow
from core.languages import CONTENT_CODES, CONTENT_LANGUAGES
from parties.models import Country
from topics.models import Topic
from translations.claims import TakenOn, claim_on, day_of
from translations.models import TranslationClaim
from translations.starting import AlreadyStarted, start
from translations.taking_on import take_on

from .people import (
    again,
    change,
    draft,
    editor,
    fresh,
    live,
    moderator,
    participant,
    person,
    toolkit_section,
    training_manual,
    translator,
)

pytestmark = pytest.mark.django_db
GRID = "/admin/translations/"


@pytest.fixture
def author(site):
    return participant("green", first_name="Ana", last_name="Anić")


@pytest.fixture
def mk(site):
    return translator("mk")


@pytest.fixture
def secretariat(site):
    return editor()


def translated(source, code, by, live=True, **fields):
    """A translation somebody made, published or as they left it."""
    page = start(source, code, by)
    if fields:
        change(page, by, **fields)
    if live:
        again(page).get_latest_revision().publish()
    return again(page)


def changed(page, title="It says something else"):
    """The page after a major change."""
    change(again(page), page.owner, title=title).publish()
    return again(page)


def asked(client, user, query=""):
    client.force_login(user)
    return client.get(f"{GRID}?{query}")


def rows(client, user, query=""):
    return asked(client, user, query).context["rows"]


def pages(client, user, query=""):
    return [row.page.pk for row in rows(client, user, query)]


def cell(client, user, page, code):
    """What a person is told of a page in a language."""
    key = again(page).translation_key
    row = next(row for row in rows(client, user) if row.page.translation_key == key)
    return next(cell for cell in row.cells if cell.language.code == code)


def text_of(client, user, query=""):
    """All they are told, without what is another in each answer."""
    html = asked(client, user, query).content.decode()
    html = html[html.index("<main") :]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


# Who has it.

ROLES = {
    "anonymous": None,
    "participant": lambda: participant("green", "p", languages=["mk"]),
    "moderator": lambda: moderator("green", "m", languages=["mk"]),
    "translator": lambda: translator("mk"),
    "translator without a language": lambda: person("none", "Translators", languages=()),
    "editor": editor,
    "administrator": lambda: person("admin", is_superuser=True, languages=["mk"]),
}
HAVE_IT = {"translator", "translator without a language", "editor"}


@pytest.mark.parametrize("role", ROLES)
def test_translators_and_editors_have_it(client, author, role):
    page = live(author)
    if role != "anonymous":
        client.force_login(ROLES[role]())
    status = client.get(GRID).status_code
    assert status == (200 if role in HAVE_IT else 302 if role == "anonymous" else 404)
    for action in ("take-on", "give-back"):
        address = f"{GRID}{page.pk}/{action}/"
        assert client.get(address).status_code in (302, 405)
        if role not in HAVE_IT:
            assert client.post(address, {"language": "mk"}).status_code in (302, 404)
    if role != "anonymous":
        assert (f'"{GRID}"' in client.get("/admin/").content.decode()) == (role in HAVE_IT)
    assert not TranslationClaim.objects.exists()


# Its rows and columns.


def test_the_persons_languages_come_first(client, author, secretariat):
    live(author)
    both = person("both", "Translators", family="green", languages=("sr-latn", "mk"))
    for user, first in ((both, ["sr", "mk"]), (secretariat, ["en"])):
        codes = [cell.language.code for cell in rows(client, user)[0].cells]
        assert codes[: len(first)] == first
        assert sorted(codes) == sorted(CONTENT_CODES)


def test_a_row_is_the_original_with_its_title_in_its_language(client, author, mk):
    page = live(author, "Интегритет", code="mk")
    translated(page, "en", editor())
    (row,) = rows(client, translator("sq"))
    assert (row.page.pk, row.language.code) == (page.pk, "mk")
    assert f'href="{page.url}" lang="mk">Интегритет</a>' in text_of(client, mk)


@pytest.mark.parametrize("gone", ["taken down", "deleted", "closed"])
def test_where_there_is_no_original_the_row_is_the_nearest_they_may_read(client, author, gone):
    page, secretariat = live(author), editor()
    in_slovene, in_croatian = (translated(page, code, secretariat) for code in ("sl", "hr"))
    if gone == "taken down":
        page.unpublish()
    elif gone == "deleted":
        page.delete()
    else:
        ContentPage.objects.filter(pk=page.pk).update(visibility="family")
    nearest = {"bs": in_croatian, "sl": in_slovene}
    for code, expected in nearest.items():
        assert pages(client, translator(code, "liberal")) == [expected.pk]


def test_the_newest_page_is_first_and_there_are_fifty_a_page(client, author, mk):
    made = [live(author, f"Post {number}") for number in range(51)]
    assert pages(client, mk) == [page.pk for page in reversed(made[1:])]
    assert pages(client, mk, "page=2") == pages(client, mk, "page=99") == [made[0].pk]


# What a cell says.


def test_a_page_that_is_missing_can_be_started_from_its_cell(client, author, mk):
    page = live(author)
    told = cell(client, mk, page, "mk")
    assert (told.state, told.may_start, told.may_take_on) == ("missing", True, True)
    answer = client.post(reverse("translations:start", args=[page.pk]), {"language": "mk"})
    assert answer["Location"].startswith("/admin/pages/")
    told = cell(client, mk, page, "mk")
    assert (told.state, told.is_mine, told.may_edit) == ("in_progress", True, True)
    assert told.url == ""


def test_what_is_in_progress_says_who_is_on_it_and_since_when(client, author, mk):
    page = live(author)
    made = translated(page, "mk", mk, live=False)
    begun = timezone.now() - timedelta(days=30)
    made.revisions.update(created_at=begun)
    change(made, mk, title="A secret title")
    other = person("other", "Translators", family="green", languages=["mk"])
    told = cell(client, other, page, "mk")
    assert (told.person, told.since) == (mk, begun)
    assert (told.page, told.may_edit, told.may_start, told.may_take_on) == (None, *[False] * 3)
    assert "secret" not in text_of(client, other)


def test_what_is_published_leads_to_the_page(client, author, mk):
    page = live(author)
    made = translated(page, "mk", mk)
    told = cell(client, translator("sq"), page, "mk")
    assert (told.state, told.outdated, told.url) == ("published", False, made.url)
    assert cell(client, mk, page, "en").is_original


def test_what_is_outdated_says_since_the_first_change_it_lacks(client, author, mk):
    page = live(author)
    made = translated(page, "mk", mk)
    changed(changed(page))
    first = timezone.now() - timedelta(days=9)
    MajorVersion.objects.filter(page=page.pk, number=2).update(published_at=first)
    told = cell(client, mk, page, "mk")
    assert (told.state, told.outdated, told.since) == ("published", True, first)
    assert (told.may_compare, told.may_edit, told.may_start) == (True, True, False)
    assert reverse("translations:changes", args=[made.pk]) in text_of(client, mk)
    assert client.get(reverse("translations:changes", args=[made.pk])).status_code == 200
    other = person("other", "Translators", family="green", languages=["mk"])
    told = cell(client, other, page, "mk")
    assert (told.may_compare, told.may_edit, told.may_take_on) == (True, False, True)
    told = cell(client, translator("sq"), page, "mk")
    assert (told.outdated, told.may_compare, told.may_take_on) == (True, False, False)


def test_an_editor_may_do_all_of_it(client, author, mk, secretariat):
    page = live(author)
    translated(page, "mk", mk, live=False)
    translated(page, "sq", secretariat)
    changed(page)
    told = {code: cell(client, secretariat, page, code) for code in ("mk", "sq", "hr")}
    assert (told["mk"].person, told["mk"].may_edit) == (mk, True)
    assert (told["sq"].outdated, told["sq"].may_edit, told["sq"].may_compare) == (True, True, True)
    assert (told["hr"].may_start, told["hr"].may_take_on) == (True, True)


# What it does not say.


def hide_everything(page, author):
    """What a translator into Macedonian, of the liberals, may not know of."""
    green = person("green", "Translators", family="green", languages=["sq", "sr"])
    translated(page, "sq", green, live=False)
    closed = translated(page, "sr", green)
    ContentPage.objects.filter(pk=closed.pk).update(visibility="family")
    of_family = live(author, "Of the greens", visibility="family")
    translated(of_family, "sq", green)
    draft(author, "Not submitted")
    taken_down = live(author, "Taken down")
    taken_down.unpublish()
    section = toolkit_section(editor(), "en", visibility="family", family=author.family)
    training_manual(author, section)


@pytest.mark.parametrize(
    "query", ["", "state=missing", "state=in_progress", "language=sq", "language=sq&state=missing",
              "language=sq&state=in_progress", "language=sr", "language=sr&state=published",
              "q=greens", "q=submitted", "type=training_manual"]
)  # fmt: skip
def test_nothing_tells_of_what_they_may_not_know(client, author, query):
    page, user = live(author), translator("mk", "liberal")
    before = text_of(client, user, query)
    hide_everything(page, author)
    assert text_of(client, user, query) == before


def test_in_their_language_a_page_closed_to_them_looks_like_a_draft(client, author):
    page, user = live(author), translator("mk", "liberal")
    green = person("green", "Translators", family="green", languages=["mk"])
    made = translated(page, "mk", green, live=False)
    before = text_of(client, user)
    assert cell(client, user, page, "mk").state == "in_progress"
    made.get_latest_revision().publish()
    assert text_of(client, user) != before
    ContentPage.objects.filter(pk=made.pk).update(visibility="family")
    assert text_of(client, user) == before
    changed(page, page.title)
    changed(page, "A published post")
    assert text_of(client, user) == before


def start_of(client, user, page):
    """What they are told who start what has been begun."""
    client.force_login(user)
    answer = client.post(reverse("translations:start", args=[page.pk]), {"language": "mk"})
    assert answer.status_code == 409
    return answer.content.decode()


def test_who_is_on_it_is_not_said_where_they_may_not_read_its_source(client, author):
    page, user = live(author), translator("mk", "liberal")
    draft(author, code="mk", translation_key=page.translation_key)
    told = cell(client, user, page, "mk")
    assert (told.state, told.person, told.since) == ("in_progress", None, None)
    assert "Ana" not in text_of(client, user)
    assert "Ana" not in start_of(client, user, page)


@pytest.mark.parametrize("attribution", ["name", "anonymous"])
def test_nobody_is_found_to_be_an_author_by_what_they_translate(client, author, attribution):
    """Readers are not told who translated a page of their own: who was on it would tell."""
    author.groups.set(Group.objects.filter(name="Translators"))
    author.languages = ["en", "mk"]
    author.save()
    page, user = live(fresh(author), attribution=attribution), translator("mk", "liberal")
    named = attribution == "name"
    take_on(page, "mk", author)
    assert ("Ana Anić has taken" in text_of(client, user)) == named
    assert ("Somebody has taken" in text_of(client, user)) != named
    assert ("Ana" in start_of(client, user, page)) == named
    start(page, "mk", author)
    assert (cell(client, user, page, "mk").person == author) == named
    assert ("Ana" in start_of(client, user, page)) == named
    assert cell(client, editor(), page, "mk").person == author


def test_nobody_is_found_to_be_an_author_because_others_are_named(client, author, mk):
    """Were only the author left out, a claim without a name would be the author's."""
    page = live(author, attribution="anonymous")
    user = person("other", "Translators", family="liberal", languages=["mk"])
    take_on(page, "mk", mk)
    assert "Somebody has taken" in text_of(client, user)
    start(page, "mk", mk)
    assert cell(client, user, page, "mk").person is None


def test_a_claim_does_not_tell_what_is_published_for_others_from_a_draft(
    client, author, mk, secretariat
):
    page, user = live(author), person("other", "Translators", family="liberal", languages=["mk"])
    narrow(translated(page, "mk", secretariat), Visibility.FAMILY, by=secretariat)
    changed(page)
    take_on(page, "mk", mk)
    assert cell(client, mk, page, "mk").is_claimed_by_them
    told = cell(client, user, page, "mk")
    assert (told.state, told.outdated, told.claim) == ("in_progress", False, None)


@pytest.mark.parametrize("action", ["take_on", "give_back"])
def test_nothing_is_taken_on_by_way_of_a_page_one_may_not_read(
    client, author, mk, secretariat, action
):
    page = live(author)
    translated(page, "mk", secretariat)
    closed = translated(page, "hr", secretariat)
    narrow(closed, Visibility.FAMILY, by=secretariat)
    changed(page)
    client.force_login(person("other", "Translators", family="liberal", languages=["mk"]))
    for pk in (closed.pk, 999_983, 10**30):
        address = reverse(f"translations:{action}", args=[pk])
        assert client.post(address, {"language": "mk"}).status_code == 404


def test_a_language_there_is_not_is_not_taken_for_english(client, author, secretariat):
    page = live(author, code="mk")
    client.force_login(secretariat)
    for data in ({}, {"language": "xx"}):
        assert client.post(reverse("translations:take_on", args=[page.pk]), data).status_code == 404


def test_states_are_said_in_words(client, author, mk, secretariat):
    page = live(author)
    translated(page, "sq", secretariat)
    changed(page)
    soup = BeautifulSoup(text_of(client, mk), "html.parser")
    cells = {
        told.select_one(".grid-label").text: [word.text for word in told.select(".grid-state")]
        for told in soup.select("td")
    }
    others = {language.name: ["Not published"] for language in CONTENT_LANGUAGES}
    assert cells == others | {
        "Македонски": ["Missing"], "English": ["Original"], "Shqip": ["Published", "Outdated"],
    }  # fmt: skip
    counts = [" ".join(count.text.split()) for count in soup.select(".grid-count")]
    assert counts[:7] == [
        "Missing 1", "In progress 0", "Published 0", "Outdated 0",
        "Published 1", "Not published 0", "Outdated 0",
    ]  # fmt: skip


def test_since_when_is_not_said_where_they_may_not_read_the_source(client, author, secretariat):
    """That the original has changed, every reader of the translation is told."""
    page, user = live(author), translator("mk", "liberal")
    made = translated(page, "mk", secretariat)
    changed(page)
    ContentPage.objects.filter(pk=page.pk).update(visibility="family")
    told = cell(client, user, made, "mk")
    assert (told.outdated, told.since, told.may_compare) == (True, None, False)
    assert (told.may_take_on, told.may_edit) == (False, False)
    with pytest.raises(PermissionDenied):
        take_on(made, "mk", user)


def test_what_is_for_a_family_its_translators_have(client, author, mk):
    page = live(author, visibility="family")
    assert pages(client, mk) == [page.pk]
    assert pages(client, translator("hr", "liberal")) == []
    assert pages(client, editor()) == [page.pk]


# Filters.


@pytest.fixture
def shelf(author, mk, secretariat):
    """Posts in each state in Macedonian, by name."""
    made = {name: live(author, name) for name in ("missing", "begun", "there", "old")}
    translated(made["begun"], "mk", mk, live=False)
    translated(made["there"], "mk", mk)
    translated(made["old"], "mk", mk)
    change(made["old"], author, body=[]).publish()
    translated(made["missing"], "sq", secretariat)
    return made


def names(client, user, query):
    return sorted(row.page.title for row in rows(client, user, query))


@pytest.mark.parametrize("code", ["", "mk"])
def test_by_state_in_their_language(client, shelf, mk, code):
    def found(state):
        return names(client, mk, f"state={state}&language={code}")

    assert found("missing") == ["missing"]
    assert found("in_progress") == ["begun"]
    assert found("published") == ["old", "there"]
    assert found("outdated") == ["old"]
    assert found("") == sorted(shelf)


def test_by_state_in_another_language(client, shelf, mk):
    assert names(client, mk, "state=published&language=sq") == ["missing"]
    assert names(client, mk, "state=missing&language=sq") == ["begun", "old", "there"]
    assert names(client, mk, "state=in_progress&language=sq") == []


def test_an_editor_who_chooses_no_language_asks_for_any(client, shelf, secretariat):
    assert names(client, secretariat, "state=missing") == sorted(shelf)
    assert names(client, secretariat, "state=in_progress") == ["begun"]
    assert names(client, secretariat, "state=outdated") == ["old"]


def test_one_language_is_one_column(client, shelf, mk):
    (told,) = rows(client, mk, "language=sq")[0].cells
    assert told.language.code == "sq"


@pytest.mark.parametrize("role", ["translator", "editor"])
@pytest.mark.parametrize("query", ["", "q=m", "type=blog"])
def test_each_count_is_that_of_the_rows_it_leads_to(client, shelf, mk, secretariat, role, query):
    user = mk if role == "translator" else secretariat
    counts = asked(client, user, query).context["counts"]
    assert len(counts) == 10
    for each in counts:
        told = {"published", "outdated", "missing"} | ({"in_progress"} & each["states"].keys())
        assert each["states"].keys() == told
        assert ("in_progress" in told) == (role == "editor" or each["language"].code == "mk")
        for counted in each["states"].values():
            address = counted["address"].removeprefix("?")
            assert len(pages(client, user, address)) == counted["count"]


def test_counts_are_of_what_they_may_read(client, shelf, mk):
    def counts(user):
        each = asked(client, user).context["counts"][0]
        return {state: counted["count"] for state, counted in each["states"].items()}

    expected = {"missing": 1, "in_progress": 1, "published": 2, "outdated": 1}
    assert counts(mk) == expected
    live(participant("liberal"), visibility="family")
    assert counts(mk) == expected


def test_by_type_topic_family_and_words(client, author, mk, secretariat):
    post = live(author, "About money")
    topic = Topic.objects.first()
    post.topics.add(topic)
    post.save()
    other = live(participant("liberal"), "About people")
    index = CaseStudyIndexPage.objects.get(locale__language_code="en")
    study = CaseStudyPage(
        title="A case of money", summary="x", year=2020, country=Country.objects.get(code="MK"),
        challenge="x", approach="x", outcome="x", lessons="x", locale=index.locale, live=True,
    )  # fmt: skip
    index.add_child(instance=study)
    assert names(client, mk, "type=case_study") == ["A case of money"]
    assert names(client, mk, "type=blog") == ["About money", "About people"]
    assert names(client, mk, f"topic={topic.pk}") == ["About money"]
    assert names(client, mk, "q=MONEY") == ["A case of money", "About money"]
    assert names(client, mk, "q=money&type=blog") == ["About money"]
    assert names(client, secretariat, f"family={other.family_id}") == ["About people"]
    assert len(names(client, mk, f"family={other.family_id}")) == 3


def test_words_are_found_in_the_titles_of_translations_too(client, author, mk):
    page = live(author, "Integrity")
    translated(page, "mk", mk, title="Чесност")
    assert pages(client, translator("sq"), "q=Чесност") == [page.pk]


@pytest.mark.parametrize(
    "query", ["language=xx", "language=sr-latn", "state=x", "type=x", "topic=x", "topic=0",
              "topic=99999999999999999999", "family=x", "page=x", "page=-1", "q=%"]
)  # fmt: skip
def test_what_is_not_understood_narrows_nothing_and_breaks_nothing(client, author, mk, query):
    live(author, "100 %")
    for user in (mk, editor()):
        assert len(rows(client, user, query)) == 1


# Taking on.


def ask(client, user, page, action, code="mk", **data):
    client.force_login(user)
    address = f"{GRID}{page.pk}/{action}/"
    return client.post(address, {"language": code, **data}, follow=True)


@pytest.fixture
def colleague(site):
    return person("colleague", "Translators", family="green", languages=["mk"], first_name="Eva")


def holder(page, code="mk"):
    claim = claim_on(page, code)
    return claim and claim.person


def test_with_one_click_and_back(client, author, mk, colleague):
    page = live(author, "A post")
    answer = ask(client, mk, page, "take-on", back="q=post&page=1")
    assert answer.redirect_chain == [(f"{GRID}?q=post&page=1#page-{page.pk}", 302)]
    until = day_of(timezone.now() + timedelta(days=14))
    assert f"It is yours until {until}" in answer.content.decode()
    told = cell(client, mk, page, "mk")
    assert (told.is_claimed_by_them, told.may_start, told.may_take_on) == (True, True, False)
    told = cell(client, colleague, page, "mk")
    assert (told.claim.person, told.may_start, told.may_give_back) == (mk, False, False)
    assert cell(client, translator("sq"), page, "mk").claim is None
    assert "Others can take it on again" in ask(client, mk, page, "give-back").content.decode()
    assert cell(client, colleague, page, "mk").may_start
    assert "not taken on any more" in ask(client, mk, page, "give-back").content.decode()


def test_anothers_is_respected(client, author, mk, colleague, secretariat):
    page = live(author)
    take_on(page, "mk", mk)
    for user in (colleague, secretariat):
        said = ask(client, user, page, "take-on").content.decode()
        assert "translator-mk has taken this on since" in said
        answer = client.post(reverse("translations:start", args=[page.pk]), {"language": "mk"})
        assert answer.status_code == 409
        assert "translator-mk has taken this on since" in answer.content.decode()
        with pytest.raises(TakenOn):
            start(page, "mk", user)
    assert holder(page) == mk
    ask(client, colleague, page, "give-back")
    assert holder(page) == mk
    assert take_on(page, "mk", mk).person == mk
    ask(client, secretariat, page, "give-back")
    assert holder(page) is None


def test_it_is_of_one_language_and_of_the_page_in_all(author, mk, colleague):
    """Whichever version of a page a translation would be made from."""
    page = live(author)
    there = translated(page, "sq", editor())
    take_on(page, "mk", mk)
    assert holder(there) == mk
    assert holder(page, "hr") is None
    with pytest.raises(TakenOn):
        take_on(there, "mk", colleague)


def test_it_ends_when_the_translation_is_started(author, mk, colleague):
    page = live(author)
    take_on(page, "mk", mk)
    made = start(page, "mk", mk)
    assert holder(page) is None
    assert not TranslationClaim.objects.exists()
    with pytest.raises(AlreadyStarted):
        take_on(page, "mk", colleague)
    made.delete()
    assert holder(page) is None


def test_it_lapses_after_fourteen_days(author, mk, colleague):
    page = live(author)
    take_on(page, "mk", mk)
    claims = TranslationClaim.objects.all()
    claims.update(since=timezone.now() - timedelta(days=13, hours=23))
    assert holder(page) == mk
    claims.update(since=timezone.now() - timedelta(days=14))
    assert holder(page) is None
    assert take_on(page, "mk", colleague).person == colleague
    assert claims.get().since > timezone.now() - timedelta(hours=1)


def lose_the_role(user):
    user.groups.set(Group.objects.filter(name="Participants"))


def lose_the_language(user):
    user.languages = ["sq"]
    user.save()


def leave(user):
    user.is_active = False
    user.save()


def change_party(user):
    user.party = participant("liberal").party
    user.save()


@pytest.mark.parametrize("lose", [lose_the_role, lose_the_language, leave, change_party])
def test_it_lapses_with_what_made_it_possible(author, mk, colleague, lose):
    page = live(author, visibility="family")
    take_on(page, "mk", mk)
    lose(mk)
    assert holder(page) is None
    with pytest.raises(PermissionDenied):
        take_on(page, "mk", fresh(mk))
    assert start(page, "mk", colleague)


def test_what_is_outdated_is_taken_on_until_it_is_not(client, author, mk, colleague):
    page = live(author)
    made = translated(page, "mk", mk)
    with pytest.raises(AlreadyStarted):
        take_on(page, "mk", colleague)
    changed(page)
    take_on(page, "mk", colleague)
    assert cell(client, mk, page, "mk").claim.person == colleague
    with pytest.raises(TakenOn):
        take_on(page, "mk", mk)
    client.force_login(mk)
    client.post(reverse("translations:still_accurate", args=[made.pk]), {"version": "2"})
    assert holder(page) is None
    changed(page, "Once more")
    assert holder(page) is None
    assert take_on(page, "mk", mk).person == mk


@pytest.mark.parametrize(("code", "visibility"), [("sq", "public"), ("en", "public"),
                                                  ("xx", "public"), ("mk", "family")])  # fmt: skip
def test_only_what_they_could_start_is_taken_on(client, author, code, visibility):
    page, user = live(author, visibility=visibility), translator("mk", "liberal")
    for action in ("take-on", "give-back"):
        answer = ask(client, user, page, action, code)
        nowhere = client.post(f"{GRID}999999/{action}/", {"language": code})
        assert answer.status_code == nowhere.status_code == 404
    assert not TranslationClaim.objects.exists()


def test_a_page_closed_to_them_and_a_draft_refuse_alike(client, author):
    page, user = live(author), translator("mk", "liberal")
    green = person("green", "Translators", family="green", languages=["mk"])
    made = translated(page, "mk", green, live=False)

    def said():
        return re.sub(
            r"<script.*?</script>", "", text_of_answer(ask(client, user, page, "take-on"))
        )

    before = said()
    assert "it has been begun" in before
    made.get_latest_revision().publish()
    ContentPage.objects.filter(pk=made.pk).update(visibility="family")
    changed(page, page.title)
    assert said() == before


def text_of_answer(answer):
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


def test_the_database_keeps_one_claim_on_each(author, mk, colleague):
    page, locale = live(author), Locale.objects.get(language_code="mk")
    take_on(page, "mk", mk)
    same = {"translation_key": page.translation_key, "locale": locale}
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslationClaim.objects.create(person=colleague, **same)


def test_claims_on_drafts_of_others_are_not_found_by_trying(client, author, mk):
    hidden = draft(author)
    for action in ("take-on", "give-back"):
        assert ask(client, mk, hidden, action).status_code == 404


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "a\r\nSet-Cookie: x", "%00", ""])
def test_the_way_back_leads_to_the_grid(client, author, mk, back):
    answer = ask(client, mk, live(author), "take-on", back=back)
    assert answer.redirect_chain[0][0].startswith(f"{GRID}?")
    assert answer.status_code == 200


# What is theirs to do next.


def steps(client, user):
    """Title, language and kind of each, in order."""
    client.force_login(user)
    panels = client.get("/admin/").context["panels"]
    panel = next((each for each in panels if each.name == "next_steps"), None)
    if panel is None:
        return None
    context = panel.get_context_data({"request": client.get("/admin/").wsgi_request})
    return [
        (step.page.title, step.language.code, "outdated" if step.outdated else "missing")
        for step in context["steps"]
    ]


def aged(page, days):
    when = timezone.now() - timedelta(days=days)
    ContentPage.objects.filter(pk=page.pk).update(first_published_at=when)
    return again(page)


def test_outdated_before_missing_then_by_readers_then_by_age(client, author, mk):
    for title, visibility, days in (
        ("family", "family", 90), ("members", "members", 80), ("new", "public", 1),
        ("old", "public", 70),
    ):  # fmt: skip
        aged(live(author, title, visibility=visibility), days)
    for title, visibility, days in (
        ("для членов", "members", 60), ("свежо", "public", 2), ("старо", "public", 50),
    ):  # fmt: skip
        page = live(author, f"{title} (en)", visibility=visibility)
        translated(page, "mk", mk, title=title)
        change(page, author, body=[]).publish()
        since = timezone.now() - timedelta(days=days)
        MajorVersion.objects.filter(page=page.pk, number=2).update(published_at=since)
    assert steps(client, mk) == [
        ("старо", "mk", "outdated"), ("свежо", "mk", "outdated"), ("для членов", "mk", "outdated"),
        ("old", "mk", "missing"), ("new", "mk", "missing"), ("members", "mk", "missing"),
        ("family", "mk", "missing"),
    ]  # fmt: skip


def test_below_a_closed_section_a_page_has_that_sections_readers(client, author, mk):
    section = toolkit_section(editor(), "en", visibility="members")
    aged(training_manual(author, section), 90)
    aged(section, 80)
    aged(live(author, "New"), 1)
    assert [title for title, *_ in steps(client, mk)] == ["New", "Manual", "Section"]


def test_what_others_have_or_have_begun_is_left_out_and_promises_come_first(
    client, author, mk, colleague
):
    for days, title in enumerate(("theirs", "begun", "third", "promised", "second"), start=1):
        page = aged(live(author, title), days)
        if title == "theirs":
            take_on(page, "mk", colleague)
        elif title == "promised":
            take_on(page, "mk", mk)
        elif title == "begun":
            start(page, "mk", colleague)
    assert [title for title, *_ in steps(client, mk)] == ["promised", "second", "third"]
    assert "You have taken this on" in client.get("/admin/").content.decode()


def test_in_each_of_their_languages_at_most_ten(client, author):
    user = person("both", "Translators", family="green", languages=("mk", "sq"))
    for number in range(6):
        live(author, f"Post {number}")
    found = steps(client, user)
    assert len(found) == 10
    assert {code for _title, code, _kind in found} == {"mk", "sq"}


def test_of_what_they_may_not_read_there_is_nothing_to_do(client, author):
    live(author, visibility="family")
    draft(author)
    assert steps(client, translator("mk", "liberal")) == []
    assert "Everything you may read is translated" in client.get("/admin/").content.decode()


def test_who_translates_nothing_has_no_such_list(client, author):
    live(author)
    assert steps(client, author) is None
    assert steps(client, editor()) is None


def test_the_list_leads_to_the_work(client, author, mk):
    old, new = live(author, "Old"), live(author, "New")
    made = translated(old, "mk", mk)
    changed(old)
    client.force_login(mk)
    html = client.get("/admin/").content.decode()
    assert reverse("translations:changes", args=[made.pk]) in html
    assert reverse("translations:start", args=[new.pk]) in html
    assert f'href="{GRID}"' in html


# Its cost.


def test_the_number_of_queries_does_not_grow(client, author, mk, secretariat, colleague):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def more():
        for visibility in ("public", "members", "family"):
            page = live(author, visibility=visibility)
            translated(page, "sq", secretariat)
            take_on(page, "mk", mk)
            other = live(author, visibility=visibility)
            translated(other, "mk", mk)
            changed(other)
            take_on(other, "mk", colleague)
            translated(other, "hr", secretariat, live=False)

    def count(user, address):
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    filtered = f"{GRID}?state=missing&q=p&type=blog"
    asked = [(user, at) for user in (mk, secretariat) for at in (GRID, filtered)]
    more()
    before = [count(*each) for each in asked]
    panel = count(mk, "/admin/")
    for _time in range(3):
        more()
    assert [count(*each) for each in asked] == before
    assert count(mk, "/admin/") <= panel + 2  # their own pages' reviews


def test_words_of_the_title_are_found_in_small_and_capital_letters(client, author, mk):
    page = live(author, "Прво критериумите", "mk")
    live(author, "Another")
    for query in ("q=прво", "q=КРИТЕРИУМИТЕ"):
        assert pages(client, mk, query) == [page.pk]
    assert pages(client, mk, "q=п.во") == []
