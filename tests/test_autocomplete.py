"""Suggestions while somebody types: titles, topics and parties, only of what they may read."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parties.models import Party
from search.documents import write_document
from topics.models import Topic

from .hostile import HOSTILE
from .people import editor, participant, party
from .search_helpers import Visibility, blog_post, topic

pytestmark = pytest.mark.usefixtures("site")


def suggest(client, typed, code="en"):
    response = client.get(f"/{code}/search/suggestions/", {"q": typed})
    assert response.status_code == 200
    return response.json()["suggestions"]


def labels(client, typed, code="en"):
    return [one["label"] for one in suggest(client, typed, code)]


def test_a_title_is_suggested_with_its_address_and_language(client):
    blog_post("Golden elephants", slug="gold")
    assert suggest(client, "gold") == [
        {
            "label": "Golden elephants",
            "kind": "title",
            "url": "/en/blog/gold/",
            "language": "en",
            "tag": "en",
        }
    ]


def test_any_word_of_a_title_may_begin_so_and_all_that_are_typed_must(client):
    blog_post("Golden elephants", text="Giraffes")
    for typed in ("eleph", "go el", "ELEPHANTS", "elephants gol", "gold!"):
        assert labels(client, typed) == ["Golden elephants"]
    for typed in ("lephants", "gold giraf", "giraffes", "goldenelephants"):
        assert labels(client, typed) == []


@pytest.mark.parametrize(
    ("code", "title", "typed"),
    [
        ("sr", "Ђачки парламент", ["ђач", "đač", "djac", "dac", "parl", "ПАРЛ"]),
        ("sr", "Đački parlament", ["ђач", "đač", "парл"]),
        ("cnr", "Šuma", ["šu", "su", "шума"]),
        ("sq", "Çështje", ["çësh", "cesh"]),
        ("ro", "Școala", ["șco", "sco", "şco"]),
        ("mk", "Ѓорѓи", ["ѓор", "гор"]),
    ],
)
def test_titles_are_found_without_diacritics_and_in_either_script(client, code, title, typed):
    blog_post(title, code=code)
    for beginning in typed:
        assert labels(client, beginning, code) == [title]


def test_a_reader_of_latin_is_shown_latin(client):
    blog_post("Ђачки парламент", code="sr", slug="djaci")
    (one,) = suggest(client, "đač", "sr-latn")
    assert (one["label"], one["tag"]) == ("Đački parlament", "sr-Latn")
    assert one["url"] == "/sr-latn/blog/djaci/"
    (one,) = suggest(client, "đač", "sr")
    assert (one["label"], one["language"], one["tag"]) == ("Ђачки парламент", "sr", "sr")


def test_the_readers_language_comes_first_then_titles_that_begin_so_then_newer_ones(client):
    blog_post("Golden", code="mk", date=date(2024, 6, 1))
    blog_post("The golden", date=date(2024, 5, 1))
    blog_post("Golden new", date=date(2024, 4, 1))
    blog_post("Golden old", date=date(2024, 3, 1))
    assert labels(client, "gold") == ["Golden new", "Golden old", "The golden", "Golden"]
    assert labels(client, "gold", "mk")[0] == "Golden"


def test_the_translations_of_a_page_are_one_suggestion(client):
    page = blog_post("Golden")
    other = blog_post("Golden", code="hr", slug="zlatni")
    type(other).objects.filter(pk=other.pk).update(translation_key=page.translation_key)
    write_document(other)
    assert [one["language"] for one in suggest(client, "gold")] == ["en"]
    assert [one["language"] for one in suggest(client, "gold", "hr")] == ["hr"]


def test_a_topic_leads_to_what_is_filed_under_it(client):
    (one,) = suggest(client, "party fin")
    assert one == {
        "label": "Party finance",
        "kind": "topic",
        "url": "/en/search/?topic=party-finance",
        "language": "en",
        "tag": "en",
    }
    (one,) = suggest(client, "финансирање стран", "sr-latn")
    assert (one["label"], one["tag"]) == ("Finansiranje stranaka", "sr-Latn")
    assert one["url"] == "/sr-latn/search/?topic=party-finance"


def test_topics_are_found_by_their_names_in_the_languages_the_reader_reads(client):
    assert labels(client, "финансиране на пар", "mk") == ["Финансирање на партиите"]
    assert labels(client, "party fin", "mk") == ["Финансирање на партиите"]
    assert labels(client, "financimi i par", "mk") == []


def test_a_party_leads_to_the_search_for_it(client):
    row = party("green")
    Party.objects.filter(pk=row.pk).update(name_en="Golden & Greens", name_mk="Златни")
    (one,) = suggest(client, "greens")
    assert one == {
        "label": "Golden & Greens",
        "kind": "party",
        "url": "/en/search/?q=Golden+%26+Greens",
        "language": "en",
        "tag": "en",
    }
    assert labels(client, "злат", "mk") == ["Златни"]


def test_there_are_at_most_eight_with_room_for_topics_and_parties(client):
    for number in range(9):
        blog_post(f"Golden {number}", slug=f"golden-{number}")
    assert len(suggest(client, "golden")) == 8
    for number in range(4):
        Topic.objects.filter(pk=topic(f"golden-{number}").pk).update(name_en=f"Golden {number}")
    Party.objects.filter(pk=party("green").pk).update(name_en="Golden")
    kinds = [one["kind"] for one in suggest(client, "golden")]
    assert kinds == ["title"] * 5 + ["topic"] * 2 + ["party"]


@pytest.mark.parametrize("typed", ["", "g", " g ", "?!", "😀", "-", "g?"])
def test_less_than_two_letters_suggest_nothing(client, typed):
    blog_post("Golden")
    assert suggest(client, typed) == []
    assert client.get("/en/search/suggestions/").json() == {"suggestions": []}


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_an_error(client, typed):
    blog_post("Golden")
    suggest(client, typed)
    suggest(client, f"gold {typed}", "sr-latn")


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.FAMILY])
def test_only_pages_one_may_read_are_suggested(client, visibility):
    page = blog_post("Golden", family="green", visibility=visibility)
    assert suggest(client, "gold") == []
    client.force_login(participant("liberal"))
    assert bool(suggest(client, "gold")) == (visibility == Visibility.MEMBERS)
    for reader in (participant("green"), editor()):
        client.force_login(reader)
        assert labels(client, "gold") == ["Golden"]
    page.unpublish()
    assert suggest(client, "gold") == []


def test_the_answer_is_kept_by_nobody_else(client):
    assert "private" in client.get("/en/search/suggestions/")["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method):
    assert getattr(client, method)("/en/search/suggestions/").status_code == 405


def test_it_costs_three_database_queries_however_many_there_are(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            suggest(client, "golden")
        return len(captured)

    queries()  # reads the site's addresses, once
    for number in range(8):
        blog_post(f"Golden {number}", slug=f"golden-{number}", code="en" if number % 2 else "mk")
    queries()
    assert queries() <= 3
