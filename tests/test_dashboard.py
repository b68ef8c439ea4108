"""The writer's first screen: what they may begin, and where their own pages stand."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.models import WorkflowState

from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    reject,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db


def first_screen(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def groups(html):
    """Heading of each group of pages → its text, in order."""
    parts = re.split(r"<h3>", html[html.index('id="own-pages-heading"') :])[1:]
    texts = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)) for part in parts]
    return {text.partition(" (")[0].strip(): text for text in texts}


def section(code="en", **fields):
    """A published section of the toolkit."""
    index = ToolkitIndexPage.objects.get(locale__language_code=code)
    fields = {"title": f"Section {code}", "summary": "Its subject.", "live": True, **fields}
    page = ToolkitSectionPage(locale=index.locale, **fields)
    index.add_child(instance=page)
    return page


def test_pages_stand_in_groups_with_what_needs_the_author_first(site, client):
    author, green = participant("green"), moderator("green")
    draft(author, "Only begun")
    submit(draft(author, "Handed in"), author)
    reject(submit(draft(author, "Sent back"), author), green, "Add a year.")
    live(author, "In the world")
    found = groups(first_screen(client, author))
    assert list(found) == ["Changes asked for", "Drafts", "Waiting for review", "Published"]
    assert "Sent back" in found["Changes asked for"]
    assert "Add a year." in found["Changes asked for"]
    assert "Go on writing" in found["Changes asked for"]
    assert "Draft, not submitted yet" in found["Drafts"]
    assert "Waiting for review (0" in found["Waiting for review"]
    assert "Withdraw" in found["Waiting for review"]
    assert "View it" in found["Published"]
    assert "http://testserver/en/blog/in-the-world/" in found["Published"]
    assert "(1)" in found["Published"]


def test_a_published_page_with_a_newer_draft_says_both(site, client):
    author = participant("green")
    page = live(author, "In the world")
    change(page, author, title="In the whole world")
    text = groups(first_screen(client, author))["Published"]
    assert "In the whole world" in text
    assert "Published, with changes not yet submitted" in text
    assert "Go on writing" in text


def test_a_published_page_with_a_waiting_change_says_both(site, client):
    author = participant("green")
    page = live(author, "In the world")
    change(page, author, title="In the whole world")
    submit(page, author)
    found = groups(first_screen(client, author))
    assert list(found) == ["Waiting for review"]
    assert "Published" in found["Waiting for review"]
    assert "View it" in found["Waiting for review"]


def test_the_first_screen_shows_nobody_elses_pages(site, client):
    draft(participant("green", "other"), "Somebody else's")
    live(participant("liberal"), "Of another family")
    text = first_screen(client, participant("green"))
    assert "Somebody else" not in text
    assert "Of another family" not in text
    assert "You have not written anything yet" in text


def test_a_published_page_names_its_versions_but_not_others_drafts(site, client):
    author = participant("green", languages=["en", "mk", "sq", "sr"])
    page = live(author, "In the world")
    key = {"translation_key": page.translation_key}
    live(participant("liberal"), "In Macedonian", code="mk", **key)
    draft(author, "Begun in Albanian", code="sq", **key)
    draft(participant("conservative"), "Hidden", code="sr", **key)
    live(participant("conservative", "other"), "Closed", code="bg", visibility="family", **key)
    text = groups(first_screen(client, author))["Published"]
    assert "Македонски" in text
    assert re.search(r"Shqip\s+\( ?draft", text)
    assert "Српски" not in text
    assert "Български" not in text


def test_the_number_of_queries_does_not_grow_with_the_pages(
    site, client, django_assert_max_num_queries
):
    author, green = participant("green"), moderator("green")

    def more(number):
        live(author, f"Published {number}")
        draft(author, f"Draft {number}")
        submit(draft(author, f"Waiting {number}"), author)
        reject(submit(draft(author, f"Changes {number}"), author), green)

    more(1)
    first_screen(client, author)
    with django_assert_max_num_queries(200) as few:
        first_screen(client, author)
    for number in range(2, 6):
        more(number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        first_screen(client, author)


def test_a_long_group_shows_its_newest_and_leads_to_the_rest(site, client):
    author = participant("green")
    for number in range(12):
        draft(author, f"Draft no. {number:02}")
    text = first_screen(client, author)
    assert "Draft no. 11" in text
    assert "Draft no. 01" not in text
    assert "Show all 12" in text
    every = client.get(reverse("content:own_pages") + "?state=drafts").content.decode()
    assert "Draft no. 01" in every
    live(author, "Quite another")
    assert "Quite another" not in client.get("/admin/my-pages/?state=drafts").content.decode()
    found = client.get("/admin/my-pages/?q=no. 07").content.decode()
    assert "Draft no. 07" in found
    assert "Draft no. 08" not in found
    draft(author, "Прва скица")
    assert "Прва скица" in client.get("/admin/my-pages/?q=прва").content.decode()


@pytest.mark.parametrize("query", ["page=x", "page=999", "state=none", "q=%25_'\""])
def test_the_list_of_pages_survives_any_address(site, client, query):
    client.force_login(participant("green"))
    assert client.get(f"{reverse('content:own_pages')}?{query}").status_code == 200


def test_a_person_begins_in_their_own_languages_the_first_one_first(site, client):
    text = first_screen(client, participant("green", languages=["mk", "en"]))
    section_of_writing = text[text.index("write-heading") : text.index("own-pages-heading")]
    assert section_of_writing.index("Македонски") < section_of_writing.index("<details")
    assert section_of_writing.index("<details") < section_of_writing.index("English")
    assert "Shqip" not in section_of_writing
    assert section_of_writing.count("Write a blog post") == 2
    assert section_of_writing.count("Write a case study") == 2


def test_who_has_no_language_begins_in_any(site, client):
    text = first_screen(client, participant("green", languages=[]))
    assert text.count("Write a blog post") == 10


def test_a_translator_sees_their_languages_too(site, client):
    assert "Write a blog post" in first_screen(client, translator("mk"))


def test_contributing_leads_to_the_sections_of_that_language(site, client):
    author = participant("green", languages=["en", "mk"])
    text = first_screen(client, author)
    assert "Contribute to the toolkit" not in text
    page = section()
    section("mk", title="Друг дел")
    text = first_screen(client, author)
    assert text.count("Contribute to the toolkit") == 2
    text = client.get(reverse("content:contribute", args=["en"])).content.decode()
    assert page.title in text
    assert "Друг дел" not in text
    for model in ("trainingmanualpage", "trainingoutlinepage"):
        address = reverse("wagtailadmin_pages:add", args=["toolkit_pages", model, page.pk])
        assert address in text
        assert client.get(address).status_code == 200
    assert client.get(reverse("content:contribute", args=["sq"])).status_code == 404


def test_a_section_of_another_family_is_not_offered(site, client):
    other = moderator("liberal")
    section(title="Closed section", visibility="family", family=other.family)
    client.force_login(participant("green"))
    assert "Closed section" not in client.get("/admin/my-pages/contribute/en/").content.decode()


def test_an_author_withdraws_from_the_first_screen(site, client):
    author = participant("green")
    page = draft(author, "Handed in")
    submit(page, author)
    client.force_login(author)
    address = reverse("content:withdraw", args=[page.pk])
    assert client.get(address).status_code == 405
    text = client.post(address, follow=True).content.decode()
    assert "is a draft again" in text
    assert not again(page).workflow_in_progress
    assert "is no longer waiting" in client.post(address, follow=True).content.decode()


def test_what_is_decided_cannot_be_withdrawn(site, client):
    author = participant("green")
    page = draft(author, "Handed in")
    approve(submit(page, author), moderator("green"))
    client.force_login(author)
    client.post(reverse("content:withdraw", args=[page.pk]))
    assert again(page).live
    assert WorkflowState.objects.get(object_id=str(page.pk)).status == "approved"


def test_nobody_withdraws_anothers_page_nor_learns_of_it(site, client):
    author = participant("green")
    page = draft(author, "Handed in")
    submit(page, author)
    for other in (participant("green", "other"), moderator("green"), editor()):
        client.force_login(other)
        address = reverse("content:withdraw", args=[page.pk])
        nowhere = reverse("content:withdraw", args=[999_999])
        assert client.post(address).status_code == client.post(nowhere).status_code == 404
    assert again(page).workflow_in_progress


def test_asking_to_take_down_is_offered_where_there_is_such_a_thing(site, client, settings):
    author = participant("green")
    page = live(author, "In the world")
    address = reverse_or_none(page)
    text = first_screen(client, author)
    assert ("Ask to take it down" in text) == bool(address)


def reverse_or_none(page):
    try:
        return reverse("moderation:ask_unpublish", args=[page.pk])
    except NoReverseMatch:
        return None
