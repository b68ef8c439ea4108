"""What an author withholds appears nowhere outside the family's moderators and the editors."""

import json
import re

import pytest
from django.core.management import call_command
from django.utils import translation

from core.languages import CODES
from parties.models import Party
from search.models import SearchDocument

from .people import again, editor, live, moderator, participant, party
from .test_public_pages import case_study

pytestmark = pytest.mark.django_db

# What each attribution names of the author below; the rest of these words is withheld.
WORDS = {"name": "Zoranov", "user": "participant-green", "party": "Zelenci", "family": "Green"}
NAMED = {
    "name": {"name", "party"},
    "party": {"party"},
    "family": {"family"},
    "anonymous": set(),
}


@pytest.fixture(autouse=True)
def no_language():
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def author(site):
    people = participant("green", first_name="Zoran", last_name="Zoranov")
    Party.objects.filter(pk=people.party_id).update(name="Zelenci", name_en="Zelenci")
    people.party.refresh_from_db()
    return people


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def named_in(text):
    """Which of the words a text contains; the families' facet and their names aside."""
    return {key for key, word in WORDS.items() if word.lower() in text.lower()}


def addresses(page):
    yield page.url
    yield "/en/"
    yield "/en/blog/"
    yield "/en/blog/feed/"
    yield "/sitemap-en.xml"
    yield f"/api/v2/pages/{page.pk}/?fields=*"
    yield "/api/v2/pages/?type=blog.BlogPage&fields=*"


@pytest.mark.parametrize("attribution", NAMED)
@pytest.mark.parametrize("reader", ["nobody", "own family", "other family"])
def test_readers_are_told_what_the_author_names_and_no_more(
    client, author, committed, attribution, reader
):
    with committed():
        page = live(author, "On open lists", attribution=attribution)
    if reader != "nobody":
        family = "green" if reader == "own family" else "liberal"
        client.force_login(participant(family, "reader"))
    for url in addresses(page):
        body = client.get(url).content.decode()
        allowed = NAMED[attribution]
        assert named_in(body) <= allowed, url
    assert named_in(client.get(page.url).content.decode()) == NAMED[attribution]
    assert named_in(client.get("/en/blog/feed/").content.decode()) == NAMED[attribution]


def hits(client, **parameters):
    answer = client.get("/api/v2/search/", {"locale": "en", **parameters}).json()
    return answer["total"], answer["facets"]


@pytest.mark.parametrize(
    ("attribution", "by_family", "by_country"),
    [("name", 1, 1), ("party", 1, 1), ("family", 1, 0), ("anonymous", 0, 0)],
)
def test_no_combination_of_filters_finds_what_is_withheld(
    client, author, committed, attribution, by_family, by_country
):
    with committed():
        live(author, "On open lists", attribution=attribution)
    assert hits(client, family="green")[0] == by_family
    assert hits(client, country="MK")[0] == by_country
    assert hits(client, family="green", country="MK")[0] == by_family * by_country
    for text in ("Zoranov", "Zelenci", "participant-green"):
        assert hits(client, q=text)[0] == 0
    _total, facets = hits(client)
    counted = {name for name in ("family", "country") if facets[name]}
    assert ("family" in counted, "country" in counted) == (bool(by_family), bool(by_country))


@pytest.mark.parametrize("attribution", ["family", "anonymous"])
def test_a_study_is_found_by_its_subject_never_by_its_authors_country(
    client, author, committed, attribution
):
    with committed():
        page = case_study(author, "A study")
        page.attribution = attribution
        page.country = party("liberal", "SI").country
        page.save_revision().publish()
    assert hits(client, country="MK")[0] == 0
    assert hits(client, country="SI")[0] == 1
    document = SearchDocument.objects.get(pk=page.pk)
    assert document.party is None
    assert (document.family is None) == (attribution == "anonymous")


def test_withholding_a_name_later_takes_it_back_everywhere(client, author, committed):
    with committed():
        page = live(author, "On open lists")
    with committed():
        page.attribution = "anonymous"
        page.save_revision().publish()
    call_command("rebuild_search", verbosity=0)
    for url in addresses(again(page)):
        assert named_in(client.get(url).content.decode()) == set(), url
    assert hits(client, family="green")[0] == 0


