"""Serbian in Latin script: letters, what stays as it is, and everywhere readers are sent text."""

import json
import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import translation

from core.scripts import latin_text, to_latin, writer
from core.templatetags.script_tags import latin_html
from parties.models import PartyFamily

from .people import again, approve, draft, live, moderator, participant, reject, submit

CYRILLIC = re.compile("[\u0400-\u04ff]")
WORDS = Path(__file__).with_name("serbian_words.tsv")


def words():
    """(Cyrillic, Latin by another tool) for each word."""
    lines = WORDS.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def test_the_words_of_our_texts_are_written_as_another_tool_writes_them():
    """No exceptions: where the two differ, in initials (`Њ.`), no word of a text is concerned."""
    assert len(words()) > 2000
    assert len({latin for _cyrillic, latin in words()}) == len(words())
    assert [word for word in words() if latin_text(word[0]) != word[1]] == []


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("КОЊ", "KONJ"),
        ("ЊЉ ЏЏ", "NJLJ DŽDŽ"),
        ("Џ и џ", "Dž i dž"),
        ("Њ. Њ. Петровић", "Nj. Nj. Petrović"),
        ("ЧЛАН 1Љ", "ČLAN 1Lj"),
        ("инјекција, конјункција, наджњети", "injekcija, konjunkcija, nadžnjeti"),
        ("Integrity Leaders у Београду", "Integrity Leaders u Beogradu"),
        ("GRECO и ОЕБС", "GRECO i OEBS"),
    ],
)
def test_digraphs_their_capitals_and_latin_names(cyrillic, latin):
    assert latin_text(cyrillic) == latin


@pytest.mark.parametrize(
    "kept",
    [
        "https://пример.срб/љубав?ж=1",
        "www.пример.срб/стр",
        "влада.срб",
        "маја.њ@пример.срб",
        "Ѓорче",
        "съд",
        "Марія",
    ],
)
def test_addresses_and_words_of_other_languages_stay_as_they_are(kept):
    assert latin_text(f"Види {kept} и реч.") == f"Vidi {kept} i reč."


def test_search_maps_every_letter():
    assert to_latin("влада.срб, Ѓорче") == "vlada.srb, Ѓorče"


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("<p>Ж <code>Ж <b>Ж</b></code> Ж</p>", "<p>Ž <code>Ж <b>Ж</b></code> Ž</p>"),
        ("<pre>Ж</pre><textarea>Ж</textarea>Ж", "<pre>Ж</pre><textarea>Ж</textarea>Ž"),
        (
            '<li lang="mk">Ж <p lang="sr-Latn">Ж <i lang="bg">Ж</i> Ж</p> Ж</li> Ж',
            '<li lang="mk">Ж <p lang="sr-Latn">Ž <i lang="bg">Ж</i> Ž</p> Ж</li> Ž',
        ),
        ("<a href='https://x/ж'>https://пример.срб</a>", "<a href='https://x/ж'>https://пример.срб</a>"),
    ],
)  # fmt: skip
def test_code_and_other_languages_within_a_page_stay_as_they_are(html, sent):
    assert latin_html(html) == sent


def test_only_serbian_pages_are_written_anew_and_only_for_readers_of_latin():
    assert writer("sr", "sr-latn")("Реч") == "Reč"
    for locale, reader in (("mk", "sr-latn"), ("sr", "sr"), ("sr", "hr"), ("sr", None)):
        assert writer(locale, reader)("Реч") == "Реч"


@pytest.fixture
def page(site, django_capture_on_commit_callbacks):
    """A Serbian post whose author writes their name in Cyrillic."""
    author = participant("green", first_name="Њ.", last_name="Петровић")
    page = draft(author, "Љубав и Његош", "sr")
    page.summary = "Сажетак."
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    return again(page)


@pytest.fixture(autouse=True)
def no_language():
    yield
    translation.activate("en")


def test_one_address_sends_one_script_whoever_asked_before(client, page):
    for path in (f"blog/{page.slug}/", "blog/", "", "blog/feed/", "search/?q=ljubav"):
        for _again in range(2):
            cyrillic = client.get(f"/sr/{path}").content.decode()
            latin = client.get(f"/sr-latn/{path}").content.decode()
            assert "и Његош" in cyrillic, path
            assert "i Njegoš" in latin, path
            assert "Njegoš" not in cyrillic, path
            assert "Његош" not in latin, path


def test_the_feed_is_in_the_readers_script(client, page):
    live(page.author, "Napisano latinicom", "sr")
    feeds = {code: client.get(f"/{code}/blog/feed/").content.decode() for code in ("sr", "sr-latn")}
    assert not CYRILLIC.search(feeds["sr-latn"])
    assert "Nj. Petrović" in feeds["sr-latn"]
    assert re.findall('xml:lang="(.*?)"', feeds["sr"]) == ["sr", "sr-Latn"]
    assert re.findall('xml:lang="(.*?)"', feeds["sr-latn"]) == ["sr-Latn"]


def test_what_machines_are_told_of_a_page_is_in_the_readers_script(client, page):
    PartyFamily.objects.filter(slug="green").update(name_sr_latn="", name_sr="Зелени")
    html = client.get(f"/sr-latn/blog/{page.slug}/").content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    assert not CYRILLIC.search(data)
    assert json.loads(data)["inLanguage"] == "sr-Latn"
    assert '<meta property="og:title" content="Ljubav i Njegoš">' in html
    assert '<meta name="description" content="Sažetak.">' in html


def told(do, *args, **kwargs):
    mail.outbox.clear()
    do(*args, **kwargs)
    (message,) = mail.outbox
    return message


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    def on_commit(do, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return do(*args, **kwargs)

    return on_commit


def test_mail_of_a_serbian_page_is_in_the_script_its_receiver_reads(site, on_commit):
    author = participant(
        "green", languages=["sr"], reads="sr-latn", first_name="Њ.", last_name="Петровић"
    )
    reviewer = moderator("green", reads="sr-latn")
    page = draft(author, "Љубав и Његош", "sr")
    message = told(on_commit, submit, page, author)
    assert "Ljubav i Njegoš" in message.subject
    assert "Њ. Петровић" in message.body
    reason = "Додај извор: https://пример.срб/љубав"
    message = told(on_commit, reject, page.current_workflow_task_state, reviewer, reason)
    assert "Dodaj izvor: https://пример.срб/љубав" in message.body
    state = on_commit(submit, page, author)
    message = told(on_commit, approve, state, reviewer)
    assert "Ljubav i Njegoš" in message.subject
    assert f"/sr-latn/blog/{page.slug}/" in message.body


def test_mail_of_another_languages_page_keeps_its_letters(site, on_commit):
    author = participant("green")
    moderator("green", reads="sr-latn")
    message = told(on_commit, submit, draft(author, "Љубовта и зборот", "mk"), author)
    assert "Љубовта и зборот" in message.subject
