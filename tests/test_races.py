"""People who act at the same moment: exactly one outcome, and nobody meets an error page.

The requests are real and parallel, each on a connection of its own. The page's row is held until
all of them wait for it, in the order they are named, so that each has begun before any goes on.
They run on a copy of the test database, because what they store is really stored.
"""

import itertools
import threading
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, TaskState

from accounts.roles import TRANSLATORS
from blog.models import BlogIndexPage
from content.models import ContentPage
from content.row_locks import lock_pages
from moderation.models import FamilyTaskState, UnpublishRequest
from moderation.reminders import remind
from moderation.unpublishing import ask
from translations.claims import claim_on
from translations.starting import start

from .people import (
    again,
    blog_index,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    person,
    seen,
    submit,
)

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one request write at a time, so there is no race to run",
    ),
    pytest.mark.usefixtures("own_database"),
]
number = itertools.count()


@pytest.mark.django_db
def test_the_database_holds_rows():
    """The one marked test, for which pytest-django makes the database that is copied."""
    assert connection.features.has_select_for_update


@pytest.fixture
def author():
    return participant("green", f"author-{next(number)}")


@pytest.fixture
def green():
    return moderator("green", f"moderator-{next(number)}")


@pytest.fixture
def second():
    return moderator("green", f"second-{next(number)}")


class Sent(threading.Thread):
    """A request of a person, on its own connection; what it answered, once it has."""

    def __init__(self, user, url, **data):
        super().__init__()
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.url, self.data = url, data
        self.answer = None

    def run(self):
        self.answer = self.client.post(self.url, self.data)
        connections.close_all()

    @property
    def text(self):
        """The page they land on."""
        if self.answer.status_code == 302:
            return self.client.get(self.answer["Location"], follow=True).content.decode()
        return self.answer.content.decode()


def at_once(page, *requests, meanwhile=lambda: None):
    """Send the requests so that all have begun before the first goes on."""
    with transaction.atomic():
        lock_pages([page.pk])
        for count, request in enumerate(requests, start=1):
            request.start()
            wait_until_waiting(count)
        meanwhile()
    for request in requests:
        request.join(timeout=60)
        assert request.answer is not None
        assert request.answer.status_code in (200, 302, 404, 409), request.url


def wait_until_waiting(count):
    query = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _attempt in range(200):
        with connection.cursor() as cursor:
            # Within a transaction the server repeats its first answer until told to look again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(query)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    pytest.fail(f"{count} requests should wait for the page, so that they race")


def decision(user, state, action):
    data = {"revision": seen(again(state.page)), "action": action, "comment": "Because."}
    return Sent(user, reverse("moderation:review", args=[state.pk]), **data)


def edit(user, page, **actions):
    form = {
        "title": page.title, "summary": page.summary, "body-count": "0", "visibility": "public",
        "attribution": "name", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    return Sent(user, reverse("wagtailadmin_pages:edit", args=[page.pk]), **(form | actions))


def withdrawal(user, page):
    return edit(user, page, **{"action-cancel-workflow": "1"})


def logged(page):
    """What the log says of the review, in order."""
    actions = ("wagtail.workflow.", "wagtail.publish", "wagtail.unpublish", "wagtail.move")
    entries = PageLogEntry.objects.filter(page=page.pk).order_by("timestamp", "pk")
    names = [entry.action for entry in entries if entry.action.startswith(actions)]
    return [name.removeprefix("wagtail.").removeprefix("workflow.") for name in names]


def status(state):
    return FamilyTaskState.objects.get(pk=state.pk).status


@pytest.mark.parametrize("late", ["approve", "reject"])
def test_two_moderators_decide_at_once(author, green, second, late):
    page = draft(author)
    state = submit(page, author)
    first, other = decision(green, state, "approve"), decision(second, state, late)
    at_once(page, first, other)
    assert again(page).live
    assert status(state) == "approved"
    assert "has been approved and published" in first.text
    assert f"has been approved already, by {green.username}" in other.text
    assert sorted(logged(page)) == ["approve", "publish", "start"]


def test_the_first_asks_for_changes_and_the_second_approves(author, green, second):
    page = draft(author)
    state = submit(page, author)
    first, other = decision(green, state, "reject"), decision(second, state, "approve")
    at_once(page, first, other)
    assert not again(page).live
    assert status(state) == "rejected"
    assert "has already asked for changes" in other.text
    assert logged(page) == ["start", "reject"]


def test_the_author_withdraws_before_the_approval(author, green):
    page = draft(author)
    state = submit(page, author)
    first, late = withdrawal(author, page), decision(green, state, "approve")
    at_once(page, first, late)
    assert not again(page).live
    assert status(state) == "cancelled"
    assert "has been withdrawn" in late.text
    assert logged(page) == ["start", "cancel"]


def test_the_author_withdraws_after_the_approval(author, green):
    page = draft(author)
    state = submit(page, author)
    first, late = decision(green, state, "approve"), withdrawal(author, page)
    at_once(page, first, late)
    assert again(page).live
    assert status(state) == "approved"
    assert "nothing to withdraw" in late.text
    assert sorted(logged(page)) == ["approve", "publish", "start"]


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("loss", ["role", "account", "party"])
def test_a_role_is_taken_away_while_the_form_is_on_its_way(author, green, action, loss):
    page = draft(author)
    state = submit(page, author)

    def take_away():
        if loss == "role":
            green.groups.clear()
        elif loss == "account":
            green.is_active = False
            green.save()
        else:
            green.party = participant("liberal", f"other-{next(number)}").party
            green.save()

    late = decision(green, state, action)
    at_once(page, late, meanwhile=take_away)
    assert not again(page).live
    assert status(state) == "in_progress"
    assert logged(page) == ["start"]
    assert page.title not in late.text


def second_index():
    """Somewhere in the same language a post may be moved to."""
    first = blog_index()
    index = BlogIndexPage(title="More", slug=f"more-{next(number)}", locale=first.locale)
    return first.get_parent().add_child(instance=index)


def move(user, page, to):
    return Sent(user, reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]))


