"""The contract of the search engines (see `search.engines.base`), on each there is."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import BlogPage
from search.documents import remove_document, update_readership, write_document
from search.engines import get_engine
from search.engines.results import read_documents
from search.readers import readable

from .hostile import HOSTILE
from .people import editor, participant, person
from .search_helpers import (
    Visibility,
    blog_post,
    case_study,
    counts,
    found,
    search,
    topic,
    whole,
)

pytestmark = pytest.mark.usefixtures("engine")

FACETS = ("type", "country", "family", "topic", "year", "language")


@pytest.fixture
def library():
    """Some pages of each kind, of two families, in three languages, from several years."""
    topic("party-finance"), topic("oversight")
    blog_post("Donations", family="green", topics=["party-finance", "oversight"], text="integrity")
    blog_post("Audits", family="liberal", topics=["oversight"], date=date(2022, 1, 1),
              text="integrity")  # fmt: skip
    blog_post("Интегритет", code="mk", family="green", text="integrity партија")
    case_study("A register", country="SI", year=2019, topics=["party-finance"], text="integrity")
    case_study("Registar", code="hr", country="HR", year=2022, text="integrity")
    case_study("Another", country="SI", year=2022)


def test_the_engine_is_the_databases_own_or_the_one_the_setting_names(engine):
    expected = connection.vendor if engine == "database" else engine
    assert get_engine().name == search().engine == expected


def test_an_empty_query_lists_everything_newest_first():
    blog_post("Middle", date=date(2024, 2, 1))
    blog_post("Стара", code="mk", date=date(2020, 1, 1))
    blog_post("Newest", date=date(2024, 3, 1))
    assert found("") == found("  ") == ["Newest", "Middle", "Стара"]


def test_a_query_without_a_letter_or_digit_finds_nothing():
    blog_post("A post")
    assert found("?!") == found("😀") == found("*") == []


def test_title_stands_above_summary_above_text():
    blog_post("One", text="Something about whistleblowers here.", date=date(2024, 4, 4))
    blog_post("Two", summary="About whistleblowers.", date=date(2024, 3, 3))
    blog_post("Whistleblowers", date=date(2024, 2, 2))
    assert found("whistleblowers") == ["Whistleblowers", "Two", "One"]


def test_exact_stands_above_lemma_above_stem():
    blog_post(
        "Stem", text="They speak of candidating and an election today.", date=date(2024, 4, 4)
    )
    blog_post(
        "Lemma", text="They speak of a candidate and an election today.", date=date(2024, 3, 3)
    )
    blog_post(
        "Exact", text="They speak of candidates and an election today.", date=date(2024, 2, 2)
    )
    assert found("candidates")[:2] == ["Exact", "Lemma"]
    assert set(found("candidates")) <= {"Exact", "Lemma", "Stem"}


def test_of_equals_the_newer_stands_first():
    for day in (1, 3, 2):
        blog_post(f"Post {day}", text="integrity", date=date(2024, 1, day), slug=f"p{day}")
    assert found("integrity") == ["Post 3", "Post 2", "Post 1"]


def test_what_has_every_word_comes_before_what_has_some_and_says_so():
    blog_post("Donations and audits")
    blog_post("Donations", text="Donations and donations.")
    assert found("donations audits") == ["Donations and audits", "Donations"]
    assert whole("donations audits") == ["Donations and audits"]
    assert search("donations audits").every


def test_every_word_must_be_found_where_there_is_enough_that_has_them():
    for number in range(5):
        assert "Donations" not in whole("donations audits")
        blog_post("Donations and audits", slug=f"whole-{number}")
    blog_post("Donations")
    assert found("donations audits") == ["Donations and audits"] * 5


def test_what_has_more_of_the_words_comes_before_what_has_less():
    blog_post("Audits", text="Audits, audits and audits.")
    blog_post("One", text="Donations are gifts, as audits tell.")
    assert found("donations audits Slovenia Croatia") == ["One", "Audits"]
    assert not search("donations audits Slovenia Croatia").every


@pytest.mark.parametrize("text", ['"donations and audits"', "donations audits -gifts"])
def test_who_says_exactly_what_they_want_gets_nothing_less(text):
    blog_post("Donations and audits")
    blog_post("Donations")
    assert found(text) == ["Donations and audits"]


@pytest.mark.parametrize(
    "text", ["„party finance“", "“party finance”", "«party finance»", "»party finance«"]
)
def test_quotes_are_those_of_any_language(text):
    blog_post("Party finance")
    blog_post("Finance of a party")
    assert found(text) == ["Party finance"]


@pytest.mark.parametrize("minus", "-–−")
def test_a_minus_is_whatever_telephones_make_of_it(minus):
    blog_post("Donations and audits")
    blog_post("Donations")
    assert found(f"donations {minus}audits") == ["Donations"]


def test_choosing_never_brings_languages_the_reader_does_not_read():
    blog_post("Donations and audits", slug="own")
    case_study("Donations")
    case_study("Donacije i revizije", code="hr", text="Donations and audits")
    chosen = search("donations audits", everywhere=False, type=["case_study"])
    assert [hit.document.title for hit in chosen.hits] == ["Donations"]
    assert not chosen.every_language


def test_a_dash_before_a_number_is_no_minus():
    blog_post("Report 2020 – 2024")
    assert found("report 2020 –2024") == ["Report 2020 – 2024"]


def test_the_newest_of_those_that_have_every_word_come_first():
    blog_post("Donations and audits", date=date(2020, 1, 1))
    blog_post("Donations", date=date(2024, 1, 1))
    assert found("donations audits", newest_first=True) == ["Donations and audits"]


def test_words_may_be_spread_over_title_summary_and_text():
    blog_post("Donations", summary="In Slovenia.", text="Audits.")
    assert found("audits slovenia donations") == ["Donations"]


def test_where_nothing_has_every_word_any_word_will_do():
    blog_post("Donations")
    blog_post("Audits")
    blog_post("Something else")
    assert set(found("donations audits")) == {"Donations", "Audits"}


def test_a_rare_word_counts_for_more_than_a_common_one():
    blog_post("Lustration", date=date(2020, 1, 1))
    for number in range(9):
        blog_post("Elections", date=date(2024, 1, 1), slug=f"elections-{number}")
    assert found("elections lustration")[0] == "Lustration"
    assert found("lustration elections")[0] == "Lustration"


@pytest.mark.parametrize(
    ("code", "title", "query"),
    [
        ("sq", "Financimi i partive", "financim partia"),
        ("mk", "Финансирање на партиите", "партија"),
        ("bg", "Финансиране на партиите", "партия финансирането"),
        ("hr", "Financiranje stranaka", "stranka"),
        ("sr", "Финансирање странака", "stranka finansiranje"),
        ("sr", "Finansiranje stranaka", "странка"),
        ("cnr", "Etički kodeks", "eticki kodeksi"),
        ("bs", "Sukob interesa", "сукоби интереса"),
        ("sl", "Financiranje strank", "stranka"),
        ("ro", "Finanțarea partidelor", "finantare partid"),
        ("en", "Financing parties", "party finance"),
    ],
)
@pytest.mark.parametrize("reader", ["own", "en"])
def test_words_are_found_in_the_documents_language_whatever_the_readers(code, title, query, reader):
    blog_post(title, code=code)
    assert found(query, reader=code if reader == "own" else "en") == [title]


def test_the_readers_language_comes_first_then_related_ones():
    for code in ("en", "mk", "sr", "bg"):
        blog_post(f"Integritet {code}", code=code)
    assert found("integritet", reader="mk") == [
        f"Integritet {code}" for code in ("mk", "bg", "sr", "en")
    ]
    assert found("integritet", reader="sr-latn")[0] == "Integritet sr"


def test_hits_in_another_language_than_the_readers_are_related():
    blog_post("Integritet", code="mk")
    blog_post("Integritet", code="sr")
    for reader in ("sr", "sr-latn"):
        related = [(hit.document.locale, hit.related) for hit in search("integritet", reader).hits]
        assert related == [("sr", False), ("mk", True)]


def test_no_query_is_an_error(library):
    for query in HOSTILE:
        search(query)
        search(query, reader="mk", type=["blog"])
    assert len(found("")) == 6


def test_the_engines_own_operators_are_words_like_others(library):
    for query in ("NOT integrity", "integrity*", "title_exact:integrity"):
        assert "Donations" in found(query)


def test_a_phrase_is_found_as_it_was_typed_side_by_side():
    blog_post("One", text="The party finance law.", date=date(2024, 3, 3))
    blog_post("Two", text="Finance of a party.", date=date(2024, 2, 2))
    blog_post("Three", text="Laws on parties' finances.", date=date(2024, 1, 1))
    assert set(found("party finance")) == {"One", "Two", "Three"}
    assert found('"party finance"') == found('"Party FINANCE" law') == ["One"]
    assert found('"finances"') == ["Three"]


def test_a_phrase_is_found_without_its_diacritics_and_in_the_other_script():
    blog_post("Закон", code="sr", text="О сукобу интереса и ђацима.")
    assert found('"sukobu interesa"', reader="sr-latn") == ["Закон"]
    assert found('"интереса и djacima"', reader="sr") == ["Закон"]
    assert found('"sukob interesa"', reader="sr") == []


def test_what_is_not_wanted_is_not_found_in_any_form():
    blog_post("One", text="Donations and audits.")
    blog_post("Two", text="Donations and party finance.")
    assert found("donation -audit") == ["Two"]
    assert found('donations -"party finance"') == ["One"]
    assert set(found('donations -"finance party"')) == {"One", "Two"}
    assert found("-audit") == ["Two"]
    assert found("donation -donations") == []


@pytest.mark.parametrize("typed", ['"donations', 'donations"', '""donations', "- donations", "-"])
def test_a_stray_sign_is_not_there(typed):
    blog_post("Donations")
    assert found(typed) == (["Donations"] if "donations" in typed else [])


def test_a_hyphen_inside_a_word_refuses_nothing():
    blog_post("E-uprava", code="hr")
    assert found("e-uprava", reader="hr") == ["E-uprava"]


def test_a_search_keeps_to_the_languages_the_reader_reads():
    for code in ("hr", "sr", "ro"):
        blog_post(f"Integritet {code}", code=code)
    results = search("integritet", reader="hr", everywhere=False)
    assert [hit.document.locale for hit in results.hits] == ["hr", "sr"]
    assert (results.every_language, results.in_every_language) == (False, 3)
    assert found("integritet", reader="hr")[-1] == "Integritet ro"


def test_what_has_everything_in_another_language_does_not_hide_what_there_is_in_the_own():
    """The Croatian page comes first: it has all of it. Of others nothing is found by a part."""
    blog_post("Donacije", code="sr", slug="own")
    blog_post("Donacije i revizije", code="hr", slug="whole")
    blog_post("Revizije", code="cnr", slug="part")
    results = search("donacije revizije", reader="sr", everywhere=False)
    titles = [hit.document.title for hit in results.hits]
    assert titles == ["Donacije i revizije", "Donacije"]
    assert (results.every, results.every_language, results.total) == (True, False, 2)
    assert counts("language", "donacije revizije", reader="sr") == {"hr": 1, "sr": 1}
    assert found("donacije revizije", reader="sr", language=["sr"]) == ["Donacije"]
    second = search("donacije revizije", reader="sr", page=2, page_size=1)
    assert [hit.document.title for hit in second.hits] == ["Donacije"]


def test_nor_does_it_where_the_reader_does_not_read_that_language():
    blog_post("Донација", code="mk", slug="own")
    blog_post("Donacija i revizija", code="hr", slug="whole")
    results = search("донација ревизија", reader="mk", everywhere=False)
    titles = [hit.document.title for hit in results.hits]
    assert titles == ["Donacija i revizija", "Донација"]
    assert (results.every, results.every_language) == (True, True)


def test_what_has_a_part_is_left_out_where_the_own_language_has_enough():
    blog_post("Donacije", code="sr", slug="part")
    for number in range(5):
        blog_post("Donacije i revizije", code="hr", slug=f"whole-{number}")
        assert found("donacije revizije", reader="sr")[-1] == "Donacije"
    for number in range(5):
        blog_post("Donacije uz revizije", code="sr", slug=f"own-whole-{number}")
    assert "Donacije" not in found("donacije revizije", reader="sr")


def test_where_they_have_nothing_all_languages_are_searched():
    blog_post("Integritet", code="ro")
    results = search("integritet", reader="hr", everywhere=False)
    assert [hit.document.locale for hit in results.hits] == ["ro"]
    assert results.every_language
    assert not search("unheard", reader="hr", everywhere=False).hits


def test_chosen_languages_take_the_place_of_the_readers():
    for code in ("hr", "sr", "ro"):
        blog_post(f"Integritet {code}", code=code)
    results = search("integritet", reader="hr", everywhere=False, language=["ro"])
    assert [hit.document.locale for hit in results.hits] == ["ro"]
    assert counts("language", "integritet", reader="hr", everywhere=False) == {
        "hr": 1,
        "sr": 1,
        "ro": 1,
    }


def translated(page, code, title, **fields):
    """The page in another language, published."""
    other = blog_post(title, code=code, **fields)
    type(other).objects.filter(pk=other.pk).update(translation_key=page.translation_key)
    other.refresh_from_db()
    write_document(other)
    return other


def test_the_translations_of_a_page_are_one_hit_in_the_language_nearest_to_the_reader():
    page = blog_post("Integritet", code="hr", family="green", date=date(2020, 1, 1))
    translated(page, "sr", "Integritet sr", family="green", date=date(2021, 1, 1))
    readers = {"hr": "Integritet", "sr-latn": "Integritet sr", "mk": "Integritet sr"}
    for reader, title in readers.items():
        assert found("integritet", reader=reader) == [title]
    results = search("integritet", reader="hr")
    assert results.total == 1
    assert counts("family", "integritet", reader="hr") == {"green": 1}
    assert counts("language", "integritet", reader="hr") == {"hr": 1, "sr": 1}
    assert found("integritet", reader="hr", language=["sr"]) == ["Integritet sr"]


def test_a_translation_that_alone_has_the_words_is_the_hit():
    page = blog_post("Integritet", code="hr")
    translated(page, "en", "Integrity")
    assert found("integrity", reader="hr") == ["Integrity"]


def test_hits_can_be_sorted_by_date_whatever_their_language():
    blog_post("Integritet", code="hr", date=date(2020, 1, 1))
    blog_post("Integritet sr", code="sr", date=date(2022, 1, 1))
    blog_post("Post", code="hr", text="Integritet.", date=date(2021, 1, 1))
    assert found("integritet", reader="hr", newest_first=True) == [
        "Integritet sr",
        "Post",
        "Integritet",
    ]


def test_by_date_a_page_stands_where_the_translation_shown_belongs():
    page = blog_post("Old, Integritet", code="hr", date=date(2020, 1, 1))
    translated(page, "sr", "New, Integritet", date=date(2023, 1, 1))
    blog_post("Middle, integritet", code="hr", date=date(2021, 1, 1))
    for reader, titles in {
        "hr": ["Middle, integritet", "Old, Integritet"],
        "sr": ["New, Integritet", "Middle, integritet"],
    }.items():
        assert found("integritet", reader=reader, newest_first=True) == titles
        pages = [
            search("integritet", reader=reader, newest_first=True, page=page, page_size=1)
            for page in (1, 2)
        ]
        assert [hit.document.title for page in pages for hit in page.hits] == titles


def test_it_is_told_whether_the_hits_have_everything_asked_for():
    blog_post("Donations")
    assert search("donation").every
    assert not search("donation elephants").every


def test_it_is_told_what_would_be_found_without_a_choice(library):
    results = search("integrity", country=["SI"], year=["2022"])
    assert results.total == 0
    assert results.without == {"country": 2, "year": 1}


def test_values_of_a_facet_are_alternatives_and_facets_hold_together(library):
    assert set(found("", country=["SI", "HR"])) == {"A register", "Registar", "Another"}
    assert found("", country=["SI", "HR"], year=["2019"]) == ["A register"]
    assert found("integrity", topic=["party-finance", "oversight"], type=["blog"]) == [
        "Donations",
        "Audits",
    ]


@pytest.mark.parametrize("text", ["", "integrity", "integrity unheard"])
@pytest.mark.parametrize(
    "chosen", [{}, {"type": ["blog"]}, {"topic": ["oversight"], "year": ["2022", "2024"]}]
)
def test_a_count_is_the_number_of_hits_after_choosing_the_value(library, text, chosen):
    for facet in search(text, **chosen).facets:
        for value, count in facet.counts.items():
            assert search(text, **{**chosen, facet.name: [value]}).total == count > 0


@pytest.mark.parametrize("text", ["", "integrity"])
@pytest.mark.parametrize("reader", ["en", "hr"])
def test_pages_are_counted_however_many_of_their_translations_are_there(library, text, reader):
    page = blog_post("Many", code="hr", text="integrity", family="green", topics=["oversight"])
    translated(page, "sr", "Many sr", text="integrity", family="liberal", topics=["oversight"])
    translated(page, "en", "Many en", text="integrity", date=date(2022, 1, 1))

    def hits(chosen, everywhere):
        return search(text, reader=reader, everywhere=everywhere, **chosen)

    choices = [{}, {"language": ["hr"]}, {"language": ["hr", "sr"]}, {"topic": ["oversight"]},
               {"language": ["sr"], "family": ["liberal", "green"]}, {"year": ["2022", "2024"]},
               {"language": ["en"], "year": ["2022"], "type": ["blog"]}]  # fmt: skip
    for everywhere in (True, False):
        for chosen in choices:
            results = hits(chosen, everywhere)
            assert results.total == len(results.hits)
            assert results.unfiltered == hits({}, True).total
            for facet in results.facets:
                for value, count in facet.counts.items():
                    assert hits({**chosen, facet.name: [value]}, everywhere).total == count > 0
            for name, count in results.without.items():
                others = {facet: values for facet, values in chosen.items() if facet != name}
                assert hits(others, everywhere or name == "language").total == count


def test_values_without_hits_have_no_count(library):
    assert counts("country", "integrity", type=["case_study"]) == {"SI": 1, "HR": 1}
    assert [facet.name for facet in search().facets] == list(FACETS)


def test_choosing_a_value_never_turns_every_word_into_any_word():
    for number in range(5):
        blog_post("Donations and audits", slug=f"whole-{number}")
    case_study("Donations")
    assert counts("type", "donations audits") == {"blog": 5}
    assert found("donations audits", type=["case_study"]) == []


def test_a_page_that_does_not_exist_is_the_nearest_that_does(library):
    numbers = {"abc": 1, "": 1, None: 1, 1: 1, 2: 2, 99: 2, "9" * 50: 2, 0: 2, -1: 2}
    for page, number in numbers.items():
        results = search("", page=page, page_size=4)
        assert (results.total, results.page.number) == (6, number)
        assert len(results.hits) == {1: 4, 2: 2}[number]


def test_an_excerpt_marks_what_was_found_and_escapes_the_rest():
    blog_post("Post", text="Before &lt;b&gt; the parties’ money &amp; other things.")
    (excerpt,) = search("party").hits[0].marked.excerpts
    assert "<mark>parties</mark>’ money &amp; other things." in excerpt
    assert "&lt;b&gt;" in excerpt


def test_an_excerpt_is_cut_between_words_around_what_was_found():
    words = [f"word{number}" for number in range(500)]
    blog_post("Long", text=" ".join([*words[:250], "needle", *words[250:]]))
    (excerpt,) = search("needle").hits[0].marked.excerpts
    assert "<mark>needle</mark>" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    inside = excerpt.strip("… ").replace("<mark>", "").replace("</mark>", "").split()
    assert set(inside) <= {*words, "needle"}


def test_of_a_phrase_nothing_is_marked_where_it_does_not_stand():
    blog_post("One", text="Of all: a conflict of interest, of no interest to the conflict.")
    (hit,) = search('"conflict of interest"').hits
    assert hit.marked.excerpts == [
        "Of all: a <mark>conflict</mark> <mark>of</mark> <mark>interest</mark>,"
        " of no interest to the conflict."
    ]


def test_without_a_word_found_in_the_text_there_is_no_excerpt():
    blog_post("Donations", text="Something else.")
    assert [hit.marked.excerpts for hit in search("donations").hits] == [[]]


def test_only_those_who_may_read_a_page_find_it_or_its_counts():
    blog_post("Open secret", family="green")
    blog_post("Members secret", family="green", visibility=Visibility.MEMBERS)
    blog_post("Green secret", family="green", visibility=Visibility.FAMILY)
    green, liberal = participant("green"), participant("liberal")
    seen = {
        None: ["Open secret"],
        liberal: ["Open secret", "Members secret"],
        green: ["Open secret", "Members secret", "Green secret"],
        editor(): ["Open secret", "Members secret", "Green secret"],
    }
    for user, titles in seen.items():
        for text in ("", "secret", "green secret"):
            assert counts("family", text, user=user).get("green") == search(text, user=user).total
        assert set(found("secret", user=user)) == set(titles)


def test_an_unreadable_page_with_every_word_does_not_keep_others_from_any_word():
    blog_post("Donations audits", visibility=Visibility.MEMBERS)
    blog_post("Donations")
    assert found("donations audits") == ["Donations"]


def test_the_number_of_database_queries_is_the_same_however_many_hits(library):
    user = participant("green")

    def queries(page_size):
        with CaptureQueriesContext(connection) as captured:
            results = search("integrity", user=user, page_size=page_size)
            assert len(results.hits) == min(page_size, 5)
        return len(captured)

    queries(1)  # reads the person's party and groups, once a request
    assert queries(1) == queries(5) <= 12


def test_without_words_all_is_counted_anew_whenever_a_document_changes(library):
    everything = search().total
    page = blog_post("One more", family="liberal", date=date(2026, 1, 1))
    assert (search().total, found()[0]) == (everything + 1, "One more")
    assert counts("family")["liberal"] == 2
    page.visibility = Visibility.MEMBERS
    page.save_revision().publish()
    update_readership(page.pk)
    assert (search().total, counts("family")["liberal"]) == (everything, 1)
    assert search(user=participant("liberal")).total == everything + 1
    remove_document(BlogPage.objects.get(title="Audits").pk)
    assert (search().total, counts("family").get("liberal", 0)) == (everything - 1, 0)


def test_changed_text_is_found_and_the_former_is_not():
    page = blog_post("Donations", text="elephants")
    page.body = [("text", "<p>giraffes</p>")]
    page.save_revision().publish()
    write_document(page)
    assert found("giraffes") == ["Donations"]
    assert found("elephants") == []


def test_a_hit_is_read_by_nobody_who_may_not_read_it_whatever_an_engine_finds():
    pages = {
        (family, visibility): blog_post("A post", slug=f"{family}-{visibility}", family=family,
                                        visibility=visibility).pk
        for family in ("green", "liberal")
        for visibility in Visibility
    }  # fmt: skip
    open_to_all = [pk for (_family, visibility), pk in pages.items() if visibility == "public"]
    of_members = [pk for (_family, visibility), pk in pages.items() if visibility == "members"]
    members = {*open_to_all, *of_members}
    ids = list(pages.values())
    for user, theirs in (
        (AnonymousUser(), {*open_to_all}),
        (participant("green"), members | {pages["green", Visibility.FAMILY]}),
        (participant("liberal"), members | {pages["liberal", Visibility.FAMILY]}),
        (person("nobody", []), members),
        (editor(), {*ids}),
        (AnonymousUser(), {*open_to_all}),
    ):
        assert read_documents(ids, readable(user)).keys() == theirs
