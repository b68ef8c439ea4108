"""Text and queries become the same terms, in every language of the site."""

import pytest

from core.languages import CODES, get_language
from search.analysis import LEVELS, index_terms, words
from search.queries import QUERY_WORDS, read


def forms(word, code):
    """The terms of a word by level, without their marks: the level's letter and the language."""
    terms = index_terms(word, code)
    mark = get_language(code).analysis
    return {level: terms[level][1:].removeprefix(mark) for level in LEVELS}


def words_of(query):
    return [word for group in read(query).alternatives for word in group.words]


def finds(query, text, code):
    """The nearest level at which a word of a query meets one of a text, or None."""
    (word,) = words_of(query)
    terms = index_terms(text, code)
    return next((level for level in LEVELS if terms[level] in getattr(word, level)), None)


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sq", "Drejtësi", "drejtesi"),
        ("sq", "çështje", "CESHTJE"),
        ("ro", "transparență", "transparenta"),
        ("ro", "alegaţii", "alegații"),
        ("ro", "Hotărâre", "hotarare"),
        ("hr", "financiranje", "Financiranje"),
        ("hr", "izvješće", "izvjesce"),
        ("bs", "Đorđe", "Djordje"),
        ("bs", "Đorđe", "Dorde"),
        ("cnr", "žalba", "zalba"),
        ("sl", "večina", "vecina"),
        ("mk", "Ѓорѓи", "Горги"),
        ("mk", "куќа", "кука"),
        ("bg", "последен", "ПОСЛЕДЕН"),
        ("bg", "комисий", "комисии"),
        ("sr", "Ђинђић", "Đinđić"),
        ("sr", "Ђинђић", "Dindic"),
        ("sr", "странка", "stranka"),
        ("hr", "stranka", "странка"),
        ("en", "Party’s", "party"),
    ],
)
def test_a_word_is_found_exactly_whatever_its_diacritics_case_and_script(code, written, typed):
    assert finds(typed, written, code) == "exact"


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "parties", "party"),
        ("sq", "kandidatëve", "kandidat"),
        ("mk", "партиите", "партија"),
        ("bg", "кандидатите", "кандидат"),
        ("hr", "stranaka", "stranka"),
        ("sr", "странкама", "stranka"),
        ("sl", "strankami", "stranka"),
        ("ro", "candidaților", "candidați"),
    ],
)
def test_an_inflected_word_is_found_by_its_lemma(code, written, typed):
    assert finds(typed, written, code) in {"lemma", "stem"}


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sq", "azilit", "azil"),
        ("sq", "pasurisë", "pasuri"),
        ("sq", "kooperativë", "kooperativat"),
        ("mk", "финансирањето", "финансирање"),
        ("mk", "општината", "општина"),
        ("hr", "mučenju", "mucenje"),
        ("hr", "izvješću", "izvjesce"),
        ("sl", "pribežališč", "pribezalisce"),
        ("ro", "finanțării", "finantare"),
        ("bg", "партийните", "партиен"),
        ("sr", "финансирањем", "finansiranje"),
    ],
)
def test_what_the_dictionaries_do_not_know_is_found_by_its_stem(code, written, typed):
    assert finds(typed, written, code) in {"lemma", "stem"}


def test_different_words_are_not_found():
    assert finds("ministar", "stranka", "sr") is None
    assert finds("budget", "candidate", "en") is None


