"""The search page in a real Chromium, by keys alone, in two scripts and three languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .browser import Words

pytestmark = pytest.mark.browser

# The reader's address and catalogue, what they type, and a word it is marked in.
READERS = {
    "en": ("en", "candidates", "candidate"),
    "sq": ("sq", "kandidat", "kandidat"),
    "sr": ("sr", "kandidat", "кандидат"),
    "sr-latn": ("sr_Latn", "кандидат", "kandidat"),
}


def assert_accessible(page):
    expect(page.locator("[aria-busy]")).to_have_count(0)
    violations = Axe().run(page).response["violations"]
    assert [(row["id"], row["nodes"][0]["html"]) for row in violations] == []


def press_until(page, key, locator):
    """Press the key until the element has the focus: what keys do not reach is not there."""
    for _press in range(60):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not lead to {locator}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("code", READERS)
def test_a_reader_searches_filters_and_sorts_by_keys(visit, site_address, code, width):
    catalogue, typed, marked = READERS[code]
    word = Words(catalogue)
    page = visit()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_address}/{code}/search/")
    assert_accessible(page)

    field = page.get_by_role("combobox")
    press_until(page, "Tab", field)
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q="))
    mark = page.locator("mark").first
    expect(mark).to_have_text(re.compile(f"^{marked}", re.IGNORECASE))
    assert_accessible(page)

    everything = page.get_by_role("status").inner_text()
    filters = page.locator("details.filters summary")
    if width < 500:
        press_until(page, "Tab", filters)
        page.keyboard.press("Enter")
    box = page.get_by_role("checkbox").first
    press_until(page, "Tab", box)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"&type="))
    expect(page.get_by_role("checkbox").first).to_be_focused()
    expect(page.get_by_role("checkbox").first).to_be_checked()

    chip = page.locator(".chips a")
    press_until(page, "Tab", chip.first)
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text(everything)
    newest = page.get_by_role("link", name=word("Newest first"))
    press_until(page, "Tab", newest)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=date"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile(r"&type="))
    assert_accessible(page)


def test_a_suggestion_is_opened_by_keys(visit, site_address):
    page = visit()
    page.goto(f"{site_address}/en/search/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("codes of eth")
    option = page.get_by_role("option", name=re.compile("Codes of ethics"))
    expect(option).to_be_visible()
    for _press in range(8):
        page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("topic=codes-of-ethics"))
    expect(page.get_by_role("status")).not_to_have_text("0 results")


def test_without_javascript_the_form_and_the_links_do_the_same(chromium, site_address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}/en/search/")
    page.get_by_role("searchbox").fill("candidates")
    page.get_by_role("button", name="Search").click()
    everything = page.get_by_role("status").inner_text()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Apply").click()
    page.locator(".chips a").first.click()
    expect(page.get_by_role("status")).to_have_text(everything)
    context.close()
