"""The main job in a real Chromium, by visible labels and links only."""

import re

import pytest
from playwright.sync_api import expect

from .browser import Words

pytestmark = pytest.mark.browser

TITLE = "Претседателите на ограноците пред членството"
SUMMARY = "Кога ограноците избираат јавно, довербата расте."
TEXT = (
    "Нашите членови бараа отворени избори. Одлуките ги носевме заедно, а записниците ги објавивме."
)
# „записник“ stands in the text only as „записниците“.
INFLECTED = "записник"


def write_post(page, word):
    """Write the post in the editor and submit it; labels in the author's language."""
    page.get_by_role("link", name=word("Write a blog post")).first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name=re.compile(word("Title"), re.IGNORECASE)).fill(TITLE)
    page.get_by_role("textbox", name=re.compile(word("summary"), re.IGNORECASE)).fill(SUMMARY)
    text = page.get_by_role("region", name=word("Text")).last.get_by_role("textbox")
    text.click()
    expect(text).to_be_focused()
    page.keyboard.type(TEXT)
    expect(text).to_contain_text(TEXT)
    # At once: the rich text editor hands its text over 250 ms after a key, and nothing is lost.
    page.get_by_role("button", name=word("Submit for review")).click()
    expect(page.get_by_role("heading", name=word("Your pages"))).to_be_visible()


def own_page(page, word):
    """What the first screen tells of the author's newest page of that title."""
    pages = page.get_by_role("region", name=word("Your pages"))
    return pages.get_by_role("listitem").filter(has_text=TITLE).first


def test_a_post_is_written_reviewed_published_read_and_found(visit):
    mk, en = Words("mk"), Words("en")

    author = visit("participant-green")
    write_post(author, mk)
    expect(author.get_by_role("link", name=TITLE).first).to_be_visible()
    expect(own_page(author, mk)).to_contain_text(
        mk("Waiting for review (%(time)s)").partition("%")[0].strip()
    )

    liberal = visit("moderator-liberal")
    expect(liberal.get_by_role("heading", name=en("Waiting for your review"))).to_be_visible()
    expect(liberal.get_by_text(TITLE)).to_have_count(0)
    liberal.get_by_role("link", name=en("Review"), exact=True).click()
    expect(liberal.get_by_text(en("Nothing is waiting."))).to_be_visible()
    expect(liberal.get_by_text(TITLE)).to_have_count(0)

    green = visit("moderator-green")
    green.get_by_role("link", name=TITLE).first.click()
    review_address = green.url
    expect(green.frame_locator("iframe").get_by_role("heading", name=TITLE)).to_be_visible()
    assert liberal.goto(review_address).status == 404
    assert TITLE not in liberal.content()
    green.get_by_role("button", name=en("Approve and publish")).click()
    expect(green.get_by_text(TITLE).first).to_contain_text("approved")

    author.reload()
    own_page(author, mk).get_by_role("link", name=mk("View it")).click()
    published = author.url

    reader = visit()
    assert re.fullmatch(r"http://[^/]+/mk/blog/[a-z0-9-]+/", published)
    assert reader.goto(published).status == 200
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(reader.locator("html")).to_have_attribute("lang", "mk")
    reader.get_by_role("link", name=mk("Search")).first.click()
    reader.get_by_label(mk("Search for")).fill(INFLECTED)
    reader.keyboard.press("Enter")
    reader.get_by_role("link", name=TITLE).click()
    assert reader.url == published


def test_what_is_asked_for_reaches_the_author_and_can_be_submitted_again(visit):
    mk, en = Words("mk"), Words("en")
    author = visit("participant-green")
    write_post(author, mk)
    green = visit("moderator-green-2")
    green.get_by_role("link", name=TITLE).first.click()
    green.get_by_role("button", name=en("Ask for changes")).click()
    expect(green.get_by_text(en("Please say what the author should change."))).to_be_visible()
    green.get_by_label(en("What you want to tell the author")).fill("Додајте извор.")
    green.get_by_role("button", name=en("Ask for changes")).click()
    expect(green.get_by_text(en("Nothing is waiting."))).to_be_visible()

    author.reload()
    row = own_page(author, mk)
    expect(row).to_contain_text("Додајте извор.")
    row.get_by_role("link", name=TITLE).first.click()
    author.get_by_role("button", name=mk("Submit for review")).click()
    expect(author.get_by_role("heading", name=mk("Your pages"))).to_be_visible()
    green.reload()
    expect(green.get_by_role("link", name=TITLE)).to_be_visible()
