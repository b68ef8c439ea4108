"""Who may read a page: the narrowest along the path, narrowed at once, widened when approved."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from accounts.models import User
from content import visibility
from content.models import ContentPage
from content.readership import readerships
from content.visibility import narrow, user_can_read
from parties.models import PartyFamily
from search.models import SearchDocument
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .people import (
    again,
    approve,
    blog_index,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    person,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db


def section(author, title="A section", **fields):
    return below(ToolkitIndexPage.objects.get(locale__language_code="en"), ToolkitSectionPage,
                 title, author, **fields)  # fmt: skip


def manual(author, parent, title="A manual", **fields):
    return below(parent, TrainingManualPage, title, author, audience="All", **fields)


def below(parent, model, title, author, **fields):
    fields = {"family": author.family, **fields}
    page = model(title=title, summary="One.", locale=parent.locale, owner=author, author=author,
                 author_party=author.party, **fields)  # fmt: skip
    parent.add_child(instance=page)
    page.save_revision().publish()
    return again(page)


def people():
    return {
        "nobody": AnonymousUser(),
        "deactivated": person("gone", "Participants", family="green", is_active=False),
        "own family": participant("green", "reader"),
        "other family": participant("liberal"),
        "moderator of another": moderator("liberal"),
        "translator": translator("mk", family="liberal"),
        "without party": person("alone", "Participants"),
        "editor": editor(),
        "administrator": User.objects.create_superuser("root", "r@example.org", "demo"),
    }


def readers(page):
    """Those who may read the page; every way of asking has to say the same."""
    document = SearchDocument.objects.filter(pk=page.pk)
    found = set()
    for name, user in people().items():
        read = user_can_read(user, page)
        assert read == readerships([page])[page.pk].allows(user), name
        if document:
            assert read == document.visible_to(user).exists(), name
        if read:
            found.add(name)
        User.objects.filter(pk=user.pk).delete()
    return found


EDITORS = {"editor", "administrator"}
FAMILY = EDITORS | {"own family"}
MEMBERS = FAMILY | {"other family", "moderator of another", "translator", "without party"}
EVERYBODY = MEMBERS | {"nobody", "deactivated"}
READERS = {"public": EVERYBODY, "members": MEMBERS, "family": FAMILY}


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


# Who reads what.


@pytest.mark.parametrize("kind", READERS)
def test_a_page_is_read_by_those_it_is_for(author, committed, kind):
    with committed():
        page = live(author, visibility=kind)
    assert readers(page) == READERS[kind]


def test_a_family_page_without_a_family_is_for_editors(author, committed):
    with committed():
        page = section(author, visibility="family", family=None)
    assert readers(page) == EDITORS


@pytest.mark.parametrize("above", READERS)
@pytest.mark.parametrize("own", READERS)
def test_the_narrowest_along_the_path_holds(author, committed, above, own):
    with committed():
        page = manual(author, section(author, visibility=above), visibility=own)
    assert readers(page) == READERS[above] & READERS[own]


def test_below_another_familys_section_a_page_is_for_editors(author, committed):
    liberal = PartyFamily.objects.get(slug="liberal")
    with committed():
        page = manual(author, section(author, visibility="family", family=liberal),
                      visibility="family")  # fmt: skip
    assert readers(page) == EDITORS


def test_an_author_who_left_the_family_reads_what_others_outside_it_read(author):
    page = live(author, visibility="family")
    assert user_can_read(author, page)
    moved = participant("liberal", "moved")
    Page.objects.filter(pk=page.pk).update(owner=moved)
    assert not user_can_read(moved, page)


def test_an_unpublished_section_still_closes_what_is_below_it(author):
    above = section(author, visibility="members")
    page = manual(author, above)
    above.unpublish()
    assert not user_can_read(AnonymousUser(), page)


@pytest.mark.parametrize(("kind", "who"), [("login", MEMBERS), ("groups", EDITORS),
                                           ("password", EDITORS)])  # fmt: skip
def test_a_restriction_of_wagtails_closes_all_below(author, committed, kind, who):
    with committed():
        page = live(author)
        PageViewRestriction.objects.create(page=blog_index(), restriction_type=kind)
    assert readers(page) == who


# Wagtail's restriction says the same as the row.


def restricted(page):
    return PageViewRestriction.objects.filter(page_id=page.pk).exists()


def agrees(page):
    row = ContentPage.objects.get(pk=page.pk)
    return restricted(page) == (row.visibility != "public")


def test_the_restriction_follows_every_way_to_write_the_row(author):
    page = live(author, visibility="members")
    assert restricted(page)
    page.visibility = "public"
    page.save()
    assert not restricted(page)
    page.visibility = "family"
    page.save()
    assert restricted(page)


def test_copies_aliases_and_translations_are_as_closed_as_their_source(author):
    page = live(author, visibility="members")
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)
    alias = page.create_alias(update_slug="alias")
    translation = page.copy_for_translation(blog_index("mk").locale)
    for other in (copy, alias, again(translation)):
        assert agrees(other)
        assert restricted(other)
        assert not user_can_read(AnonymousUser(), other)


def test_a_page_moved_or_created_below_a_closed_section_is_closed(author, committed):
    closed = section(author, "Closed", visibility="family")
    with committed():
        page = manual(author, section(author, "Open"))
    assert readers(page) == EVERYBODY
    page.move(closed, pos="last-child")
    assert readers(again(page)) == FAMILY
    assert not user_can_read(AnonymousUser(), manual(author, closed, "Another"))


@pytest.mark.parametrize("mirrored", [True, False])
def test_only_the_restriction_keeps_a_closed_translation_out_of_the_languages_offered(
    client, author, monkeypatch, mirrored
):
    """The guard is shown to matter: without the mirror the address of a closed page is told."""
    if not mirrored:
        monkeypatch.setattr("content.models.mirror_restriction", lambda page: None)
    page = live(author, "For everybody")
    live(author, "Tajnaprevod", "mk", visibility="family", translation_key=page.translation_key)
    answer = client.get(page.url).content.decode()
    assert ("tajnaprevod" in answer) is not mirrored


def test_a_page_is_not_published_where_its_restriction_cannot_be_written(author, monkeypatch):
    page = live(author)
    revision = change(page, author, visibility="members", title="Told to members")

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(PageViewRestriction.objects, "create", fail)
    with pytest.raises(RuntimeError):
        revision.publish()
    page = again(page)
    assert page.title == "A published post"
    assert page.visibility == "public"


# Narrowing at once.


def edit(client, page, user, autosave=False, **fields):
    """Save the page in the editor, as a browser would."""
    latest = again(page).get_latest_revision_as_object()
    data = {
        "title": latest.title,
        "summary": latest.summary,
        "body": streamfield([("text", rich_text("<p>Its text.</p>"))]),
        "attribution": latest.attribution,
        "visibility": latest.visibility,
        "slug": latest.slug,
        "date": latest.date,
        "author": latest.author_id,
        "author_party": latest.author_party_id,
        "family": latest.family_id,
        "significance": latest.significance,
        "comments": inline_formset([]),
        **fields,
    }
    client.force_login(user)
    accept = "application/json" if autosave else "text/html"
    return client.post(
        f"/admin/pages/{page.pk}/edit/",
        nested_form_data(data),
        headers={"accept": accept},
        follow=not autosave,
    )


def test_a_narrower_draft_narrows_the_published_page_at_once(client, author, committed):
    with committed():
        page = live(author)
    response = edit(client, page, author, visibility="family", title="Not yet approved")
    assert "From now on the published page is for" in response.content.decode()
    page = again(page)
    assert (page.visibility, page.title) == ("family", "A published post")
    assert agrees(page)
    assert readers(page) == FAMILY
    entry = PageLogEntry.objects.get(page=page.pk, action="content.narrow_visibility")
    assert entry.user == author
    assert entry.data["visibility"] == {"old": "public", "new": "family"}


def test_from_members_to_family_is_narrower_too(client, author, committed):
    with committed():
        page = live(author, visibility="members")
    edit(client, page, author, visibility="family")
    assert readers(again(page)) == FAMILY


def test_the_editors_autosave_narrows_nothing(client, author):
    page = live(author)
    response = edit(client, page, author, autosave=True, visibility="family")
    assert response.json()["success"]
    assert again(page).visibility == "public"
    edit(client, page, author)
    assert again(page).visibility == "family"


def test_a_wider_draft_waits_for_its_approval(client, author):
    page = live(author, visibility="family")
    response = edit(client, page, author, visibility="public")
    assert "From now on" not in response.content.decode()
    assert again(page).visibility == "family"
    approve(submit(page, author), moderator("green"))
    assert again(page).visibility == "public"
    assert agrees(page)


def test_a_draft_that_was_never_published_is_narrowed_without_ado(client, author):
    page = draft(author)
    edit(client, page, author, visibility="family")
    assert not PageLogEntry.objects.filter(action="content.narrow_visibility").exists()


def test_nobody_narrows_what_they_may_not_edit(client, author):
    page = live(author)
    client.force_login(participant("green", "other"))
    assert client.post(f"/admin/pages/{page.pk}/edit/", {"visibility": "family"}).status_code == 404
    assert again(page).visibility == "public"


def test_an_older_revision_cannot_widen_what_was_narrowed_since(author):
    page = live(author)
    old = page.get_latest_revision()
    assert narrow(page, "members", by=author)
    assert old.as_object().visibility == "members"
    old.publish()
    assert again(page).visibility == "members"
    assert agrees(page)


def test_nor_can_a_page_that_was_read_before(author):
    page = live(author)
    stale = again(page)
    narrow(page, "family", by=author)
    stale.save()
    assert again(page).visibility == "family"
    assert agrees(page)


def test_a_revision_written_after_the_narrowing_can_widen(client, author):
    page = live(author)
    edit(client, page, author, visibility="family")
    edit(client, page, author, visibility="members")
    assert again(page).visibility == "family"
    approve(submit(page, author), moderator("green"))
    assert again(page).visibility == "members"


def test_an_alias_is_narrowed_with_its_page(author):
    page = live(author)
    alias = page.create_alias(update_slug="alias")
    narrow(page, "members", by=author)
    assert again(alias).visibility == "members"
    assert restricted(alias)
    page.get_latest_revision().publish()
    assert again(alias).visibility == "members"


def test_a_narrowed_section_closes_what_is_below_it_at_once(client, author, committed):
    with committed():
        above = section(author)
        page = manual(author, above)
    edit(client, above, editor("second-editor"), visibility="members")
    assert readers(page) == MEMBERS


# The cost.


def test_the_cost_of_asking_does_not_grow_with_what_is_closed(author):
    author.role_names  # noqa: B018 - read once a request

    def sql():
        with CaptureQueriesContext(connection) as captured:
            list(ContentPage.objects.visible_to(AnonymousUser()))
            list(ContentPage.objects.visible_to(author))
        return [len(query["sql"]) for query in captured]

    live(author)
    before = sql()
    for number in range(6):
        live(author, f"Closed {number}", visibility=("members", "family")[number % 2])
    assert sql() == before


def test_what_stands_deeper_than_we_look_is_closed(author, monkeypatch):
    page = manual(author, section(author))
    monkeypatch.setattr("core.tree.DEEPEST", 4)
    assert not visibility.user_can_read(AnonymousUser(), page)