@pytest.mark.parametrize("code", CODES)
def test_a_stem_leaves_three_letters_of_a_word_and_short_words_whole(code):
    for word in ("kuptohesha", "организирањата", "predstavnikovima", "nationalization"):
        assert len(forms(word, code)["stem"]) >= 3
    assert forms("да", code)["stem"] == forms("да", code)["exact"]


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sq", "drejtësisë", "drejtesi"),
        ("hr", "računovodstvo", "racunovodstvom"),
        ("sr", "рачуноводство", "racunovodstvom"),
        ("ro", "hotărâre", "hotararilor"),
        ("sl", "občina", "obcinami"),
        ("mk", "куќи", "кукиТЕ"),
        ("bg", "район", "раиони"),
    ],
)
def test_an_inflected_word_without_its_diacritics_is_found_by_its_lemma(code, written, typed):
    assert finds(typed, written, code) in {"exact", "lemma"}


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        # The articles and cases of both numbers, the verbal noun, the passive; k and q.
        ("sq", "komunat", "komunave"),
        ("sq", "projektligjit", "projektligje"),
        ("sq", "miratohet", "miratuar"),
        ("sq", "armiqve", "armik"),
        # Three articles, the plural, the verbal noun; ц and к.
        ("mk", "општинава", "општините"),
        ("mk", "законов", "законите"),
        ("mk", "советници", "советник"),
        # The full and short article; я and е, ц and к.
        ("bg", "законът", "закони"),
        ("bg", "политици", "политик"),
        ("bg", "вярата", "вери"),
        # The fleeting a and e, c and k, participles.
        ("hr", "objavljeni", "objaviti"),
        ("sl", "odborniki", "odbornik"),
        ("sl", "mestnega", "mesten"),
        # The broken vowel, and the article of both numbers.
        ("ro", "școlile", "școală"),
        ("ro", "seara", "serile"),
        ("en", "committed", "commit"),
    ],
)
def test_the_forms_of_a_word_meet(code, written, typed):
    assert finds(typed, written, code) is not None


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("извештај", "izvještaj"),
        ("mleko", "mlijeko"),
        ("dete", "dijete"),
        ("deca", "djeca"),
        ("reč", "riječ"),
        ("promena", "promjena"),
        ("primedbe", "primjedbama"),
        ("sjekira", "śekira"),
        ("zjenica", "źenica"),
    ],
)
def test_ekavian_and_ijekavian_spellings_meet(written, typed):
    assert finds(typed, written, "sr") in {"exact", "lemma"}
    assert finds(written, typed, "cnr") in {"exact", "lemma"}


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("hr", "općinama", "opština"),
        ("sr", "општинама", "općina"),
        ("hr", "Europske", "evropska"),
        ("bs", "Evropu", "Europa"),
        ("hr", "financijskim", "finansijski"),
        ("cnr", "demokratije", "demokracija"),
        ("hr", "točke", "tačka"),
        ("bs", "historije", "istorija"),
        ("sr", "демократија", "demokratski"),
        ("hr", "demokracija", "demokratski"),
        ("en", "precisely", "precise"),
        ("en", "advertising", "advertisement"),
        ("en", "surprisingly", "surprise"),
        ("en", "programming", "programme"),
        ("en", "installation", "installed"),
        ("sr", "милиона", "milijun"),
        ("en", "organisations", "organization"),
        ("en", "labour", "labor"),
        ("en", "centres", "center"),
        ("en", "programmes", "program"),
        ("en", "defence", "defense"),
        ("en", "travelled", "traveled"),
        ("en", "anaesthetists", "anesthetist"),
    ],
)
def test_spellings_of_regions_meet_both_ways(code, written, typed):
    assert finds(typed, written, code) in {"lemma", "stem"}
    assert finds(written, typed, code) in {"lemma", "stem"}


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "four", "for"),
        ("en", "Raed", "red"),
        ("en", "spilled", "spiled"),
        ("en", "court", "cort"),
        ("en", "entire", "entier"),
        ("hr", "opstanak", "općina"),
        ("sr", "еуро", "ево"),
    ],
)
def test_and_no_other_words_that_look_alike(code, written, typed):
    assert finds(typed, written, code) is None


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("hr", "projekt", "prekt"),
        ("hr", "stranka", "strana"),
        ("sq", "qytet", "qeveri"),
        ("mk", "совет", "совест"),
        ("sl", "država", "držaj"),
        ("sq", "parti", "para"),
        ("bg", "вода", "водач"),
        ("ro", "parte", "parc"),
        ("en", "universe", "uniform"),
    ],
)
def test_different_words_with_the_same_beginning_do_not_meet(code, written, typed):
    assert finds(typed, written, code) is None


def test_places_are_those_of_the_text_as_it_is_written():
    text = "O’Brien: «Stran\u00adka» i z\u030cena, 2024."
    assert [text[match.start() : match.end()] for match in words(text)] == [
        "Brien",
        "Stran\u00adka",
        "i",
        "z\u030cena",
        "2024",
    ]


def test_terms_stand_in_the_order_of_words_one_for_each():
    text = "The party's code, and the parties' codes: 2024!"
    terms = index_terms(text, "en")
    assert {len(terms[level].split()) for level in LEVELS} == {len(list(words(text)))} == {8}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "a\0b",
        "😀 👩‍👩‍👧",
        "'" * 5000,
        "’a’" * 3000,
        "x" * 10_000,
        "ž\u030c\u030c" * 3000,
        "\u0301\u0301",
        "\ud800 lone",
        "١٢٣ 中文 ไทย ǅ ﬁ İ ß ᾳ",
        "".join(map(chr, range(1, 3000))),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_any_text_is_analysed_without_an_error(text, code):
    terms = index_terms(text, code)
    assert {len(terms[level].split()) for level in LEVELS} == {len(list(words(text)))}
    for word in words_of(text):
        assert all(term.isalnum() for term in word.terms)


def test_a_query_is_cut_after_its_first_different_words():
    assert len(words_of("one two one TWO " * 50)) == 2
    assert len(words_of(" ".join(f"word{number}" for number in range(1000)))) == QUERY_WORDS


def test_an_unknown_language_is_analysed_as_english():
    assert index_terms("parties", "xx") == index_terms("parties", "en")
