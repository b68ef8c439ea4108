"""A page, or a list, that is missing in the reader's language: what there is, nearest first."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from content.index_pages import FEW, OFFERED

from .people import draft, live, participant

pytestmark = pytest.mark.django_db
MISSING = "/mk/blog/no-such-page/"


@pytest.fixture(autouse=True)
def no_language():
    translation.activate("en")
    yield
    translation.activate("en")


def translated(page, code, title, **fields):
    return live(page.author, title, code, translation_key=page.translation_key, **fields)


def offers(html):
    """(language of the title, title, name of the language) in the order they are offered."""
    part = html[html.index('<ul class="offers"') :].split("</ul>")[0]
    return re.findall(r'lang="([\w-]+)" hreflang="[\w-]+">(.*?)</a> <span[^>]*>(.*?)<', part)


def cards(html):
    """(language of the title, title) of each card under "Also in other languages"."""
    if 'id="in-other-languages"' not in html:
        return []
    part = html[html.index('id="in-other-languages"') :].split("</section>")[0]
    return re.findall(r'class="headline"(?: lang="([\w-]+)")?><a [^>]*>(.*?)</a>', part)


def test_an_address_of_another_language_offers_the_page_in_each_nearest_first(client, author):
    page = live(author, "An article")
    translated(page, "sq", "Një artikull")
    translated(page, "bg", "Една статия")
    response = client.get(f"/mk/blog/{page.slug}/")
    assert response.status_code == 404
    html = response.content.decode()
    assert offers(html) == [
        ("bg", "Една статия", "Български"),
        ("en", "An article", "English"),
        ("sq", "Një artikull", "Shqip"),
    ]
    assert f'href="{page.url}"' in html


def test_another_address_of_a_page_in_the_readers_language_leads_to_it(client, author):
    page = live(author, "An article")
    there = translated(page, "sr", "Чланак")
    assert client.get(f"/sr/blog/{page.slug}/").url == f"/sr/blog/{there.slug}/"
    assert client.get(f"/sr-latn/blog/{page.slug}/").url == f"/sr-latn/blog/{there.slug}/"


@pytest.mark.parametrize("state", ["members", "family", "draft"])
@pytest.mark.parametrize("reader", ["nobody", "its author"])
def test_what_is_not_public_answers_as_what_is_not_there(client, author, state, reader):
    """The same bytes, whoever asks; and a closed page is no way to its public translation."""
    if state == "draft":
        page = draft(author, "A closed page")
    else:
        page = live(author, "A closed page", visibility=state)
    translated(page, "bg", "Јавно")
    if reader == "its author":
        client.force_login(author)
    closed = client.get(f"/mk/blog/{page.slug}/")
    missing = client.get(MISSING)
    assert closed.status_code == missing.status_code == 404
    assert closed.content.decode().replace(page.slug, "no-such-page") == missing.content.decode()


def test_a_closed_translation_is_not_offered_and_not_led_to(client, author):
    page = live(author, "An article")
    hidden = translated(page, "mk", "Скриено", visibility="members")
    Page.objects.filter(pk=hidden.pk).update(translation_key=page.translation_key)
    translated(page, "bg", "Скрито", visibility="family")
    response = client.get(f"/mk/blog/{page.slug}/")
    assert response.status_code == 404
    assert [tag for tag, _title, _name in offers(response.content.decode())] == ["en"]


@pytest.mark.parametrize("path", ["%00/", "a%00b/", "..%2f..", "%D0%B6/", "a" * 300 + "/", "_/"])
def test_odd_addresses_are_only_missing(client, site, path):
    assert client.get(f"/mk/blog/{path}").status_code == 404


def test_a_list_with_few_pages_shows_those_of_other_languages_marked(client, author):
    live(author, "Нашата", "mk")
    both = live(author, "In English too", "en")
    translated(both, "bg", "На български")
    live(author, "Vetëm shqip", "sq")
    translated(live(author, "Known here", "en"), "mk", "Познато")
    html = client.get("/mk/blog/").content.decode()
    assert cards(html) == [("bg", "На български"), ("sq", "Vetëm shqip")]
    assert '<span lang="bg">Български</span>' in html
    for number in range(FEW):
        live(author, f"Наша {number}", "mk")
    assert cards(client.get("/mk/blog/").content.decode()) == []


def test_readers_of_latin_are_shown_other_languages_in_their_letters(client, author):
    live(author, "Статија", "mk")
    assert cards(client.get("/sr-latn/blog/").content.decode()) == [("mk", "Статија")]


def test_a_language_without_anything_shows_others_on_its_front_page(client, author):
    live(author, "Статија", "mk")
    live(author, "Članak", "bs")
    assert cards(client.get("/hr/").content.decode()) == [("bs", "Članak"), ("mk", "Статија")]


def test_other_languages_lists_tell_nothing_of_closed_pages(client, author):
    live(author, "For members", visibility="members")
    draft(author, "A draft")
    assert cards(client.get("/mk/blog/").content.decode()) == []
    client.force_login(participant("liberal", "reader"))
    assert cards(client.get("/mk/blog/").content.decode()) == [("en", "For members")]


def test_what_other_languages_have_costs_the_same_however_much(client, author):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/mk/blog/").status_code == 200
        return len(captured)

    live(author, "One", "bg")
    queries()
    few = queries()
    for number in range(OFFERED + 2):
        live(author, f"Page {number}", ("en", "sq", "bg")[number % 3])
    assert queries() == few
