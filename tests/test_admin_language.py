"""Whoever writes, reviews or translates meets no English in the admin, in any of the languages."""

import json
import re
from pathlib import Path

import pytest
import wagtail
from django.urls import reverse
from wagtail.models import Page

from core.languages import CODES
from scripts import catalogues

from .admin_walk import Walk
from .asked_strings import asked_in
from .english import left, unmarked
from .people import participant

pytestmark = pytest.mark.django_db

OTHERS = [code for code in CODES if code != catalogues.SOURCE]
# One without a catalogue of Wagtail's always; the others, one of each kind, in the full run.
ALWAYS = ("sq",)


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, marks=[] if code in ALWAYS else [pytest.mark.full]) for code in OTHERS],
)
def test_who_writes_reviews_and_translates_meets_no_english(site, code):
    with asked_in(code) as asked:
        met = Walk(code).walk().met
    titles = set(Page.objects.values_list("title", flat=True))
    assert unmarked(met, code, titles) == {}
    # What is asked for here is asked for in the other languages too.
    assert {of: missing for of in OTHERS if (missing := left(asked, met, code, of))} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_the_editors_scripts_have_words_for_all_they_say(site, client, code):
    client.force_login(participant("green", reads=code))
    text = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    words = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", text, re.DOTALL)[1])
    missing = [e.msgid for e in catalogues.strings_of_scripts() if not words.get(e.msgid)]
    assert missing == []


def test_wagtails_list_of_what_its_scripts_say_is_whole():
    """Its compiled scripts ask by functions of a short name: which, the known strings tell."""
    listed = {entry.msgid for entry in catalogues.strings_of_scripts()}
    scripts = Path(wagtail.__file__).parent.rglob("static/**/*.js")
    text = "\n".join(script.read_text(errors="ignore") for script in scripts)
    calls = re.findall(r'\(0,\s*\w+\.(\w+)\)\("((?:[^"\\]|\\.)*)"', text)
    asking = {function for function, words in calls if words in listed}
    assert len(asking) >= 2
    assert {words for function, words in calls if function in asking} <= listed
