"""A twelfth language is one row, one catalogue and one command: shown with German.

In a copy of the code, since a language is part of it, and on an installation that has eleven.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError
from django.db import connection

from core.languages import CODES
from home import new_languages

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".*", "var", "docs", "__pycache__", "relevance", "*.mo")
ROW = '    Language("de", "Deutsch", "German", "de", "de", ("en",)),\n'
END = ")  # fmt: skip\n\nBY_CODE"
WORDS = {"Search": "Suche"}


@pytest.fixture
def copy(tmp_path):
    """The code, with German in the table and a catalogue that has begun."""
    code = tmp_path / "code"
    shutil.copytree(ROOT, code, ignore=LEFT_OUT)
    table = code / "site" / "core" / "languages.py"
    text = table.read_text()
    assert text.count(END) == 1
    table.write_text(text.replace(END, ROW + END))
    folder = code / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for source in (ROOT / "locale" / "en" / "LC_MESSAGES").glob("*.po"):
        po = polib.pofile(str(source))
        po.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
        for entry in po:
            entry.msgstr = WORDS.get(entry.msgid, "")
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        po.save(str(folder / source.name))
    return code


@pytest.fixture
def run(copy, tmp_path, settings):
    """Runs a command in the copy, on a database of its own."""
    database = tmp_path / "site.sqlite3"
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(settings.VAR_DIR),
        "SEARCH_ENGINE": "sqlite",
        "ELASTICSEARCH_URLS": "",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": "",
    }

    def run(*command, directory=copy):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=directory, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    if connection.vendor == "sqlite":
        with sqlite3.connect(database) as file:
            connection.connection.backup(file)
        file.close()
    else:
        run("manage.py", "migrate", "--verbosity", "0", directory=ROOT)
        run("manage.py", "setup_site", directory=ROOT)
    return run


def test_german_is_one_row_one_catalogue_and_one_command(site, copy, run):
    run("scripts/catalogues.py", "compile")
    run("manage.py", "setup_site")
    written = {path.parent.parent.name for path in copy.rglob("*_language_de.py")}
    assert written == {"parties", "topics"}
    run("manage.py", "makemigrations", "--check", "--dry-run")
    run("manage.py", "shell", "--verbosity", "0", "-c", "import tests.visit_in_german")


def test_production_writes_no_migrations_and_says_what_to_do(site, monkeypatch, settings):
    settings.DEMO = False
    new_languages.add_columns()
    monkeypatch.setattr(new_languages, "CODES", (*CODES, "de"))
    with pytest.raises(CommandError, match=r"no columns for de\..*migrate"):
        new_languages.add_columns()