@pytest.mark.parametrize("field", ["author", "owner", "family", "author_party", "attribution"])
def test_the_api_neither_shows_filters_nor_sorts_by_what_may_be_withheld(client, author, field):
    live(author, attribution="anonymous")
    for query in (f"{field}={author.pk}", f"order={field}", f"order=-{field}", f"fields={field}"):
        url = f"/api/v2/pages/?type=blog.BlogPage&{query}"
        assert client.get(url).status_code == 400, query


# The head: JSON-LD and share card.


def linked(html):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(text) for text in found]


def test_linked_data_names_the_author_as_readers_see_it(client, author):
    organization = {"@type": "Organization", "name": "Zelenci"}
    expected = {
        "name": {"@type": "Person", "name": "Zoran Zoranov", "affiliation": organization},
        "party": organization,
        "family": {"@type": "Organization", "name": str(author.family)},
        "anonymous": None,
    }
    for attribution, who in expected.items():
        page = live(author, f"By {attribution}", attribution=attribution)
        (data,) = linked(client.get(page.url).content.decode())
        assert data["@type"] == "BlogPosting"
        assert data["headline"] == page.title
        assert data.get("author") == who


def test_only_public_pages_have_linked_data_and_a_card(client, author):
    page = live(author, visibility="members")
    client.force_login(author)
    html = client.get(page.url).content.decode()
    assert linked(html) == []
    assert "og:title" not in html


def test_no_title_breaks_out_of_linked_data_or_the_card(client, author):
    title = '</script><script>alert(1)</script> "quoted" & <b>'
    html = client.get(live(author, title).url).content.decode()
    assert "<script>alert" not in html
    assert linked(html)[0]["headline"] == title
    assert '<meta property="og:title" content="&lt;/script&gt;' in html


def test_a_serbian_page_is_described_in_the_script_it_is_read_in(client, author):
    page = live(author, "Отворене листе", "sr")
    cyrillic = client.get(f"/sr/blog/{page.slug}/").content.decode()
    latin = client.get(f"/sr-latn/blog/{page.slug}/").content.decode()
    assert linked(cyrillic)[0]["headline"] == "Отворене листе"
    assert (linked(latin)[0]["headline"], linked(latin)[0]["inLanguage"]) == (
        "Otvorene liste",
        "sr-Latn",
    )
    assert '<meta property="og:title" content="Otvorene liste">' in latin


# The byline.


@pytest.mark.parametrize("code", CODES)
def test_a_byline_is_in_the_readers_language_and_script(author, code):
    page = live(author, attribution="family")
    with translation.override(code):
        family = page.byline()
        page.attribution = "anonymous"
        nobody = page.byline()
    assert str(author.family) not in ("", family) or code == "en"
    assert "Zor" not in family + nobody
    cyrillic = code in ("mk", "bg", "sr")
    assert bool(re.search("[Ѐ-ӿ]", nobody)) == cyrillic


# In the admin.


def test_other_participants_of_the_family_do_not_meet_the_page_in_the_admin(client, author):
    page = live(author, "On open lists", attribution="anonymous", visibility="family")
    client.force_login(participant("green", "colleague"))
    for url in (
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/usage/",
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/api/main/pages/{page.pk}/",
    ):
        assert client.get(url).status_code == 404, url
    for url in (f"/admin/pages/{page.get_parent().pk}/", "/admin/pages/search/?q=lists"):
        assert named_in(client.get(url, follow=True).content.decode()) <= {"family"}, url


def test_the_link_chooser_tells_no_author(client, author):
    live(author, "On open lists", attribution="anonymous")
    client.force_login(participant("liberal", "colleague"))
    html = client.get("/admin/choose-page/search/?q=lists").content.decode()
    assert named_in(html) == set()


def test_only_editors_sort_the_admins_lists_by_person(client, author):
    index = live(author, "On open lists", attribution="anonymous").get_parent()
    mine = live(participant("liberal", "other"), "Mine")
    for user, offered in ((mine.owner, False), (moderator("liberal"), False), (editor(), True)):
        client.force_login(user)
        html = client.get(f"/admin/pages/{index.pk}/?owner={author.pk}").content.decode()
        assert ("Zoranov" in html) == offered, user
