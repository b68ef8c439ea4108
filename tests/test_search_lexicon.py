"""Words of one family find each other: by rules of their language, or as they are written down."""

from itertools import permutations
from pathlib import Path

import pytest

from core.languages import LANGUAGES, get_language, is_cyrillic
from search.analysis import ANALYSES, index_terms, query_word
from search.endings import NEGATIONS
from search.families import Families
from search.lexicon import FOLDER, relatives
from search.queries import Words
from search.vocabulary import CYRILLIC_ANALYSES, Known

from .search_helpers import blog_post, found, search

# Families and words that only look alike, by people who saw neither the lexicon nor the rules.
TEXTS = Path(__file__).parent / "relevance"


def language_of(analysis):
    return next(row.content for row in LANGUAGES if row.analysis == analysis)


def lexicon(analysis):
    return [line.split() for line in (FOLDER / f"{analysis}.txt").read_text().splitlines()]


def lines(analysis, kind):
    return [line.split() for line in (TEXTS / f"{analysis}.{kind}.txt").read_text().splitlines()]


def share(pairs, analysis):
    pairs = list(pairs)
    return sum(finds(*pair, language_of(analysis)) for pair in pairs) / len(pairs)


def finds(typed, written, code):
    """Whether who types one finds a document with the other, if no other word is in any."""
    words = Words((query_word(typed),), typed=typed)
    families, terms = Families([words]), [*index_terms(written, code).values()]
    if not set(terms).isdisjoint(words.words[0].terms):
        return True
    looked_up = not set(terms).isdisjoint(families.terms)
    looked_up |= terms[-1].startswith(tuple(families.stems))
    return looked_up and families.kin([Known(code, 1, *terms)], code)[words].documents > 0


@pytest.mark.parametrize("analysis", ANALYSES)
def test_the_lexicon_has_a_family_a_line_and_no_word_twice(analysis):
    families = lexicon(analysis)
    words = [word for family in families for word in family]
    assert families == sorted(families)
    assert all(len(family) > 1 for family in families)
    assert len(set(words)) == len(words)
    assert all(word.isalpha() and word == word.lower() for word in words)
    assert {is_cyrillic(word) for word in words} == {analysis in CYRILLIC_ANALYSES}


@pytest.mark.parametrize("analysis", ANALYSES)
def test_no_word_is_in_one_family_with_its_opposite(analysis):
    for family in lexicon(analysis):
        opposites = {f"{NEGATIONS[analysis]}{word}" for word in family}
        assert opposites.isdisjoint(family), family


@pytest.mark.parametrize("analysis", ANALYSES)
def test_most_words_of_a_family_find_each_other(analysis):
    families = lines(analysis, "families")
    pairs = [pair for family in families for pair in permutations(family, 2)]
    assert len(pairs) > 1000
    assert share(pairs, analysis) > 0.8


@pytest.mark.parametrize("analysis", ANALYSES)
def test_few_words_that_only_look_alike_find_each_other(analysis):
    pairs = lines(analysis, "traps")
    assert len(pairs) == 120
    assert share(pairs, analysis) < 0.3


def test_a_language_without_a_lexicon_has_no_relatives():
    assert relatives("xx") == {}


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "Sale of land", "sold"),
        ("sq", "Pagesa e taksës", "paguaj"),
        ("hr", "Izbor kandidata", "birati"),
        ("sr", "Избор кандидата", "бирање"),
        ("mk", "Кражба на гласови", "краде"),
        ("bg", "Кражба на гласове", "крада"),
        ("sl", "Nakup zemlje", "kupec"),
        ("ro", "Vânzarea terenului", "vinde"),
    ],
)
@pytest.mark.usefixtures("site")
def test_words_that_do_not_look_alike_find_each_other(code, written, typed):
    blog_post(written, code=code)
    assert found(typed, reader=code) == [written]


@pytest.mark.usefixtures("site")
def test_what_was_typed_comes_before_its_family():
    blog_post("A sale", slug="sale")
    blog_post("Sold", slug="sold", text="Long after that.")
    assert found("sold") == ["Sold", "A sale"]


@pytest.mark.usefixtures("site")
def test_a_family_is_asked_for_too_where_no_document_has_all_words():
    for number in range(10):
        blog_post("Sold", slug=f"sold-{number}")
    blog_post("The sale of a forest")
    blog_post("A forest", text="Trees.")
    assert found("sold")[10:] == []
    assert found("sold forest")[0] == "The sale of a forest"


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sq", "Regjistër publik", "regjstri"),
        ("hr", "Kotizacijama i donacijama", "donacjia"),
        ("mk", "Гласачите", "гласчаот"),
        ("en", "Monitoring", "moniotrs"),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_misspelt_word_finds_the_other_forms_of_what_was_meant(code, written, typed):
    blog_post(written, code=code, slug="other-form")
    meant = {"regjstri": "Regjistri", "donacjia": "Donacija", "гласчаот": "Гласачот",
             "moniotrs": "Monitors"}[typed]  # fmt: skip
    blog_post(meant, code=code)
    assert set(found(typed, reader=code)) == {meant, written}
    assert search(typed, reader=code).suggestion == meant.lower()


def test_a_language_is_searched_by_its_own_lexicon_only():
    assert not finds("plata", "платить", get_language("mk").content)
