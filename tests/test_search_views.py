"""The search page and its API: addresses, refusals, what readers get."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from .hostile import HOSTILE
from .people import participant
from .search_helpers import Visibility, blog_post, case_study, topic

pytestmark = pytest.mark.usefixtures("site")

API = "/api/v2/search/"
KEYS = ["query", "engine", "total", "took_ms", "results", "facets", "suggestion"]
RESULT_KEYS = [
    *("id", "type", "locale", "language_name", "related", "title", "url", "summary"),
    *("highlights", "country", "family", "topics", "date"),
]
FACETS = ["type", "country", "family", "topic", "year", "language"]


def ask(client, **parameters):
    response = client.get(API, parameters)
    assert response.status_code == 200
    return response.json()


def titles(client, **parameters):
    return [result["title"] for result in ask(client, **parameters)["results"]]


def open_page(client, code="en", **parameters):
    return client.get(f"/{code}/search/", parameters)


def test_the_answer_has_the_keys_that_are_promised(client):
    topic("oversight")
    page = blog_post("Donations", family="green", topics=["oversight"], text="Of parties.")
    answer = ask(client, q="party")
    assert list(answer) == KEYS
    assert list(answer["facets"]) == FACETS
    assert answer["engine"] == connection.vendor
    assert answer["facets"]["family"] == [
        {"value": "green", "label": "Green", "count": 1, "selected": False}
    ]
    (result,) = answer["results"]
    assert list(result) == RESULT_KEYS
    assert result == {
        "id": page.pk,
        "type": "blog",
        "locale": "en",
        "language_name": "English",
        "related": False,
        "title": "Donations",
        "url": "/en/blog/donations/",
        "summary": "Summary.",
        "highlights": ["Of <mark>parties</mark>."],
        "country": "MK",
        "family": "green",
        "topics": ["oversight"],
        "date": "2024-05-01",
    }


def test_nothing_more_of_the_author_is_told_than_the_page_names(client):
    user = participant("green")
    client.force_login(user)
    blog_post("A post", family="green", attribution="anonymous", visibility=Visibility.FAMILY)
    answer = ask(client)
    assert answer["results"][0]["family"] is answer["results"][0]["country"] is None
    assert answer["facets"]["family"] == answer["facets"]["country"] == []
    assert "green" not in client.get(API).text


def test_an_unreadable_page_is_as_one_that_does_not_exist(client):
    blog_post("Open post")
    before = ask(client, q="post"), ask(client)
    blog_post("Members post", family="green", visibility=Visibility.MEMBERS, code="mk")
    after = ask(client, q="post"), ask(client)
    for answer in (*before, *after):
        del answer["took_ms"]
    assert before == after
    client.force_login(participant("liberal"))
    assert set(titles(client, q="post", language="all")) == {"Open post", "Members post"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_allowed(client, method):
    response = getattr(client, method)(API)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "detail" in response.json()
    assert getattr(client, method)("/en/search/").status_code == 405


def test_a_head_request_is_answered(client):
    assert client.head(API).status_code == client.head("/en/search/").status_code == 200


@pytest.mark.parametrize("address", [API, "/en/search/", "/sr-latn/search/"])
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(client, address, query):
    assert client.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize("value", ["abc", "", "-1", "0", "9" * 40, "\0", "²", "<b>", "x" * 10_000])
@pytest.mark.parametrize("name", [*FACETS, "page", "page_size", "locale", "unheard"])
def test_a_malformed_parameter_counts_as_not_there(client, name, value):
    blog_post("A post")
    assert titles(client, **{name: value}) == ["A post"]
    assert open_page(client, **{name: value}).context["total"] == 1


def test_values_are_chosen_by_repeating_a_parameter(client):
    for country in ("SI", "HR", "AL"):
        case_study(f"In {country}", country=country)
    answer = ask(client, country=["SI", "HR", "ZZ"], type="case_study", year=["2020", "1999"])
    assert {result["title"] for result in answer["results"]} == {"In SI", "In HR"}
    chosen = {row["value"]: row["selected"] for row in answer["facets"]["country"]}
    assert chosen == {"SI": True, "HR": True, "AL": False}
    assert answer["facets"]["year"] == [
        {"value": "2020", "label": "2020", "count": 2, "selected": True},
        {"value": "1999", "label": "1999", "count": 0, "selected": True},
    ]


def test_of_one_facet_so_many_values_are_taken_and_no_more(client):
    case_study("A study", year=2020)
    years = [*range(1000, 1900), 2020]
    answer = ask(client, year=years)
    assert len(answer["facets"]["year"]) == 50 + 1  # with that of the study, which is not chosen
    context = open_page(client, year=years).context
    assert context["total"] == 0
    assert len(context["chips"]) == 50


def test_pages_hold_ten_hits_or_as_many_as_asked_for_up_to_fifty(client):
    for number in range(12):
        blog_post(f"Post {number}", slug=f"post-{number}")
    assert len(titles(client)) == 10
    assert len(titles(client, page=2)) == 2
    assert len(titles(client, page_size=3)) == 3
    assert len(titles(client, page_size=5000)) == 12
    assert {*titles(client), *titles(client, page=2)} == {f"Post {n}" for n in range(12)}


def test_labels_are_in_the_readers_language(client):
    case_study("Студија", country="SI", code="mk")
    labels = {row["value"]: row["label"] for row in ask(client, locale="mk")["facets"]["country"]}
    assert labels == {"SI": "Словенија"}
    assert ask(client, locale="sr-latn")["facets"]["country"][0]["label"] == "Slovenija"


def test_a_reader_of_latin_gets_serbian_in_latin_under_their_own_address(client):
    blog_post("Странке и љубав", code="sr", text="О странкама.", summary="Ђак.", slug="stranke")
    (latin,) = ask(client, q="stranka", locale="sr-latn")["results"]
    assert latin["title"] == "Stranke i ljubav"
    assert latin["summary"] == "Đak."
    assert latin["highlights"] == ["O <mark>strankama</mark>."]
    assert latin["url"] == "/sr-latn/blog/stranke/"
    assert not latin["related"]
    (cyrillic,) = ask(client, q="stranka", locale="sr")["results"]
    assert cyrillic["title"] == "Странке и љубав"
    assert cyrillic["url"] == "/sr/blog/stranke/"
    for result in (latin, cyrillic):
        assert client.get(result["url"]).status_code == 200


def test_what_was_typed_stays_as_it_was_typed_for_a_reader_of_latin(client):
    assert 'value="странка"' in open_page(client, "sr-latn", q="странка").text


def test_macedonian_stays_in_its_own_script_for_a_reader_of_latin(client):
    blog_post("Партија", code="mk")
    assert titles(client, q="партија", locale="sr-latn") == ["Партија"]


def test_markup_in_a_page_is_text_in_an_excerpt(client):
    blog_post("Post", text="needle &lt;img src=x onerror=alert(1)&gt; &lt;mark&gt;")
    (excerpt,) = ask(client, q="needle")["results"][0]["highlights"]
    assert excerpt == "<mark>needle</mark> &lt;img src=x onerror=alert(1)&gt; &lt;mark&gt;"


def headline(client, code, q):
    """Title and summary of the only result, as the page has them."""
    html = open_page(client, code, q=q, language="all").text
    (title,) = re.findall(r'<h2 class="headline"><a [^>]*>(.*?)</a></h2>', html)
    (summary,) = re.findall(r'<p class="summary">(.*?)</p>', html)
    return title, summary


def test_the_page_marks_inflected_words_in_title_and_summary(client):
    blog_post("“Parties” &amp; their money", summary="On a party.", text="Nothing.")
    title, summary = headline(client, "en", "party")
    assert title == "“<mark>Parties</mark>” &amp;amp; their money"
    assert summary == "On a <mark>party</mark>."


def test_words_are_marked_whole_and_in_the_script_being_read(client):
    blog_post("Странке и љубав", code="sr", summary="Ђак.", text="Ништа.")
    for code, title in {
        "sr": "<mark>Странке</mark> и љубав",
        "sr-latn": "<mark>Stranke</mark> i ljubav",
    }.items():
        for typed in ("stranka", "странкама"):
            assert headline(client, code, typed)[0] == title


def test_the_page_says_where_results_begin_that_have_only_some_of_the_words(client):
    for number in range(2):
        blog_post("Donations and audits", slug=f"whole-{number}")
        blog_post("Donations", slug=f"part-{number}")
    said = "From here on the results have only some of the words."
    first, *others = open_page(client, q="donations audits").text.split(said)
    assert len(others) == 1
    assert (first.count("headline"), others[0].count("headline")) == (2, 2)
    assert said not in open_page(client, q="donations").text
    assert said not in open_page(client, q="donations unheard").text


def test_the_words_of_a_phrase_that_is_not_there_are_offered(client):
    blog_post("Of interest, a conflict")
    html = open_page(client, q='"conflict of intrest" -"of no"').text
    assert f"?{escape(urlencode({'q': 'conflict of intrest -"of no"'}))}" in html
    assert "without quotes" not in open_page(client, q='unheard ""').text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [('"-solar green"', "solar green"), ('"no such"thing -"at all"', 'no such thing -"at all"')],
)
def test_of_a_phrase_only_the_words_are_offered(client, typed, offered):
    html = open_page(client, q=typed).text
    assert f'"?{escape(urlencode({"q": offered}))}"' in html


def test_markup_in_a_title_is_text(client):
    blog_post("<b>Needle</b> <mark>", summary="<i>needle</i>", text="Nothing.")
    assert headline(client, "en", "needle") == (
        "&lt;b&gt;<mark>Needle</mark>&lt;/b&gt; &lt;mark&gt;",
        "&lt;i&gt;<mark>needle</mark>&lt;/i&gt;",
    )
    (result,) = ask(client, q="needle")["results"]
    assert (result["title"], result["summary"]) == ("<b>Needle</b> <mark>", "<i>needle</i>")


def test_a_title_without_a_word_is_shown_as_it_is(client):
    blog_post("?!", slug="what", summary="Needle.")
    assert headline(client, "en", "needle")[0] == "?!"


def test_the_page_escapes_what_was_typed(client):
    typed = '"><script>alert(1)</script>'
    html = open_page(client, q=typed).text
    assert typed not in html
    assert escape(typed) in html


def test_the_page_lists_results_with_their_language(client):
    blog_post("Партија", code="mk")
    blog_post("Партија", code="sr", summary="Сажетак.")
    for reader, tags in {"mk": ["mk", "sr"], "sr-latn": ["sr-Latn", "mk"]}.items():
        results = open_page(client, reader, q="партија", language="all").context["results"]
        assert [result["language_tag"] for result in results] == tags
        assert [result["related"] for result in results] == [False, True]
        assert results[0]["type_label"]


def test_a_chip_leads_to_the_search_without_its_value(client):
    for country in ("SI", "HR"):
        case_study(f"In {country}", country=country)
    context = open_page(client, q="in", country=["SI", "HR"], page=3).context
    assert [chip["label"] for chip in context["chips"]] == ["Slovenia", "Croatia"]
    assert context["base_query"] == "q=in&country=SI&country=HR"
    without = client.get(context["chips"][0]["url"]).context
    assert [result["title"] for result in without["results"]] == ["In HR"]
    assert without["query"] == "in"


def test_the_facets_stand_in_their_order(client):
    blog_post("A post")
    assert [facet["name"] for facet in open_page(client).context["facets"]] == FACETS


def test_every_language_and_the_order_are_part_of_the_address(client):
    blog_post("Integritet", code="hr", date=date(2020, 1, 1))
    blog_post("Integritet ro", code="ro", date=date(2021, 1, 1))
    context = open_page(client, "hr", q="integritet").context
    assert (context["total"], context["languages"]["count"]) == (1, 2)
    assert context["languages"]["url"] == "?q=integritet&language=all"
    (newest,) = [order["url"] for order in context["orders"] if order["url"]]
    assert newest == "?q=integritet&sort=date"
    context = client.get(f"/hr/search/{context['languages']['url']}&sort=date").context
    assert [result["title"] for result in context["results"]] == ["Integritet ro", "Integritet"]
    assert context["languages"]["url"] == "?q=integritet&sort=date"


def test_every_language_is_searched_again_once_a_chosen_language_is_removed(client):
    for code in ("hr", "ro"):
        blog_post("Integritet", code=code)
    response = open_page(client, "hr", q="integritet", language=["all", "ro"])
    # What the form keeps, beside the box of the language.
    assert '<input type="hidden" name="language" value="all"' in response.text
    assert response.context["base_query"] == "q=integritet&language=ro&language=all"
    (chip,) = response.context["chips"]
    assert chip["url"] == "/hr/search/?q=integritet&language=all"
    assert client.get(chip["url"]).context["total"] == 2


def test_all_languages_are_offered_while_one_is_chosen_not_those_near_to_the_reader(client):
    for code in ("hr", "ro"):
        blog_post("Integritet", code=code)
    for language in (["ro"], ["ro", "all"]):
        languages = open_page(client, "hr", q="integritet", language=language).context["languages"]
        assert not languages["asked"]
        assert not languages["every"]
        assert languages["url"] == "?q=integritet&language=all"


def test_an_empty_result_tells_which_choice_emptied_it(client):
    case_study("A study", country="SI", year=2020)
    context = open_page(client, country="SI", year="1999").context
    (way_out,) = context["without"]
    assert (way_out["label"], way_out["count"]) == ("Year", 1)
    assert client.get(f"/en/search/{way_out['url']}").context["total"] == 1


def test_where_no_single_choice_emptied_it_all_of_them_can_be_undone(client):
    case_study("A study", country="SI", year=2020)
    context = open_page(client, country="HR", year="1999").context
    assert context["without"] == []
    assert context["unfiltered"]["count"] == 1
    assert client.get(f"/en/search/{context['unfiltered']['url']}").context["total"] == 1


def test_the_form_keeps_what_is_chosen(client):
    blog_post("A post")
    html = open_page(client, q="post", type="blog").text
    assert 'value="post"' in html
    assert 'name="type" value="blog" checked' in html


def test_the_links_to_other_pages_keep_the_search(client):
    for number in range(12):
        blog_post(f"Post {number}", slug=f"post-{number}")
    html = open_page(client, q="post", type="blog").text
    assert f"?{escape(urlencode({'q': 'post', 'type': 'blog', 'page': 2}))}" in html


@pytest.mark.parametrize("address", [API, "/en/search/"])
def test_the_number_of_database_queries_is_constant(client, address):
    client.force_login(participant("green"))

    def queries():
        client.get(address, {"q": "post"})
        with CaptureQueriesContext(connection) as captured:
            client.get(address, {"q": "post"})
        return len(captured)

    topic("oversight")
    for number in range(5):
        blog_post("Post", slug=f"p-{number}", family="green", topics=["oversight"])
    few = queries()
    for number in range(8):
        case_study(f"Post {number}", slug=f"post-{number}", family="liberal", topics=["oversight"])
    blog_post("Post", code="mk")
    assert queries() == few
