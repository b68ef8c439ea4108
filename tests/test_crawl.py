"""Nobody meets what they may not read, at any address there is."""

import pytest
from wagtail.models import Page

from accounts.models import Invitation
from content.models import ContentPage

from . import planted, world
from .asking import EXCUSED, about_nothing, answers_about, asked_routes, same, with_own_page
from .crawler import Crawler, fillings, routes

pytestmark = pytest.mark.django_db

STARTS = (
    "/", "/en/", "/admin/", "/sitemap-en.xml", "/en/blog/feed/", "/api/v2/pages/?fields=*",
    "/api/v2/search/", "/en/search/",
)  # fmt: skip
ALWAYS = ("stranger", "anonymous")
SAMPLE = {
    ("draft", "public"), ("in review", "family"), ("live", "family"), ("live with draft", "public"),
    ("invited", ""), ("mailed", ""), ("uploaded", ""),
}  # fmt: skip


def share(roles, always):
    """Some roles always, all of them in the full run."""
    return [
        pytest.param(role, marks=[] if role in always else [pytest.mark.full]) for role in roles
    ]


@pytest.fixture(scope="module")
def garden(django_db_setup, django_db_blocker):
    with world.lasting(django_db_blocker):
        yield planted.build()


@pytest.fixture
def plants(garden, request):
    """All plants in the full run, else one of each sort."""
    if "full" in request.config.getoption("markexpr").replace("not full", ""):
        return garden.plants
    return [plant for plant in garden.plants if (plant.state, plant.visibility) in SAMPLE]


@pytest.mark.parametrize("role", share(planted.PEOPLE, ()))
def test_no_link_leads_to_a_secret(garden, role):
    answers = Crawler(garden.clients[role], planted.KEY).walk(*STARTS)
    hidden = garden.hidden_from(role)
    leaks = [
        (address, secret.where)
        for address, (_status, text) in answers.items()
        for secret in hidden
        if secret.word.lower() in text.lower()
        and not (secret.is_of_page and _is_own_log(role, address))
    ]
    assert not leaks
    assert not [address for address, (status, _text) in answers.items() if status >= 500]
    assert [secret for secret in garden.shown_to(role) if _is_in(answers, secret)]


def _is_own_log(role, address):
    """A family's log names to its moderators the pages that were submitted and decided."""
    return role == "moderator" and address.startswith("/admin/log/")


def _is_in(answers, secret):
    return any(secret.word in text for _status, text in answers.values())


def things_for(garden, role, plants):
    """What a role asks for, beneath its own page as well; and of it, what it may not know of."""
    things, unknown = [], []
    for plant in plants:
        asked = [plant.things]
        if role in garden.own:
            asked += with_own_page([plant.things], garden.own[role])
        things += asked
        unknown += asked if role not in plant.known_to else []
    return things, unknown


def leaks_at(garden, role, plants, names=None):
    """What a role reads of what is hidden from it, or changes, and where two refusals differ."""
    client, hidden = garden.clients[role], garden.hidden_from(role)
    (things, unknown), asked = things_for(garden, role, plants), {}
    for answer in answers_about(client, things, names):
        if answer.status >= 500:
            yield answer.method, answer.address, answer.status
        if answer.changed and role not in planted.REVIEWERS:
            yield answer.method, answer.address, "changes what is another's"
        is_own_log = _is_own_log(role, answer.address)
        for secret in answer.words_of(hidden):
            if not (secret.is_of_page and is_own_log):
                yield answer.method, answer.address, secret.where
        if answer.thing in unknown and not is_own_log:
            nothing = about_nothing(answer, client, asked)
            # An address made of labels alone, such as a language, names nobody's thing.
            if nothing.address != answer.address and not same(answer, nothing):
                yield answer.method, answer.address, "differs from what does not exist"


@pytest.mark.parametrize("role", share(planted.PEOPLE, ALWAYS))
def test_no_address_tells_of_the_things_of_others(garden, plants, role):
    assert not list(leaks_at(garden, role, plants))


