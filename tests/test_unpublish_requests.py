"""An author asks for a published page to be taken down; the family's moderators decide."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageLogEntry

from moderation.models import UnpublishRequest
from moderation.signals import unpublish_decided, unpublish_requested
from moderation.unpublishing import ask, decide, requests_for

from .people import again, change, draft, editor, fresh, live, moderator, participant

pytestmark = pytest.mark.django_db

TAKE_DOWN, DECLINE = UnpublishRequest.Outcome.UNPUBLISHED, UnpublishRequest.Outcome.DECLINED


@pytest.fixture
def page(author):
    return live(author, "To be taken down")


def ask_address(page):
    return reverse("moderation:ask_unpublish", args=[page.pk])


def address(request, name="unpublish_request"):
    return reverse(f"moderation:{name}", args=[request.pk])


def send(client, user, url, **data):
    client.force_login(user)
    return client.post(url, data, follow=True)


def logged(page):
    entries = PageLogEntry.objects.filter(page=page.pk, action__contains="unpublish")
    return [(entry.action, entry.user) for entry in entries.order_by("pk")]


def now(request):
    return UnpublishRequest.objects.get(pk=request.pk)


def test_an_author_asks_with_a_reason_and_the_page_stays_published(client, author, page):
    refused = send(client, author, ask_address(page), reason=" ")
    assert refused.status_code == 200
    assert not UnpublishRequest.objects.exists()
    send(client, author, ask_address(page), reason="The figures are wrong.")
    request = UnpublishRequest.objects.get()
    assert (request.reason, request.requested_by) == ("The figures are wrong.", author)
    assert request.family == page.family
    assert again(page).live
    assert logged(page) == [("moderation.request_unpublish", author)]


def test_only_its_owner_may_ask(client, page, green):
    for somebody in (green, participant("green", "other"), participant("liberal"), editor()):
        client.force_login(somebody)
        theirs, nowhere = ask_address(page), reverse("moderation:ask_unpublish", args=[999_999])
        for method in (client.get, client.post):
            assert method(theirs, {"reason": "x"}).status_code == 404
            assert method(nowhere, {"reason": "x"}).status_code == 404
    assert not UnpublishRequest.objects.exists()


def test_a_draft_needs_no_taking_down(client, author):
    answer = send(client, author, ask_address(draft(author)), reason="x")
    assert "not published" in answer.content.decode()
    assert not UnpublishRequest.objects.exists()


def test_asking_again_changes_nothing(author, page):
    assert ask(page, author, "First") == ask(page, author, "Second")
    assert UnpublishRequest.objects.get().reason == "First"


def test_the_familys_moderators_and_the_editors_see_it_in_their_queue(client, author, page, green):
    request = ask(page, author, "It is old.")
    for somebody, sees in ((green, True), (editor(), True), (moderator("liberal"), False)):
        client.force_login(somebody)
        queue = client.get(reverse("moderation:queue")).content.decode()
        assert ("To be taken down" in queue) == sees, somebody
        assert (client.get(address(request)).status_code == 200) == sees, somebody


def test_a_moderator_takes_the_page_down(client, author, page, green):
    request = ask(page, author, "It is old.")
    answer = send(client, green, address(request), action="unpublish", answer="")
    assert answer.redirect_chain == [(reverse("moderation:queue"), 302)]
    assert not again(page).live
    assert now(request).outcome == TAKE_DOWN
    assert logged(page)[1:] == [("wagtail.unpublish", green)]


def test_declining_needs_an_answer(client, author, page, green):
    request = ask(page, author, "It is old.")
    refused = send(client, green, address(request), action="decline", answer=" ")
    assert "Please say why it stays published." in refused.content.decode()
    assert now(request).decided_at is None
    send(client, green, address(request), action="decline", answer="It is still true.")
    assert (now(request).outcome, now(request).answer) == (DECLINE, "It is still true.")
    assert again(page).live
    assert logged(page)[1:] == [("moderation.decline_unpublish", green)]


def test_the_author_withdraws_the_request(client, author, page, green):
    request = ask(page, author, "It is old.")
    for somebody in (green, participant("green", "other")):
        assert send(client, somebody, address(request, "withdraw_unpublish")).status_code == 404
    send(client, author, address(request, "withdraw_unpublish"))
    assert now(request).outcome == "withdrawn"
    assert logged(page)[1:] == [("moderation.withdraw_unpublish", author)]
    with pytest.raises(PermissionDenied):
        decide(request, green, TAKE_DOWN)
    assert again(page).live


@pytest.mark.parametrize("role", [moderator, lambda family: editor()], ids=["moderator", "editor"])
def test_nobody_decides_on_their_own_request(role):
    somebody = role("green")
    page = live(somebody)
    request = ask(page, somebody, "It is old.")
    for outcome in (TAKE_DOWN, DECLINE):
        with pytest.raises(PermissionDenied, match="your own"):
            decide(request, somebody, outcome, "x")
    assert again(page).live


def test_who_is_no_longer_entitled_decides_nothing(author, page, green):
    request = ask(page, author, "It is old.")
    inactive, moved = moderator("green", "inactive"), moderator("green", "moved")
    inactive.is_active = False
    inactive.save()
    moved.party = participant("liberal").party
    moved.save()
    green.groups.clear()
    for somebody in (green, inactive, moved, moderator("liberal"), author):
        with pytest.raises(PermissionDenied):
            decide(request, somebody, TAKE_DOWN)
    assert again(page).live


def test_a_page_that_went_to_another_family_is_the_editors_to_decide(author, page, green):
    request = ask(page, author, "It is old.")
    liberal = moderator("liberal")
    change(page, editor(), family=liberal.family).publish()
    for somebody in (green, liberal):
        assert not requests_for(fresh(somebody)).exists()
        with pytest.raises(PermissionDenied):
            decide(request, somebody, TAKE_DOWN)
    decide(request, editor("second-editor"), TAKE_DOWN)
    assert not again(page).live


def test_a_request_is_closed_when_the_page_is_taken_down_otherwise(author, page, green):
    request = ask(page, author, "It is old.")
    again(page).unpublish(user=green)
    assert now(request).outcome == TAKE_DOWN
    assert not requests_for(green).exists()


def test_it_may_be_asked_again_once_it_has_been_decided(author, page, green):
    decide(ask(page, author, "First"), green, DECLINE, "No.")
    assert ask(page, author, "Second").reason == "Second"


def test_a_decided_request_answers_kindly(client, author, page, green):
    request = ask(page, author, "It is old.")
    decide(request, green, DECLINE, "No.")
    for method in (client.get, client.post):
        client.force_login(moderator("green", f"late-{method.__name__}"))
        answer = method(address(request), {"action": "unpublish"}, follow=True)
        assert "decided already" in answer.content.decode()
    again(page).delete()
    assert "Back to the queue" in client.get(address(request)).content.decode()


def test_who_listens_is_told(author, page, green):
    heard = []

    def listen(signal, request, **kwargs):
        heard.append((signal, request.outcome))

    for signal in (unpublish_requested, unpublish_decided):
        signal.connect(listen)
    try:
        decide(ask(page, author, "It is old."), green, DECLINE, "No.")
    finally:
        for signal in (unpublish_requested, unpublish_decided):
            signal.disconnect(listen)
    assert heard == [(unpublish_requested, ""), (unpublish_decided, DECLINE)]
