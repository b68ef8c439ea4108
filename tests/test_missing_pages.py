"""A page somebody may not read answers exactly as one that does not exist."""

import re

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from .people import blog_index, draft, live, moderator, participant, person, translator

pytestmark = pytest.mark.django_db

SECRET = "secret-address"
MISSING = "absent-address"
METHODS = ("get", "head", "options", "post", "put", "delete")


@pytest.fixture(autouse=True)
def no_language():
    translation.activate("en")
    yield
    translation.activate("en")


def nobody():
    return None


def deactivated():
    return person("gone", "Participants", family="green", is_active=False)


READERS = {
    "nobody": nobody,
    "deactivated": deactivated,
    "other family": lambda: participant("liberal"),
    "moderator of another": lambda: moderator("liberal"),
    "translator": lambda: translator("sr", family="liberal"),
}


def closed_post(author, code="en"):
    post = live(author, "Hidden words", code, slug=SECRET, visibility="family")
    assert post.slug == SECRET
    return post


def browser(user, **options):
    client = Client(**options)
    if user:
        client.force_login(user)
    return client


def answer(client, method, url):
    """Everything a visitor can see of an answer, its address and nonce aside."""
    response = getattr(client, method)(url)
    body = response.content.decode().replace(SECRET, MISSING)
    body = re.sub(r'nonce="[^"]*"', "", body)
    headers = {name: value.replace(SECRET, MISSING) for name, value in response.items()}
    headers.pop("Content-Length", None)
    return response.status_code, headers, body, sorted(response.cookies)


def same(user, methods, *urls, **options):
    for url in urls:
        for method in methods:
            hidden = answer(browser(user, **options), method, url)
            missing = answer(browser(user, **options), method, url.replace(SECRET, MISSING))
            assert hidden == missing, (method, url)
            yield hidden


@pytest.mark.parametrize("reader", READERS)
def test_a_closed_page_answers_as_a_missing_one(author, reader):
    closed_post(author)
    address = f"/en/blog/{SECRET}/"
    user = READERS[reader]()
    urls = [address, f"{address}?preview=1", f"{address}?page=2", f"{address}feed/"]
    assert {status for status, *_ in same(user, METHODS, *urls)} == {404}
    without_slash = [f"/en/blog/{SECRET}", f"/blog/{SECRET}/", f"/blog/{SECRET}"]
    for status, *_rest in same(user, ("get", "head"), *without_slash):
        assert status in (301, 302)
    assert {status for status, *_ in same(user, ["post"], address, enforce_csrf_checks=True)} == {
        403
    }


@pytest.mark.parametrize("prefix", ["sr", "sr-latn"])
def test_in_both_scripts(author, prefix):
    closed_post(author, "sr")
    assert {row[0] for row in same(None, METHODS, f"/{prefix}/blog/{SECRET}/")} == {404}


@pytest.mark.parametrize("state", ["draft", "unpublished", "members", "below a closed index"])
def test_whatever_it_is_closed_by(author, state):
    if state == "draft":
        draft(author, slug=SECRET)
    else:
        page = live(author, slug=SECRET, visibility="members" if state == "members" else "public")
        if state == "unpublished":
            page.unpublish()
    if state == "below a closed index":
        PageViewRestriction.objects.create(page=blog_index(), restriction_type="login")
    assert {row[0] for row in same(None, METHODS, f"/en/blog/{SECRET}/")} == {404}


def test_a_closed_index_is_missing_and_so_is_its_feed(author, client):
    live(author)
    PageViewRestriction.objects.create(page=blog_index(), restriction_type="login")
    for url in ("/en/blog/", "/en/blog/feed/"):
        assert client.get(url).status_code == 404
    assert 'href="/en/blog/"' not in client.get("/en/").content.decode()
    assert browser(author).get("/en/blog/").status_code == 200


def test_wagtails_own_forms_for_closed_pages_are_not_there(author, client):
    page = closed_post(author)
    restriction = PageViewRestriction.objects.get(page=page.pk)
    url = f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    for method in ("get", "post"):
        assert getattr(client, method)(url).status_code == 404


