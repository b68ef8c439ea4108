"""Two people, or one with two clicks, open an invitation at the same moment: one account."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts import invitations
from accounts.invitations import accept, hash_of, invite
from accounts.models import Invitation, User
from accounts.roles import PARTICIPANTS

from .people import editor, party
from .test_races import Sent, number, wait_until_waiting

PASSWORD = "Ein-langes-Wort-71"


class Joining(Sent):
    """A request to join by nobody who is signed in."""

    def __init__(self, token):
        Thread.__init__(self)
        self.client = Client(raise_request_exception=False)
        self.url, self.answer = f"/accounts/invitation/{token}/", None
        self.data = {
            "name": "Anna Novak", "language": "en", "password1": PASSWORD, "password2": PASSWORD,
        }  # fmt: skip


def invited(email, by):
    """An invitation whose link is known here; returns the secret of it."""
    invitation = invite(by, name="A", email=email, role=PARTICIPANTS, party=party("green"))
    token = f"token-{invitation.pk}"
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of(token))
    return token


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one request at a time on SQLite")
class TestOnPostgreSQL:
    pytestmark = pytest.mark.usefixtures("own_database")

    @pytest.mark.django_db
    def test_the_database_holds_rows(self):
        assert connection.features.has_select_for_update

    @pytest.fixture(autouse=True)
    def unblocked(self, django_db_blocker):
        with django_db_blocker.unblock():
            yield

    def test_one_link_used_twice_at_once_makes_one_account(self):
        email = f"anna-{next(number)}@example.org"
        token = invited(email, editor(f"editor-{next(number)}"))
        requests = [Joining(token), Joining(token)]
        with transaction.atomic():
            list(Invitation.objects.select_for_update().filter(token_hash=hash_of(token)))
            for count, request in enumerate(requests, start=1):
                request.start()
                wait_until_waiting(count)
        for request in requests:
            request.join(timeout=60)
        assert sorted(request.answer.status_code for request in requests) == [302, 404]
        assert User.objects.filter(email=email).count() == 1


@pytest.mark.django_db
def test_of_two_invitations_accepted_at_once_one_makes_the_account(site, monkeypatch):
    """The second found nobody with the address when it looked; the database stops it."""
    tokens = [invited("anna@example.org", editor()), invited("anna@example.org", editor("e2"))]
    Invitation.objects.update(withdrawn_at=None)
    data = {"name": "Anna", "language": "en", "password": PASSWORD}
    assert accept(tokens[0], **data)
    monkeypatch.setattr(invitations, "account_with", lambda email: None)
    assert accept(tokens[1], **data) is None
    assert User.objects.filter(email="anna@example.org").count() == 1