@pytest.mark.parametrize("approval_first", [True, False])
def test_the_page_is_moved_while_it_is_approved(author, green, approval_first):
    page, elsewhere = draft(author), second_index()
    state = submit(page, author)
    moved, approved = move(secretary(), page, elsewhere), decision(green, state, "approve")
    requests = [approved, moved] if approval_first else [moved, approved]
    at_once(page, *requests)
    page = again(page)
    assert page.live
    assert page.get_parent().pk == elsewhere.pk
    assert page.url_path.startswith(elsewhere.url_path)
    assert sorted(logged(page)) == ["approve", "move", "publish", "start"]
    assert all(not problems for problems in Page.find_problems())


def secretary():
    return editor(f"editor-{next(number)}")


def deletion(user, page):
    return Sent(user, reverse("wagtailadmin_pages:delete", args=[page.pk]))


@pytest.mark.parametrize("approval_first", [True, False])
def test_the_page_is_deleted_while_it_is_approved(author, green, approval_first):
    page = draft(author)
    state = submit(page, author)
    deleted, approved = deletion(secretary(), page), decision(green, state, "approve")
    requests = [approved, deleted] if approval_first else [deleted, approved]
    at_once(page, *requests)
    assert not Page.objects.filter(pk=page.pk).exists()
    entries = PageLogEntry.objects.filter(page=page.pk)
    assert entries.filter(action="wagtail.delete").count() == 1
    assert entries.filter(action="wagtail.publish").exists() == approval_first
    if not approval_first:
        assert "Back to the queue" in approved.text


def test_a_double_click_approves_once(author, green):
    page = draft(author)
    state = submit(page, author)
    twice = [decision(green, state, "approve") for _click in range(2)]
    at_once(page, *twice)
    assert again(page).live
    assert sorted(logged(page)) == ["approve", "publish", "start"]
    assert "has been approved" in twice[1].text


def test_a_double_click_submits_once(author):
    page = draft(author)
    twice = [edit(author, page, **{"action-submit": "1"}) for _click in range(2)]
    at_once(page, *twice)
    assert FamilyTaskState.objects.filter(page=page).count() == 1
    assert logged(page) == ["start"]
    assert "waiting for review already" in twice[1].text


def test_a_double_click_withdraws_once(author):
    page = draft(author)
    submit(page, author)
    twice = [withdrawal(author, page) for _click in range(2)]
    at_once(page, *twice)
    assert logged(page) == ["start", "cancel"]
    assert "withdrawn already" in twice[1].text


# Requests to take a page down.


def asking(user, page):
    return Sent(user, reverse("moderation:ask_unpublish", args=[page.pk]), reason="It is old.")


def answer(user, request, action):
    url = reverse("moderation:unpublish_request", args=[request.pk])
    return Sent(user, url, action=action, answer="Because.")


def outcome(request):
    return UnpublishRequest.objects.get(pk=request.pk).outcome


def test_a_double_click_asks_once(author):
    page = live(author)
    at_once(page, asking(author, page), asking(author, page))
    assert UnpublishRequest.objects.filter(page=page).count() == 1