@pytest.mark.parametrize("reader", READERS)
def test_the_api_knows_no_closed_page(author, reader):
    page = closed_post(author)
    user = READERS[reader]()
    gone = Page.objects.order_by("-pk").first().pk + 1000
    for url in (
        "/api/v2/pages/{}/",
        "/api/v2/pages/find/?id={}",
        "/api/v2/pages/?child_of={}",
        "/api/v2/pages/?ancestor_of={}",
        "/api/v2/pages/?descendant_of={}",
        "/api/v2/pages/?translation_of={}",
    ):
        client = browser(user)
        hidden, missing = client.get(url.format(page.pk)), client.get(url.format(gone))
        assert hidden.status_code == missing.status_code
        assert hidden.status_code in (400, 404)
        assert hidden.json() == missing.json()
    found = browser(user).get(f"/api/v2/pages/find/?html_path=/en/blog/{SECRET}/")
    assert found.status_code == 404
    listed = browser(user).get("/api/v2/pages/?limit=20&type=blog.BlogPage&fields=*")
    assert "Hidden words" not in listed.content.decode()


def test_the_api_does_not_stumble_over_a_strange_number(client, site):
    for number in ("x", "", "-1", "²"):
        assert client.get("/api/v2/pages/find/", {"id": number}).status_code == 404


def test_an_alias_does_not_name_the_closed_page_it_shows(author, client):
    page = live(author, "Hidden words")
    alias = page.create_alias(update_slug="alias")
    Page.objects.filter(pk=alias.pk).update(title="Shown")
    page.visibility = "members"
    page.save()
    answers = client.get(f"/api/v2/pages/{alias.pk}/?fields=*").content.decode()
    assert "Hidden words" not in answers


def test_sitemap_feed_and_api_are_public_for_whoever_asks(author, admin_user):
    closed_post(author)
    live(author, "Open words")
    for user in (author, admin_user):
        client = browser(user)
        for url in ("/sitemap-en.xml", "/en/blog/feed/", "/api/v2/pages/?limit=20"):
            body = client.get(url).content.decode()
            assert SECRET not in body
            assert "open-words" in body


def test_a_page_does_not_lead_to_a_closed_translation(author):
    page = live(author)
    hidden = live(author, "Скриено", "mk", slug=SECRET, visibility="members")
    Page.objects.filter(pk=hidden.pk).update(translation_key=page.translation_key)
    for user in (None, author):
        assert SECRET not in browser(user).get(page.url).content.decode()


# The invitation.


@pytest.mark.parametrize("url", ["/en/nothing/", "/nothing", "/documents-no/", "/mk/a/?b=c&d=е"])
def test_every_missing_page_invites_to_sign_in_and_come_back(client, site, url):
    response = client.get(url, follow=True)
    assert response.status_code == 404
    body = response.content.decode()
    link = re.search(r'<a href="([^"]*\?next=[^"]*)"', body)[1].replace("&amp;", "&")
    page = client.get(link, follow=True)
    assert page.status_code == 200
    asked = response.request["PATH_INFO"]
    assert f'name="next" value="{asked}' in page.content.decode().replace("%2F", "/")


def test_whoever_is_signed_in_is_not_invited_to_sign_in(author):
    body = browser(author).get("/en/nothing/").content.decode()
    assert "?next=" not in body


# Caches.


PUBLIC_ADDRESSES = ("/en/", "/en/blog/", "/en/search/", "/api/v2/search/")


def test_what_is_made_for_somebody_is_kept_in_no_shared_cache(author):
    page = live(author, visibility="members")
    for url in (*PUBLIC_ADDRESSES, page.url, "/en/nothing/", "/admin/"):
        response = browser(author).get(url)
        assert "private" in response["Cache-Control"], url
        assert "Cookie" in response["Vary"], url


def test_what_everybody_gets_may_be_kept_and_says_what_it_varies_on(client, site):
    for url in (*PUBLIC_ADDRESSES, "/api/v2/pages/"):
        response = client.get(url)
        assert "private" not in response.get("Cache-Control", ""), url
        assert "Cookie" in response["Vary"], url
        assert "Accept-Language" in response["Vary"] or "/en/" in url, url


def test_sitemap_and_feed_do_not_ask_who_is_there(author):
    for url in ("/sitemap-en.xml", "/en/blog/feed/"):
        response = browser(author).get(url)
        assert "Cache-Control" not in response
        assert "Cookie" not in response.get("Vary", "")


def test_neither_does_the_api_of_pages(author):
    response = browser(author).get("/api/v2/pages/")
    assert "Cache-Control" not in response
    assert response.content == browser(None).get("/api/v2/pages/").content
