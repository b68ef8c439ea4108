"""The people of the site: who sees whom, who changes what, and that it holds at once."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.people import change_person, deactivate, reactivate
from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS

from .people import (
    draft,
    editor,
    fresh,
    live,
    moderator,
    participant,
    party,
    person,
    submission,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/"


@pytest.fixture
def someone(site):
    return editor()


@pytest.fixture
def anna(site):
    return participant("green", "anna", first_name="Anna", last_name="Novak")


def page_of(user):
    return f"{PEOPLE}{user.pk}/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def data(user, **changes):
    return {
        "name": user.display_name(), "email": user.email, "languages": user.languages,
        "party": user.party_id or "", "roles": sorted(user.role_names), "reason": "", **changes,
    }  # fmt: skip


def entries():
    """What the log says of people; that a family lost them it says besides, for that family."""
    said = ModelLogEntry.objects.filter(action__startswith="accounts.")
    return said.exclude(action="accounts.leave_family").order_by("pk")


def actions():
    return list(entries().values_list("action", flat=True))


# Who sees whom.


def test_editors_see_everybody_but_administrators(someone, anna):
    person("boss", is_superuser=True, first_name="The", last_name="Boss")
    liberal = participant("liberal")
    text = signed_in(someone).get(PEOPLE).content.decode()
    assert "Anna Novak" in text
    assert liberal.username in text
    assert "The Boss" not in text


def test_moderators_see_their_own_family_without_a_way_to_change_it(anna):
    liberal = participant("liberal", first_name="Lib", last_name="Eral")
    text = signed_in(moderator("green")).get(PEOPLE).content.decode()
    assert "Anna Novak" in text
    assert liberal.display_name() not in text
    assert page_of(anna) not in text
    assert anna.email not in text


def test_filters_show_moderators_no_more(anna):
    liberal = participant("liberal", first_name="Lib", last_name="Eral")
    client = signed_in(moderator("green"))
    for query in (f"family={liberal.family_id}", "role=Participants", "q=Eral", "country=1"):
        assert "Lib Eral" not in client.get(f"{PEOPLE}?{query}").content.decode()


@pytest.mark.parametrize(
    "who",
    [lambda: participant("green"), lambda: translator("mk"), lambda: person("nobody"),
     lambda: person("lost", MODERATORS)],
    ids=["participant", "translator", "without a role", "moderator without a family"],
)  # fmt: skip
def test_for_others_there_is_no_such_list(anna, who):
    client = signed_in(who())
    addresses = (PEOPLE, page_of(anna), f"{page_of(anna)}deactivate/")
    for address in addresses:
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code in (302, 404, 405), address
            assert "Anna" not in response.content.decode()
    assert fresh(anna).is_active
    assert "People" not in client.get("/admin/", follow=True).content.decode()


def test_moderators_and_editors_find_people_in_the_menu(someone):
    for who in (someone, moderator("green")):
        assert PEOPLE in signed_in(who).get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=novak", True), ("q=anna@", False), ("q=anna-green@", True), ("q=anna+novak", True),
        ("q=nobody", False), ("role=Participants", True), ("role=Editors", False),
        ("family=x", True), ("country=999999", True), ("page=99", True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_is_asked_for(someone, anna, query, found):
    response = signed_in(someone).get(f"{PEOPLE}?{query}")
    if query == "page=99":
        assert response.status_code == 404
        return
    assert ("Anna Novak" in response.content.decode()) is found


def test_the_list_costs_the_same_for_many_as_for_few(someone, anna, django_assert_max_num_queries):
    client = signed_in(someone)

    def queries():
        with django_assert_max_num_queries(100) as context:
            client.get(PEOPLE)
        return len(context)

    queries()
    few = queries()
    for number in range(15):
        participant("liberal", f"p{number}")
    assert queries() <= few


# Who changes what.


def test_an_editor_changes_role_party_languages_name_and_address(someone, anna):
    form = data(
        anna, name="Anna Maria Kos", email="AM@example.org", roles=[TRANSLATORS],
        party=party("liberal").pk, languages=["sl", "hr"], reason="She moved.",
    )  # fmt: skip
    response = signed_in(someone).post(page_of(anna), form)
    assert response.status_code == 302
    anna = fresh(anna)
    assert (anna.first_name, anna.last_name) == ("Anna Maria", "Kos")
    assert (anna.email, anna.languages) == ("am@example.org", ["sl", "hr"])
    assert anna.role_names == {TRANSLATORS}
    assert anna.family.slug == "liberal"
    assert actions() == ["accounts.change_role", "accounts.change_party"]
    for entry in entries():
        assert entry.data["reason"] == "She moved."
        assert entry.user == someone


def test_what_stays_the_same_is_not_remembered(someone, anna):
    signed_in(someone).post(page_of(anna), data(anna, name="Anna Kos"))
    assert actions() == []


def test_an_address_belongs_to_one_person(someone, anna):
    other = participant("liberal")
    response = signed_in(someone).post(page_of(anna), data(anna, email=other.email.upper()))
    assert "has an account already" in response.content.decode()
    assert fresh(anna).email == anna.email


def test_a_moderator_changes_nobody(anna):
    client = signed_in(moderator("green"))
    for address in (page_of(anna), f"{page_of(anna)}deactivate/", f"{page_of(anna)}reactivate/"):
        assert client.post(address, data(anna, roles=[EDITORS])).status_code == 404
    assert fresh(anna).role_names == {PARTICIPANTS}


def test_nobody_changes_themselves_and_editors_no_administrators(someone):
    boss = person("boss", EDITORS, is_superuser=True)
    client = signed_in(someone)
    for target in (someone, boss):
        assert client.get(page_of(target)).status_code == 404
        assert client.post(f"{page_of(target)}deactivate/").status_code == 404
        assert fresh(target).is_active


def test_an_administrator_changes_editors(someone):
    boss = person("boss", is_superuser=True)
    signed_in(boss).post(f"{page_of(someone)}deactivate/", {"reason": "Left."})
    assert not fresh(someone).is_active


# Deactivating.


def test_deactivating_ends_every_session_at_once(someone, anna):
    tab = signed_in(anna)
    assert tab.get("/admin/").status_code == 200
    signed_in(someone).post(f"{page_of(anna)}deactivate/", {"reason": "Left the party."})
    assert tab.get("/admin/")["Location"].startswith("/accounts/login/")
    assert tab.post("/admin/account/", {}).status_code == 302
    entry = ModelLogEntry.objects.get(action="accounts.deactivate")
    assert entry.data["reason"] == "Left the party."


@pytest.mark.parametrize("door", ["our page", "saving", "saving one field", "many at once"])
def test_reactivating_revives_no_session(someone, anna, door):
    tab = signed_in(anna)
    if door == "our page":
        deactivate(anna, someone)
    elif door == "many at once":
        User.objects.filter(pk=anna.pk).update(is_active=False)
    else:
        anna.is_active = False
        anna.save(update_fields=["is_active"] if door == "saving one field" else None)
    anna = fresh(anna)
    assert not anna.is_active
    reactivate(anna, someone)
    assert tab.get("/admin/").status_code == 302
    assert signed_in(fresh(anna)).get("/admin/").status_code == 200


def test_deactivating_twice_is_remembered_once(someone, anna):
    deactivate(anna, someone)
    deactivate(anna, someone)
    assert actions() == ["accounts.deactivate"]


def test_what_an_administrator_changes_in_wagtails_list_is_remembered_too(anna):
    boss = person("boss", is_superuser=True)
    tab = signed_in(anna)
    groups = Group.objects.filter(name=TRANSLATORS)
    form = {
        "username": anna.username, "email": anna.email, "first_name": "Anna", "last_name": "Novak",
        "groups": [group.pk for group in groups], "party": party("liberal").pk,
        "languages": ["sl"], "password1": "", "password2": "",
    }  # fmt: skip
    response = signed_in(boss).post(reverse("wagtailusers_users:edit", args=[anna.pk]), form)
    assert response.status_code == 302
    assert actions() == ["accounts.change_role", "accounts.change_party", "accounts.deactivate"]
    assert {entry.user for entry in entries()} == {boss}
    assert tab.get("/admin/").status_code == 302


# Moving.


@pytest.fixture
def family_page(site):
    author = participant("green")
    return live(author, "For the family only", visibility="family", slug="for-the-family")


def sees(client, page):
    return client.get(page.url).status_code == 200


def test_moving_a_person_changes_at_once_what_they_may_read(someone, anna, family_page):
    tab = signed_in(anna)
    assert sees(tab, family_page)
    change_person(fresh(anna), someone, **changes(anna, party=party("liberal")))
    assert not sees(tab, family_page)


def test_moving_a_party_changes_at_once_what_its_people_may_read(anna, family_page):
    tab = signed_in(anna)
    green = party("green")
    anna.party = party("green", "SI")
    anna.save()
    moved = anna.party
    moved.family = party("liberal").family
    moved.save()
    assert green.family.slug == "green"
    assert not sees(tab, family_page)


def test_a_moderator_who_moved_has_the_new_familys_queue_only(someone):
    author, judge = participant("green"), moderator("green")
    state = submit(draft(author), author)
    tab = signed_in(judge)
    review = f"/admin/review/{state.pk}/"
    assert tab.get(review).status_code == 200
    change_person(fresh(judge), someone, **changes(judge, party=party("liberal")))
    assert tab.get(review).status_code == 404
    assert submission(state.page).status == "in_progress"


def test_a_role_taken_away_is_gone_in_open_tabs(someone):
    judge = moderator("green")
    tab = signed_in(judge)
    assert tab.get(PEOPLE).status_code == 200
    change_person(fresh(judge), someone, **changes(judge, roles=[PARTICIPANTS]))
    assert tab.get(PEOPLE).status_code == 404


def changes(user, **fields):
    kept = {
        "name": user.display_name(), "email": user.email, "party": user.party,
        "languages": user.languages, "roles": sorted(user.role_names),
    }  # fmt: skip
    return {**kept, **fields}


# “My account”.

ACCOUNT = "/admin/account/"


def account_form(**changes):
    return {
        "name_email-first_name": "A", "name_email-last_name": "B", "theme-theme": "system",
        "theme-contrast": "system", "theme-density": "default", "locale-preferred_language": "mk",
        "locale-current_time_zone": "", **changes,
    }  # fmt: skip


def test_people_choose_their_language_and_which_mails_they_get(anna):
    response = signed_in(anna).post(
        ACCOUNT, account_form(**{"mail-wanted": ["approved", "published"]})
    )
    assert response.status_code == 302
    anna = fresh(anna)
    assert anna.wagtail_userprofile.preferred_language == "mk"
    assert anna.muted_mail == ["rejected", "withdrawn", "unpublish_decided", "commented"]


def test_only_mails_that_can_reach_a_person_are_offered(anna):
    form = signed_in(anna).get(ACCOUNT).content.decode()
    assert 'value="rejected"' in form
    assert 'value="submitted"' not in form
    assert 'value="submitted"' in signed_in(moderator("green")).get(ACCOUNT).content.decode()


def test_what_was_not_offered_stays_as_it_was(anna):
    User.objects.filter(pk=anna.pk).update(muted_mail=["reminder", "approved"])
    signed_in(anna).post(ACCOUNT, account_form(**{"mail-wanted": ["approved", "rejected"]}))
    muted = ["reminder", "withdrawn", "published", "unpublish_decided", "commented"]
    assert fresh(anna).muted_mail == muted


def test_the_account_leads_to_the_one_place_where_a_password_is_changed(anna):
    text = signed_in(anna).get(ACCOUNT).content.decode()
    assert "/accounts/password/change/" in text
    assert "old_password" not in text
    assert "_notifications" not in text


def test_an_address_used_to_sign_in_is_nobodys_public_name(site):
    anna = person("anna@example.org", PARTICIPANTS, family="green")
    assert anna.display_name() == "anna"


@pytest.mark.parametrize(
    "query", ["жарков", "ЖАРКОВ", "çel", "shpëtim", "'", "жарков .*", "(", "%"]
)
def test_names_are_found_in_small_and_capital_letters_of_any_alphabet(someone, query):
    participant("green", "zarkov", first_name="Иван", last_name="Жарков")
    participant("green", "shpetim", first_name="Shpëtim", last_name="ÇELA")
    text = signed_in(someone).get(PEOPLE, {"q": query}).content.decode()
    assert ("Жарков" in text) is (query.lower() == "жарков")
    assert ("ÇELA" in text) is (query in ("çel", "shpëtim"))