@pytest.mark.parametrize("first", ["unpublish", "decline"])
def test_two_moderators_answer_a_request_at_once(author, green, second, first):
    page = live(author)
    request = ask(page, author, "It is old.")
    late = "decline" if first == "unpublish" else "unpublish"
    requests = answer(green, request, first), answer(second, request, late)
    at_once(page, *requests)
    assert again(page).live == (first == "decline")
    assert outcome(request) == {"unpublish": "unpublished", "decline": "declined"}[first]
    assert "decided already" in requests[1].text


def test_the_author_withdraws_the_request_while_it_is_granted(author, green):
    page = live(author)
    request = ask(page, author, "It is old.")
    url = reverse("moderation:withdraw_unpublish", args=[request.pk])
    withdrawn, granted = Sent(author, url), answer(green, request, "unpublish")
    at_once(page, withdrawn, granted)
    assert again(page).live
    assert outcome(request) == "withdrawn"
    assert "decided already" in granted.text


# Editors act on several pages of a list at once.


def bulk(user, action, *pages, **data):
    """An editor's action on the pages ticked in a list."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return Sent(user, f"{url}?{urlencode([('id', page.pk) for page in pages])}", **data)


def bulk_on_all_of(user, action, parent, **data):
    """An editor's action on all pages below one, ticked by “select all”."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return Sent(user, f"{url}?id=all&childOf={parent.pk}", **data)


def in_order(is_first, decided, acted):
    return [decided, acted] if is_first else [acted, decided]


@pytest.mark.parametrize(
    ("action", "decision_first", "outcome"),
    [
        ("approve", True, "approved"),
        ("reject", True, "rejected"),
        ("approve", False, "cancelled"),
        ("reject", False, "cancelled"),
    ],
)
def test_an_editor_publishes_several_pages_while_one_is_decided(
    author, green, action, decision_first, outcome
):
    page, other = draft(author), draft(author)
    state = submit(page, author)
    decided = decision(green, state, action)
    at_once(page, *in_order(decision_first, decided, bulk(secretary(), "publish", other, page)))
    assert again(page).live
    assert again(other).live
    assert status(state) == outcome
    if not decision_first:
        assert "has been withdrawn" in decided.text
        assert sorted(logged(page)) == ["cancel", "publish", "start"]


@pytest.mark.parametrize("decision_first", [True, False])
def test_an_editor_takes_several_pages_down_while_a_change_is_approved(
    author, green, decision_first
):
    page, other = live(author), live(author)
    change(page, author, title="A better title")
    state = submit(page, author)
    approved = decision(green, state, "approve")
    approved.data["significance"] = "minor"
    taken_down = bulk(secretary(), "unpublish", other, page)
    at_once(page, *in_order(decision_first, approved, taken_down))
    assert not again(other).live
    assert not again(page).live
    assert status(state) == ("approved" if decision_first else "in_progress")
    if not decision_first:
        assert "taken off the site since you opened it" in approved.text


@pytest.mark.parametrize("decision_first", [True, False])
def test_an_editor_deletes_several_pages_while_one_is_approved(author, green, decision_first):
    page, other = draft(author), draft(author)
    state = submit(page, author)
    requests = decision(green, state, "approve"), bulk(secretary(), "delete", other, page)
    at_once(page, *in_order(decision_first, *requests))
    assert not Page.objects.filter(pk__in=[page.pk, other.pk]).exists()
    entries = PageLogEntry.objects.filter(page=page.pk)
    assert entries.filter(action="wagtail.delete").count() == 1
    assert entries.filter(action="wagtail.publish").exists() == decision_first
    if not decision_first:
        assert "Back to the queue" in requests[0].text


@pytest.mark.parametrize("decision_first", [True, False])
def test_an_editor_moves_several_pages_while_one_is_approved(author, green, decision_first):
    page, other, elsewhere = draft(author), draft(author), second_index()
    state = submit(page, author)
    moved = bulk(secretary(), "move", other, page, chooser=elsewhere.pk)
    at_once(page, *in_order(decision_first, decision(green, state, "approve"), moved))
    assert again(page).live
    assert again(page).url_path.startswith(elsewhere.url_path)
    assert again(other).get_parent().pk == elsewhere.pk
    assert sorted(logged(page)) == ["approve", "move", "publish", "start"]
    assert all(not problems for problems in Page.find_problems())


def test_all_pages_of_a_list_are_held_before_anything_is_read(author):
    """“Select all” names no page: held are those below the page that is listed."""
    page, index, leaving = draft(author), second_index(), secretary()
    page.move(index, pos="last-child")
    at_once(page, bulk_on_all_of(leaving, "delete", index), meanwhile=leaving.groups.clear)
    assert again(page)


# Reminders.


