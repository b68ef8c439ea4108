"""In which language a reader is met: by address, by choice, by what the browser asks for."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

from blog.models import BlogPage
from core.languages import BY_TAG, CODES, LANGUAGES, find

from .people import live

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME

MEANT = {
    "sr-Latn": "sr-latn", "sr-Latn-RS": "sr-latn", "sr-Latn-ME": "sr-latn", "sr_latn": "sr-latn",
    "sh": "sr-latn", "sh-BA": "sr-latn", "sr-ME": "sr-latn",
    "sr": "sr", "sr-RS": "sr", "sr-Cyrl": "sr", "sr-Cyrl-BA": "sr", "sr-Cyrl-ME": "sr", "SR": "sr",
    "bs-Latn": "bs", "bs-Cyrl": "bs", "bs-Latn-BA": "bs", "hr-BA": "hr", "hr-HR": "hr",
    "cnr-Latn": "cnr", "cnr-ME": "cnr", "cnr-Cyrl": "cnr", "me": "cnr",
    "mo": "ro", "mo-MD": "ro", "ro-MD": "ro", "sq-XK": "sq", "sq-AL": "sq", "als": "sq",
    "mk-MK": "mk", "bg-BG": "bg", "sl-SI": "sl", "en-GB": "en", "EN-us": "en",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_language():
    translation.activate("en")
    yield
    translation.activate("en")


def front(client, accepted="", **headers):
    """The language `/` leads to."""
    response = client.get("/", headers={"accept-language": accepted, **headers})
    assert response.status_code == 302
    assert {"Accept-Language", "Cookie"} <= set(re.split(", *", response["Vary"]))
    return response.url.strip("/")


def switcher(html, code):
    """The address the language switcher has for a language."""
    part = html[html.index("data-languages") :].split("</details>")[0]
    tag = next(row.tag for row in LANGUAGES if row.code == code)
    return re.search(f'<a href="([^"]+)" lang="{tag}"', part)[1].replace("&amp;", "&")


def test_no_tag_means_two_languages():
    assert len(BY_TAG) == sum(1 + len(row.also) for row in LANGUAGES)


@pytest.mark.parametrize(("tag", "code"), [pair for pair in MEANT.items() if "_" not in pair[0]])
def test_a_browser_that_asks_for_it_gets_the_language_meant(client, site, tag, code):
    assert front(client, f"{tag},xx;q=0.9") == code


@pytest.mark.parametrize(("tag", "code"), MEANT.items())
def test_an_address_with_it_leads_to_the_language_meant(client, site, tag, code):
    for rest in ("", "blog/", "search/?q=a%20b&type=blog"):
        response = client.get(f"/{tag}/{rest}")
        if tag in CODES:
            assert response.status_code == 200
        else:
            assert (response.status_code, response.url) == (
                302,
                f"/{code}/{rest}".replace("%20", "+"),
            )


@pytest.mark.parametrize("tag", ["de", "ru", "xx", "", "sitemap", "x" * 5000, "-", "*", "srb"])
def test_what_means_no_language_of_ours_is_none(tag):
    assert find(tag) is None


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("en;q=0.5,mk", "mk"),
        ("de,sh;q=0.8,en;q=0.9", "en"),
        ("de,sh;q=0.8,en;q=0.7", "sr-latn"),
        ("mk;q=0,sq;q=0.1", "sq"),
        ("mk;q=0", "en"),
        ("*", "en"),
        ("de", "en"),
        ("ж;;;q", "en"),
        ("", "en"),
    ],
)
def test_what_a_browser_likes_better_comes_first(client, site, accepted, code):
    assert front(client, accepted) == code


@pytest.mark.parametrize("address", ["/nope/blog/", "/sh//evil.example", "//sh/x", "/sr-жж/ж/?ж=ж"])
def test_odd_addresses_stay_on_the_site(client, site, address):
    response = client.get(address)
    assert response.status_code in (302, 404)
    assert re.match("/[a-z]", response.get("Location", "/x"))


OUTSIDE = [
    "/api/v2/nope/",
    "/api/v2/sh/",
    "/admin/sh/",
    "/static/sh",
    "/media/mo",
    "/sitemap-sh.xml",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_an_unknown_address_outside_the_languages_is_missing(client, author, path):
    client.force_login(author)
    assert client.get(path).status_code == 404


def test_who_switches_the_language_is_met_in_it_from_then_on(client, author):
    page = live(author)
    there = live(author, "Статија", "mk", translation_key=page.translation_key)
    response = client.get(switcher(client.get(page.url).content.decode(), "mk"))
    assert (response.status_code, response.url) == (302, there.url)
    assert "private" in response["Cache-Control"]
    assert response.cookies[COOKIE]["max-age"] >= 300 * 24 * 60 * 60
    assert front(client, "sq") == "mk"
    assert client.get("/blog/").url == "/mk/blog/"


def test_who_switches_within_a_search_keeps_it(client, site):
    html = client.get("/en/search/?q=quota&type=blog").content.decode()
    response = client.get(switcher(html, "sr-latn"))
    assert response.url == "/sr-latn/search/?q=quota&type=blog"
    assert front(client) == "sr-latn"


def test_reading_something_in_another_language_is_no_choice(client, author):
    page = live(author)
    for url in (page.url, "/en/", "/en/blog/"):
        response = client.get(url, headers={"accept-language": "mk"})
        assert COOKIE not in response.cookies
    assert front(client, "mk") == "mk"


def test_who_types_a_languages_address_is_met_in_it_from_then_on(client, site):
    typed = {"sec-fetch-site": "none"}
    assert COOKIE not in client.get("/mk/", headers={"accept-language": "mk", **typed}).cookies
    assert COOKIE not in client.get("/mk/blog/", headers=typed).cookies
    response = client.get("/mk/", headers=typed)
    assert "private" in response["Cache-Control"]
    assert front(client, "sq") == "mk"


def test_a_language_that_is_gone_is_forgotten(client, site):
    client.cookies[COOKIE] = "xx"
    assert front(client, "mk") == "mk"


@pytest.mark.parametrize(("tag", "code"), [("sr-Latn-RS", "sr-latn"), ("mo", "ro"), ("", "sq")])
def test_the_search_api_knows_the_same_tags(
    client, author, django_capture_on_commit_callbacks, tag, code
):
    """A hit's address is the one in the reader's script, a facet's name in their language."""
    with django_capture_on_commit_callbacks(execute=True):
        live(author, "Post")
    answer = client.get(f"/api/v2/search/?locale={tag}", headers={"accept-language": "sq"}).json()
    (value,) = answer["facets"]["type"]
    with translation.override(code):
        assert value["label"] == capfirst(BlogPage._meta.verbose_name)
