"""What a moderator sees of a submission and does with it: reads, decides, hands over."""

import re

import pytest
from django.urls import reverse
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.models import PageLogEntry

from core.blocks import TEXT_FEATURES
from moderation import assignment
from moderation.models import FamilyTaskState

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    live,
    moderator,
    participant,
    reject,
    seen,
    submission,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db

QUEUE = "/admin/review/"


@pytest.fixture
def author(site):
    return participant("green", first_name="Ana", last_name="Anić")


@pytest.fixture
def green(site):
    return moderator("green", first_name="Goran", last_name="Gorić")


def address(state, name="review"):
    return reverse(f"moderation:{name}", args=[state.pk])


def read(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


def send(client, user, url, **data):
    client.force_login(user)
    return client.post(url, data, follow=True)


def decide(client, user, state, action, **data):
    data = {"revision": seen(again(state.page)), "comment": "", **data}
    return send(client, user, address(state), action=action, **data)


# What is told of a submission.


def test_the_moderator_reads_the_note_and_who_wrote_it(client, author, green):
    page = draft(author, submission_note="Please check the year.\nThank you.")
    text = read(client, green, address(submit(page, author)))
    assert "Please check the year." in text
    assert "Ana Anić" in text


@pytest.mark.parametrize("attribution", ["party", "family", "anonymous"])
def test_the_true_author_is_told_beside_what_readers_are_told(client, author, green, attribution):
    page = draft(author, attribution=attribution)
    text = read(client, green, address(submit(page, author)))
    named = text.partition("Named to readers as")[2].partition("</dd>")[0]
    assert "Ana Anić" in text
    assert "Ana" not in named
    assert str(page.byline()) in named


def test_earlier_requests_for_changes_are_shown_with_their_reasons(client, author, green):
    page = draft(author)
    reject(submit(page, author), green, "Name the source.")
    assert "Name the source." in read(client, green, address(submit(page, author)))


def test_what_changed_stands_beside_what_readers_saw_last(client, author, green):
    page = live(author, "The old title")
    blocks = again(page).body.get_prep_value()
    change(page, author, title="The new title", body=[*again(page).body.raw_data, *ADDED])
    text = read(client, green, address(submit(page, author)))
    assert blocks
    before, now = text.split('class="review-before"')[1].split('class="review-now"')
    assert "old" in before
    assert "new" in now
    assert "A paragraph added." in text
    assert "Nothing: this is new." in text


ADDED = [{"type": "text", "value": "<p>A paragraph added.</p>", "id": "added"}]


def test_the_note_and_the_significance_are_no_changes(client, author, green):
    page = live(author)
    change(page, author, submission_note="Only this", significance="minor")
    text = read(client, green, address(submit(page, author)))
    assert "Nothing in the text has changed." in text


def test_where_a_link_leads_is_part_of_what_changed(client, author, green):
    page = live(author)
    text = '<p>One.</p><p><a href="https://{}.example/">A source</a></p>'
    block = {"type": "text", "id": "linked"}
    change(page, author, body=[block | {"value": text.format("here")}]).publish()
    change(page, author, body=[block | {"value": text.format("elsewhere")}])
    shown = read(client, green, address(submit(page, author)))
    before, now = shown.split('class="review-before"')[1].split('class="review-now"')
    assert '<span class="deletion">here' in before
    assert '<span class="addition">elsewhere' in now
    assert "One.\n" in now


def test_a_change_only_editors_may_make_is_shown_to_moderators_too(client, author, green):
    page = live(author)
    change(page, author, visibility="members")
    change(page, editor(), date="2020-02-02")
    text = read(client, green, address(submit(page, author)))
    assert "<h3>Who may read it</h3>" in text
    assert "<h3>Date</h3>" in text


def test_open_comments_are_listed_with_their_place_and_answers(client, author, green):
    page = draft(author)
    submit(page, author)
    latest = page.get_latest_revision_as_object()
    block = latest.body[0].id
    latest.wagtail_admin_comments.create(
        user=green, text="A source?", contentpath=f"body.{block}", page=latest
    )
    latest.save_revision(user=green)
    text = read(client, green, address(submission(page)))
    assert "A source?" in text
    assert "Text: Text" in text


# Significance.


def test_a_new_page_is_major_and_nobody_is_asked(client, author, green):
    state = submit(draft(author), author)
    assert "How much has changed?" not in read(client, green, address(state))
    decide(client, green, state, "approve")
    assert submission_of(state).significance == "major"
    assert again(state.page).major_version == 1


@pytest.mark.parametrize(("significance", "version"), [("minor", 1), ("major", 2)])
def test_how_much_changed_is_said_at_approval(client, author, green, significance, version):
    page = live(author)
    change(page, author, title="Another")
    state = submit(page, author)
    answer = decide(client, green, state, "approve")
    assert "Please say how much has changed." in answer.content.decode()
    assert again(page).title != "Another"
    decide(client, green, state, "approve", significance=significance)
    assert again(page).title == "Another"
    assert again(page).major_version == version
    entry = PageLogEntry.objects.get(action="moderation.significance")
    assert (entry.user, entry.data["significance"]) == (green, significance)


def test_asking_for_changes_needs_no_significance(client, author, green):
    page = live(author)
    change(page, author, title="Another")
    state = submit(page, author)
    decide(client, green, state, "reject", comment="Why?")
    assert submission_of(state).status == "rejected"


def test_a_refused_decision_opens_at_what_is_missing(client, author, green):
    """The form stands at the end of a long page: the keyboard would begin at its top again."""
    state = submit(draft(author), author)
    answer = decide(client, green, state, "reject", comment=" ")
    comment = re.search(r"<textarea[^>]*name=\"comment\"[^>]*>", answer.content.decode())
    assert "autofocus" in comment.group()
    client.force_login(green)
    opened = client.get(reverse("moderation:review", args=[state.pk])).content.decode()
    assert "autofocus" not in opened


def submission_of(state):
    return FamilyTaskState.objects.get(pk=state.pk)


def edit_form(page, **data):
    return {
        "title": page.title, "summary": page.summary, "slug": page.slug, "date": "2026-01-01",
        "body-count": "0", "visibility": "public", "attribution": "name",
        "family": page.family_id, "author": page.author_id, "author_party": page.author_party_id,
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **data,
    }  # fmt: skip


def test_an_editor_who_publishes_says_how_much_changed(client, author):
    page = live(author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = edit_form(page, title="Published directly", **{"action-publish": "1"})
    answer = send(client, editor(), edit, **form)
    assert "Please say how much has changed." in answer.content.decode()
    assert again(page).title != "Published directly"
    send(client, fresh_editor(), edit, **form, significance="minor")
    assert again(page).title == "Published directly"
    assert again(page).major_version == 1


def fresh_editor():
    return editor("another-editor")


def test_an_editor_who_only_saves_is_not_asked(client, author):
    page = live(author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    send(client, editor(), edit, **edit_form(page, title="Only saved"))
    assert again(page).get_latest_revision().content["title"] == "Only saved"


# Comments in the editor.


def test_a_moderator_comments_in_the_editor_and_may_still_approve(client, author, green):
    page = draft(author)
    state = submit(page, author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    comment = {
        "comments-TOTAL_FORMS": "1", "comments-0-text": "A source?",
        "comments-0-contentpath": "title", "comments-0-position": "", "comments-0-DELETE": "",
        "comments-0-resolved": "", "comments-0-id": "", "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }  # fmt: skip
    block = page.body[0]
    widget = get_rich_text_editor_widget(features=TEXT_FEATURES)
    body = {
        "body-count": "1", "body-0-type": "text", "body-0-id": block.id, "body-0-order": "0",
        "body-0-deleted": "", "body-0-value": widget.format_value(block.value),
    }  # fmt: skip
    send(client, green, edit, **(edit_form(page) | comment | body))
    assert again(page).wagtail_admin_comments.get().text == "A source?"
    assert "A source?" in read(client, green, address(state))
    assert approve(state, green).live


def test_the_author_sees_comments_once_the_page_is_theirs_again(client, author, green):
    page = draft(author)
    state = submit(page, author)
    latest = page.get_latest_revision_as_object()
    latest.wagtail_admin_comments.create(
        user=green, text="A source?", contentpath="title", page=latest
    )
    latest.save_revision(user=green)
    reject(state, green)
    text = read(client, author, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "A source?" in text


# Handing over and taking back.


@pytest.fixture
def second(site):
    return moderator("green", "second", first_name="Sava", last_name="Savić")


def test_a_submission_is_handed_to_another_moderator_with_a_message(client, author, green, second):
    state = submit(draft(author), author)
    send(client, green, address(state, "hand_over"), to=second.pk, message="You know the law.")
    text = read(client, second, address(state))
    assert "You have this submission" in text
    assert "You know the law." in text
    assert "Sava Savić has it" in read(client, green, QUEUE)
    entry = PageLogEntry.objects.get(action="moderation.hand_over")
    assert (entry.user, entry.data["comment"]) == (green, "You know the law.")


def test_who_does_not_have_it_takes_it_over_before_deciding(client, author, green, second):
    state = submit(draft(author), author)
    assignment.hand_over(state, green, second)
    answer = decide(client, green, state, "approve")
    assert "To decide yourself, take it over first" in answer.content.decode()
    assert not again(state.page).live
    send(client, green, address(state, "take_back"))
    assert PageLogEntry.objects.get(action="moderation.take_back").user == green
    decide(client, green, state, "approve")
    assert again(state.page).live


def test_who_has_it_leaves_it_to_anybody(client, author, green, second):
    state = submit(draft(author), author)
    assignment.hand_over(state, green, second)
    send(client, second, address(state, "release"))
    assert submission_of(state).assignee is None
    assert approve(state, green).live


def test_nobody_leaves_to_others_what_they_do_not_have(client, author, green, second):
    state = submit(draft(author), author)
    assignment.hand_over(state, green, second)
    send(client, green, address(state, "release"))
    assert submission_of(state).assignee == second


@pytest.mark.parametrize(
    "lose",
    [
        lambda person: setattr(person, "is_active", False),
        lambda person: person.groups.clear(),
        lambda person: setattr(person, "party", participant("liberal").party),
    ],
    ids=["deactivated", "without the role", "moved"],
)
def test_what_somebody_had_is_everybodys_once_they_may_not_judge_it(
    client, author, green, second, lose
):
    state = submit(draft(author), author)
    assignment.hand_over(state, green, second)
    lose(second)
    second.save()
    assert submission_of(state).assignee is None
    assert "Sava Savić" not in read(client, green, QUEUE)
    assert "A secret draft" in read(client, green, f"{QUEUE}?assigned=nobodys")
    assert approve(state, green).live


def test_nothing_is_handed_to_whoever_may_not_decide(client, author, green, second):
    state = submit(draft(author), author)
    change(state.page.specific, second, title="Changed by the second")
    liberal, outsider = moderator("liberal"), participant("green", "other")
    for somebody in (second, liberal, outsider, author, editor()):
        send(client, green, address(state, "hand_over"), to=somebody.pk)
        assert submission_of(state).assigned_to is None


def test_who_changed_the_text_may_still_hand_it_over(client, author, green, second):
    state = submit(draft(author), author)
    change(state.page.specific, green, title="Changed by the moderator")
    send(client, green, address(state, "hand_over"), to=second.pk)
    assert submission_of(state).assignee == second


def test_nobody_chooses_who_reviews_their_own_page(client, green, second):
    state = submit(draft(green), green)
    send(client, green, address(state, "hand_over"), to=second.pk)
    assert submission_of(state).assigned_to is None


@pytest.mark.parametrize("name", ["review", "hand_over", "take_back", "release"])
def test_for_others_there_is_no_such_submission(client, author, green, name):
    state = submit(draft(author), author)
    for somebody in (moderator("liberal"), participant("green", "other")):
        client.force_login(somebody)
        theirs = client.post(address(state, name))
        nowhere = client.post(reverse(f"moderation:{name}", args=[999_999]))
        assert theirs.status_code == nowhere.status_code == 404
        assert plain(theirs) == plain(nowhere)


def plain(response):
    """A response without what differs on every request: tokens, and the address itself."""
    return re.sub(rb"\b\w{64}\b|nonce-[^'\"]+|/\d+/", b"", response.content)


# Coming too late.


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_who_comes_too_late_is_told_what_was_decided(client, author, green, second, action):
    state = submit(draft(author), author)
    token = seen(again(state.page))
    approve(state, green) if action == "approve" else reject(state, green)
    for answer in (
        decide(client, second, state, "approve", revision=token),
        send(client, second, address(state, "take_back")),
    ):
        assert answer.redirect_chain[-1][0] == QUEUE
        assert "Goran Gorić" in answer.content.decode()
        assert "A secret draft" not in answer.content.decode()


def test_a_withdrawn_submission_answers_kindly(client, author, green):
    state = submit(draft(author), author)
    state.workflow_state.cancel(user=author)
    text = send(client, green, address(state), action="approve").content.decode()
    assert "has been withdrawn" in text
    assert "A secret draft" not in text


def test_a_deleted_page_answers_kindly(client, author, green):
    state = submit(draft(author), author)
    again(state.page).delete()
    client.force_login(green)
    for answer in (client.get(address(state)), client.post(address(state))):
        assert answer.status_code == 404
        assert "Back to the queue" in answer.content.decode()


def test_after_deciding_the_moderator_is_back_at_the_queue(client, author, green):
    state = submit(draft(author), author)
    answer = decide(client, green, state, "approve")
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "has been approved and published" in answer.content.decode()


def test_a_change_in_a_withdrawn_review_still_binds(author, green):
    page = draft(author)
    submit(page, author)
    change(page, green, title="Changed by the moderator")
    again(page).current_workflow_state.cancel(user=author)
    state = submit(page, author)
    with pytest.raises(Exception, match="You changed this page"):
        approve(state, green)


def test_a_change_that_has_been_published_binds_no_longer(author, green, second):
    page = draft(author)
    state = submit(page, author)
    change(page, green, title="Changed by the moderator")
    approve(state, second)
    change(page, author, title="Changed by the author")
    assert approve(submit(page, author), green).title == "Changed by the author"


# The queue.


def titles(text):
    return re.findall(r'review-title"><a[^>]*>([^<]*)<', text)


def test_the_queue_is_the_oldest_first_and_what_one_reads_before_the_rest(client, author, green):
    green.languages = ["sq"]
    green.save()
    for title, code in (("One", "en"), ("Dy", "sq"), ("Three", "en"), ("Katër", "sq")):
        submit(draft(author, title, code), author)
    text = read(client, green, QUEUE)
    assert titles(text) == ["Dy", "Katër", "One", "Three"]
    assert text.index("In your languages") < text.index("Dy") < text.index("In other languages")


@pytest.mark.parametrize(
    "make", [lambda: participant("green", "other"), lambda: translator("mk")],
    ids=["participant", "translator"],
)  # fmt: skip
def test_who_reviews_nothing_has_no_queue(client, author, make):
    client.force_login(make())
    assert client.get(QUEUE).headers["Location"] == reverse("wagtailadmin_home")


def test_the_queue_tells_what_one_needs_to_choose(client, author, green):
    submit(draft(author, "The first", submission_note="Please hurry.\nA second line."), author)
    page = live(author, "The second")
    submit(page, author)
    text = read(client, green, QUEUE)
    for words in ("Ana Anić", "English", "Please hurry.", ">new<", ">changed<"):
        assert words in text
    assert "A second line." not in text


@pytest.mark.parametrize(
    ("days", "mark"), [(2, None), (3, "review-waits--long"), (7, "review-waits--too-long")]
)
def test_waiting_long_is_marked(client, author, green, days, mark):
    from datetime import timedelta

    from django.utils import timezone

    state = submit(draft(author), author)
    started = timezone.now() - timedelta(days=days, hours=1)
    FamilyTaskState.objects.filter(pk=state.pk).update(started_at=started)
    text = read(client, green, QUEUE)
    assert (mark in text) if mark else ("review-waits--" not in text)


def test_the_queue_is_narrowed(client, author, green, second):
    mine = submit(draft(author, "Mine"), author)
    assignment.hand_over(mine, second, green)
    submit(draft(author, "Shqip", "sq"), author)
    found = {
        "language=sq": ["Shqip"],
        "type=blog": ["Mine", "Shqip"],
        "type=case_study": [],
        "assigned=mine": ["Mine"],
        "assigned=nobodys": ["Shqip"],
        "language=nonsense&page=99&type=x&assigned=y&family=77": ["Mine", "Shqip"],
    }
    for query, expected in found.items():
        assert titles(read(client, green, f"{QUEUE}?{query}")) == expected, query


def test_editors_narrow_by_family_and_moderators_see_one_anyway(client, author, green):
    liberal = participant("liberal")
    submit(draft(author, "Of the greens"), author)
    submit(draft(liberal, "Of the liberals"), liberal)
    assert titles(read(client, editor(), f"{QUEUE}?family={liberal.family_id}")) == [
        "Of the liberals"
    ]
    assert titles(read(client, green, f"{QUEUE}?family={liberal.family_id}")) == ["Of the greens"]


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(
    client, author, green, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        read(client, green, QUEUE)
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    submit(draft(author), author)
    few = count()
    for number in range(6):
        other = participant("green", f"author-{number}")
        submit(draft(other, code="sq" if number % 2 else "en"), other)
    assert count() == few
