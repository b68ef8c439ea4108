"""Invitations: who may ask whom, a link that works once, and answers that tell nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.invitations import accept, find, invite
from accounts.models import Invitation, User
from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS

from .people import editor, moderator, participant, party, person, translator

pytestmark = pytest.mark.django_db

INVITE = "/admin/people/invitations/new/"
LIST = "/admin/people/invitations/"
PASSWORD = "Ein-langes-Wort-71"
ANNA = {"name": "Anna Novak", "email": "Anna@Example.org", "languages": ["sl"]}


@pytest.fixture(autouse=True)
def no_attempts_yet(site):
    cache.clear()


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Does something and sends the mail it causes, as a request does."""

    def run(do):
        with django_capture_on_commit_callbacks(execute=True):
            return do()

    return run


def form(role=PARTICIPANTS, of="green", **fields):
    return {**ANNA, "role": role, "party": party(of).pk if of else "", **fields}


def link_in(message):
    return re.search(r"http://testserver(/accounts/invitation/\S+)", message.body)[1]


@pytest.fixture
def send(run):
    """Invites Anna and returns the link she got."""

    def send(by=None, of="green", role=PARTICIPANTS, email="anna@example.org"):
        inviter = by or User.objects.filter(username="editor").first() or editor()
        run(
            lambda: invite(
                inviter, name="Anna Novak", email=email, role=role,
                party=party(of) if of else None, languages=["sl"],
            )
        )  # fmt: skip
        return link_in(mail.outbox[-1])

    return send


