"""A fresh installation has what people need, and nothing that opens a way around moderation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from accounts.roles import EDITORS, ROLES, WRITERS
from blog.models import BlogIndexPage
from core.languages import CODES, CONTENT_CODES, LANGUAGES, reading_order
from home.models import HomePage
from parties.models import Country, PartyFamily
from topics.models import Topic

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent


def counts():
    models = (Page, Locale, Group, GroupPagePermission, Workflow, PartyFamily, Country, Topic)
    return [model.objects.count() for model in models]


def test_setting_up_twice_changes_nothing(site):
    before = counts(), list(Page.objects.values_list("pk", "latest_revision_id"))
    call_command("setup_site", verbosity=0)
    assert before == (counts(), list(Page.objects.values_list("pk", "latest_revision_id")))


def test_what_an_editor_renamed_stays_renamed(site):
    Topic.objects.filter(slug="inclusion").update(name_en="Everybody in")
    call_command("setup_site", verbosity=0)
    assert Topic.objects.get(slug="inclusion").name_en == "Everybody in"


def test_vocabularies_have_names_in_all_languages(site):
    assert PartyFamily.objects.count() == 4
    assert Country.objects.count() == 10
    for row in [*PartyFamily.objects.all(), *Country.objects.all(), *Topic.objects.all()]:
        for code in CODES:
            assert getattr(row, f"name_{code.replace('-', '_')}"), (row, code)


def test_each_content_locale_has_its_tree(site):
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(CONTENT_CODES)
    assert len(CONTENT_CODES) == 10
    for home in HomePage.objects.all():
        assert [child.slug for child in home.get_children().live()] == [
            "blog",
            "case-studies",
            "toolkit",
        ]
    assert len(set(HomePage.objects.values_list("translation_key", flat=True))) == 1
    assert len(set(BlogIndexPage.objects.values_list("translation_key", flat=True))) == 1


def test_titles_of_the_trees_are_in_their_language(site):
    titles = dict(BlogIndexPage.objects.values_list("locale__language_code", "introduction"))
    assert len(set(titles.values())) == len(CONTENT_CODES)


def test_wagtails_own_workflow_and_root_permissions_are_gone(site):
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not GroupApprovalTask.objects.exists()
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()
    assert not Site.objects.exclude(root_page__in=HomePage.objects.all()).exists()
    assert WorkflowPage.objects.get().page.depth == 1


def test_only_editors_may_publish_and_writers_only_add(site):
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    actions = GroupPagePermission.objects.values_list("group__name", "permission__codename")
    assert {codename for group, codename in actions if group in WRITERS} == {"add_page"}
    assert {group for group, codename in actions if codename == "publish_page"} == {EDITORS}


@pytest.mark.parametrize("code", CODES)
def test_all_eleven_addresses_are_served_in_their_language(site, client, code):
    for path in ("", "blog/", "case-studies/", "toolkit/", "search/"):
        response = client.get(f"/{code}/{path}")
        assert response.status_code == 200, path
        tag = next(row.tag for row in LANGUAGES if row.code == code)
        assert f'<html lang="{tag}"' in response.content.decode()


def test_the_root_negotiates_a_language(site, client):
    for accepted, code in (("mk,en;q=0.5", "mk"), ("sq", "sq"), ("fi", "en")):
        response = client.get("/", headers={"accept-language": accepted})
        assert (response.status_code, response.url) == (302, f"/{code}/")


@pytest.mark.parametrize("path", ["/api/v2/nothing/", "/api/", "/media/nothing.png", "/static/x"])
def test_an_unknown_address_outside_the_languages_is_missing_not_a_redirect(site, client, path):
    assert client.get(path).status_code == 404


def test_health_and_readiness(site, client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").json() == {"database": "ok"}


def test_a_reader_meets_their_own_language_first_and_every_language_once():
    for code in CODES:
        order = reading_order(code)
        assert sorted(order) == sorted(CONTENT_CODES)
        assert order[0] == ("sr" if code == "sr-latn" else code)


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "WAGTAILADMIN_BASE_URL",
        "DATABASE_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
    ],
)
def test_production_names_the_missing_variable(name):
    from scripts.check_deploy import VALUES

    env = {**os.environ, **VALUES}
    del env[name]
    run = subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        cwd=ROOT,
        env={**env, "PYTHONPATH": "site"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert f"Set the environment variable {name}" in run.stderr


@override_settings(DEBUG=False)
def test_the_error_page_needs_nothing(client, monkeypatch, site):
    client.raise_request_exception = False
    monkeypatch.setattr("home.views.preferred", lambda request: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert b"Integrity Leaders" in response.content
