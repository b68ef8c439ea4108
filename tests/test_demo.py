"""The demonstration: refused elsewhere, complete, and the same when loaded again."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry, Revision

from accounts.models import User
from content.models import ContentPage
from core.languages import CODES, CONTENT_CODES
from home.management.commands.load_demo import CONTENT
from parties.models import Party


@pytest.fixture
def demo(site):
    call_command("load_demo")


def test_it_refuses_outside_demo_settings(site, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="Refused"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_every_file_becomes_a_page(demo):
    assert ContentPage.objects.count() == len(list(CONTENT.rglob("*.md")))
    assert ContentPage.objects.live().exists()


def test_every_account_of_the_design_can_sign_in(demo, client):
    families = ("conservative", "liberal", "green", "social-democratic")
    roles = ("moderator-{}", "moderator-{}-2", "participant-{}")
    expected = {"admin", "editor", "editor-2"}
    expected |= {role.format(family) for role in roles for family in families}
    expected |= {f"translator-{code}" for code in CONTENT_CODES if code != "en"}
    assert set(User.objects.values_list("username", flat=True)) == expected
    for name in expected:
        assert client.login(username=name, password="demo")
    for user in User.objects.exclude(party=None):
        assert user.party.family.slug in user.username or user.username.startswith("translator")


def test_there_are_forty_parties_marked_as_examples_in_every_language(demo):
    assert Party.objects.count() == 40
    party = Party.objects.get(slug="example-green-mk")
    assert party.name_en == "Example party (Green, North Macedonia)"
    for code in CODES:
        assert getattr(party, f"name_{code.replace('-', '_')}")


def test_no_participant_shares_a_country_with_their_moderators(demo):
    for participant in User.objects.filter(username__startswith="participant-"):
        moderators = User.objects.filter(
            username__startswith="moderator-", party__family=participant.party.family
        )
        assert participant.party.country not in [user.party.country for user in moderators]


def test_loading_again_changes_nothing(demo, capsys):
    page = ContentPage.objects.live().first().specific
    page.title = "What a visitor made of it"
    page.save_revision().publish()
    User.objects.filter(username="editor").update(password="changed")
    before = Revision.objects.count(), PageLogEntry.objects.count(), Party.objects.count()
    call_command("load_demo")
    assert "0 created, 0 updated" in capsys.readouterr().out
    assert before == (Revision.objects.count(), PageLogEntry.objects.count(), Party.objects.count())
    assert ContentPage.objects.get(pk=page.pk).title == "What a visitor made of it"
    assert User.objects.get(username="editor").password == "changed"


def test_demo_files_say_what_is_stored(demo, capsys):
    call_command("import_content", CONTENT)
    assert "0 created, 0 updated" in capsys.readouterr().out
