"""What readers are sent: languages, scripts, addresses, and the cost of a list."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from core.languages import CODES, LANGUAGES
from core.templatetags.script_tags import latin_html
from home.views import server_error
from parties.models import Country
from tests import people
from toolkit_pages.models import (
    ToolkitIndexPage,
    ToolkitSectionPage,
    TrainingManualPage,
    TrainingOutlinePage,
)
from topics.models import Topic

pytestmark = pytest.mark.django_db

SESSION = {"title": "Criteria", "minutes": 45, "aim": "Name five.", "method": "In pairs."}
RESOURCE = re.compile(r"<(?:link|script|img|iframe|source|video|audio)\b[^>]*>", re.IGNORECASE)
ADDRESS = re.compile(r"\b(?:src|href|srcset)=\"([^\"]*)\"")


@pytest.fixture(autouse=True)
def no_language():
    """Addresses follow the active language, which an earlier request leaves behind."""
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def author(site):
    return people.participant("green")


def publish(parent, model, title, author, **fields):
    page = model(
        title=title, summary="In one sentence.", locale=parent.locale, owner=author, author=author,
        author_party=author.party, family=author.family, **fields,
    )  # fmt: skip
    parent.add_child(instance=page)
    page.topics.set(Topic.objects.all()[:2])
    page.save_revision().publish()
    return page


def case_study(author, title="A case", code="en"):
    return publish(
        CaseStudyIndexPage.objects.get(locale__language_code=code), CaseStudyPage, title, author,
        country=Country.objects.get(code="MK"), year=2020, is_example=True,
        challenge="<p>One.</p>", approach="<p>Two.</p>", outcome="<p>Three.</p>",
        lessons="<p>Four.</p>", sources=[("source", {"title": "Law", "url": "", "accessed": None})],
    )  # fmt: skip


def section(author, title="A section"):
    index = ToolkitIndexPage.objects.get(locale__language_code="en")
    return publish(index, ToolkitSectionPage, title, author, body=[("text", "<p>Text.</p>")])


def manual(author, parent, title="A manual"):
    return publish(parent, TrainingManualPage, title, author, audience="Branches")


def outline(author, parent, title="An outline"):
    sessions = [("session", SESSION), ("session", SESSION)]
    return publish(parent, TrainingOutlinePage, title, author, audience="All", sessions=sessions)


def translated(author, page, code, title):
    """The page in another language, live."""
    copy = people.draft(author, title, code)
    copy.translation_key = page.translation_key
    copy.save()
    copy.get_latest_revision().publish()
    copy = people.again(copy)
    Page.objects.filter(pk=copy.pk).update(translation_key=page.translation_key)
    return people.again(copy)


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def hreflangs(html):
    return re.findall(r'<link rel="alternate" hreflang="([^"]+)"', html)


def test_every_page_type_answers_signed_out(client, author):
    part = section(author)
    pages = [people.live(author), case_study(author), part]
    pages += [manual(author, part), outline(author, part)]
    for page in pages:
        html = get(client, page.url)
        assert f"<h1>{page.title}</h1>" in html
        assert people.again(page).byline() in html


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["", "blog/", "case-studies/", "toolkit/"])
def test_every_index_answers_in_every_language(client, site, code, path):
    tag = next(row.tag for row in LANGUAGES if row.code == code)
    assert f'<html lang="{tag}">' in get(client, f"/{code}/{path}")


def test_the_switcher_leads_to_the_translation_else_home(client, author):
    page = people.live(author)
    there = translated(author, page, "mk", "Објавена статија")
    html = get(client, page.url)
    assert f'<a href="{there.url}" lang="mk" hreflang="mk"' in html
    assert '<a href="/hr/?choose" lang="hr" hreflang="hr"' in html


def test_hreflang_names_only_public_translations(client, author):
    page = people.live(author)
    translated(author, page, "mk", "Објавена статија")
    hidden = translated(author, page, "hr", "Za članove")
    hidden.visibility = "members"
    hidden.save_revision().publish()
    people.draft(author, "Nacrt", "bs", translation_key=page.translation_key)
    assert set(hreflangs(get(client, page.url))) == {"en", "mk", "x-default"}


def test_a_serbian_page_is_one_page_in_two_scripts(client, author):
    page = people.live(author, "Објављен чланак", "sr")
    html = get(client, f"/sr/blog/{page.slug}/")
    assert set(hreflangs(html)) == {"sr", "sr-Latn", "x-default"}
    assert f'href="/sr-latn/blog/{page.slug}/"' in html


def test_the_search_keeps_its_query_in_another_language(client, site):
    html = get(client, "/en/search/?q=quota&type=blog")
    assert 'href="/mk/search/?q=quota&amp;type=blog&amp;choose"' in html


def test_sr_latn_is_sent_in_latin_but_for_other_languages_names(client, author):
    page = people.live(author, "Љубав и Његош", "sr")
    html = get(client, f"/sr-latn/blog/{page.slug}/")
    assert "<h1>Ljubav i Njegoš</h1>" in html
    assert "<title>Ljubav i Njegoš" in html
    for row in LANGUAGES:
        assert f">{row.name}</a>" in html
    assert not re.search("[Ѐ-ӿ]", re.sub(r'<a [^>]*lang="(?:sr|mk|bg)".*?</a>', "", html))


def test_a_page_written_in_latin_says_so_under_sr(client, author):
    slug = people.live(author, "Napisano latinicom", "sr").slug
    assert '<article class="article" lang="sr-Latn">' in get(client, f"/sr/blog/{slug}/")
    latin = get(client, f"/sr-latn/blog/{slug}/")
    assert '<article class="article">' in latin


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ('<a href="/ж" id="ж" title="Ж">Ж</a>', '<a href="/ж" id="ж" title="Ž">Ž</a>'),
        ('<b lang="mk">Ж<b>Ж</b>Ж</b>Ж', '<b lang="mk">Ж<b>Ж</b>Ж</b>Ž'),
        ('<b lang="sr-Latn" hreflang="mk">Ж</b>', '<b lang="sr-Latn" hreflang="mk">Ž</b>'),
        ('<!-- Ж --><img lang="mk" alt="ж"> ж', '<!-- Ж --><img lang="mk" alt="ж"> ž'),
        ("<input value='Џеп' name=q> 2 < Ж", "<input value='Џеп' name=q> 2 < Ž"),
    ],
)
def test_only_what_people_read_changes_its_script(html, sent):
    assert latin_html(html) == sent


def test_a_hit_in_another_language_says_so_and_keeps_its_script(
    client, author, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        people.live(author, "Статија за квотата", "mk")
    html = get(client, "/sr-latn/search/?language=mk")
    hit = re.search(r'<li lang="mk">.*?</li>', html, re.DOTALL)[0]
    assert "Статија за квотата" in hit
    assert '<span lang="mk">Македонски</span>' in html


def test_a_list_keeps_its_parameters_when_turning_the_page(client, author):
    for number in range(13):
        people.live(author, f"Post {number}")
    html = get(client, "/en/blog/?x=1")
    assert '<a rel="next" href="?x=1&amp;page=2">' in html
    assert '<link rel="canonical" href="http://testserver/en/blog/">' in html


def test_an_outline_shows_its_running_time(client, author):
    html = get(client, outline(author, section(author)).url)
    assert "90 minutes" in html
    assert re.findall(r'<p class="clock">(.*?)</p>', html) == ["0:00–0:45", "0:45–1:30"]


def test_a_made_up_case_is_marked(client, author):
    assert "A made-up example." in get(client, case_study(author).url)
    assert "Made-up example" in get(client, "/en/")


def test_missing_pages_invite_to_sign_in_and_search(client, author):
    page = people.live(author, "Only for members", visibility="members")
    hidden, missing = get(client, page.url, 404), get(client, "/en/blog/no-such-page/", 404)
    assert hidden.replace(page.slug, "no-such-page") == missing
    assert "?next=/en/blog/no-such-page/" in missing.replace("%2F", "/")
    assert 'name="q"' in missing
    assert hreflangs(missing) == []
    assert '<html lang="mk">' in get(client, "/mk/no-such-page/", 404)


def test_the_failure_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"Integrity Leaders" in response.content


# The only page with a script; it works without as well.
SEARCH_SCRIPT = '<script src="/static/js/search.js" defer>'


def test_no_page_asks_a_third_party(client, author):
    part = section(author)
    urls = ["/en/", "/mk/nope/", "/sq/search/?q=a", people.live(author).url, case_study(author).url]
    for url in [*urls, manual(author, part).url, outline(author, part).url]:
        html = client.get(url).content.decode()
        for tag in RESOURCE.findall(html.replace('<script type="application/ld+json">', "")):
            loaded = 'rel="stylesheet"' in tag or 'rel="icon"' in tag or not tag.startswith("<link")
            for address in ADDRESS.findall(tag) if loaded else []:
                assert address.startswith("/"), tag
        assert "<style" not in html
        scripts = set(re.findall(r"<script[^>]*>", html))
        assert scripts <= {'<script type="application/ld+json">', SEARCH_SCRIPT}
        assert (SEARCH_SCRIPT in scripts) == ("/search/" in url)
        assert " style=" not in html


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        get(client, url)
    return len(captured)


def lists(author):
    part = section(author)
    yield "/en/blog/", lambda title: people.live(author, title)
    yield "/en/case-studies/", lambda title: case_study(author, title)
    yield "/en/toolkit/", lambda title: section(author, title)
    yield part.url, lambda title: manual(author, part, title)
    yield part.url, lambda title: outline(author, part, title)
    yield "/en/", lambda title: people.live(author, title)


@pytest.mark.parametrize("number", range(6))
def test_a_list_costs_the_same_however_long(client, author, number):
    url, write = list(lists(author))[number]
    for count in range(3):
        write(f"Page {count}")
    few = queries(client, url)
    for count in range(3, 12):
        write(f"Page {count}")
    assert queries(client, url) == few


def test_a_language_without_posts_names_those_with_some(client, author):
    people.live(author, code="mk")
    html = get(client, "/hr/blog/")
    empty = html[html.index('<div class="empty">') :]
    assert 'href="/mk/blog/"' in empty
    assert 'href="/sq/blog/"' not in empty


def test_the_list_of_case_studies_names_country_and_example(client, author):
    case_study(author)
    html = get(client, "/en/case-studies/")
    assert "<span>North Macedonia</span>" in html
    assert "Made-up example" in html
