"""The search page in a real Chromium: late and failing answers, pointers, the history, media."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SEARCH = re.compile(r"/search/\?")


@pytest.fixture
def open_search(visit, site_address):
    def open_search(query="", **size):
        page = visit()
        if size:
            page.set_viewport_size({"height": 900, **size})
        page.goto(f"{site_address}/en/search/{query}")
        return page

    return open_search


@contextmanager
def late_answers(page):
    """Searches are answered only when the block is left."""
    kept = []
    page.route(SEARCH, lambda route: kept.append(route))
    yield
    page.route(SEARCH, lambda route: route.continue_())
    for route in kept:
        route.continue_()
    expect(page.locator("[aria-busy]")).to_have_count(0)


def box(page, name, value):
    return page.locator(f'input[type=checkbox][name="{name}"][value="{value}"]')


def chip(page, label):
    return page.locator(".chips a").filter(has_text=label)


def parameters(page):
    """What is chosen, as the address has it."""
    pairs = page.evaluate("[...new URLSearchParams(location.search)]")
    return sorted((name, value) for name, value in pairs if value)


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
def test_a_suggestion_for_an_earlier_text_is_not_opened_by_enter(open_search, answer):
    page = open_search()
    suggested(page, "candi")
    page.keyboard.press("ArrowDown")
    page.route("**/suggestions/*", lambda route: route.abort() if answer == "failing" else None)
    with page.expect_request("**/suggestions/*"):
        page.keyboard.type("dates")
    if answer == "failing":
        expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).not_to_have_attribute(
        "aria-activedescendant", re.compile("")
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=candidates$"))


def test_what_is_typed_before_an_answer_comes_stays(open_search):
    page = open_search("?q=candidates")
    field = page.get_by_role("combobox")
    with late_answers(page):
        box(page, "type", "blog").check()
        field.fill("candidates and more")
    assert parameters(page) == [("q", "candidates"), ("type", "blog")]
    expect(field).to_have_value("candidates and more")
    page.go_back()
    expect(field).to_have_value("candidates")


def test_links_followed_before_an_answer_comes_keep_what_was_chosen(open_search):
    page = open_search()
    with late_answers(page):
        box(page, "type", "blog").check()
        page.get_by_role("link", name="All languages").click()
        page.get_by_role("link", name="Newest first").click()
        box(page, "country", "AL").check()
    chosen = [("country", "AL"), ("language", "all"), ("sort", "date"), ("type", "blog")]
    assert parameters(page) == chosen
    expect(box(page, "type", "blog")).to_be_checked()
    expect(page.locator(".ways [aria-current]")).to_have_text("Newest first")


def test_what_is_removed_before_an_answer_comes_stays_removed(open_search):
    page = open_search("?type=blog&type=case_study&country=AL")
    with late_answers(page):
        chip(page, "Blog post").click()
        expect(box(page, "type", "blog")).not_to_be_checked()
        chip(page, "Case study").click()
        box(page, "country", "HR").check()
    assert parameters(page) == [("country", "AL"), ("country", "HR")]
    expect(page.locator(".chips a")).to_have_count(2)


def test_a_page_is_left_for_the_first_by_whatever_is_chosen_next(open_search):
    page = open_search("?language=all")
    with late_answers(page):
        page.get_by_role("link", name="Next").click()
        page.get_by_role("link", name="Newest first").click()
    assert parameters(page) == [("language", "all"), ("sort", "date")]
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    page.get_by_role("link", name="Best first").click()
    expect(page).not_to_have_url(re.compile("page=2|sort"))


def test_all_languages_are_back_once_a_chosen_one_is_removed(open_search):
    page = open_search()
    page.get_by_role("link", name="All languages").click()
    near = page.get_by_role("link", name="Only languages near to yours")
    expect(near).to_be_visible()
    box(page, "language", "mk").check()
    expect(near).to_have_count(0)
    expect(page.get_by_role("link", name="All languages")).to_be_visible()
    box(page, "language", "mk").uncheck()
    expect(near).to_be_visible()
    assert parameters(page) == [("language", "all")]


@pytest.mark.parametrize("query", ["candidates", "nothinghasthis"])
def test_the_focus_is_on_the_number_of_results_where_its_box_is_gone(open_search, query):
    page = open_search(f"?q={query}&year=1999")
    box(page, "year", "1999").focus()
    page.keyboard.press("Space")
    expect(box(page, "year", "1999")).to_have_count(0)
    expect(page.get_by_role("status")).to_be_focused()


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


def test_boxes_agree_with_the_results_after_an_answer_failed(open_search):
    page = open_search("?q=candidates")
    address = page.url
    page.context.set_offline(True)
    box(page, "type", "blog").click()
    expect(page).to_have_url(re.compile("chrome-error:"))
    page.context.set_offline(False)
    page.go_back()
    expect(page).to_have_url(address)
    expect(box(page, "type", "blog")).not_to_be_checked()


@pytest.mark.parametrize("width", [1280, 360])
def test_filters_are_folded_only_where_there_is_no_room(open_search, width):
    page = open_search("?q=candidates", width=width)
    is_wide = width > 1000
    expect(page.locator("details.filters summary")).to_be_visible(visible=not is_wide)
    expect(box(page, "type", "blog")).to_be_visible(visible=is_wide)


def test_a_place_in_the_page_is_no_search(open_search):
    page = open_search("?q=candidates")
    asked = []
    page.on("request", lambda request: SEARCH.search(request.url) and asked.append(request.url))
    page.get_by_role("combobox").fill("c")
    page.locator("a.skip").press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("#"))
    page.wait_for_timeout(300)
    assert asked == []
    expect(page.get_by_role("combobox")).to_have_value("c")


def test_back_leads_to_where_the_page_was_scrolled_to(open_search):
    page = open_search("?language=all")
    next_page = page.get_by_role("link", name="Next")
    next_page.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    assert scrolled > 500
    next_page.click()
    expect(page).to_have_url(re.compile("page=2"))
    page.wait_for_function("scrollY < 500")
    page.go_back()
    page.wait_for_function(f"Math.abs(scrollY - {scrolled}) < 5")


def test_the_same_search_again_is_no_other_place_in_the_history(open_search):
    page = open_search("?q=candidates")
    places = page.evaluate("history.length")
    for _time in range(2):
        with page.expect_response(SEARCH):
            page.get_by_role("combobox").press("Enter")
        expect(page.locator("[aria-busy]")).to_have_count(0)
    assert page.evaluate("history.length") == places


def test_what_was_searched_for_is_printed_and_nothing_to_press(open_search):
    page = open_search("?q=candidates&type=blog")
    page.emulate_media(media="print")
    expect(page.get_by_label("Search for")).to_be_visible()
    expect(chip(page, "Blog post")).to_be_visible()
    for gone in (".search button", ".search-filters", ".ways", ".chips [aria-hidden]"):
        expect(page.locator(gone).first).to_be_hidden()