def test_every_route_is_asked_or_excused(garden):
    things = [plant.things for plant in garden.plants]
    asked = asked_routes()
    assert len(asked) + len(EXCUSED) == len(routes()) > 250
    assert {route.name for route in routes()} >= EXCUSED.keys()
    unfilled = [
        route.form for route in asked if route.parameters and not any(fillings(route, things))
    ]
    assert not unfilled


def _everything(policy, user):
    return ContentPage.objects.none().values("pk")


def _live_pages():
    return Page.objects.live().filter(depth__gt=1)


# The place of each guard, one that guards nothing, where its absence shows, and to whom.
GUARDS = {
    "policy": (
        ("content.policies.ContentPagePermissionPolicy._hidden_from", _everything),
        {"wagtailadmin_pages:search_results"},
    ),
    "chooser hook": (
        ("content.wagtail_hooks.visible_in_chooser", lambda pages, user: pages),
        {"wagtailadmin_choose_page_search"},
    ),
    "list of writers' views": (
        ("content.middleware.is_for_writers", lambda match: True),
        {"wagtailadmin_reports:locked_pages", "wagtailusers_users:edit", "wagtaildocs:edit"},
    ),
    "guard of pages": (
        ("content.middleware.explorable_ids", lambda user, ids: ids),
        {"wagtailadmin_pages:edit", "wagtailadmin_pages:history"},
    ),
    "guard of files": (
        ("content.middleware.names_anothers_file", lambda user, match, kwargs: False),
        {"wagtailimages_chooser:chosen"},
    ),
    "who may read a page": (
        ("content.wagtail_hooks.user_can_read", lambda user, page: True),
        {"wagtail_serve"},
    ),
    "who may read a file": (
        ("content.files.views.user_can_read_file", lambda user, file: True),
        {"media", "wagtaildocs_serve"},
    ),
    "filter of the API": (
        ("home.api.public_pages", _live_pages),
        {"wagtailapi:pages:listing", "wagtailapi:pages:detail"},
    ),
    "who is named as author": (
        ("content.attribution.AttributionMixin.named_author", property(lambda page: page.author)),
        {"wagtail_serve"},
    ),
    "who sees invitations": (
        ("accounts.invitation_views.invitations_seen_by", lambda user: Invitation.objects.all()),
        {"people:invitations"},
        "other moderator",
    ),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_the_crawl_finds_what_a_removed_guard_lets_out(garden, monkeypatch, guard):
    (place, permissive), names, *others = GUARDS[guard]
    role = others[0] if others else "stranger"
    assert not list(leaks_at(garden, role, garden.plants, names))
    monkeypatch.setattr(place, permissive)
    assert list(leaks_at(garden, role, garden.plants, names))


# Guards without which something of others is changed: each with its stand-in, and where.
GUARDS_OF_CHANGES = {
    "who may delete a page": (
        {
            "content.middleware.explorable_ids": lambda user, ids: ids,
            "content.permissions.ContentPagePermissionTester.can_delete": lambda *_args, **_kw: (
                True
            ),
        },
        "wagtailadmin_pages:delete",
    ),
    "who may invite": (
        {
            "accounts.invitation_views.invitations_seen_by": lambda user: Invitation.objects.all(),
            "accounts.invitation_views.may_invite": lambda user, role, party: True,
        },
        "people:withdraw",
    ),
}


@pytest.mark.parametrize("guard", GUARDS_OF_CHANGES)
def test_the_crawl_sees_that_what_is_anothers_was_changed(garden, monkeypatch, guard):
    guards, name = GUARDS_OF_CHANGES[guard]
    role = "other moderator"
    assert not list(leaks_at(garden, role, garden.plants, {name}))
    for place, permissive in guards.items():
        monkeypatch.setattr(place, permissive)
    said = {what for _method, _address, what in leaks_at(garden, role, garden.plants, {name})}
    assert "changes what is another's" in said
