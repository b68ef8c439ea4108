"""Where search engines are told that a page's translations are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.languages import CODES, get_language

from .people import again, draft, live

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
LINK = re.compile(r'<(?:xhtml:)?link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')


@pytest.fixture(autouse=True)
def no_language():
    translation.activate("en")
    yield
    translation.activate("en")


def get(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def alternates(html):
    return {tag: url.removeprefix(HOST) for tag, url in LINK.findall(html)}


def canonical(html):
    return re.search('<link rel="canonical" href="([^"]+)"', html)[1].removeprefix(HOST)


def serbian(author, title, summary, **fields):
    page = draft(author, title, "sr", **fields)
    page.summary = summary
    page.save_revision().publish()
    return again(page)


def in_sitemap(client, code):
    """Address → alternates, as the sitemap of a language has them."""
    entries = get(client, f"/sitemap-{code}.xml").split("<url>")[1:]
    return {
        re.search("<loc>(.*?)</loc>", entry)[1].removeprefix(HOST): alternates(entry)
        for entry in entries
    }


def test_a_page_in_cyrillic_has_two_addresses_each_its_own(client, author):
    slug = serbian(author, "Објављен чланак", "Сажетак.").slug
    here, there = f"/sr/blog/{slug}/", f"/sr-latn/blog/{slug}/"
    both = {"sr": here, "sr-Latn": there, "x-default": here}
    for url in (here, there):
        html = get(client, url)
        assert canonical(html) == url
        assert alternates(html) == both
        assert in_sitemap(client, url.split("/")[1])[url] == both


def test_a_page_written_in_latin_is_listed_where_all_is_latin(client, author):
    """It reads the same under both; a Serbian reader of either is led to the one."""
    slug = serbian(author, "Napisano latinicom", "Sažetak.").slug
    here, listed = f"/sr/blog/{slug}/", f"/sr-latn/blog/{slug}/"
    both = {"sr": listed, "sr-Latn": listed, "x-default": listed}
    for url in (here, listed):
        html = get(client, url)
        assert canonical(html) == listed
        assert f'<meta property="og:url" content="{HOST}{listed}">' in html
        assert alternates(html) == both
    assert here not in in_sitemap(client, "sr")
    assert in_sitemap(client, "sr-latn")[listed] == both


def test_readers_of_other_languages_are_led_to_english_where_there_is_some(client, author):
    page = live(author)
    latin = serbian(author, "Na srpskom", "Sažetak.", translation_key=page.translation_key)
    for url in (page.url, f"/sr/blog/{latin.slug}/"):
        assert alternates(get(client, url)) == {
            "en": page.url,
            "sr": f"/sr-latn/blog/{latin.slug}/",
            "sr-Latn": f"/sr-latn/blog/{latin.slug}/",
            "x-default": page.url,
        }


def test_front_pages_name_the_address_that_knows_what_one_reads(client, site):
    for code in ("en", "sr-latn"):
        links = alternates(get(client, f"/{code}/"))
        assert links["x-default"] == "/"
        assert links["sr-Latn"] == "/sr-latn/"
        assert len(links) == len(CODES) + 1


def test_there_is_a_sitemap_and_a_feed_for_each_language(client, site):
    index = get(client, "/sitemap.xml")
    for code in CODES:
        assert f"<loc>{HOST}/sitemap-{code}.xml</loc>" in index
        assert set(in_sitemap(client, code)) == {
            f"/{code}/{path}" for path in ("", "blog/", "case-studies/", "toolkit/")
        }
        feed = get(client, f"/{code}/blog/feed/")
        assert f'xml:lang="{get_language(code).tag}"' in feed
        assert f"/{code}/blog/feed/" in get(client, f"/{code}/")


def test_there_is_no_sitemap_of_a_language_that_is_none(client, site):
    assert client.get("/sitemap-xx.xml").status_code == 404


def test_a_sitemap_names_no_closed_translation(client, author):
    page = live(author)
    key = page.translation_key
    hidden = live(author, "Za clenovi", "mk", translation_key=key, visibility="members")
    draft(author, "Nacrt", "bs", translation_key=page.translation_key)
    assert set(in_sitemap(client, "en")[page.url]) == {"en", "x-default"}
    assert not [url for url in in_sitemap(client, "mk") if hidden.slug in url]


def test_a_sitemap_costs_the_same_however_long(client, author):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get(client, "/sitemap-sr.xml")
        return len(captured)

    for number in range(2):
        serbian(author, f"Чланак {number}", "Сажетак.")
    queries()
    few = queries()
    for number in range(2, 6):
        page = serbian(author, f"Чланак {number}", "Сажетак.")
        live(author, translation_key=page.translation_key)
    assert queries() == few
