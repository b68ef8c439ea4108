"""Words of one family find each other: by rules of their language, or as they are written down."""

from itertools import permutations
from pathlib import Path

import pytest

from core.languages import LANGUAGES, is_cyrillic
from search.analysis import ANALYSES, index_terms, query_word
from search.families import Families
from search.lexicon import FOLDER, relatives
from search.queries import Words
from search.vocabulary import CYRILLIC_ANALYSES, Known, is_countable

from .search_helpers import blog_post, found, search, whole

# By what the opposite of a word begins.
OPPOSITES = {
    "en": "un in im il ir dis mis non", "sq": "pa mos jo ç anti", "mk": "не без вон анти",
    "bg": "не без извън анти", "hbs": "ne bez anti", "sl": "ne brez anti",
    "ro": "ne in im dez anti",
}  # fmt: skip
# Families and words that only look alike, by people who saw neither the lexicon nor the rules.
TEXTS = Path(__file__).parent / "relevance"


def language_of(analysis):
    return next(row.content for row in LANGUAGES if row.analysis == analysis)


def lexicon(analysis):
    return rows(FOLDER / f"{analysis}.txt")


def lines(analysis, kind):
    return rows(TEXTS / f"{analysis}.{kind}.txt")


def rows(path):
    """The words of each line."""
    return [line.split() for line in path.read_text().splitlines()]


def share(pairs, analysis):
    """Of the pairs that search looks up: shorter words are only found as they are."""
    pairs = [pair for pair in pairs if all(map(is_countable, pair))]
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
        opposites = {f"{start}{word}" for start in OPPOSITES[analysis].split() for word in family}
        assert opposites.isdisjoint(family), family


@pytest.mark.parametrize(
    ("analysis", "least"),
    [("en", 0.93), ("sq", 0.92), ("mk", 0.9), ("bg", 0.9), ("hbs", 0.84), ("sl", 0.88),
     ("ro", 0.96)],
)  # fmt: skip
def test_most_words_of_a_family_find_each_other(analysis, least):
    families = lines(analysis, "families")
    pairs = [pair for family in families for pair in permutations(family, 2)]
    assert len(pairs) > 1000
    assert share(pairs, analysis) > least


@pytest.mark.parametrize(
    ("analysis", "most"),
    [("en", 0.15), ("sq", 0.22), ("mk", 0.25), ("bg", 0.25), ("hbs", 0.27), ("sl", 0.2),
     ("ro", 0.28)],
)  # fmt: skip
def test_few_words_that_only_look_alike_find_each_other(analysis, most):
    pairs = lines(analysis, "traps")
    assert len(pairs) == 120
    assert share(pairs, analysis) < most


@pytest.mark.parametrize(
    ("code", "typed", "written"),
    [
        ("ro", "arabil", "avea"),
        ("ro", "cititori", "câte"),
        ("hr", "pisac", "pije"),
        ("hr", "berač", "brat"),
        ("hr", "umirovljenici", "mirovni"),
        ("hr", "riječni", "rekao"),
        ("hr", "poslodavci", "pošao"),
        ("sl", "cestni", "hoče"),
        ("sl", "bojevnik", "bojijo"),
        ("en", "legal", "illegal"),
    ],
)
def test_neither_words_that_read_like_two_nor_opposites_join_families(code, typed, written):
    assert not finds(typed, written, code)


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
        blog_post("Decided", slug=f"decided-{number}")
    blog_post("A sale is a decision")
    assert "A sale is a decision" not in found("sold")
    assert whole("sold decided") == ["A sale is a decision"]
    assert search("sold decided").every


@pytest.mark.parametrize(
    ("code", "written", "typed", "meant"),
    [
        ("sq", "Regjistër publik", "regjstri", "Regjistri"),
        ("hr", "Kotizacijama i donacijama", "donacjia", "Donacija"),
        ("mk", "Гласачите", "гласчаот", "Гласачот"),
        ("en", "Monitoring", "moniotrs", "Monitors"),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_misspelt_word_finds_the_other_forms_of_what_was_meant(code, written, typed, meant):
    blog_post(written, code=code, slug="other-form")
    blog_post(meant, code=code)
    assert set(found(typed, reader=code)) == {meant, written}
    assert search(typed, reader=code).suggestion == meant.lower()


def test_a_text_is_found_by_the_lexicon_of_its_own_language():
    assert finds("sell", "sale", "en")
    assert not finds("sell", "sale", "ro")
