"""A section that is not for a writer is hidden from them like any page, above their own too."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.models import Visibility
from content.policies import visible_in_chooser
from parties.models import PartyFamily
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .people import again, fresh, moderator, participant, submit

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
def author(site):
    return participant("green")


@pytest.fixture
def hidden(site):
    return section(f"{SECRET} {KEY}", "liberal", Visibility.FAMILY)


WHO = {"author": fresh, "moderator": lambda author: moderator("green")}


@pytest.mark.parametrize("who", WHO)
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


def test_it_is_shown_to_the_family_it_is_for(hidden):
    pages = policy_registry.get_by_type(Page)
    for who in (participant("liberal"), moderator("liberal")):
        assert pages.explorable_instances(who).filter(pk=hidden.pk).exists()
        assert visible_in_chooser(Page.objects.all(), who).filter(pk=hidden.pk).exists()
    stranger = fresh(participant("green"))
    assert not pages.explorable_instances(stranger).filter(pk=hidden.pk).exists()
    assert not visible_in_chooser(Page.objects.all(), stranger).filter(pk=hidden.pk).exists()
