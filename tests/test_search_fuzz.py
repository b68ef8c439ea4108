"""Whatever an address asks of search is answered, or refused in words; it is never an error."""

import json

import pytest
from django.db import transaction

from .hostile import addresses
from .people import participant
from .search_helpers import Visibility, blog_post, case_study, topic

pytestmark = pytest.mark.usefixtures("engine")

SHARE, ALL = 250, 5_000
SHARES = [
    pytest.param(start, marks=[pytest.mark.full] if start else [])
    for start in range(0, ALL, SHARE)
]  # fmt: skip


@pytest.fixture
def member(site):
    """Somebody of a family, on a site with a page of each kind and of each visibility."""
    topic("party-finance")
    for number, visibility in enumerate(Visibility):
        fields = {"family": "green", "visibility": visibility, "slug": f"post-{number}"}
        blog_post("Donations integrity", topics=["party-finance"], **fields)
    blog_post("Странка", code="sr", text="Šuma и ђак.")
    case_study("Partia", code="sq", country="XK", year=2024, text="Financim.")
    return participant("green")


@pytest.mark.parametrize("start", SHARES)
def test_every_address_is_answered_or_refused_in_words(client, member, start):
    # As browsers say it: what they do not find is counted.
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0"
    wrong = []
    for number, (kind, address) in enumerate(addresses(start, SHARE), start):
        client.force_login(member) if number % 2 else client.logout()
        try:
            with transaction.atomic():
                problem = problem_of(client.get(address))
        except Exception as error:
            problem = repr(error)[:500]
        if problem:
            wrong.append(f"{number}, {kind}: {problem}\n  {address[:300]}")
    assert not wrong, "\n".join(wrong)


def problem_of(response):
    text = response.content.decode()
    if response.status_code not in (200, 400):
        return f"status {response.status_code}"
    if response.headers["Content-Type"].startswith("application/json"):
        json.loads(text)
    if response.status_code == 400 and len(text.split()) < 5:
        return f"refused without words: {text}"
    return None


def test_there_are_as_many_addresses_as_are_asked_for_and_the_same_each_time():
    some = list(addresses(0, SHARE))
    assert some == list(addresses(0, SHARE))
    assert len(dict(some)) > 20
    assert len({address for _kind, address in some}) == SHARE
