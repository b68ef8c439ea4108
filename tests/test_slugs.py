"""A taken address gets another, silently: who has it may be a page one may not see."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blog.models import BlogPage
from content.models import ContentPage
from content.slugs import free_slug

from .people import again, blog_index, change, draft, editor, live, participant
from .test_visibility import edit

pytestmark = pytest.mark.django_db


def slugs():
    return sorted(BlogPage.objects.values_list("slug", flat=True))


def test_the_same_title_gets_another_address(author):
    hidden = draft(participant("liberal"), "A title")
    assert draft(author, "A title").slug == "a-title-2"
    assert again(hidden).slug == "a-title"


def test_a_writer_is_told_nothing_of_who_has_the_address(client, author):
    draft(participant("liberal"), "A title")
    page = draft(author, "Another title")
    response = edit(client, page, author, title="A title")
    assert "already in use" not in response.content.decode()
    assert again(page).slug == "a-title-2"


def test_an_editors_own_choice_gets_another_too(client, author):
    live(author, "A title")
    page = live(author, "Another title")
    response = edit(client, page, editor(), slug="a-title", **{"action-publish": "1"})
    assert "already in use" not in response.content.decode()
    assert again(page).slug == "a-title-2"


def test_a_page_keeps_its_own_address(client, author):
    page = live(author, "A title")
    edit(client, page, editor(), **{"action-publish": "1"})
    assert again(page).slug == "a-title"
    assert free_slug(page, wanted="a-title") == "a-title"


def test_an_address_taken_since_the_draft_was_written_gets_another_when_it_is_published(author):
    page = live(author, "A title")
    revision = change(page, author, slug="wanted")
    live(author, "Wanted")
    revision.publish()
    assert again(page).slug == "wanted-2"


def test_without_our_guard_publishing_would_tell_who_has_the_address(author, monkeypatch):
    monkeypatch.setattr(ContentPage, "_check_slug_is_unique", Page._check_slug_is_unique)
    page = live(author, "A title")
    revision = change(page, author, slug="wanted")
    draft(participant("liberal"), "Wanted")
    with pytest.raises(ValidationError, match="already in use"):
        revision.publish()


def test_translations_get_a_free_address(author):
    page = live(author, "A title")
    draft(participant("liberal"), "A title", "mk")
    translation = page.copy_for_translation(blog_index("mk").locale)
    assert again(translation).slug not in ("", "a-title")


def test_copies_and_aliases_get_a_free_address(author):
    page = live(author, "A title")
    page.copy(update_attrs={"slug": "a-title"})
    page.create_alias(update_slug="a-title")
    assert slugs() == ["a-title", "a-title-2", "a-title-3"]


def test_the_longest_titles_get_different_addresses(author):
    for _time in range(2):
        draft(author, "Long " * 50)
    assert len(set(slugs())) == 2
    assert max(map(len, slugs())) <= 255


# Two at once: each has looked, found the address free, and only then saves.


def validated(author, index):
    page = BlogPage(title="A title", summary="One.", locale=index.locale, owner=author, live=False)
    page.slug = free_slug(page, index)
    return page


def test_two_who_looked_before_either_saved_get_two_addresses(author):
    first, second = blog_index(), blog_index()
    pages = [validated(author, first), validated(author, second)]
    assert [page.slug for page in pages] == ["a-title", "a-title"]
    first.add_child(instance=pages[0])
    second.add_child(instance=pages[1])
    assert slugs() == ["a-title", "a-title-2"]


def test_whoever_adds_a_page_holds_its_parent_meanwhile(author):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time by itself")
    with CaptureQueriesContext(connection) as captured:
        draft(author)
    statements = [query["sql"] for query in captured]
    locks = [number for number, sql in enumerate(statements) if "FOR UPDATE" in sql]
    looks = [number for number, sql in enumerate(statements) if "LIKE 'a-secret-draft%" in sql]
    assert min(locks) < max(looks)


def test_whoever_changes_an_address_holds_its_parent_meanwhile(author):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time by itself")
    page = live(author)
    page.slug = "changed"
    with CaptureQueriesContext(connection) as captured:
        page.save()
    parent = f'"wagtailcore_page"."id" = {page.get_parent().pk}'
    assert any(parent in query["sql"] and "FOR UPDATE" in query["sql"] for query in captured)
