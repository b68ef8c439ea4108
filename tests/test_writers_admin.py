"""Of Wagtail's admin, writers meet what is listed for them; all else is missing."""

import re

import pytest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from wagtail.log_actions import registry as log_actions

from content import wagtails_words
from content.writers_admin import EXPLORER, WRITERS_VIEWS
from moderation.setup import WORKFLOW_NAME
from parties.models import Country

from .crawler import fillings, routes
from .people import approve, draft, fresh, live, moderator, participant, submit, translator

pytestmark = pytest.mark.django_db
NUMBERS = [dict.fromkeys(("page", "image", "document", "user", "revision", "other revision"), 1)]
LABELS = {"app": "blog", "model": "blogpage", "action": "delete", "filter": "original", "word": "x"}


def wagtails_addresses():
    """Every address of Wagtail's own admin that is not listed, filled with anything."""
    things = [{**NUMBERS[0], **LABELS, **dict.fromkeys(OTHER_KINDS, 1)}]
    for route in routes():
        if route.name and route.module.startswith("wagtail.") and route.form.startswith("admin/"):
            for address, _thing in fillings(route, things):
                yield route.name, address


OTHER_KINDS = (
    "task state", "workflow state", "workflow", "task", "upload", "collection", "restriction",
    "session",
)  # fmt: skip
OPEN = ("wagtailimages_chooser", "wagtaildocs_chooser", "wagtailsnippetchoosers_")


@pytest.mark.parametrize("who", [participant, moderator, lambda family: translator("mk", family)])
def test_what_is_not_listed_is_missing_for_writers(site, client, who):
    client.force_login(who("green"))
    closed = [
        (name, address)
        for name, address in wagtails_addresses()
        if name not in WRITERS_VIEWS | EXPLORER and not name.startswith(OPEN)
    ]
    assert len(closed) > 100
    for name, address in closed:
        for method in (client.get, client.post):
            assert method(address).status_code == 404, name


def test_what_is_listed_exists():
    assert {route.name for route in routes()} >= WRITERS_VIEWS | EXPLORER


def test_the_explorer_leads_writers_to_their_first_screen(site, client):
    author = participant("green")
    page = draft(author)
    client.force_login(author)
    for pk in (page.pk, page.get_parent().pk, 999_999):
        response = client.get(reverse("wagtailadmin_explore", args=[pk]))
        assert response["Location"] == reverse("wagtailadmin_home")


def test_a_moderator_takes_down_nothing_below_which_others_write(site):
    green = moderator("green")
    page = live(participant("green"))
    assert page.permissions_for_user(fresh(green)).can_unpublish()
    page.numchild = 1
    assert not page.permissions_for_user(fresh(green)).can_unpublish()


def test_a_link_leads_to_a_page_an_address_or_a_mailbox(site, client):
    """The editor asks for telephone numbers and anchors as well; nobody is offered them."""
    client.force_login(participant("green"))
    kinds = ("external", "email", "phone", "anchor")
    wanted = {f"allow_{kind}_link": "true" for kind in kinds}
    offered = client.get(reverse("wagtailadmin_choose_page"), wanted).json()["html"]
    for kind in ("external", "email"):
        assert reverse(f"wagtailadmin_choose_page_{kind}_link") in offered
    for kind in ("phone", "anchor"):
        assert reverse(f"wagtailadmin_choose_page_{kind}_link") not in offered


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
def test_the_fields_of_a_link_are_called_by_our_words(site, client, kind):
    """Wagtail makes their labels of the names in its code, which are English."""
    client.force_login(participant("green", reads="mk"))
    address = reverse(f"wagtailadmin_choose_page_{kind}_link")
    html = client.get(address).json()["html"]
    with override("mk"):
        assert str(wagtails_words.LABELS["link_text"]) in html
    for name in ("Link text", "Email address", "Body"):
        assert name not in html


def test_the_history_of_a_page_speaks_of_reviews_and_names_no_workflow(site, client):
    author = participant("green")
    page = draft(author)
    approve(submit(page, author), moderator("green"))
    client.force_login(author)
    text = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Submitted for review" in text
    assert WORKFLOW_NAME not in text
    choices = [action for action, _label in log_actions.get_choices()]
    assert len(choices) == len(set(choices))


def test_choosers_speak_the_language_of_who_chooses(site, client):
    """Wagtail reads their words once, in the language of whatever is started."""
    client.force_login(participant("green", reads="mk"))
    html = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    pages = client.get(reverse("wagtailadmin_choose_page")).json()["html"]
    with override("mk"):
        assert f'<input type="submit" value="{gettext("Search")}"' in pages
        assert 'value="Search"' not in pages
        assert re.search(rf">\s*{gettext('Search')}\s*<", html)
    assert isinstance(Country.snippet_viewset.chooser_viewset.page_title, Promise)


def test_every_part_of_the_editor_has_a_name_in_ones_language(site, client):
    author = participant("green", reads="mk")
    client.force_login(author)
    page = draft(author)
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["blog", "blogpage", page.get_parent().pk]),
    ):
        text = client.get(address).content.decode()
        assert 'aria-label="Actions"' not in text
        assert '"label": "Image"' not in text
        assert "&quot;label&quot;: &quot;Image&quot;" not in text
