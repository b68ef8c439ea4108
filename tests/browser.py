"""The demonstration in a real Chromium, for the browser tests.

It is served as `make demo` serves it, on SQLite or, where DATABASE_URL names one, on a new
database of that PostgreSQL server.
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
from playwright.sync_api import sync_playwright

from .chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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
