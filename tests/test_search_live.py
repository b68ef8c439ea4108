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


def test_a_suggestion_is_opened_by_a_click_not_by_touching_or_pressing_it(open_search):
    page = open_search()
    address = page.url
    options = suggested(page)
    place = options.first.bounding_box()
    at = {"x": place["x"] + 40, "y": place["y"] + place["height"] / 2}
    touch = {"yDistance": -60, "gestureSourceType": "touch"}
    page.context.new_cdp_session(page).send("Input.synthesizeScrollGesture", {**at, **touch})
    options.first.click(button="right")
    options.first.hover()
    page.mouse.down()
    options.last.hover()
    page.mouse.up()
    expect(options.first).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_focused()
    assert page.url == address

    options.first.click()
    expect(page).not_to_have_url(address)


def test_a_suggestion_is_opened_in_a_tab_of_its_own_by_the_middle_button(open_search):
    page = open_search()
    address = page.url
    options = suggested(page)
    target = options.first.evaluate("option => option.href")
    with page.context.expect_page() as opened:
        options.first.click(button="middle")
    expect(opened.value).to_have_url(target)
    expect(options.first).to_be_visible()
    assert page.url == address


@pytest.mark.parametrize("answer", ["late", "failing"])
def test_suggestions_for_an_earlier_text_are_neither_shown_nor_opened(open_search, answer):
    page = open_search()
    suggested(page, "candi")
    page.keyboard.press("ArrowDown")
    page.route("**/suggestions/*", lambda route: route.abort() if answer == "failing" else None)
    with page.expect_request("**/suggestions/*"):
        page.keyboard.type("dates")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).not_to_have_attribute(
        "aria-activedescendant", re.compile("")
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=candidates$"))


def test_the_suggestion_pointed_at_is_seen_in_forced_colours_too(open_search):
    page = open_search()
    options = suggested(page)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_css("outline-style", "solid")
    expect(options.last).to_have_css("outline-style", "none")
    page.emulate_media(forced_colors="active")
    highlight = page.evaluate(
        "document.body.style.color = 'Highlight', getComputedStyle(document.body).color"
    )
    expect(options.first).to_have_css("background-color", highlight)


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
