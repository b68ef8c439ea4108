"""A page taken down while a change waits comes back only by somebody who knows that."""

import pytest
from django.urls import reverse

from moderation.models import UnpublishRequest
from moderation.unpublishing import ask, decide
from parties.models import PartyFamily

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    seen,
    submission,
    submit,
)

pytestmark = pytest.mark.django_db

TOLD = "Readers do not have this page now."


@pytest.fixture
def author(site):
    return participant("green", first_name="Ana", last_name="Anić")


@pytest.fixture
def green(site):
    return moderator("green", first_name="Goran", last_name="Gorić")


@pytest.fixture
def page(author):
    """Published, with a change that waits."""
    page = live(author, "Published before")
    change(page, author, title="Changed since")
    submit(page, author)
    return again(page)


def review(client, user, page):
    client.force_login(user)
    return client.get(address(page)).content.decode()


def address(page):
    return reverse("moderation:review", args=[submission(page).pk])


def told(text):
    """The section that tells of it."""
    return text.partition('id="taken-down-heading"')[2].partition("</section>")[0]


def test_it_says_when_and_by_whom(client, page, green):
    again(page).unpublish(user=editor(first_name="Eva", last_name="Urednik"))
    text = review(client, green, page)
    assert text.count(TOLD) == 2
    assert "Eva Urednik" in told(text)
    assert reverse("log:page", args=[page.pk]) in told(text)


def test_it_says_that_the_author_had_asked_and_why(client, page, author, green):
    request = ask(page, author, "The figures are wrong.")
    decide(request, green, UnpublishRequest.Outcome.UNPUBLISHED)
    text = told(review(client, green, page))
    assert "The figures are wrong." in text
    assert "Asked by Ana Anić" in text
    assert "Goran Gorić" in text


def test_of_what_happened_before_it_was_published_again_nothing_is_said(
    client, page, author, green
):
    request = ask(page, author, "The figures are wrong.")
    decide(request, green, UnpublishRequest.Outcome.UNPUBLISHED)
    approve(submission(page), green)
    change(again(page), author, title="Changed again")
    submit(page, author)
    assert TOLD not in review(client, green, page)
    again(page).unpublish(user=editor(first_name="Eva", last_name="Urednik"))
    text = told(review(client, green, page))
    assert "Eva Urednik" in text
    assert "The figures are wrong." not in text
    assert "Goran Gorić" not in text


def test_a_page_that_is_published_or_never_was_is_not_called_taken_down(
    client, page, author, green
):
    new = draft(author)
    submit(new, author)
    for each in (page, new):
        assert TOLD not in review(client, green, each)


def test_another_family_is_told_that_and_nothing_more(client, page, author):
    """The page came to them after it had been taken down among others."""
    request = ask(page, author, "The figures are wrong.")
    decide(request, editor(first_name="Eva", last_name="Urednik"), "unpublished")
    submission(page).workflow_state.cancel(user=author)
    liberals = PartyFamily.objects.get(slug="liberal")
    moved = again(page)
    moved.family = liberals
    moved.save()
    change(moved, author, family=liberals)
    submit(page, author)
    text = review(client, moderator("liberal"), page)
    assert TOLD in told(text)
    for secret in ("The figures are wrong.", "Eva Urednik", "Asked by", reverse("log:index")):
        assert secret not in told(text)


def test_who_opened_it_before_does_not_approve_it_unawares(client, page, green):
    client.force_login(green)
    opened = {"revision": seen(page), "significance": "minor", "comment": "Well done."}
    again(page).unpublish(user=editor())
    where = address(page)
    answer = client.post(where, {**opened, "action": "approve"}).content.decode()
    assert "taken off the site since you opened it" in answer
    assert TOLD in told(answer)
    assert "Well done." in answer
    assert not again(page).live
    client.post(where, {**opened, "revision": seen(again(page)), "action": "approve"})
    assert again(page).live
