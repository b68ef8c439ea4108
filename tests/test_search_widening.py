"""What a query finds beyond its words: near words for misspelt ones, topics by other names."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import Visibility
from core.languages import CODES, get_language
from parties.models import PartyFamily
from search import documents, thesaurus, vocabulary
from search.folding import fold, key, normalise
from search.kin import are_forms, are_kin
from search.models import SearchDocument, SearchWord
from search.spelling import edits
from topics.models import Topic

from .people import editor, participant, person
from .search_helpers import blog_post, counts, found, search, whole

pytestmark = pytest.mark.usefixtures("site")


def suggestion(text, **arguments):
    return search(text, **arguments).suggestion


def scopes(written):
    return {word.scope: word.documents for word in SearchWord.objects.filter(written=written)}


def everything():
    return sorted(SearchWord.objects.values_list("written", "locale", "scope", "documents"))


# The words of the documents.


def test_a_word_is_counted_once_in_each_document_that_has_it():
    blog_post("Donations", text="Donations and donations.", summary="Of DONATIONS.")
    blog_post("Other", text="donations")
    assert scopes("donations") == {"public": 2}


def test_short_words_and_those_with_digits_are_not_kept():
    blog_post("Law on the 2024budget", text="A1234 tax elephants")
    assert scopes("elephants") == {"public": 1}
    for written in ("law", "the", "2024budget", "a1234", "tax"):
        assert not scopes(written)


def test_words_are_kept_as_they_are_written():
    blog_post("Ђаци", code="sr", text="Izveštaj o đacima.")
    assert scopes("ђаци") == scopes("izveštaj") == scopes("đacima") == {"public": 1}


def test_a_changed_text_changes_the_words():
    page = blog_post("Donations", text="elephants")
    page.body = [("text", "<p>giraffes</p>")]
    page.save_revision().publish()
    documents.write_document(page)
    assert (scopes("elephants"), scopes("giraffes")) == ({}, {"public": 1})
    assert scopes("donations") == {"public": 1}


def test_writing_a_document_again_changes_nothing():
    page = blog_post("Donations", text="elephants")
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        documents.write_document(page)
    assert everything() == before
    assert not any("INSERT INTO search_searchword" in query["sql"] for query in captured)


@pytest.mark.parametrize("how", ["remove", "page", "unpublish"])
def test_a_document_that_goes_takes_its_words_along(how):
    blog_post("Kept", text="donations")
    page = blog_post("Gone", text="donations elephants")
    match how:
        case "remove":
            documents.remove_document(page.pk)
        case "page":
            page.delete()
        case "unpublish":
            page.unpublish()
    assert (scopes("elephants"), scopes("donations")) == ({}, {"public": 1})


def test_the_words_of_a_narrowed_page_leave_the_wider_scope_at_once():
    page = blog_post("Donations", text="elephants", family="green")
    page.visibility = Visibility.MEMBERS
    page.save()
    documents.update_readership(page.pk)
    assert scopes("elephants") == {"members": 1}
    page.visibility = Visibility.FAMILY
    page.save()
    documents.update_readership(page.pk)
    assert scopes("elephants") == {f"family-{page.family_id}": 1}


def test_words_of_a_page_above_all_families_are_the_editors_own():
    page = blog_post("Donations", text="elephants")
    SearchDocument.objects.filter(pk=page.pk).update(visibility=Visibility.FAMILY)
    vocabulary.recount()
    assert scopes("elephants") == {"family-None": 1}
    assert SearchWord.objects.known_to(editor()).filter(written="elephants").exists()
    for user in (participant("green"), person("nobody"), AnonymousUser()):
        assert not SearchWord.objects.known_to(user).filter(written="elephants").exists()


def test_words_are_known_to_those_who_may_read_a_page_with_them():
    green = PartyFamily.objects.get(slug="green")
    for visibility in Visibility:
        blog_post(f"Page {visibility}", text="elephants", family="green", visibility=visibility)
    people = [AnonymousUser(), participant("green"), participant("liberal"), person("nobody")]
    people += [person("inactive", family="green", is_active=False), editor()]
    people += [person("root", is_superuser=True)]
    for user in people:
        readable = SearchDocument.objects.visible_to(user).count()
        words = SearchWord.objects.known_to(user).filter(written="elephants")
        assert sum(word.documents for word in words) == readable
    assert scopes("elephants") == {"public": 1, "members": 1, f"family-{green.pk}": 1}


def test_rebuilding_mends_the_words():
    blog_post("Donations", text="elephants")
    right = everything()
    SearchWord.objects.filter(written="elephants").update(documents=7)
    SearchWord.objects.filter(written="donations").delete()
    SearchWord.objects.create(written="ghost", locale="en", scope="public", documents=1)
    documents.rebuild()
    assert everything() == right


def test_the_longest_words_are_no_error():
    blog_post("Long", code="sr", text=f"{'љ' * 64} {'ß' * 60} {'x' * 65}")
    search("љ" * 64, reader="sr")


# Near words for misspelt ones.


@pytest.mark.parametrize(
    ("one", "other", "most", "count"),
    [
        ("party", "party", 1, 0),
        ("party", "prty", 1, 1),
        ("party", "partyy", 1, 1),
        ("party", "parti", 1, 1),
        ("party", "prats", 1, None),
        ("party", "praty", 1, 1),
        ("party", "pary", 1, 1),
        ("party", "pairs", 2, None),
        ("donation", "donatoins", 2, 2),
        ("donation", "dnoatoin", 2, 2),
        ("donation", "donation", 2, 0),
        ("donation", "dation", 1, None),
        ("abcd", "dcba", 2, None),
        ("", "a", 1, 1),
    ],
)
def test_errors_are_letters_too_many_missing_wrong_or_swapped(one, other, most, count):
    assert edits(one, other, most) == edits(other, one, most) == count


@pytest.mark.parametrize(
    ("code", "title", "typed", "meant"),
    [
        ("en", "Palliative care", "paliative", "palliative"),
        ("en", "Reviewers of grants", "reveiwers", "reviewers"),
        ("en", "Whistleblowing", "whistelblowng", "whistleblowing"),
        ("sq", "Përzgjedhja e kandidatëve", "perzgjehdja", "përzgjedhja"),
        ("mk", "Финансирање на партиите", "финансрање", "финансирање"),
        ("bg", "Прозрачност", "прозрачнсот", "прозрачност"),
        ("hr", "Predsjednička kampanja", "predsjedncka", "predsjednička"),
        ("sr", "Финансирање странака", "фнансирање", "финансирање"),
        ("sr", "Finansiranje stranaka", "финансирњае", "финансирање"),
        ("cnr", "Đačke stranke", "đakče", "đačke"),
        ("ro", "Finanțarea partidelor", "finnatarea", "finanțarea"),
        ("sl", "Financiranje strank", "financranje", "financiranje"),
    ],
)
def test_a_misspelt_word_finds_the_one_meant_and_it_is_suggested(code, title, typed, meant):
    blog_post("Something else", code=code)
    blog_post(title, code=code, slug="meant")
    assert found(typed, reader=code) == [title]
    assert suggestion(typed, reader=code) == meant


def test_a_misspelt_word_may_be_in_another_form_than_the_documents_have():
    blog_post("Библиотека", code="mk", text="Во библиотеките читаат студенти.")
    assert found("библитоеката", reader="mk") == ["Библиотека"]


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sr", "бележник", "белжницима"),
        ("hr", "istražitelj", "istarziteljima"),
        ("mk", "укажувач", "укажвачот"),
        ("bg", "служебник", "служевникът"),
        ("sl", "odločnik", "odlčniki"),
    ],
)
def test_that_form_may_change_the_last_consonant_too(code, written, typed):
    blog_post(written, code=code)
    assert found(typed, reader=code) == [written]


def test_a_word_whose_stem_is_there_is_no_misspelt_form_of_another():
    blog_post("Prijavljivanje", code="hr", text="neprijavljena")
    blog_post("Neprijatno", code="hr")
    assert found("neprijavljeni", reader="hr") == ["Prijavljivanje"]


def test_in_a_short_word_the_first_letter_is_right():
    blog_post("Brak")
    assert suggestion("irak") is None
    assert found("irak") == []
    assert suggestion("brka") == "brak"


def test_another_form_of_a_word_the_documents_have_is_not_corrected():
    blog_post("Blorkanje", code="hr", text="blorkanjimo")
    assert suggestion("blorkanjim", reader="hr") is None
    assert suggestion("blokranjim", reader="hr")


def test_the_other_words_must_be_found_too():
    blog_post("Palliative care", text="Of doctors.")
    blog_post("Palliative", text="Nothing more.")
    assert whole("paliative doctor") == ["Palliative care"]
    assert suggestion("paliative doctor") == "palliative doctor"


def test_nothing_is_suggested_where_nothing_is_misspelt():
    blog_post("Donations to parties", text="A party votes.")
    for text in ("donations", "donation", "DONATIONS", "party", "voting", "dog", "", "?!", "1234"):
        assert suggestion(text) is None


def test_nothing_is_suggested_where_nothing_is_near():
    blog_post("Donations")
    assert suggestion("elephants") is None
    assert found("elephants") == []


def test_a_word_of_another_language_is_not_misspelt():
    blog_post("Stranka", code="sl")
    blog_post("Strange", code="en")
    assert suggestion("stranka") is None


@pytest.mark.parametrize(
    ("code", "typed", "near"),
    [
        ("en", "bribe", "bride"),
        ("sq", "dëmi", "deri"),
        ("ro", "șpagă", "spală"),
        ("ro", "spaga", "spală"),
        ("mk", "кражба", "крадба"),
        ("sl", "letališče", "gledališče"),
    ],
)
def test_a_word_of_the_dictionary_is_not_misspelt_though_no_document_has_it(code, typed, near):
    blog_post("Other", code=code, text=near)
    assert suggestion(typed, reader=code) is None
    assert found(typed, reader=code) == []


def test_the_nearest_word_is_suggested_and_of_those_the_most_frequent():
    blog_post("One", text="registrar")
    blog_post("Two", text="registers")
    blog_post("Three", text="registers", slug="three")
    assert suggestion("regisrters") == "registers"
    for number in range(3):
        blog_post("Other", text="regattas", slug=f"other-{number}")
    assert suggestion("regisrters") == "registers"


def test_the_readers_languages_come_before_others():
    blog_post("Studija", code="hr", text="kandidat")
    blog_post("Studim", code="sq", text="kandidat")
    blog_post("Studija", code="bs", text="kandidati")
    assert suggestion("kandidta", reader="sq") == suggestion("kandidta", reader="hr") == "kandidat"
    blog_post("Studije", code="ro", text="candidatul")
    assert suggestion("candiatul", reader="hr") == "candidatul"


def test_what_is_in_quotes_or_refused_is_taken_as_typed():
    blog_post("Palliative care")
    for text in ('"paliative care"', "care -paliative"):
        assert suggestion(text) is None
    assert found('"paliative care"') == []
    assert found("care -paliative") == ["Palliative care"]
    typed = 'paliative "care" -paliative'
    assert suggestion(typed) == 'palliative "care" -paliative'


def test_a_suggestion_keeps_the_rest_of_the_query_as_it_is():
    blog_post("Palliative care")
    assert suggestion("  The Paliative, care!") == "  The Palliative, care!"


def test_a_suggestion_is_in_the_readers_script():
    blog_post("Финансирање", code="sr", text="Удружења")
    assert suggestion("финасирање странака", reader="sr") == "финансирање странака"
    assert suggestion("finasiranje stranaka", reader="sr") == "финансирање странака"
    assert suggestion("финасирање странака", reader="sr-latn") == "finansiranje stranaka"
    assert suggestion("finasiranje stranaka", reader="cnr") == "finansiranje stranaka"
    assert suggestion("finasiranje", reader="en") == "finansiranje"
    assert suggestion("finasiranje WTO xyz", reader="sr") == "финансирање WTO xyz"


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.FAMILY])
def test_a_word_of_a_page_one_may_not_read_is_neither_suggested_nor_felt(visibility):
    blog_post("Donations", text="registry")
    asked = ("elephnats", "elephants", "donatoins elephnats", "registrz", "registers")

    def told(user):
        results = [search(text, user=user) for text in asked]
        return [
            (row.suggestion, row.total, row.every, [facet.counts for facet in row.facets])
            for row in results
        ]

    others = [None, participant("liberal")] if visibility == Visibility.FAMILY else [None]
    before = [told(user) for user in others]
    for number in range(3):
        blog_post(f"Secret {number}", text="elephants registers", family="green",
                  visibility=visibility)  # fmt: skip
    assert [told(user) for user in others] == before
    for user in (participant("green"), editor()):
        assert suggestion("elephnats", user=user) == "elephants"
        assert search("elephnats", user=user).total == 3
        assert counts("family", "elephnats", user=user) == {"green": 3}


def test_the_number_of_database_queries_is_the_same_however_many_words():
    blog_post("Donations and audits", text="elephants giraffes registers")

    def queries(text):
        with CaptureQueriesContext(connection) as captured:
            search(text)
        return len(captured)

    strange = " ".join(f"{'abcdefghij'[n % 10] * 5}{'z' * (n // 10 + 1)}" for n in range(99))
    one = queries("elephnats zzzzzzz")
    assert one == queries("elephnats girafes registres donatoins zzzzzzz")
    assert one == queries(f"elephnats {strange}")


# Where it is told.


def test_the_api_and_the_page_tell_what_may_have_been_meant(client):
    blog_post("Palliative care & more", text="Doctors.")
    assert client.get("/api/v2/search/", {"q": "paliative"}).json()["suggestion"] == "palliative"
    assert client.get("/api/v2/search/", {"q": "palliative"}).json()["suggestion"] is None
    page = client.get("/en/search/", {"q": "paliative <b>", "type": "blog"}).text
    assert "Did you mean" in page
    assert '<a href="?q=palliative+%3Cb%3E&amp;type=blog">palliative &lt;b&gt;</a>' in page
    assert "Did you mean" not in client.get("/en/search/", {"q": "palliative"}).text


# Kin of a word.


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        # Definite and indefinite, both numbers, all cases; an ë that comes and goes.
        ("sq", "organeve", "organe"),
        ("sq", "komentesh", "komente"),
        ("sq", "votave", "votash"),
        ("sq", "varfrit", "varfër"),
        # A noun in -ин, whose plural loses it; the article of the plural.
        ("bg", "хазяите", "хазяин"),
        ("bg", "градинари", "градинарите"),
        # The fleeting a, sibilarisation, palatalisation, short words.
        ("hr", "registar", "registru"),
        ("hr", "pokojnici", "pokojnika"),
        ("sr", "странкама", "stranci"),
        ("cnr", "gubitaka", "gubitci"),
        ("bs", "sječa", "sjecom"),
        ("sr", "буке", "buka"),
        ("mk", "парничење", "парничат"),
        ("mk", "добар", "добриот"),
        ("sl", "mesten", "mestnega"),
        ("ro", "veciniile", "vecinilor"),
        # Consonants that change before an ending; a genitive after a vowel.
        ("ro", "brazi", "brad"),
        ("en", "thieves", "thief"),
        ("sq", "radioja", "radios"),
        # Past tenses, infinitives, the vowel that a verb keeps before no ending.
        ("bg", "разписа", "разписаха"),
        ("bg", "поддържа", "поддържаше"),
        ("hr", "ulaze", "ulaziti"),
        ("sr", "ставе", "staviti"),
        ("sl", "izbirali", "izbirajmo"),
        ("sq", "përshkruan", "përshkruhet"),
        ("ro", "descria", "descriseră"),
        ("en", "voter", "voting"),
        ("en", "acted", "acting"),
    ],
)
def test_the_forms_of_a_word_are_kin(code, written, typed):
    assert are_forms(*folded(code, written, typed))


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "nepotism", "nepotistic"),
        ("en", "notifying", "notification"),
        ("en", "insured", "insurance"),
        ("en", "minister", "ministry"),
        ("en", "honest", "honesty"),
        ("en", "economy", "economic"),
        ("sq", "diellor", "dielli"),
        ("sq", "rëndësishëm", "rëndësi"),
        ("bg", "планина", "планинският"),
        ("bg", "общински", "община"),
        ("mk", "пожари", "пожаришта"),
        ("mk", "царински", "цариник"),
        ("hr", "ozakonjenje", "ozakoniti"),
        ("bs", "dokazati", "dokazivanje"),
        ("cnr", "zagađen", "zagađenja"),
        ("sr", "дигитални", "digitalizacija"),
        ("sl", "zadolženost", "zadolženih"),
        ("hr", "zagađenje", "zagađivač"),
        ("bs", "posjetiti", "posjećivanje"),
        ("mk", "испрати", "испраќање"),
        ("bg", "потвърди", "потвърждение"),
        ("sl", "obnova", "obnovljeni"),
        ("sl", "izposodi", "izposoja"),
        ("sl", "tekmovati", "tekmovalec"),
        ("ro", "guvernul", "guvernamental"),
        ("ro", "traseism", "traseiști"),
        ("ro", "alege", "ales"),
        ("ro", "promite", "promisiune"),
        ("en", "decide", "decision"),
        ("en", "describe", "description"),
        ("en", "permit", "permission"),
        ("en", "transparent", "transparency"),
        ("en", "democratic", "democracy"),
        ("en", "accountable", "accountability"),
        ("en", "candidate", "candidacy"),
        ("en", "vote", "voter"),
    ],
)
def test_words_of_a_family_are_kin_but_no_forms(code, written, typed):
    words = folded(code, written, typed)
    assert are_kin(*words)
    assert not are_forms(*words)


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "gender", "generous"),
        ("en", "party", "partner"),
        ("en", "party", "part"),
        ("en", "policy", "police"),
        ("en", "country", "count"),
        ("en", "leaf", "leaving"),
        ("sq", "parti", "partner"),
        ("sq", "qytet", "qytetërim"),
        ("mk", "совет", "совест"),
        ("mk", "нивно", "нивоата"),
        ("bg", "вода", "воденичар"),
        ("hr", "stranka", "strava"),
        ("hr", "posta", "poseta"),
        ("sr", "смео", "smetaju"),
        ("bs", "predmet", "predsjednik"),
        ("sl", "država", "držaj"),
        ("ro", "parte", "parc"),
        ("ro", "cont", "contabil"),
        ("mk", "средства", "средина"),
        ("mk", "парк", "партија"),
        ("bg", "градина", "граждани"),
        ("hr", "politika", "policija"),
        ("hr", "članovi", "članak"),
        ("sl", "dolg", "dolžina"),
        ("ro", "comisie", "comunist"),
        ("ro", "curte", "cursă"),
        ("ro", "presă", "preț"),
        ("en", "polite", "policy"),
        ("en", "plan", "planet"),
        ("en", "care", "carpet"),
        ("bg", "страна", "страх"),
        ("hr", "vlada", "vlasti"),
    ],
)
def test_words_that_only_begin_alike_are_no_kin(code, written, typed):
    words = folded(code, written, typed)
    assert not are_kin(*words)
    assert not are_forms(*words)


def folded(code, *words):
    analysis = get_language(code).analysis
    return *(key(fold(normalise(word, analysis), analysis), analysis) for word in words), analysis


def test_what_has_a_word_comes_before_what_has_another_form_of_it():
    blog_post("Komente", code="sq", text="Për organeve.", slug="forms")
    blog_post("Tjetër", code="sq", text="Një tekst i gjatë për shumë gjëra, edhe për organe.")
    assert found("organe", reader="sq") == ["Tjetër", "Komente"]


def test_words_made_of_another_are_found_only_where_few_documents_have_it():
    for number in range(9):
        blog_post("Ozakoniti", code="hr", slug=f"o-{number}")
    blog_post("Ozakonjenje", code="hr")
    assert len(found("ozakoniti", reader="hr")) == 10
    blog_post("Ozakoniti", code="hr", slug="the-tenth")
    assert found("ozakoniti", reader="hr") == ["Ozakoniti"] * 10


def test_other_forms_are_found_however_many_documents_have_the_word():
    for number in range(10):
        blog_post("Organe", code="sq", slug=f"o-{number}")
    blog_post("Rreth organeve", code="sq")
    assert found("organe", reader="sq")[10:] == ["Rreth organeve"]


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("sl", "Cepljenje", "necepljeni"),
        ("hr", "Ustavnost", "neustavan"),
        ("sr", "Запосленост", "nezaposleni"),
        ("mk", "Еднаквост", "нееднаков"),
        ("bg", "Законност", "незаконен"),
        ("ro", "Declarare", "nedeclarat"),
        ("en", "Registration", "unregistered"),
    ],
)
def test_the_opposite_of_a_word_is_found_where_there_is_nothing_else(code, written, typed):
    blog_post(written, code=code)
    assert found(typed, reader=code) == [written]
    blog_post(typed, code=code, slug="typed")
    assert found(typed, reader=code) == [typed]


def test_what_begins_like_a_negation_is_none_if_it_is_short():
    blog_post("Mačka", code="hr")
    assert found("nemački", reader="hr") == []


def test_kin_are_of_the_languages_the_person_reads_if_there_are_any():
    blog_post("Ozakonjenje", code="hr")
    blog_post("Ozakonjen", code="sl", slug="slovene")
    assert set(found("ozakoniti", reader="hr")) == {"Ozakonjenje", "Ozakonjen"}
    assert found("ozakoniti", reader="sr") == ["Ozakonjenje"]
    assert found("ozakoniti", reader="sq")


def test_kin_are_marked():
    blog_post("Naslov", code="hr", text="Govori o ozakonjenju kuća.")
    (hit,) = search("ozakoniti", reader="hr").hits
    assert "<mark>ozakonjenju</mark>" in hit.marked.excerpts[0]


def test_kin_are_marked_beside_another_word_but_not_beside_what_was_typed():
    blog_post("Naslov", code="hr", text="O izborima kandidata.")
    blog_post("Naslov", code="hr", text="Birali su kandidate na izborima.", slug="typed")
    typed, kin = [hit.marked.excerpts for hit in search("birati kandidat", reader="hr").hits]
    assert typed == ["<mark>Birali</mark> su <mark>kandidate</mark> na izborima."]
    assert kin == ["O <mark>izborima</mark> <mark>kandidata</mark>."]


def test_a_stand_in_of_several_words_is_marked_where_all_of_them_are(call):
    call("en", "gifts to candidates")
    blog_post("Naslov", text="Gifts to candidates, and other gifts.")
    blog_post("Filed", text="Only gifts.", topics=["party-finance"], slug="filed")
    excerpts = [hit.marked.excerpts for hit in search("party finance").hits]
    gifts = "<mark>Gifts</mark> to <mark>candidates</mark>, and other <mark>gifts</mark>."
    assert sorted(excerpts) == [[], [gifts]]


def test_phrases_and_what_is_refused_have_no_kin():
    blog_post("Ozakonjenje kuće", code="hr")
    assert found('"ozakoniti"', reader="hr") == []
    assert found("kuća -ozakoniti", reader="hr") == ["Ozakonjenje kuće"]


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.FAMILY])
def test_how_often_a_word_stands_where_one_may_not_read_does_not_count(visibility):
    blog_post("Ozakonjenje", code="hr")
    for number in range(10):
        blog_post("Ozakoniti", code="hr", family="green", visibility=visibility,
                  slug=f"secret-{number}")  # fmt: skip
    assert found("ozakoniti", reader="hr") == ["Ozakonjenje"]
    assert found("ozakoniti", reader="hr", user=participant("green")) == ["Ozakoniti"] * 10


def test_words_that_are_asked_for_are_read_before_those_that_only_begin_like_them(monkeypatch):
    blog_post("Donated, donating, donation, donations, donatives, donator, donors")
    monkeypatch.setattr(vocabulary, "MOST_READ", 1)
    for word in ("donation", "donors"):
        (known,) = vocabulary.known_words([f"e{word}"] * 2, ["sendon"], AnonymousUser())
        assert known.exact == f"e{word}"


def test_a_party_is_no_part_and_policy_no_police():
    blog_post("Part of the police")
    blog_post("Party policies")
    assert found("party") == found("policy") == found("policies") == ["Party policies"]
    assert found("parts") == found("police") == ["Part of the police"]


# Words a query does not need.


@pytest.mark.parametrize(
    ("code", "title", "typed"),
    [
        ("en", "Candidates of a party", "how are the candidates chosen by a party"),
        ("sq", "Kandidatët e partisë", "si zgjidhen kandidatët në parti"),
        ("bs", "Kandidati stranke", "kako se biraju kandidati u stranku"),
        ("hr", "Kandidati stranke", "što rade kandidati za stranku"),
        ("cnr", "Kandidati stranke", "sta rade kandidati za stranku"),
        ("sr", "Кандидати странке", "како се бирају кандидати у странку"),
        ("sr", "Кандидати странке", "kako se biraju kandidati u stranku"),
        ("mk", "Кандидатите на партија", "како се бираат кандидати во партија"),
        ("bg", "Кандидати на партия", "как се избират кандидати в партията"),
        ("ro", "Candidații partidului", "cum se aleg candidații în partid"),
        ("sl", "Kandidati stranke", "kako se izbirajo kandidati v stranki"),
    ],
)
def test_a_query_typed_as_a_sentence_does_not_need_its_little_words(code, title, typed):
    verbs = "chosen zgjidhen biraju rade бирају бираат избират aleg izbirajo"
    blog_post(title, code=code, text=verbs)
    results = search(typed, reader=code)
    assert ([hit.document.title for hit in results.hits], results.every) == ([title], True)


@pytest.mark.parametrize(
    ("code", "typed", "written", "other"),
    [
        ("ro", "s-a închis școala", "Școala închisă", "Se poate, s-a spus"),
        ("ro", "n-am bani", "Bani puțini", "N-am mers"),
        ("en", "I'm a dentist", "A dentist", "M is a letter"),
        ("en", "they've expelled me", "Expelled", "They have left"),
    ],
)
def test_what_hangs_on_a_word_by_a_hyphen_or_an_apostrophe_is_not_asked_for(
    code, typed, written, other
):
    blog_post(written, code=code)
    blog_post(other, code=code)
    assert found(typed, reader=code) == [written]


@pytest.mark.parametrize(
    ("code", "typed", "other"),
    [("sq", "qeni", "Ata ishin dhe është, qenë"), ("ro", "furt", "A fost, era")],
)
def test_to_be_is_kin_of_no_word(code, typed, other):
    blog_post("Target", code=code, text=typed)
    blog_post("Other", code=code, text=other)
    assert found(typed, reader=code) == ["Target"]


def test_children_are_found_by_the_child_in_romanian():
    for number in range(12):
        blog_post("Un copil", code="ro", slug=f"one-{number}")
    blog_post("Mulți copii", code="ro")
    assert "Mulți copii" in found("copil", reader="ro")


def test_a_query_of_little_words_alone_is_looked_for_as_it_is():
    blog_post("How to do this")
    blog_post("How")
    assert whole("how to do this") == ["How to do this"]
    assert found("how to do this -how") == []


def test_little_words_count_in_phrases_and_where_they_are_refused():
    blog_post("State of the union")
    blog_post("State union")
    assert found('"state of the union"') == ["State of the union"]
    assert found("union -of") == ["State union"]


def test_what_is_a_little_word_elsewhere_is_needed_here():
    blog_post("Za")
    blog_post("Party")
    assert found("za party", reader="hr") == ["Party"]
    assert not search("za party", reader="en").every


# Topics by their other names.


@pytest.fixture
def call():
    """Gives the topic of money in politics a name that only this test knows."""

    def name(code, *names):
        topic = Topic.objects.get(slug="party-finance")
        setattr(topic, f"synonyms_{code.replace('-', '_')}", "\n".join(names))
        topic.save()

    return name


@pytest.mark.parametrize(
    "query",
    [
        "party finance",
        "Finances of parties",
        "political finance",
        "campaign finance",
        "donation to party",
    ],
)
def test_a_topic_is_found_by_its_other_names(query):
    blog_post("Money", text="About political donations.")
    blog_post("Unrelated", text="About elephants.")
    assert found(query) == ["Money"]


@pytest.mark.parametrize(
    ("reader", "query"),
    [
        ("en", "party finance"),
        ("mk", "финансирањето на партии"),
        ("sr", "финансирања странака"),
        ("sr-latn", "finansiranja stranaka"),
        ("sq", "financimin e partisë"),
        ("sl", "financiranja strank"),
        ("ro", "finantarea partidelor"),
    ],
)
def test_a_name_of_a_topic_in_any_form_finds_it_in_every_language(reader, query):
    titles = {
        "mk": "Финансирање на партиите",
        "hr": "Financiranje stranaka",
        "sq": "Financimi i partive",
        "en": "Party finance",
    }
    for code, title in titles.items():
        blog_post(title, code=code)
    assert set(found(query, reader=reader)) == set(titles.values())


def test_what_is_filed_under_a_topic_is_found_by_its_names():
    blog_post("Filed", topics=["party-finance"])
    blog_post("Filed elsewhere", topics=["inclusion"])
    assert found("party finance") == found("funding of parties") == ["Filed"]
    assert found("finance") == found("party") == []


def test_what_has_the_words_typed_stands_first_then_what_has_others():
    blog_post("Political donations", text="Political donations.", topics=["party-finance"])
    blog_post("Words", text="On the finance of a party, at the very end of a long text.")
    assert found("party finance") == ["Words", "Political donations"]
    blog_post("Financiranje stranaka", code="hr")
    assert found("party finance", reader="hr")[0] == "Financiranje stranaka"


def test_all_words_of_a_name_are_needed():
    blog_post("Filed", topics=["codes-of-ethics"])
    blog_post("Conduct", text="Of conduct.")
    assert found("conduct") == ["Conduct"]
    assert whole("code conduct") == whole("code of conduct") == ["Filed"]


def test_the_other_words_of_the_query_are_asked_for_as_well():
    blog_post("Filed", topics=["party-finance"], text="In Slovenia.")
    blog_post("Filed too", topics=["party-finance"], text="In Albania.")
    assert whole("party finance Slovenia") == ["Filed"]
    assert found("Slovenia party finance -filed") == []


def test_where_nothing_has_everything_any_word_of_a_topics_name_will_do():
    blog_post("Party", text="A party.")
    blog_post("Elephants")
    hits = search("party finance elephants").hits
    assert {hit.marked.title for hit in hits} == {"<mark>Party</mark>", "<mark>Elephants</mark>"}


def test_little_words_of_a_topics_names_are_neither_needed_nor_marked(call):
    call("en", "gifts to candidates")
    blog_post("Candidates and gifts", slug="without")
    blog_post("Gifts", text="What is given to candidates is to be published.")
    assert set(found("party finance")) == {"Candidates and gifts", "Gifts"}
    (hit,) = search("party finance -and").hits
    assert hit.marked.excerpts == ["What is given to <mark>candidates</mark> is to be published."]


def test_little_words_typed_in_a_topics_name_are_not_marked(call):
    call("sq", "dhuratat e kandidatëve")
    blog_post("Titull", code="sq", text="Dhurata e madhe e kandidatit.")
    (hit,) = search("dhuratat e kandidateve", reader="sq").hits
    assert hit.marked.excerpts == ["<mark>Dhurata</mark> e madhe e <mark>kandidatit</mark>."]


def test_a_phrase_names_no_topic():
    blog_post("Filed", topics=["party-finance"])
    assert found('"party finance"') == []
    assert found('filed -"party finance"') == ["Filed"]


def test_a_topic_called_otherwise_is_so_for_the_next_search(call):
    blog_post("Filed", topics=["party-finance"])
    assert found("golden elephants") == []
    call("en", "golden elephant", "silver elephant")
    assert found("golden elephants") == found("silver elephants") == ["Filed"]
    call("en", "silver elephant")
    assert found("golden elephants") == []
    Topic.objects.filter(slug="party-finance").delete()
    assert found("silver elephants") == []


def test_names_may_be_separated_by_commas_or_hold_strange_signs(call):
    blog_post("Filed", topics=["party-finance"])
    call("mk", "златен слон, сребрен слон;, ?!", "'\" & | -", "")
    assert found("златните слонови", reader="mk") == found("сребрени слона") == ["Filed"]


def test_a_name_two_topics_share_finds_both(call):
    Topic.objects.filter(slug="inclusion").update(synonyms_en="golden elephant")
    call("en", "golden elephant")
    blog_post("One", topics=["party-finance"])
    blog_post("Two", topics=["inclusion"])
    assert set(found("golden elephant")) == {"One", "Two"}


def test_words_that_name_a_topic_are_not_misspelt():
    blog_post("Politics", text="political financing campaigns finances")
    assert suggestion("campaign finance") is None


def test_topics_find_only_what_one_may_read():
    blog_post("Secret", topics=["party-finance"], family="green", visibility=Visibility.FAMILY,
              text="political donations")  # fmt: skip
    assert found("party finance") == found("party finance", user=participant("liberal")) == []
    assert counts("topic", "party finance") == {}
    assert found("party finance", user=participant("green")) == ["Secret"]


def test_topics_cost_one_query_and_are_analysed_once(call, monkeypatch):
    blog_post("Filed", topics=["party-finance"])
    found("party finance")

    def fail(*arguments):
        raise AssertionError("analysed again")

    monkeypatch.setattr(thesaurus, "_names", fail)
    assert found("party finance") == ["Filed"]
    call("en", "golden elephant")
    with pytest.raises(AssertionError):
        found("party finance")


def test_editors_give_topics_other_names_which_the_form_explains(client):
    client.force_login(editor())
    row = Topic.objects.get(slug="party-finance")
    address = reverse("wagtailsnippets_topics_topic:edit", args=[row.pk])
    form = client.get(address)
    assert form.text.count("One on each line") == 1
    fields = {field.name: field.value() or "" for field in form.context["form"]}
    response = client.post(address, {**fields, "synonyms_mk": "златен слон"})
    assert response.status_code == 302
    blog_post("Filed", topics=["party-finance"])
    assert found("златниот слон", reader="mk") == ["Filed"]


def test_topics_begin_with_other_names_in_every_language():
    for topic in Topic.objects.all():
        for code in CODES:
            assert getattr(topic, f"synonyms_{code.replace('-', '_')}")


# Words written together or apart.


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("mk", "Видеонадзорот во градот", "видео надзор"),
        ("mk", "Видео надзор во градот", "видеонадзор"),
        ("bg", "Скейтпарк край реката", "скейт парк"),
        ("hr", "Automehaničar s diplomom", "auto mehaničar"),
        ("sr", "Аудио књига за слепе", "audioknjiga"),
        ("en", "A whistle-blower speaks", "whistleblower"),
        ("en", "Whistleblowers speak", "whistle blower"),
    ],
)
def test_what_is_written_together_is_found_apart_and_the_other_way_round(code, written, typed):
    blog_post("Another")
    blog_post("Target", code=code, text=written)
    results = search(typed, reader=code)
    assert [hit.document.title for hit in results.hits] == ["Target"]
    assert results.every
    assert results.suggestion is None
    assert "<mark>" in str(results.hits[0].marked.excerpts)


def test_what_has_the_words_as_typed_is_found_as_before():
    blog_post("Apart", text="A video of the supervision")
    blog_post("Neither", text="Videos")
    assert whole("video supervision") == ["Apart"]


def test_words_that_only_others_may_read_are_not_put_together():
    blog_post("Closed", text="videosupervision", visibility=Visibility.MEMBERS, family="green")
    blog_post("Open", text="videotapes")
    assert "Closed" not in found("video supervision")
    assert found("video supervision", user=participant("green"))[0] == "Closed"


def test_a_word_that_documents_have_is_not_taken_apart():
    blog_post("Whole", text="Headquarters")
    blog_post("Parts", text="The head of four quarters")
    assert found("headquarters") == ["Whole"]
