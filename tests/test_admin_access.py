"""What the admin shows and allows. That no address at all tells more, the crawl finds out."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from .crawler import fillings, routes
from .people import (
    again,
    blog_index,
    change,
    draft,
    editor,
    moderator,
    participant,
    submission,
    submit,
    translator,
)
from .planted_beside import LABELS

pytestmark = pytest.mark.django_db

SECRET = "Zagonetka-7319"
WORD = "Zagonetka"  # what is searched for: it finds the secret, and is echoed without telling it


def signed_in(client, user):
    client.force_login(user)
    return client


def listings():
    """Addresses that list pages, without naming one."""
    index, home = blog_index().pk, blog_index().get_parent().pk
    explore = [reverse("wagtailadmin_explore", args=[pk]) for pk in (home, index)]
    return [
        reverse("wagtailadmin_home"),
        *explore,
        *[f"{address}?q={WORD}" for address in explore],
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_pages:search") + f"?q={WORD}",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[index]),
        reverse("wagtailadmin_choose_page_search") + f"?q={WORD}",
        "/admin/pages/usage/blog/blogpage/",
        reverse("moderation:queue"),
        "/admin/api/main/pages/",
        f"/admin/api/main/pages/?child_of={index}",
        f"/admin/api/main/pages/?descendant_of={home}&fields=*",
        f"/admin/api/main/pages/?search={WORD}",
        "/api/v2/pages/?limit=20",
        "/en/", "/en/blog/", "/en/blog/feed/", "/sitemap-en.xml",
    ]  # fmt: skip


# Besides a participant of another family, whom the crawl follows in every run.
OTHERS = {
    "a participant of the same family": lambda: participant("green", "other"),
    "a moderator of another family": lambda: moderator("liberal"),
    "a translator": lambda: translator("mk", "conservative"),
}


@pytest.mark.parametrize("who", OTHERS)
def test_no_listing_shows_what_waits_for_others(site, client, who):
    author = participant("green")
    submit(draft(author, SECRET, slug="an-address"), author)
    signed_in(client, OTHERS[who]())
    for address in listings():
        response = client.get(address, follow=True)
        assert response.status_code in (200, 404), address
        assert SECRET not in response.content.decode(), address


def page_addresses(pk):
    """The addresses that are about one page, with its id."""
    names = (
        "edit", "usage", "view_draft", "delete", "unpublish", "copy", "history", "set_privacy",
        "lock", "unlock", "workflow_history", "revisions_index", "convert_alias",
        "preview_on_edit", "confirm_workflow_cancellation",
    )  # fmt: skip
    return [reverse(f"wagtailadmin_pages:{name}", args=[pk]) for name in names] + [
        reverse("wagtailadmin_pages:move", args=[pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[pk]),
        f"/admin/api/main/pages/{pk}/",
    ]


@pytest.mark.parametrize("who", OTHERS)
def test_anothers_draft_answers_as_a_page_that_does_not_exist(site, client, who):
    page = draft(participant("green"), SECRET, slug="an-address")
    signed_in(client, OTHERS[who]())
    pairs = zip(page_addresses(page.pk), page_addresses(999_999), strict=True)
    for there, nowhere in pairs:
        for method in (client.get, client.post):
            hidden, missing = method(there), method(nowhere)
            assert hidden.status_code == missing.status_code, there
            assert hidden.status_code in (404, 405), there
            assert strip_variable(hidden) == strip_variable(missing), there


def strip_variable(response):
    """A response without what differs on every request."""
    return re.sub(rb"csrfmiddlewaretoken[^>]+|nonce-[^'\"]+|\d{6}|/\d+/", b"", response.content)


def addresses_of_the_admin(page):
    """Every address of the admin that can be made with what belongs to the page."""
    state = page.current_workflow_task_state
    named = {
        **LABELS, "page": page.pk, "revision": page.latest_revision_id,
        "other revision": "latest", "task state": state.pk, "session": 1,
        "workflow state": state.workflow_state_id,
    }  # fmt: skip
    admin = [route for route in routes() if route.form.startswith("admin/")]
    return [address for route in admin for address, _thing in fillings(route, [named])]


def test_a_participant_can_neither_approve_nor_publish_by_any_address(site, client):
    author = participant("green")
    page = draft(author, "Mine", slug="mine")
    submit(page, author)
    signed_in(client, author)
    addresses = addresses_of_the_admin(again(page))
    assert len(addresses) > 60
    for address in addresses:
        if re.search("logout|confirm_workflow_cancellation|withdraw", address):
            continue
        response = client.post(
            address,
            {
                "title": "Mine", "slug": "mine", "summary": "x",
                "action-publish": "1", "action-workflow-action": "1",
                "workflow-action-name": "approve", "action": "approve",
                "revision": "1", "confirm": "1", "is_sticky": "1",
                "external-link-chooser-url": "/x",
            },
        )  # fmt: skip
        assert response.status_code < 500, address
        if not Page.objects.filter(pk=page.pk).exists():
            pytest.fail(f"{address} deleted a page in review")
        assert not again(page).live, address
    assert submission(page).status == "in_progress"


def test_the_admins_own_api_changes_nothing(site, client):
    author = participant("green")
    page = draft(author)
    signed_in(client, author)
    for path in (f"/admin/api/main/pages/{page.pk}/", "/admin/api/main/pages/"):
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(path, {}, content_type="application/json").status_code in (403, 404, 405)
    for name in ("publish", "unpublish", "move", "create_alias", "copy_for_translation"):
        path = f"/admin/api/main/pages/{page.pk}/action/{name}/"
        client.post(path, json.dumps({}), content_type="application/json")
    assert not again(page).live


def test_a_moderator_sees_what_is_submitted_to_their_family_only(site, client):
    author, green = participant("green"), moderator("green")
    page = draft(author, SECRET)
    signed_in(client, green)
    for address in listings():
        response = client.get(address, follow=True)
        assert SECRET not in response.content.decode(), address
    state = submit(page, author)
    queue = client.get(reverse("moderation:queue")).content.decode()
    assert SECRET in queue
    assert client.get(reverse("moderation:review", args=[state.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_moderator_decides_in_the_browser_on_what_they_saw(site, client):
    author, green = participant("green"), moderator("green")
    page = draft(author)
    state = submit(page, author)
    signed_in(client, green)
    review = reverse("moderation:review", args=[state.pk])
    token = client.get(review).context["form"].initial["revision"]
    refused = client.post(review, {"action": "reject", "revision": token, "comment": " "})
    assert "Please say what the author should change" in refused.content.decode()
    change(page, editor(), title="Changed meanwhile")
    answer = client.post(
        review, {"action": "approve", "revision": token, "comment": "Well written."}
    ).content.decode()
    assert not again(page).live
    assert "has changed since you opened it" in answer
    assert "Well written." in answer
    assert "What changed" in answer
    token = client.get(review).context["form"].initial["revision"]
    client.post(review, {"action": "approve", "revision": token, "comment": ""})
    assert again(page).title == "Changed meanwhile"


def test_author_and_family_are_taken_from_who_is_signed_in(site, client):
    author, other = participant("green", languages=["mk"]), participant("liberal")
    signed_in(client, author)
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog_index("mk").pk])
    form = client.get(address)
    for field in ("author", "family", "author_party", "owner", "slug"):
        assert f'name="{field}"' not in form.content.decode()
    client.post(
        address,
        {
            "title": "Наслов на текстот", "summary": "Краток опис.", "body-count": "0",
            "visibility": "public", "attribution": "name", "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "author": other.pk, "family": other.family_id, "owner": other.pk,
            "slug": "chosen-by-hand",
        },
    )  # fmt: skip
    page = Page.objects.get(title="Наслов на текстот").specific
    assert (page.author, page.owner, page.family, page.author_party) == (
        author,
        author,
        author.family,
        author.party,
    )
    assert page.slug == "naslov-na-tekstot"
    assert not page.live


def test_the_submit_button_stands_first_for_writers_and_sends_to_review(site, client):
    author = participant("green")
    signed_in(client, author)
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog_index().pk])
    text = client.get(address).content.decode()
    assert "Submit for review" in text
    assert "action-publish" not in text


def test_totals_and_menus_of_others_are_not_for_writers(site, client):
    draft(participant("liberal"), SECRET)
    signed_in(client, participant("green"))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    for word in ("Reports", "Site history", "Workflows"):
        assert word not in text
    for name in ("site_history", "workflow", "locked_pages", "aging_pages", "page_types_usage"):
        assert client.get(reverse(f"wagtailadmin_reports:{name}")).status_code == 404
