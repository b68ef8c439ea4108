"""Addresses and forms nobody was given: answered, and never with an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.languages import CODES, get_language

from .people import blog_index, editor, live, participant, person

pytestmark = pytest.mark.django_db

NO_NUMBERS = ("abc", "-1", "1.5", "9" * 40, "1f6c5f6e-9d2a-4c52-8f0e-0c8f7c8f3f60")
VIEWS = {
    "several pages": ("wagtail_bulk_action", ("wagtailcore", "page", "delete"), "id"),
    "several images": ("wagtail_bulk_action", ("wagtailimages", "image", "add_tags"), "id"),
    "the page below which": ("wagtail_bulk_action", ("wagtailcore", "page", "move"), "childOf"),
    "chosen pages": ("wagtailadmin_choose_page_chosen_multiple", (), "id"),
    "chosen images": ("wagtailimages_chooser:chosen_multiple", (), "id"),
    "pages to move": ("wagtailadmin_choose_page", (), "target_pages[]"),
}


def administrator():
    return person("administrator", is_superuser=True)


@pytest.mark.parametrize("who", [editor, administrator], ids=lambda who: who.__name__)
@pytest.mark.parametrize("view", VIEWS)
def test_what_should_be_a_number_and_is_none_is_missing(site, client, who, view):
    client.force_login(who())
    name, arguments, field = VIEWS[view]
    for value in NO_NUMBERS:
        response = client.get(reverse(name, args=arguments), {field: value})
        assert response.status_code == 404, value


def test_numbers_and_all_of_them_are_taken_as_before(site, client):
    page = live(participant("green"))
    client.force_login(editor())
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
    for query in ({"id": page.pk}, {"id": "all", "childOf": page.get_parent().pk}):
        assert page.title in client.get(address, query).content.decode()


NUL_ADDRESSES = (
    "/admin/api/main/pages/?search=%00",
    "/admin/api/main/images/?search=a%00b",
    "/admin/tag-autocomplete/?term=%00",
    "/admin/pages/search/?q=integrity&q=%00",
    "/admin/my-pages/?q=%00",
)


@pytest.mark.parametrize("who", [editor, administrator], ids=lambda who: who.__name__)
@pytest.mark.parametrize("address", NUL_ADDRESSES)
def test_a_query_with_a_character_no_text_has_is_missing(site, client, who, address):
    client.force_login(who())
    assert client.get(address).status_code == 404
    assert client.get(address.replace("%00", "x")).status_code == 200


@pytest.mark.parametrize("model", ["parties_party", "parties_country", "topics_topic"])
def test_nobody_adds_to_a_vocabulary_while_choosing_from_it(site, client, model):
    address = reverse(f"wagtailsnippetchoosers_{model}:create")
    for who in (editor(), participant("green")):
        client.force_login(who)
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_a_link_to_another_site_without_an_address_is_asked_for_again(site, client):
    client.force_login(participant("green"))
    response = client.post(reverse("wagtailadmin_choose_page_external_link"), {})
    assert response.status_code == 200
    assert "This field is required." in response.json()["html"]


@pytest.mark.parametrize("code", CODES)
def test_a_form_without_its_readers_token_is_refused_in_their_language(site, code):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/{code}/search/")
    text = response.content.decode()
    assert response.status_code == 403
    with override(code):
        assert str(_("This form has expired")) in text
    assert f'<html lang="{get_language(code).tag}"' in text
    assert 'href="/static/css/site' in text


def test_so_is_who_signs_in_with_a_page_that_was_open_too_long(site):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "mk"})
    response = strict.post("/accounts/login/", {"login": "somebody", "password": "secret"})
    assert response.status_code == 403
    assert "колачиња" in response.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_what_nobody_was_given_to_send_is_refused_in_their_language(site, client, code):
    client.force_login(participant("green", reads=code))
    new = reverse("wagtailadmin_pages:add", args=("blog", "blogpage", blog_index().pk))
    response = client.post(new, {"title": "No more than a title"})
    assert response.status_code == 400
    with override(code):
        assert str(_("This cannot be answered")) in response.content.decode()
    assert f'lang="{get_language(code).tag}"' in response.content.decode()


def test_programs_get_json_for_it(site, client):
    response = client.get("/api/v2/search/", headers={"host": "not a host"})
    assert response.status_code == 400
    assert response.json() == {"message": "The address or the form that was sent cannot be read."}
