"""The API of pages: what it is asked and cannot answer is refused clearly, whoever asks."""

import base64

import pytest
from django.db import transaction
from django.test import Client

from .people import draft, editor, live, participant

pytestmark = pytest.mark.usefixtures("site")

API = "/api/v2/pages/"
BLOG = f"{API}?type=blog.BlogPage"


def ask(client, address, **headers):
    """Each undone by itself: PostgreSQL answers nothing more in a transaction that failed."""
    with transaction.atomic():
        response = client.get(address, headers=headers)
        transaction.set_rollback(True)
    return response


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


# Search.


@pytest.mark.parametrize(
    "query",
    [
        "search=apple",
        "search=",
        "search=%00",
        "search=apple&search_operator=or",
        "search_operator=and",
        "search=apple&order=title",
        "search=apple&locale=en",
    ],
)
def test_pages_are_not_searched_here_and_the_answer_says_where(client, query):
    page = live(participant("green"), "An apple")
    for address in (f"{API}?", f"{BLOG}&", f"{API}{page.pk}/?", f"{API}find/?id={page.pk}&"):
        response = ask(client, address + query)
        assert response.status_code == 400, address
        assert response.json() == {"message": "pages are searched at /api/v2/search/?q="}


def test_the_admins_own_api_searches_as_before(client):
    author = participant("green")
    live(author, "An apple")
    draft(author, "An apple too")
    live(author, "A pear")
    client.force_login(editor())
    response = client.get("/admin/api/main/pages/", {"search": "apple", "search_operator": "and"})
    assert {item["title"] for item in response.json()["items"]} == {"An apple", "An apple too"}
    chooser = client.get("/admin/choose-page/search/", {"q": "apple"}).content.decode()
    assert "An apple too" in chooser
    assert "A pear" not in chooser


# Who asks.


def test_no_password_can_be_tried_at_it(client):
    author = participant("green")
    answers = [
        ask(client, API),
        ask(client, API, authorization=basic(author.username, "demo")),
        ask(client, API, authorization=basic(author.username, "wrong")),
        ask(client, API, authorization=basic("a\0b", "wrong")),
        ask(client, API, authorization="Basic ===="),
    ]
    assert {response.status_code for response in answers} == {200}
    assert len({response.content for response in answers}) == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_by_it(client, method):
    page = live(participant("green"))
    client.force_login(page.owner)
    for address in (API, f"{API}{page.pk}/"):
        assert getattr(client, method)(address).status_code == 405


# Values.


REFUSED = [
    "offset=99999999999999999999999",
    "offset=" + "9" * 5000,
    "limit=99999999999999999999999",
    "limit=" + "9" * 5000,
    "first_published_at=x",
    "first_published_at=9999999999-01-01",
    "first_published_at=9999-12-31T23:59:59-23:00",
    "first_published_at=0001-01-01T00:00:00%2B23:00",
    "locale=%00",
    "slug=%00",
    "title=a%00b",
    "type=%00",
    "order=%00",
    "fields=%00",
    "child_of=%00",
    "type=blog.BlogPage&date=x",
    "type=blog.BlogPage&date=0000-00-00",
    "type=blog.BlogPage&date=99999-01-01",
    "type=case_studies.CaseStudyPage&year=x",
]


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:50])
def test_a_value_no_page_could_have_is_refused(client, query):
    page = live(participant("green"))
    response = ask(client, f"{API}?{query}")
    assert response.status_code == 400
    assert response.json()["message"]
    assert ask(client, f"{API}{page.pk}/?{query}").status_code < 500


@pytest.mark.filterwarnings("ignore:DateTimeField")
def test_an_early_moment_is_refused_or_nobodys(client):
    """It is before the first in universal time, which PostgreSQL minds no more than it should."""
    live(participant("green"))
    response = ask(client, f"{API}?first_published_at=0001-01-01")
    assert response.status_code == 400 or response.json()["items"] == []


@pytest.mark.parametrize("query", ["id=" + "9" * 5000, "id=" + "9" * 40, "html_path=en/blog/x"])
def test_what_is_not_found_is_missing(client, query):
    response = ask(client, f"{API}find/?{query}")
    assert response.status_code == 404
    assert response.json() == {"message": "not found"}


def test_an_address_with_a_character_no_text_has_is_refused(client):
    for query in ("html_path=%00", "html_path=/en/blog/%00/", "id=%00"):
        assert ask(client, f"{API}find/?{query}").status_code == 400


def test_values_a_page_can_have_find_it_as_before(client):
    page = live(participant("green"), "An apple")
    moment = page.first_published_at.isoformat().replace("+", "%2B")
    for query in (
        f"first_published_at={moment}",
        f"date={page.date}",
        f"slug={page.slug}",
        "title=An apple",
        f"offset=0&limit=20&locale=en&id={page.pk}",
    ):
        items = ask(client, f"{BLOG}&{query}").json()["items"]
        assert [item["id"] for item in items] == [page.pk], query
    assert ask(client, f"{API}find/?id={page.pk}").status_code == 302
    assert ask(client, f"{API}?offset={'9' * 18}").json()["items"] == []


def test_a_kind_of_answer_that_cannot_be_read_is_one_there_is_none_of(client):
    for accept in ("*/*; x*0=a; x*=b", "application/xml"):
        assert ask(client, API, accept=accept).status_code == 406


def test_it_is_shown_to_people_as_well(client):
    browsed = ask(client, API, accept="text/html")
    assert (browsed.status_code, browsed["Content-Type"][:9]) == (200, "text/html")
    refused = ask(client, f"{API}?search=apple", accept="text/html")
    assert "/api/v2/search/" in refused.content.decode()
    assert refused.status_code == 400


def test_errors_of_our_own_are_not_told_as_the_askers(monkeypatch):
    monkeypatch.setattr("home.api.public_pages", lambda: 1 / 0)
    assert Client(raise_request_exception=False).get(API).status_code == 500
