"""A link within a text leads to what its reader may read, and tells nobody of anything else."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content import shown_links
from content.visibility import narrow

from .people import (
    again,
    blog_index,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    submit,
)

pytestmark = pytest.mark.django_db

# The one word of the title, so of the address, of the page that is linked to.
SECRET = "Geheimwort"
REFUSED = "A link here leads to no page you may read. Please choose another page."
NOWHERE = 99999


def link(page_or_number, words="there"):
    number = getattr(page_or_number, "pk", page_or_number)
    return f'<p><a linktype="page" id="{number}">{words}</a></p>'


def linking(author, page, title="It links", publish=True, **fields):
    text = change(draft(author, title, **fields), author, body=[("text", link(page))])
    if publish:
        text.publish()
    return again(text.content_object)


def as_editor_writes(number, words="there"):
    """What the editor sends for a text with a link."""
    block = {
        "key": "aaaaa", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": len(words), "key": 0}],
    }  # fmt: skip
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": number}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def form_with(text, **more):
    none = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    return nested_form_data(
        {
            "title": "Mine", "summary": "What I typed", "visibility": "public",
            "attribution": "name", "body": streamfield([("text", text)]), "comments": none,
            **more,
        }
    )  # fmt: skip


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def body_of(page):
    return str(again(page).get_latest_revision().content["body"])


def liberal():
    return User.objects.filter(username="participant-liberal").first() or participant("liberal")


# Who may set a link


def a_draft_of_another_family():
    return draft(liberal(), SECRET)


def a_family_page_of_another_family():
    return live(liberal(), SECRET, visibility="family")


def an_unpublished_page():
    page = live(liberal(), SECRET)
    page.unpublish()
    return page


HIDDEN = [a_draft_of_another_family, a_family_page_of_another_family, an_unpublished_page]


# What differs from answer to answer: nonces, tokens, keys made at random, numbers of sessions.
DIFFERS = re.compile(
    r'nonce="[^"]*"|\b\w{64}\b|[0-9a-f]{8}-[0-9a-f-]{27}|"key": "\w{5}"|/editing-sessions/[^"]*'
)


def answers(client, page, number):
    """What every form that takes a text answers to one with a link to that number."""
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog_index().pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = form_with(as_editor_writes(number))
    for address, accept in (
        (edit_address(page), "text/html"),
        (edit_address(page), "application/json"),
        (preview, "text/html"),
        (add, "text/html"),
    ):
        response = client.post(address, form, HTTP_ACCEPT=accept)
        text = DIFFERS.sub("", unescape(response.content.decode()).replace('\\"', '"'))
        yield response.status_code, text.replace(f'"id": "{number}"', '"id": the number')


@pytest.mark.parametrize("make", HIDDEN)
def test_nobody_learns_of_a_page_by_linking_to_its_number(site, client, make):
    author = participant("green")
    own = live(author, "Own")
    hidden = make()
    client.force_login(author)
    before = body_of(own)
    there, nowhere = list(answers(client, own, hidden.pk)), list(answers(client, own, NOWHERE))
    assert there == nowhere
    (status, form), *_rest = there
    assert status == 200
    assert REFUSED in form
    assert "What I typed" in form
    assert "there" in form
    assert SECRET.lower() not in str(there).lower()
    assert body_of(own) == before
    assert not Page.objects.filter(title="Mine").exists()


@pytest.mark.parametrize("number", ["x", "", " 7", True, [1], "9" * 30, -1, 1.5, "٧"])
def test_what_is_no_number_of_a_page_is_refused_like_one(site, client, number):
    author = participant("green")
    own = draft(author, "Own")
    client.force_login(author)
    answer = client.post(edit_address(own), form_with(as_editor_writes(number)))
    assert REFUSED in answer.content.decode()


def public_page(author):
    return live(liberal(), SECRET)


def members_page(author):
    return live(liberal(), SECRET, visibility="members")


def own_family_page(author):
    return live(participant("green", "other"), SECRET, visibility="family")


def own_draft(author):
    return draft(author, SECRET)


def index(author):
    return blog_index()


@pytest.mark.parametrize(
    "make", [public_page, members_page, own_family_page, own_draft, index]
)  # fmt: skip
def test_one_links_to_what_one_may_choose_and_sees_where_it_leads(site, client, make):
    author = participant("green")
    own, there = draft(author, "Own"), make(author)
    client.force_login(author)
    answer = client.post(edit_address(own), form_with(as_editor_writes(there.pk)))
    assert answer.status_code == 302
    assert f'id=\\"{there.pk}\\"' in body_of(own) or f'id="{there.pk}"' in body_of(own)
    assert links_in_the_editor(client, own) == [
        {"id": there.pk, "url": there.url, "parentId": there.get_parent().pk}
    ]


def test_an_editor_links_to_any_page_there_is(site, client):
    own, hidden = live(participant("green"), "Own"), a_draft_of_another_family()
    client.force_login(editor())
    more = {"slug": "own", "date": "2025-01-01", "significance": "minor"}
    for number in (NOWHERE, hidden.pk):
        answer = client.post(edit_address(own), form_with(as_editor_writes(number), **more))
        assert (REFUSED in answer.content.decode()) == (number == NOWHERE)
    assert links_in_the_editor(client, own)[0]["url"] == hidden.url


# Links that are there already


def links_in_the_editor(client, page):
    """The data of each link, as the editor gets it within its form."""
    html = client.get(edit_address(page)).content.decode()
    plain = unescape(html).replace("\\n", " ").replace('\\"', '"')
    return [json.loads(data) for data in re.findall(r'{\s*"id": [^{}]*"parentId": [^{}]*}', plain)]


CLOSE = {
    "narrowed": lambda page: narrow(page, "family", by=None),
    "unpublished": lambda page: page.unpublish(),
    "below a closed index": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="groups"
    ),
}


@pytest.mark.parametrize("how", CLOSE)
@pytest.mark.parametrize("publish", [True, False])
def test_a_link_to_a_page_closed_since_stays_and_tells_no_more(site, client, how, publish):
    author = participant("green")
    there = live(liberal(), SECRET)
    page = linking(author, there, publish=publish)
    CLOSE[how](there)
    client.force_login(author)
    data = {"id": str(there.pk), "url": None, "parentId": None}
    assert links_in_the_editor(client, page) == [data]
    assert SECRET.lower() not in client.get(edit_address(page)).content.decode().lower()
    answer = client.post(edit_address(page), form_with(as_editor_writes(there.pk)))
    assert answer.status_code == 302
    assert links_in_the_editor(client, page) == [data]


def test_a_moderator_keeps_a_link_to_the_authors_own_draft_and_sees_none(site, client):
    author = participant("green")
    own = draft(author, SECRET)
    page = linking(author, own, publish=False)
    submission = submit(page, author)
    client.force_login(moderator("green"))
    answer = client.post(edit_address(page), form_with(as_editor_writes(own.pk)))
    assert answer.status_code == 302
    review = reverse("moderation:review", args=[submission.pk])
    view_draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    for address in (edit_address(page), review, view_draft):
        html = client.get(address).content.decode().lower()
        assert "there" in html, address
        assert SECRET.lower() not in html, address


# Who follows a link


def everybody():
    return {
        "nobody": None,
        "other family": participant("conservative"),
        "own family": participant("liberal", "other"),
        "editor": editor(),
    }


EDITORS = {"editor"}
FAMILY = EDITORS | {"own family"}
MEMBERS = FAMILY | {"other family"}
FOLLOW = {
    "public": (MEMBERS | {"nobody"}, {"visibility": "public"}),
    "members": (MEMBERS, {"visibility": "members"}),
    "family": (FAMILY, {"visibility": "family"}),
}


def links_to(client, address, page, user=None):
    """Whether somebody reads where a link leads; its words they read in any case."""
    client.logout()
    if user:
        client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert "there" in html
    assert (f'href="{page.url}"' in html) == (SECRET.lower() in html.lower())
    return f'href="{page.url}"' in html


@pytest.mark.parametrize("kind", FOLLOW)
def test_a_link_leads_those_who_read_the_page_there(site, client, kind):
    who, fields = FOLLOW[kind]
    there = live(liberal(), SECRET, **fields)
    page = linking(participant("green"), there)
    found = {name for name, user in everybody().items() if links_to(client, page.url, there, user)}
    assert found == who


@pytest.mark.parametrize("how", ["unpublished", "a draft"])
def test_a_link_to_what_is_not_published_leads_nobody(site, client, how):
    author = liberal()
    there = draft(author, SECRET) if how == "a draft" else live(author, SECRET)
    page = linking(author, there)
    there.unpublish()
    for user in (*everybody().values(), author):
        assert not links_to(client, page.url, there, user)


def test_a_closed_page_is_linked_like_one_that_is_gone(site, client):
    page = linking(participant("green"), there := a_family_page_of_another_family())
    hidden = client.get(page.url).content.decode()
    there.delete()
    gone = client.get(page.url).content.decode()
    assert DIFFERS.sub("", hidden) == DIFFERS.sub("", gone)


TEXTS = {
    "text": lambda html: [("text", html)],
    "key point": lambda html: [("key_point", {"title": "A point", "text": html})],
}


@pytest.mark.parametrize("block", TEXTS)
def test_in_every_block_with_links(site, client, block):
    there = live(liberal(), SECRET, visibility="members")
    page = live(participant("green"))
    change(page, page.author, body=TEXTS[block](link(there))).publish()
    assert not links_to(client, page.url, there)
    assert links_to(client, page.url, there, participant("conservative"))


def test_in_a_case_study(site, client):
    author = participant("green")
    there = live(liberal(), SECRET, visibility="members")
    index = CaseStudyIndexPage.objects.get(locale__language_code="en")
    page = CaseStudyPage(
        title="Study", summary="x", challenge=link(there), approach="x", outcome="x", lessons="x",
        country=author.party.country, year=2024, author=author, owner=author, locale=index.locale,
    )  # fmt: skip
    index.add_child(instance=page)
    page.save_revision(user=author).publish()
    assert not links_to(client, page.url, there)
    assert links_to(client, page.url, there, participant("conservative"))


@pytest.mark.parametrize("form", ["html", "markdown", "db_html", "db_markdown"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_api_gives_addresses_of_public_pages_only(site, client, form, signed_in):
    author = participant("green")
    if signed_in:
        client.force_login(author)
    for make in (*HIDDEN, lambda: live(author, SECRET, visibility="members")):
        page = linking(author, make())
        answer = client.get(f"/api/v2/pages/{page.pk}/?rich_text_format={form}").json()
        assert "there" in str(answer["body"])
        assert SECRET.lower() not in str(answer).lower()
    for there in (live(author, SECRET), blog_index()):
        page = linking(author, there)
        answer = client.get(f"/api/v2/pages/{page.pk}/?rich_text_format={form}").json()
        assert (there.url in str(answer["body"])) == (not form.startswith("db_"))


def test_in_another_language_a_link_leads_to_the_translation_if_that_is_for_its_reader(
    site, client
):
    there = live(liberal(), "Original")
    page = linking(participant("green"), there)
    elsewhere = live(participant("liberal", "other"), SECRET, "mk", visibility="members",
                     translation_key=there.translation_key)  # fmt: skip
    shown_in = live(participant("green", "other"), "Also links", "mk")
    change(shown_in, shown_in.author, body=[("text", link(there))]).publish()
    nobody = client.get(shown_in.url).content.decode()
    assert f'href="{there.url}"' in nobody
    assert SECRET.lower() not in nobody.lower()
    assert links_to(client, shown_in.url, elsewhere, participant("conservative"))
    assert f'href="{there.url}"' in client.get(page.url).content.decode()


# Texts shown in the admin


def test_comparing_versions_shows_addresses_of_what_the_person_may_read(site, client):
    author = participant("green")
    there = live(liberal(), SECRET)
    page = linking(author, there)
    change(page, author, body=[("text", link(there, "there, changed"))])
    submission = submit(page, author)
    client.force_login(moderator("green"))
    review = reverse("moderation:review", args=[submission.pk])
    assert there.url in client.get(review).content.decode()
    narrow(there, "family", by=None)
    assert SECRET.lower() not in client.get(review).content.decode().lower()
    assert "there, changed" in client.get(review).content.decode()


def test_who_is_shown_a_text_is_forgotten_with_it():
    """A thread that failed to answer somebody answers nobody in particular afterwards."""
    somebody = object()

    def fail():
        with shown_links.shown_to(somebody):
            assert shown_links._reader.get() is somebody
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert shown_links._reader.get() is shown_links.NOBODY
