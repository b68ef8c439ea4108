"""Addresses and forms nobody was given: answered, and never with an error of ours."""

import pytest
from django.urls import reverse

from .people import editor, live, participant, person

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
