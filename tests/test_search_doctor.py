"""The doctor finds what search knows wrongly, says it in words, and mends it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from content.models import ContentPage
from search import changes, described
from search.index import IndexMissing, IndexUnavailable
from search.models import SearchChange, SearchDocument, SearchWord

from .people import party
from .search_helpers import Visibility, blog_post, found, topic

pytestmark = pytest.mark.usefixtures("site")

FINE = "Search knows what the pages say."


def examine(*options):
    """What the doctor says, and the exit code."""
    out = StringIO()
    try:
        call_command("search_doctor", *options, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.fixture
def page():
    blog_post("A right one", slug="right")
    return blog_post("A wrong one", slug="wrong", family="green", topics=[topic("one").slug])


def change(page, **fields):
    assert SearchDocument.objects.filter(pk=page.pk).update(**fields)


def test_there_is_nothing_to_say_about_what_is_right(page):
    assert examine() == (f"{FINE}\n", 0)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"visibility": Visibility.MEMBERS}, "Who may read"),
        ({"title": "Another"}, "The text"),
        ({"text": "Another"}, "The text"),
        ({"family": None}, "Facets, attribution"),
        ({"party": None}, "Facets, attribution"),
        ({"topics": []}, "Facets, attribution"),
        ({"year": 1999}, "Facets, attribution"),
        ({"analysis": 0}, "published since, or the rules"),
    ],
)
def test_a_document_that_says_something_else_than_its_page_is_found_and_mended(page, fields, says):
    change(page, **fields)
    told, code = examine()
    assert says in told
    assert told.count(": 1\n") == 1
    assert f"{page.pk} A wrong one" in told
    assert code == 1
    told, code = examine("--mend")
    assert says in told
    assert "Mended." in told
    assert code == 0
    assert examine() == (f"{FINE}\n", 0)


def test_a_family_that_may_read_what_it_may_not_is_found(page):
    change(page, reader_family=party("liberal").family)
    assert "Who may read" in examine()[0]


def test_a_page_search_does_not_know_is_found_and_mended(page):
    SearchDocument.objects.filter(pk=page.pk).delete()
    assert "does not know these live pages: 1" in examine()[0]
    examine("--mend")
    assert found("wrong") == ["A wrong one"]


def test_a_page_that_is_not_live_is_found_and_forgotten(page):
    ContentPage.objects.filter(pk=page.pk).update(live=False)
    assert "which are not live: 1" in examine()[0]
    examine("--mend")
    assert found("wrong") == []


def test_what_cannot_be_mended_is_said_again(page, monkeypatch):
    change(page, analysis=0)

    def fail(text, language_code):
        raise RuntimeError("no dictionary")

    monkeypatch.setattr(described, "index_terms", fail)
    told, code = examine("--mend")
    assert told.count("published since") == 2
    assert "Mended" not in told
    assert code == 1


@pytest.mark.parametrize("wrong", [None, {"documents": 99}, {"stem": "senothe"}])
def test_words_that_are_not_counted_right_are_found_and_counted(page, wrong):
    """They are missing after an upgrade from what did not count them; rules for stems change."""
    words = SearchWord.objects.all()
    words.update(**wrong) if wrong else words.delete()
    told, code = examine()
    assert "Words are not counted" in told
    assert code == 1
    assert examine("--mend")[1] == 0
    assert words.filter(written="right").values("documents", "stem").get() == {
        "documents": 1,
        "stem": "senright",
    }
    assert examine() == (f"{FINE}\n", 0)


def test_many_are_counted_and_the_first_are_named():
    for number in range(7):
        blog_post(f"Post {number}", slug=f"post-{number}")
    SearchDocument.objects.all().delete()
    told, _code = examine()
    assert "live pages: 7" in told
    assert [f"Post {number}" in told for number in range(7)] == [True] * 5 + [False] * 2
    assert "and 2 more" in told


# The index outside the database, where there is one.


@pytest.fixture
def index(fake_index, page):
    fake_index.rebuild(changes.all_documents())
    SearchChange.objects.all().delete()
    return fake_index


def test_there_is_nothing_to_say_about_an_index_that_is_right(index):
    assert examine() == (f"{FINE}\n", 0)


@pytest.mark.parametrize("how", ["missing", "older", "too much"])
def test_what_the_index_knows_otherwise_is_found_and_mended(index, page, how):
    match how:
        case "missing":
            del index.known[page.pk]
        case "older":
            index.known[page.pk] -= 1
        case "too much":
            index.known[99_999] = 1
    told, code = examine()
    assert "The index does not know these pages as search does: 1" in told
    assert code == 1
    assert examine("--mend")[1] == 0
    assert index.known == dict(SearchDocument.objects.values_list("pk", "stamp"))


def test_what_the_index_is_about_to_be_told_is_no_difference(index, page):
    del index.known[page.pk]
    changes.leave([page.pk])
    assert examine() == (f"{FINE}\n", 0)


def test_what_it_was_not_told_for_long_is_one(index, page):
    changes.leave([page.pk])
    SearchChange.objects.update(since=timezone.now() - timedelta(minutes=2))
    assert "was not told of these pages: 1" in examine()[0]
    assert examine("--mend")[1] == 0


def test_an_index_that_does_not_answer_is_said_to(index):
    index.refuses = IndexUnavailable("down")
    told, code = examine("--mend")
    assert "The index does not answer" in told
    assert code == 1


def test_an_index_that_is_not_there_is_made(index):
    index.refuses, index.known = IndexMissing("no index"), {}
    told, code = examine("--mend")
    assert "is not there" in told
    assert code == 0
    assert index.known == dict(SearchDocument.objects.values_list("pk", "stamp"))
