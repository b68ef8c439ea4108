"""An English post becomes a published translation, and what becomes of that, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from .browser import Words

pytestmark = pytest.mark.browser

POST = "/en/blog/write-the-criteria-before-the-names/"
QUOTE = "I can live with losing."
# The translator's language, its name, the title they give it, and the first words of its address.
TRANSLATIONS = {
    "mk": ("Македонски", "Прво критериумите, па имињата", "prvo-kriteriumite"),
    "sq": ("Shqip", "Kriteret para emrave", "kriteret-para-emrave"),
}


def approve(page, title, en, significance=""):
    """As a moderator: open what waits and approve it."""
    page.get_by_role("link", name=title).first.click()
    if significance:
        page.get_by_role("radio", name=significance).check()
    page.get_by_role("button", name=en("Approve and publish")).click()
    expect(page.get_by_text(title).first).to_contain_text("approved")


def change_source(visit, site_address, title):
    """Its author gives the post another title; a moderator approves that as a major change."""
    sq, en = Words("sq"), Words("en")
    author = visit("participant-conservative")
    pages = author.get_by_role("region", name=sq("Your pages"))
    row = pages.get_by_role("listitem").filter(has_text="/blog/write-the-criteria").first
    row.get_by_role("link", name=re.compile(f"^{sq('Change it')}")).click()
    author.get_by_role("textbox", name=re.compile(sq("Title"), re.IGNORECASE)).fill(title)
    author.get_by_role("button", name=sq("Submit for review")).click()
    expect(author.get_by_role("heading", name=sq("Your pages"))).to_be_visible()
    approve(visit("moderator-conservative"), title, en, en("Major: it says something else"))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_post_is_translated_outdated_and_found_accurate(visit, site_address, code):
    language, title, address = TRANSLATIONS[code]
    word, en = Words(code), Words("en")

    translator = visit(f"translator-{code}")
    translator.goto(site_address + POST)
    source = translator.get_by_role("heading", level=1).inner_text()
    translator.get_by_role("button", name=language).click()

    # The source's text is there to be written over, and stands beside it.
    box = translator.get_by_role("textbox", name=re.compile(word("Title"), re.IGNORECASE))
    expect(box).to_have_value(source)
    beside = translator.locator("details").filter(has_text=source)
    expect(beside.locator("[lang=en]")).to_have_text(source)
    expect(translator.locator("details").filter(has_text="There is a moment")).to_be_visible()
    # Of a paragraph taken away, the original stays in sight.
    quote = translator.locator("[data-streamfield-child]").filter(has_text=QUOTE)
    missing = translator.locator("form [data-source-missing]")
    expect(missing).to_have_count(0)
    quote.locator("[data-streamfield-action=DELETE]").first.click()
    expect(missing).to_contain_text(QUOTE)
    box.fill(title)
    translator.get_by_role("button", name=word("Submit for review")).click()
    expect(translator.get_by_role("heading", name=word("Your pages"))).to_be_visible()
    expect(translator.get_by_role("link", name=title).first).to_be_visible()

    approve(visit("moderator-conservative"), title, en)
    translator.reload()
    translator.get_by_role("link", name=word("View it")).first.click()
    published = translator.url
    assert f"/{code}/blog/{address}" in published
    reader = visit()
    reader.goto(published)
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.locator(".outdated")).to_have_count(0)

    change_source(visit, site_address, f"{source} +")
    reader.reload()
    expect(reader.locator(".outdated")).to_be_visible()
    reader.locator(".outdated").get_by_role("link", name=word("Read the original")).click()
    expect(reader.get_by_role("heading", name=f"{source} +")).to_be_visible()

    translator.reload()
    translator.get_by_role("link", name=word("What has changed")).click()
    expect(translator.locator(".addition").first).to_have_text("+")
    translator.get_by_role("button", name=word("The translation is still accurate")).click()
    assert translator.url == published
    expect(translator.get_by_role("status")).to_be_visible()
    reader.goto(published)
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.locator(".outdated")).to_have_count(0)
