"""The main job in a real Chromium, by visible labels and links only.

Runs against the demonstration, served as `make demo` serves it, on SQLite or, where DATABASE_URL
names one, on a new database of that PostgreSQL server.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import environ
import polib
import pytest
from playwright.sync_api import expect, sync_playwright

from .chromium import ARGUMENTS, find_chromium

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Претседателите на ограноците пред членството"
SUMMARY = "Кога ограноците избираат јавно, довербата расте."
TEXT = (
    "Нашите членови бараа отворени избори. Одлуките ги носевме заедно, а записниците ги објавивме."
)
# „записник“ stands in the text only as „записниците“.
INFLECTED = "записник"


class Words:
    """What a string of the interface reads in a language, as its catalogue has it."""

    def __init__(self, catalogue):
        po = polib.pofile(str(ROOT / "locale" / catalogue / "LC_MESSAGES" / "django.po"))
        self.texts = {entry.msgid: entry.msgstr for entry in po}

    def __call__(self, msgid):
        return self.texts.get(msgid) or msgid


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def database_url(tmp_path_factory):
    """A database of its own: a file, or a new one on the PostgreSQL server of DATABASE_URL."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('browser')}/demo.sqlite3"
        return
    import psycopg2

    options = environ.Env.db_url_config(given)
    name = f"browser_{os.getpid()}"
    admin = psycopg2.connect(
        host=options["HOST"], port=options["PORT"], user=options["USER"],
        password=options["PASSWORD"], dbname="postgres",
    )  # fmt: skip
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    yield re.sub(r"/[^/]+$", f"/{name}", given)
    admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


@pytest.fixture(scope="module")
def site_address(database_url, tmp_path_factory):
    """The demonstration, loaded and served by gunicorn; its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = {
        **os.environ,
        "DATABASE_URL": database_url,
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "WAGTAILADMIN_BASE_URL": address,
    }
    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "config.wsgi"],
        cwd=ROOT,
        env=env,
    )
    wait_for(f"{address}/readyz")
    yield address
    server.terminate()
    server.wait(timeout=20)


def wait_for(address, seconds=60):
    for _attempt in range(seconds * 2):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{address} did not answer within {seconds} s")


@pytest.fixture(scope="module")
def chromium():
    path = find_chromium()
    if not path:
        pytest.fail("No Chromium found. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site_address):
    """Opens the site for a visitor of their own; fails on a server error anywhere."""
    contexts, errors = [], []

    def note(response):
        if response.status >= 500:
            errors.append(f"{response.status} {response.url}")

    def open_for(user=None, words=None):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.on("response", note)
        page.goto(site_address)
        if user:
            sign_in(page, user)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert not errors


def sign_in(page, user):
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password", exact=False).first.fill("demo")
    page.get_by_role("button", name="Sign in").click()


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
    reader.get_by_role("searchbox").first.fill(INFLECTED)
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
