"""Each person meets the admin in the language they chose; until then, in their country's."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.own_language import language_of
from accounts.roles import PARTICIPANTS
from core.languages import CODES, LANGUAGES, SPOKEN_IN, language_from
from parties.models import Country

from .people import fresh, participant, party, person

pytestmark = pytest.mark.django_db

HOME, ACCOUNT = reverse("wagtailadmin_home"), reverse("wagtailadmin_account")

DEFAULTS = [
    # country, languages they write in, the language they meet
    ("AL", [], "sq"),
    ("BA", [], "bs"),
    ("BG", [], "bg"),
    ("HR", [], "hr"),
    ("ME", [], "cnr"),
    ("MK", [], "mk"),
    ("RO", [], "ro"),
    ("RS", [], "sr"),
    ("SI", [], "sl"),
    ("XK", [], "sq"),
    ("MK", ["en"], "mk"),
    ("MK", ["en", "sq"], "sq"),
    ("XK", ["sr", "en"], "sr"),
    ("RS", ["sr-latn"], "sr-latn"),
    ("BA", ["en", "hr"], "hr"),
    ("SI", ["en", "hr"], "hr"),
    ("", ["en", "ro"], "ro"),
    ("", ["en"], "en"),
    ("", ["no such"], ""),
    ("", [], ""),
]


@pytest.mark.parametrize(("country", "languages", "code"), DEFAULTS)
def test_the_default_is_the_countrys_language(country, languages, code):
    assert language_from(country, languages) == code


def test_every_country_of_the_programme_has_one(site):
    assert set(Country.objects.values_list("code", flat=True)) == set(SPOKEN_IN)
    assert {code for codes in SPOKEN_IN.values() for code in codes} <= set(CODES)


def language_shown(response):
    return re.search(r'<html[^>]*\slang="([\w-]+)"', response.content.decode())[1]


def somebody(country="MK", languages=(), reads=""):
    user = person("somebody", PARTICIPANTS, languages=languages, reads=reads)
    user.party = party("green", country) if country else None
    user.save()
    return user


@pytest.mark.parametrize("address", [HOME, ACCOUNT, "/admin/pages/999999/edit/"])
def test_the_admin_and_its_refusals_are_in_the_default_whatever_the_browser_asks_for(
    site, client, address
):
    client.force_login(somebody())
    response = client.get(address, headers={"accept-language": "ro"})
    assert language_shown(response) == "mk"


def test_somebody_without_a_profile_meets_the_default_too(site, client):
    user = somebody()
    UserProfile.objects.filter(user=user).delete()
    client.force_login(fresh(user))
    assert language_shown(client.get(HOME)) == "mk"
    assert language_of(fresh(user)) == "mk"


def test_where_nothing_tells_the_browsers_language_counts(site, client):
    client.force_login(somebody(country=None))
    response = client.get(HOME, headers={"accept-language": "ro"})
    assert language_shown(response) == "ro"


def test_who_changes_party_without_having_chosen_changes_language(site, client):
    user = somebody()
    user.party = party("green", "RO")
    user.save()
    client.force_login(user)
    assert language_shown(client.get(HOME)) == "ro"


def test_the_account_offers_all_languages_by_their_own_names_and_starts_from_the_default(
    site, client
):
    client.force_login(somebody())
    text = client.get(ACCOUNT).content.decode()
    select = re.search(r'<select name="locale-preferred_language".*?</select>', text, re.DOTALL)[0]
    offered = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)<', select)
    assert offered == [(row.code, row.name) for row in LANGUAGES]
    assert re.findall(r'value="([\w-]+)" selected', select) == ["mk"]


def account_form(**values):
    return {
        "name_email-first_name": "A", "name_email-last_name": "B", "theme-theme": "light",
        "theme-contrast": "system", "theme-density": "default", **values,
    }  # fmt: skip


def test_what_one_chooses_holds_in_the_admin_on_ones_pages_and_in_mail(site, client):
    user = somebody()
    client.force_login(user)
    form = account_form(**{"locale-preferred_language": "sr-latn"})
    response = client.post(ACCOUNT, form, follow=True, headers={"accept-language": "ro"})
    assert language_shown(response) == "sr-latn"
    change = client.get(reverse("account_change_password"), headers={"accept-language": "ro"})
    assert language_shown(change).lower() == "sr-latn"
    assert language_of(fresh(user)) == "sr-latn"


@pytest.mark.parametrize("chosen", ["", "de", None])
def test_what_is_not_offered_is_not_kept(site, client, chosen):
    user = somebody(reads="sq")
    client.force_login(user)
    form = (
        account_form() if chosen is None else account_form(**{"locale-preferred_language": chosen})
    )
    client.post(ACCOUNT, form)
    assert UserProfile.objects.get(user=user).preferred_language == "sq"


def test_another_persons_language_is_nobodys_default(site, client):
    """A choice belongs to who made it, also in the same browser."""
    client.force_login(somebody(reads="sq"))
    client.get(HOME)
    client.force_login(participant("green", reads="bg"))
    assert language_shown(client.get(HOME)) == "bg"