def join(client, link, **fields):
    data = {"name": "Anna Novak", "language": "sl", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(link, {**data, **fields})


# Who may invite whom.


@pytest.mark.parametrize("role", [PARTICIPANTS, MODERATORS, TRANSLATORS, EDITORS])
def test_an_editor_invites_anybody(client, run, role):
    client.force_login(editor())
    response = run(lambda: client.post(INVITE, form(role)))
    assert response.status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.party, invitation.email) == (
        role, party("green"), "anna@example.org",
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_a_moderator_invites_participants_of_their_own_family(client, run):
    client.force_login(moderator("green"))
    run(lambda: client.post(INVITE, form()))
    assert Invitation.objects.get().party == party("green")


@pytest.mark.parametrize(
    "attempt",
    ["liberal", "moderator", "editor", "translator", "no party"],
)
def test_a_moderator_invites_nobody_else(client, run, attempt):
    client.force_login(moderator("green"))
    attempts = {
        "liberal": lambda: form(of="liberal"),
        "moderator": lambda: form(MODERATORS),
        "editor": lambda: form(EDITORS, of=None),
        "translator": lambda: form(TRANSLATORS),
        "no party": lambda: form(of=None),
    }
    response = run(lambda: client.post(INVITE, attempts[attempt]()))
    assert response.status_code == 200
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_moderators_form_names_no_party_of_another_family(client):
    party("liberal", "RO")
    client.force_login(moderator("green"))
    text = client.get(INVITE).content.decode()
    assert "party-green" in text
    assert "party-liberal" not in text


@pytest.mark.parametrize(
    "who",
    [lambda: participant("green"), lambda: translator("mk"), lambda: person("nobody"),
     lambda: person("lost", MODERATORS)],
    ids=["participant", "translator", "without a role", "moderator without a family"],
)  # fmt: skip
def test_for_others_there_is_no_such_page(client, who):
    invitation = invite(editor(), **{**ANNA, "role": PARTICIPANTS, "party": party("green")})
    client.force_login(who())
    for address in (INVITE, LIST, f"{LIST}{invitation.pk}/withdraw/"):
        for method in (client.get, client.post):
            assert method(address).status_code in (302, 404, 405)
            assert "Anna" not in method(address, follow=True).content.decode()
    assert Invitation.objects.open().exists()


# The link.


def test_the_invited_person_sees_who_invites_them_to_what(client, send):
    text = client.get(send(), headers={"accept-language": "en"}).content.decode()
    for word in ("editor", "party-green", "anna@example.org", "Anna Novak"):
        assert word in text
    assert '<html lang="sl">' in text


def test_the_mail_is_in_their_language_and_names_the_inviter(send):
    send()
    (message,) = mail.outbox
    assert 'lang="sl"' in message.alternatives[0].content
    assert "editor" in message.subject


def test_accepting_makes_the_account_and_signs_in(client, send):
    response = join(client, send(), name="Ana  Maria Novak", language="hr")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    user = User.objects.get(username="anna@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.first_name, user.last_name) == ("Ana Maria", "Novak")
    assert user.email == "anna@example.org"
    assert user.party == party("green")
    assert user.languages == ["sl"]
    assert user.role_names == {PARTICIPANTS}
    assert user.wagtail_userprofile.preferred_language == "hr"
    assert not user.is_staff
    assert not user.is_superuser
    assert client.get("/admin/").status_code == 200


def test_somebody_else_signed_in_there_is_signed_out(client, send):
    client.force_login(participant("liberal"))
    join(client, send())
    assert client.session["_auth_user_id"] == str(User.objects.get(username="anna@example.org").pk)


def test_looking_at_the_link_does_not_use_it_up(client, send):
    link = send()
    for _time in range(3):
        assert client.get(link).status_code == 200
    assert join(client, link).status_code == 302


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"password1": "123", "password2": "123"}, "too short"),
        ({"password1": "anna@example.org", "password2": "anna@example.org"}, "too similar"),
        ({"password2": "another"}, "the same password each time"),
        ({"language": "xx"}, "not one of the available choices"),
        ({"name": " "}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_goes_on_working(client, send, fields, answer):
    link = f"{send()}?language=en"
    response = join(client, link, **fields)
    assert response.status_code == 200
    assert answer in response.content.decode()
    assert not User.objects.filter(username="anna@example.org").exists()
    assert join(client, link).status_code == 302


def test_a_changed_address_in_the_form_changes_nothing(client, send):
    join(client, send(), email="other@example.org")
    assert User.objects.filter(email="anna@example.org").exists()
    assert not User.objects.filter(email="other@example.org").exists()


def used(send):
    link = send()
    join(Client(), link)
    return link


def expired(send):
    link = send()
    old = timezone.now() - timedelta(days=7, seconds=1)
    Invitation.objects.update(created_at=old)
    return link


def withdrawn(send):
    link = send()
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    client.post(f"{LIST}{Invitation.objects.get().pk}/withdraw/")
    return link


def replaced(send):
    link = send()
    send()
    return link


def inviter_gone(send):
    link = send(moderator("green"))
    User.objects.filter(username="moderator-green").update(is_active=False)
    return link


def inviter_moved(send):
    inviter = moderator("green")
    link = send(inviter)
    inviter.party = party("liberal")
    inviter.save()
    return link


def party_moved(send):
    inviter = moderator("green")
    inviter.party = party("green", "SI")
    inviter.save()
    link = send(inviter)
    green = party("green")
    green.family = party("liberal").family
    green.save()
    return link


def joined_otherwise(send):
    link = send()
    person("somebody", PARTICIPANTS)
    User.objects.filter(username="somebody").update(email="ANNA@example.org")
    return link


DEAD = (used, expired, withdrawn, replaced, inviter_gone, inviter_moved, party_moved,
        joined_otherwise)  # fmt: skip


@pytest.mark.parametrize("make", DEAD)
def test_a_link_that_stopped_working_answers_as_one_that_never_was(send, make):
    link = make(send)
    people = User.objects.count()
    unknown = "/accounts/invitation/never-given/"
    for do in (lambda client, at: client.get(at), join):
        dead, never = do(Client(), link), do(Client(), unknown)
        assert dead.status_code == never.status_code == 404
        own = (link.encode(), b"*"), (unknown.encode(), b"*")
        assert dead.content.replace(*own[0]) == never.content.replace(*own[1])
        assert sorted(dead.headers) == sorted(never.headers)
        assert "This link no longer works" in dead.content.decode()
    assert User.objects.count() == people


def test_the_secret_of_a_link_is_stored_nowhere(send):
    token = send().rstrip("/").rpartition("/")[2]
    stored = Invitation.objects.values().get()
    assert token not in str(stored)
    assert len(stored["token_hash"]) == 64


def test_the_same_link_makes_one_account(send):
    token = send().rstrip("/").rpartition("/")[2]
    person_data = {"name": "A B", "language": "en", "password": PASSWORD}
    assert accept(token, **person_data)
    assert accept(token, **person_data) is None
    assert User.objects.filter(email="anna@example.org").count() == 1


def test_an_invitation_whose_mail_was_not_written_yet_has_no_link():
    invite(editor(), **{**ANNA, "role": EDITORS})
    assert find("") is None


# Asking again, withdrawing, the list.


def test_asking_again_sends_a_new_link_and_kills_the_old_one(client, run, send):
    old = send()
    client.force_login(User.objects.get(username="editor"))
    run(lambda: client.post(f"{LIST}{Invitation.objects.get().pk}/again/"))
    assert len(mail.outbox) == 2
    assert Client().get(old).status_code == 404
    assert Client().get(link_in(mail.outbox[1])).status_code == 200


def test_a_moderator_replaces_no_invitation_of_another_family(run, send):
    link = send(moderator("liberal"), of="liberal")
    send(moderator("green"))
    assert Client().get(link).status_code == 200


def test_moderators_see_the_invitations_of_their_own_family_only(client, send):
    send(email="g@example.org")
    send(of="liberal", email="l@example.org")
    client.force_login(moderator("green"))
    text = client.get(LIST).content.decode()
    assert "g@example.org" in text
    assert "l@example.org" not in text
    other = Invitation.objects.get(email="l@example.org")
    for action in ("withdraw", "again"):
        assert client.post(f"{LIST}{other.pk}/{action}/").status_code == 404
    assert Invitation.objects.open().filter(pk=other.pk).exists()


def test_moderators_leave_alone_whom_they_could_not_invite(client, send):
    send(role=MODERATORS)
    client.force_login(moderator("green"))
    invitation = Invitation.objects.get()
    assert f"{invitation.pk}/withdraw/" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{invitation.pk}/withdraw/").status_code == 404


def test_nothing_is_left_to_do_with_an_accepted_invitation(client, send):
    used(send)
    client.force_login(User.objects.get(username="editor"))
    text = client.get(LIST).content.decode()
    assert "Accepted" in text
    assert "withdraw/" not in text
    for action in ("withdraw", "again"):
        address = f"{LIST}{Invitation.objects.get().pk}/{action}/"
        assert client.post(address).status_code == 404


def test_the_list_costs_the_same_for_many_as_for_one(client, django_assert_max_num_queries):
    someone = editor()
    client.force_login(someone)

    def queries():
        with django_assert_max_num_queries(100) as context:
            client.get(LIST)
        return len(context)

    def add(count):
        Invitation.objects.bulk_create(
            Invitation(
                name=f"N{number}", email=f"n{number}@example.org", role=PARTICIPANTS,
                party=party("green"), invited_by=someone,
            )
            for number in range(count)
        )  # fmt: skip

    add(1)
    queries()
    one = queries()
    add(60)
    assert queries() <= one
    assert "Page 1 of 2" in client.get(LIST).content.decode()


# Addresses that have an account.


def test_an_editor_is_told_of_an_account_that_exists(client, run):
    participant("liberal")
    client.force_login(editor())
    response = run(lambda: client.post(INVITE, form(email="Participant-Liberal@example.org")))
    assert "has an account already" in response.content.decode()
    assert mail.outbox == []


def test_a_moderator_does_not_learn_of_accounts_of_another_family(client, run):
    other = participant("liberal")
    client.force_login(moderator("green"))
    known = run(lambda: client.post(INVITE, form(email=other.email), follow=True))
    unknown = run(lambda: client.post(INVITE, form(email="x@example.org"), follow=True))
    text = re.sub(r"/\d+/|\w{64}", "", known.content.decode()).replace(other.email, "x@example.org")
    assert "x@example.org is on its way" in text
    assert text.count("Anna Novak") + 3 == unknown.content.decode().count("Anna Novak")
    assert known.redirect_chain == unknown.redirect_chain
    assert [message.to for message in mail.outbox] == [[other.email], ["x@example.org"]]
    assert "already" in mail.outbox[0].subject
    assert "/accounts/login/" in mail.outbox[0].body
    assert not Invitation.objects.get(email=other.email).token_hash


def test_a_moderator_is_told_of_accounts_of_their_own_family(client, run):
    own = participant("green")
    client.force_login(moderator("green"))
    response = run(lambda: client.post(INVITE, form(email=own.email)))
    assert "has an account already" in response.content.decode()


def test_inviting_and_joining_are_remembered(client, send):
    join(client, send())
    invited = ModelLogEntry.objects.get(action="accounts.invite")
    assert invited.user == User.objects.get(username="editor")
    assert invited.data["role"] == PARTICIPANTS
    joined = ModelLogEntry.objects.get(action="accounts.accept")
    assert joined.object_id == str(User.objects.get(username="anna@example.org").pk)
