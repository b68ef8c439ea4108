"""Editors see what readers searched for and did not find, and nobody learns who searched."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from search import missed
from search.models import MissedSearch

from .people import editor, moderator, participant, translator
from .search_helpers import blog_post

pytestmark = pytest.mark.usefixtures("site")

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


@pytest.fixture
def reader():
    return Client(headers={"User-Agent": BROWSER})


def ask(client, text, language="en", method="get", **more):
    answer = getattr(client, method)(f"/{language}/search/", {"q": text, **more})
    assert answer.status_code == 200
    return answer


def kept():
    rows = MissedSearch.objects.order_by("text", "language")
    return list(rows.values_list("text", "language", "times"))


def keep(text, times=2, language="en", week=None):
    return MissedSearch.objects.create(
        text=text, times=times, language=language, week=week or missed.monday(localdate())
    )


def get(user, name="index", **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"missed_searches:{name}"), query)


# What is kept.


def test_a_search_that_finds_nothing_is_counted_by_language_and_week(reader):
    for language in ("en", "en", "mk"):
        ask(reader, "elephants", language)
    assert kept() == [("elephants", "en", 2), ("elephants", "mk", 1)]
    assert {row.week.weekday() for row in MissedSearch.objects.all()} == {0}


def test_so_is_one_of_which_nothing_has_everything(reader):
    blog_post("Donations")
    ask(reader, "donations elephants")
    assert kept() == [("donations elephants", "en", 1)]


def test_one_that_finds_something_is_not(reader):
    blog_post("Donations")
    ask(reader, "donations")
    ask(reader, "")
    assert kept() == []


def test_the_same_words_are_one_search_however_they_are_typed(reader):
    for text in ("Elephants in  Space", "elephants in space ", "ELEPHANTS\tIN SPACE"):
        ask(reader, text)
    assert kept() == [("elephants in space", "en", 3)]


def test_long_ones_are_cut(reader):
    ask(reader, "elephant " * 50)
    ((text, _language, _times),) = kept()
    assert len(text) <= 80


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.org",
        "elephant ana@example.org",
        "1234567",
        "elephant 0101990 123456",
        "+389 70 123 456",
        "!!!",
        "-elephants",
    ],
)
def test_what_may_be_somebodys_or_is_no_word_is_not_kept(reader, text):
    ask(reader, text)
    assert kept() == []


def test_a_year_is_nobodys(reader):
    ask(reader, "elephants 2024")
    assert kept() == [("elephants 2024", "en", 1)]


def test_only_the_first_page_without_a_choice_counts(reader):
    """With a choice it may be the choice that left nothing."""
    ask(reader, "elephants", type="blog")
    for number in range(12):
        blog_post(f"Donations {number}", slug=f"post-{number}")
    ask(reader, "donations elephants", page=2)
    assert kept() == []


@pytest.mark.parametrize(
    "agent", ["", "Googlebot/2.1", "curl/8", "Mozilla/5.0 (compatible; AhrefsBot)"]
)
def test_robots_are_not_readers(agent):
    ask(Client(headers={"User-Agent": agent}), "elephants")
    assert kept() == []


def test_asking_for_the_head_or_by_the_api_counts_nothing(reader):
    ask(reader, "elephants", method="head")
    reader.get("/api/v2/search/", {"q": "elephants"})
    assert kept() == []


def test_nothing_tells_who_searched(reader):
    assert {field.name for field in MissedSearch._meta.fields} == {
        "id",
        "language",
        "week",
        "text",
        "times",
    }


def test_a_failure_to_count_is_the_logs_and_not_the_readers(reader, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("read-only")

    monkeypatch.setattr(missed, "_count", fail)
    ask(reader, "elephants")
    assert "was not counted" in caplog.text


def test_counting_costs_one_statement_once_it_is_known(django_assert_num_queries):
    week = missed.monday(localdate())
    missed._count("en", "elephants", week)
    with django_assert_num_queries(1):
        missed._count("en", "elephants", week)


def test_made_up_searches_fill_no_table(reader, monkeypatch):
    monkeypatch.setattr(missed, "MOST", 2)
    for text in ("elephants", "zebras", "giraffes", "zebras"):
        ask(reader, text)
    assert kept() == [("elephants", "en", 1), ("zebras", "en", 2)]


def test_what_is_older_than_a_year_goes_when_something_new_comes(reader):
    this = missed.monday(localdate())
    keep("ancient", week=this - timedelta(weeks=52))
    keep("old", week=this - timedelta(weeks=51))
    ask(reader, "elephants")
    assert [text for text, *_rest in kept()] == ["elephants", "old"]


# What editors see.


def shown(answer):
    return [line["row"].text for line in answer.context["rows"]]


def test_editors_and_administrators_see_it_and_for_others_it_is_missing():
    keep("elephants")
    boss = editor()
    admin = participant("green", "admin", is_superuser=True)
    others = [participant("green"), moderator("green"), translator("mk")]
    for user in (boss, admin, *others):
        sees = user in (boss, admin)
        for name in ("index", "export"):
            assert get(user, name).status_code == (200 if sees else 404)
        client = Client()
        client.force_login(user)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("missed_searches:index") in home) is sees
    assert Client().get(reverse("missed_searches:index")).status_code in (302, 404)


def test_what_was_searched_for_once_is_not_shown_and_what_came_again_is():
    this = missed.monday(localdate())
    keep("lonely", times=1)
    keep("again", times=1)
    keep("again", times=1, week=this - timedelta(weeks=3))
    keep("elsewhere", times=1)
    keep("elsewhere", times=1, language="mk")
    keep("twice", times=2)
    for name in ("index", "export"):
        text = get(editor(name), name).getvalue().decode()
        assert [word in text for word in ("lonely", "elsewhere")] == [False, False]
        assert text.count("again") == 2
        assert text.count("twice") == 1


def test_the_latest_week_comes_first_and_in_it_what_was_asked_most():
    this = missed.monday(localdate())
    keep("old", times=9, week=this - timedelta(weeks=1))
    keep("rare", times=2)
    keep("frequent", times=5)
    assert shown(get(editor())) == ["frequent", "rare", "old"]


def test_language_and_week_can_be_chosen():
    this = missed.monday(localdate())
    keep("english")
    keep("macedonian", language="mk")
    keep("old", week=this - timedelta(weeks=1))
    boss = editor()
    assert shown(get(boss, language="mk")) == ["macedonian"]
    assert shown(get(boss, week=f"{this - timedelta(weeks=1)}")) == ["old"]
    assert shown(get(boss, language="en", week=f"{this}")) == ["english"]


@pytest.mark.parametrize("query", [{"language": "xx"}, {"week": "x"}, {"week": "2020-01-06"}])
def test_a_choice_that_is_not_offered_finds_nothing(query):
    keep("elephants")
    answer = get(editor(), **query)
    assert answer.status_code == 200
    assert shown(answer) == []
    assert "There is nothing to show." in answer.content.decode()


def test_many_rows_are_pages():
    for number in range(53):
        keep(f"elephant {number}")
    boss = editor()
    assert len(shown(get(boss))) == 50
    assert len(shown(get(boss, page=2))) == 3


def test_the_file_has_the_same_rows_and_no_formulas():
    keep("=1+1")
    keep("слонови", language="mk")
    text = get(editor(), "export", language="mk").getvalue().decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text))
    assert head == ["Week", "Language", "What was searched for", "Times"]
    ((week, language, what, times),) = rows
    year, number, _day = localdate().isocalendar()
    assert (week, what, times) == (f"{year}-W{number:02}", "слонови", "2")
    assert language == "Македонски"
    assert "'=1+1" in get(editor("second"), "export").getvalue().decode()
