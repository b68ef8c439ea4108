"""Of Wagtail's admin, writers meet what is listed for them; all else is missing."""

import pytest
from django.urls import reverse
from wagtail.log_actions import registry as log_actions

from content.writers_admin import EXPLORER, WRITERS_VIEWS
from moderation.setup import WORKFLOW_NAME

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
