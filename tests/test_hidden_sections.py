"""A section that is not for a writer is hidden from them like any page, above their own too."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.models import Visibility
from content.policies import visible_in_chooser
from content.writers_admin import LINKS, PAGES
from parties.models import PartyFamily
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .asking import answers_about, ask, asked_routes
from .crawler import fillings, routes
from .people import again, fresh, moderator, participant, submit, translator
from .planted_beside import LABELS

pytestmark = pytest.mark.django_db

SECRET = "Tajniodeljak"
KEY = "kljucsvih"


def section(title, family=None, visibility=Visibility.PUBLIC):
    index = ToolkitIndexPage.objects.get(locale__language_code="en")
    page = ToolkitSectionPage(
        title=title,
        summary=title,
        locale=index.locale,
        visibility=visibility,
        family=family and PartyFamily.objects.get(slug=family),
        slug="a-section",
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return again(page)


def manual(author, below):
    page = TrainingManualPage(
        title=f"A manual {KEY}",
        summary="In one sentence.",
        audience="All.",
        locale=below.locale,
        owner=author,
        author=author,
        author_party=author.party,
        family=author.family,
        live=False,
    )
    below.add_child(instance=page)
    page.save_revision(user=author)
    return again(page)


@pytest.fixture
def hidden(site):
    return section(f"{SECRET} {KEY}", "liberal", Visibility.FAMILY)


def met_by_writers():
    """Wagtail's views of pages that writers meet, and our own."""
    ours = ("content:", "moderation:", "log:")
    names = {route.name for route in routes() if route.name.startswith(ours)}
    return names | PAGES | LINKS | {"wagtailadmin_home"}


WHO = {
    "author": fresh,
    "moderator": lambda author: moderator("green"),
    "translator": lambda author: translator("mk"),
}


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_below_it_ones_pages_do_not_name_it(client, author, hidden, who):
    page = manual(author, hidden)
    submit(page, author)
    client.force_login(WHO[who](author))
    shown = page.latest_revision_id
    addresses = [
        *(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in ("edit", "view_draft")),
        reverse("wagtailadmin_pages:revisions_view", args=[page.pk, shown]),
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, shown, "latest"]),
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        reverse("wagtailadmin_choose_page_search") + f"?q={KEY}",
        reverse("wagtailadmin_pages:search_results") + f"?q={KEY}",
    ]
    if who == "author":
        addresses.append(reverse("wagtailadmin_pages:history", args=[page.pk]))
    told = {address: client.get(address).content.decode() for address in addresses}
    assert all("A manual" in text for text in list(told.values())[:3])
    assert not [address for address, text in told.items() if SECRET in text]


@pytest.fixture
def things(author, hidden):
    """What addresses name: two pages of the author's below the section, one of them in review."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        own, waiting = manual(author, hidden), manual(author, hidden)
        submission = submit(waiting, author)
    things = [
        {"page": page.pk, "revision": page.latest_revision_id, "other revision": "latest"} | LABELS
        for page in (own, waiting)
    ]
    things[1] |= {"task state": submission.pk, "workflow state": submission.workflow_state_id}
    return things


def read_about(client, things):
    """What every address that names nothing, or one of the things, answers to a question."""
    for route in asked_routes(met_by_writers()):
        for address, thing in fillings(route, things):
            yield ask(client, route, "GET", address, thing, {"q": KEY})


def told(answers):
    return sorted({(a.method, a.address) for a in answers if SECRET in a.without_question()})


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_no_address_names_it_to_who_reads(client, author, things, who):
    client.force_login(WHO[who](author))
    answers = list(read_about(client, things))
    assert len(answers) > 50
    assert len([answer for answer in answers if "A manual" in answer.text]) > 5
    assert not told(answers)


@pytest.mark.full
@pytest.mark.parametrize("who", WHO)
def test_no_address_names_it_whatever_is_asked_and_sent(client, author, things, who):
    client.force_login(WHO[who](author))
    assert not told(answers_about(client, things, met_by_writers()))


def test_it_is_shown_to_the_family_it_is_for(hidden):
    pages = policy_registry.get_by_type(Page)
    for who in (participant("liberal"), moderator("liberal")):
        assert pages.explorable_instances(who).filter(pk=hidden.pk).exists()
        assert visible_in_chooser(Page.objects.all(), who).filter(pk=hidden.pk).exists()
    stranger = fresh(participant("green"))
    assert not pages.explorable_instances(stranger).filter(pk=hidden.pk).exists()
    assert not visible_in_chooser(Page.objects.all(), stranger).filter(pk=hidden.pk).exists()
