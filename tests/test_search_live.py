"""The search page while answers are late, fail or are gone back from, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def open_search(visit, site_address):
    def open_search(query="", **size):
        page = visit()
        if size:
            page.set_viewport_size({"height": 900, **size})
        page.goto(f"{site_address}/en/search/{query}")
        return page

    return open_search


def box(page, name, value):
    return page.locator(f'input[type=checkbox][name="{name}"][value="{value}"]')


def chip(page, label):
    return page.locator(".chips a").filter(has_text=label)


def suggested(page, text="candidate"):
    """The options for a text typed in the field."""
    page.get_by_role("combobox").press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible()
    return page.get_by_role("option")


def test_the_field_has_room_where_text_is_twice_as_large(open_search):
    page = open_search(width=360)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.get_by_role("combobox").bounding_box()["width"] > 280


@pytest.mark.parametrize("width", [1280, 360])
def test_filters_are_folded_only_where_there_is_no_room(open_search, width):
    page = open_search("?q=candidates", width=width)
    is_wide = width > 1000
    expect(page.locator("details.filters summary")).to_be_visible(visible=not is_wide)
    expect(box(page, "type", "blog")).to_be_visible(visible=is_wide)


def test_what_was_searched_for_is_printed_and_nothing_to_press(open_search):
    page = open_search("?q=candidates&type=blog")
    page.emulate_media(media="print")
    expect(page.get_by_label("Search for")).to_be_visible()
    expect(chip(page, "Blog post")).to_be_visible()
    for gone in (".search button", ".search-filters", ".ways", ".chips [aria-hidden]"):
        expect(page.locator(gone).first).to_be_hidden()