def test_two_runs_at_once_remind_once(author, green):
    states = [submit(draft(author), author) for _page in range(3)]
    long_ago = timezone.now() - timedelta(days=4)
    TaskState.objects.filter(pk__in=[state.pk for state in states]).update(started_at=long_ago)
    together, reminded = threading.Barrier(2), []

    def run():
        together.wait(timeout=30)
        reminded.append(remind()[1])
        connections.close_all()

    mail.outbox.clear()
    runs = [threading.Thread(target=run) for _run in range(2)]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join(timeout=60)
    assert sorted(reminded) == [0, 3]
    assert [message.to[0] for message in mail.outbox].count(green.email) == 1


def translating(user, page, action):
    return Sent(user, reverse(f"translations:{action}", args=[page.pk]), language="mk")


@pytest.fixture
def translators():
    return [
        person(f"translator-{next(number)}", "Translators", family="green", languages=["mk"])
        for _each in range(2)
    ]


@pytest.mark.parametrize("late", ["take_on", "start"])
def test_two_translators_take_on_the_same_at_once(author, translators, late):
    page = live(author)
    first, other = translators
    won, lost = translating(first, page, "take_on"), translating(other, page, late)
    at_once(page, won, lost)
    assert claim_on(page, "mk").person == first
    assert "You have taken on" in won.text
    assert f"{first.username} has taken this on since" in lost.text
    assert again(page).get_translations().count() == 0


def test_one_takes_on_what_another_just_starts(author, translators):
    page = live(author)
    first, other = translators
    won, lost = translating(first, page, "start"), translating(other, page, "take_on")
    at_once(page, won, lost)
    assert claim_on(page, "mk") is None
    assert again(page).get_translations().get().owner == first
    assert "it has been begun" in lost.text


def translator(**fields):
    return person(
        f"translator-{next(number)}", TRANSLATORS, family="green", languages=["mk"], **fields
    )


def start_into_macedonian(user, page):
    return Sent(user, reverse("translations:start", args=[page.pk]), language="mk")


def translations_of(page):
    same = ContentPage.objects.filter(translation_key=page.translation_key)
    return list(same.exclude(pk=page.pk))


def test_two_translators_start_the_same_at_once(author):
    page = live(author)
    first = start_into_macedonian(translator(first_name="Biljana"), page)
    second = start_into_macedonian(translator(), page)
    at_once(page, first, second)
    (made,) = translations_of(page)
    assert made.owner.first_name == "Biljana"
    assert first.answer["Location"].endswith(f"/{made.pk}/edit/")
    assert second.answer.status_code == 409
    assert "Biljana is working on this translation." in second.text


def test_a_double_click_starts_once(author):
    page, user = live(author), translator()
    first, second = start_into_macedonian(user, page), start_into_macedonian(user, page)
    at_once(page, first, second)
    (made,) = translations_of(page)
    assert first.answer["Location"] == second.answer["Location"]
    assert made.owner == user


def test_translations_from_two_languages_into_a_third_are_one(author):
    page = live(author)
    between = start(page, "sq", editor(f"editor-{next(number)}"))
    between.get_latest_revision().publish()
    first = start_into_macedonian(translator(), page)
    second = start_into_macedonian(translator(), again(between))
    at_once(page, first, second)
    assert second.answer.status_code == 409
    assert len(translations_of(page)) == 2


@pytest.mark.parametrize("start_first", [True, False])
def test_a_page_is_narrowed_while_its_translation_is_started(author, start_first):
    page = live(author)
    begin = start_into_macedonian(translator(), page)
    narrow = edit(author, page, visibility="members")
    at_once(page, *((begin, narrow) if start_first else (narrow, begin)))
    (made,) = translations_of(page)
    assert again(page).visibility == "members"
    assert again(made).visibility == "members"
    assert again(made).get_latest_revision_as_object().visibility == "members"


def test_a_language_is_taken_away_while_the_click_is_on_its_way(author):
    page, user = live(author), translator()
    begin = start_into_macedonian(user, page)
    at_once(page, begin, meanwhile=lambda: type(user).objects.update(languages=["sq"]))
    assert begin.answer.status_code == 404
    assert not translations_of(page)


@pytest.mark.parametrize("click_first", [True, False])
def test_it_is_found_accurate_while_its_owner_saves_it(author, click_first):
    page, user = live(author), translator()
    made = start(page, "mk", user)
    made.get_latest_revision().publish()
    change(page, author, title="Something else").publish()
    url = reverse("translations:still_accurate", args=[made.pk])
    click, save = Sent(user, url, version="2"), edit(user, again(made))
    at_once(made, *((click, save) if click_first else (save, click)))
    assert again(made).translated_version == 2
    assert again(made).get_latest_revision_as_object().translated_version == 2
