"""The record: who did what, when and why; each entry belongs to the family of its time."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from accounts.people import change_person
from accounts.roles import ROLE_LABELS
from core.csv_files import harmless
from moderation.log_entries import record_for
from moderation.log_sentences import Line
from moderation.log_views import csv_lines
from parties.models import PartyFamily

from .people import (
    again,
    approve,
    change,
    decide,
    draft,
    editor,
    fresh,
    live,
    moderator,
    participant,
    party,
    reject,
    seen,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def liberal(site):
    return moderator("liberal")


@pytest.fixture
def secretary(site):
    return editor()


def family(slug):
    return PartyFamily.objects.get(slug=slug)


def told(reader, code="en"):
    """What the log says to a reader, oldest first: (what, about what, by whom, why)."""
    with translation.override(code):
        lines = [Line(entry) for entry in record_for(fresh(reader))]
        rows = [(line.what, line.subject, line.who, line.why) for line in lines]
    return rows[::-1]


def happened(reader):
    return [what for what, *_rest in told(reader)]


def get(user, url, **query):
    client = Client()
    client.force_login(user)
    return client.get(url, query)


def page_log(user, page):
    return get(user, reverse("log:page", args=[page.pk]))


# What is told, and of whom.


def test_a_review_is_told_with_who_and_why(author, green):
    page = draft(author, title="On gifts")
    change(page, author, submission_note="It is urgent.")
    reject(submit(page, author), green, "Name the year.")
    approve(submit(page, author), green)
    names = author.display_name(), green.display_name()
    assert told(green) == [
        ("Submitted for review", "On gifts", names[0], "It is urgent."),
        ("Changes asked for", "On gifts", names[1], "Name the year."),
        ("Submitted again", "On gifts", names[0], ""),
        ("Approved", "On gifts", names[1], ""),
        ("Published after review", "On gifts", names[1], ""),
    ]


def test_a_withdrawal_is_told(author, green):
    page = draft(author)
    submit(page, author)
    again(page).current_workflow_state.cancel(user=author)
    assert happened(green) == ["Submitted for review", "Withdrawn from review"]


def test_what_an_editor_withdrew_is_told(author, green, secretary):
    page = draft(author)
    submit(page, author)
    again(page).current_workflow_state.cancel(user=secretary)
    assert happened(green) == ["Submitted for review", "Withdrawn from review"]


def test_an_author_who_publishes_as_editor_has_not_withdrawn(secretary):
    page = draft(secretary)
    submit(page, secretary)
    again(page).get_latest_revision().publish(user=secretary)
    assert happened(secretary)[1:] == [
        "Review ended without a decision",
        "Published without review",
    ]


def test_publishing_directly_is_told_from_publishing_after_review(author, green, secretary):
    reviewed = draft(author, title="Reviewed")
    approve(submit(reviewed, author), green)
    direct = draft(author, title="Direct")
    direct.get_latest_revision().publish(user=secretary)
    what = {row[:2] for row in told(secretary)}
    assert ("Published after review", "Reviewed") in what
    assert ("Published without review", "Direct") in what
    assert ("Published without review", "Reviewed") not in what


def test_an_approved_revision_published_again_by_an_editor_was_not_reviewed(
    author, green, secretary
):
    page = approve(submit(draft(author), author), green)
    page.unpublish(user=secretary)
    again(page).get_latest_revision().publish(user=secretary)
    assert happened(green)[-2:] == ["Taken off the site", "Published without review"]


def test_publishing_directly_during_a_review_ends_it_and_nobody_withdrew(author, green, secretary):
    page = draft(author)
    submit(page, author)
    again(page).get_latest_revision().publish(user=secretary)
    assert happened(green)[1:] == ["Review ended without a decision", "Published without review"]


def test_a_text_changed_in_review_is_told_once(author, green):
    page = draft(author)
    submit(page, author)
    for title in ("Better", "Best"):
        latest = again(page).get_latest_revision_as_object()
        latest.title = title
        latest.save_revision(user=green, log_action=True)
    assert happened(green) == ["Submitted for review", "Text changed during the review"]


def test_a_comment_in_review_is_no_change_to_the_text(author, green):
    page = draft(author)
    submit(page, author)
    latest = again(page).get_latest_revision_as_object()
    latest.wagtail_admin_comments.create(user=green, text="?", contentpath="title", page=latest)
    latest.save_revision(user=green, log_action=True)
    assert happened(green) == ["Submitted for review"]


def test_a_refused_decision_leaves_no_trace(author, green, liberal):
    state = submit(draft(author), author)
    with pytest.raises(PermissionDenied):
        approve(state, liberal)
    assert happened(green) == ["Submitted for review"]


def test_a_published_change_of_readers_and_attribution_is_told(author, green, secretary):
    page = live(author)
    change(page, author, visibility="members", attribution="anonymous")
    again(page).get_latest_revision().publish(user=secretary)
    with translation.override("en"):
        line = Line(record_for(green)[0:1][0])
        assert line.details[:2] == [
            "Who may read it: Everybody → Signed-in people of the programme",
            "Who is named as author: My name and party → Nobody: publish it anonymously",
        ]


def test_publishing_again_without_such_a_change_tells_none(author, green, secretary):
    page = live(author)
    change(page, author, title="Other words")
    again(page).get_latest_revision().publish(user=secretary)
    assert record_for(green)[0:1][0].data["changes"] == {}


# Drafts are nobody's business.


def test_drafts_never_submitted_are_not_in_the_log(author, green, secretary):
    page = draft(author, title="A thought")
    latest = page.get_latest_revision_as_object()
    latest.save_revision(user=author, log_action=True)
    again(page).delete(user=author)
    assert PageLogEntry.objects.filter(action="wagtail.delete").exists()
    assert told(green) == told(secretary) == []


def test_a_draft_withdrawn_and_deleted_is_not_told_as_deleted(author, green):
    page = draft(author, title="First title")
    submit(page, author)
    again(page).current_workflow_state.cancel(user=author)
    page = again(page)
    page.title = "Second thoughts"
    page.save()
    page.delete(user=author)
    assert {subject for _what, subject, *_rest in told(green)} == {"First title"}
    assert "Deleted" not in happened(green)


def test_a_title_written_after_changes_were_asked_for_is_not_told_by_withdrawing(author, green):
    page = draft(author, title="As submitted")
    reject(submit(page, author), green)
    page = again(page)
    page.title = "Not yours to read"
    page.save_revision(user=author)
    page.save()
    again(page).current_workflow_state.cancel(user=author)
    assert {subject for _what, subject, *_rest in told(green)} == {"As submitted"}


def test_what_happens_to_a_published_page_is_told_under_its_published_title(
    author, green, secretary
):
    page = live(author, title="As published")
    change(page, author, title="As drafted")
    drafted = again(page).get_latest_revision_as_object()
    log(instance=drafted, action="content.narrow_visibility", user=author)
    assert told(green)[-1][:2] == ("Shown to fewer people", "As published")


def test_the_title_that_was_submitted_is_told_where_another_is_published(author, green):
    page = live(author, title="As published")
    change(page, author, title="As submitted")
    approve(submit(page, author), green)
    assert [subject for _what, subject, *_rest in told(green)][1:] == ["As submitted"] * 3


# Each entry belongs to the family of its time.


def test_nothing_of_another_family_is_in_a_moderators_log(author, green, liberal):
    approve(submit(draft(author), author), green)
    assert told(liberal) == []


def test_without_a_family_only_editors_read(secretary, green):
    approve(submit(draft(secretary), secretary), editor("editor-2"))
    assert told(green) == []
    assert len(told(secretary)) == 3


def test_a_moderator_without_a_party_reads_nothing(secretary, site):
    approve(submit(draft(secretary), secretary), editor("editor-2"))
    nobodys = moderator("green", "nobodys")
    nobodys.party = None
    nobodys.save()
    assert told(nobodys) == []


def test_a_page_that_moves_leaves_its_past_behind(author, green, liberal, secretary):
    page = live(author, title="Green words")
    change(page, secretary, title="Liberal words", family=family("liberal"))
    again(page).get_latest_revision().publish(user=secretary)
    approve(submit(change_title(page, author, "New"), author), liberal)
    assert told(green)[1:] == [
        ("Moved out of the party family", "Green words", secretary.display_name(), "")
    ]
    assert happened(liberal)[0] == "Published without review"
    assert {subject for _what, subject, *_rest in told(liberal)} == {"Liberal words", "New"}
    for reader, other in ((green, "liberal"), (liberal, "green")):
        content = get(reader, reverse("log:index")).content.decode()
        assert str(family(other)) not in content


def change_title(page, by, title):
    change(page, by, title=title)
    return again(page)


def test_a_submission_is_the_familys_that_was_asked(author, green, liberal, secretary):
    page = draft(author)
    submit(page, author)
    change(page, secretary, family=family("liberal"))
    again(page).current_workflow_state.cancel(user=author)
    assert happened(green) == ["Submitted for review", "Withdrawn from review"]
    assert told(liberal) == []


def test_a_person_who_moved_keeps_their_past_where_it_was(author, green, liberal, secretary):
    log(instance=author, action="accounts.deactivate", user=secretary)
    author.party = party("liberal")
    author.save()
    log(instance=author, action="accounts.reactivate", user=secretary)
    actions = [[entry.action for entry in record_for(reader)] for reader in (green, liberal)]
    assert actions == [["accounts.deactivate"], ["accounts.reactivate"]]


def test_a_change_of_role_is_told_with_both_and_why(author, secretary):
    change_person(
        author,
        secretary,
        name=author.display_name(),
        email=author.email,
        roles=["Moderators"],
        party=author.party,
        languages=["en"],
        reason="She asked for it.",
    )
    line = Line(record_for(secretary)[0:1][0])
    before, after = (str(ROLE_LABELS[role]) for role in ("Participants", "Moderators"))
    assert line.details == [f"{before} → {after}"]
    assert line.why == "She asked for it."
    assert line.subject == author.display_name()


def move_to_liberals(person, by):
    change_person(
        person,
        by,
        name=person.display_name(),
        email=person.email,
        roles=["Participants"],
        party=party("liberal"),
        languages=["en"],
        reason="As they asked.",
    )


def test_a_person_who_moves_leaves_one_family_and_comes_to_another(
    author, green, liberal, secretary
):
    move_to_liberals(author, secretary)
    left, came = record_for(green)[0:1][0], record_for(liberal)[0:1][0]
    with translation.override("en"):
        assert Line(left).what == "Left the party family"
        assert Line(left).why == "As they asked."
        assert Line(left).details == []
        assert Line(came).details == ["New in this party family."]
        both = [Line(entry, families={}).details for entry in record_for(secretary)]
        assert [f"{party('green')} → {party('liberal')}"] in both
    for reader, other in ((green, "liberal"), (liberal, "green")):
        content = get(reader, reverse("log:index")).content.decode()
        assert str(family(other)) not in content
        assert str(party(other)) not in content


# It outlives what it speaks of.


def test_a_party_that_moves_is_told_to_both_families_each_its_half(secretary, green, liberal):
    movers = party("green", "RS")
    client = Client()
    client.force_login(secretary)
    url = reverse(movers.snippet_viewset.get_url_name("edit"), args=[movers.pk])
    form = {"slug": movers.slug, "country": movers.country_id, "family": family("liberal").pk}
    form |= {f.name: "Movers" for f in movers._meta.fields if f.name.startswith("name_")}
    assert client.post(url, form).status_code == 302
    name = secretary.display_name()
    assert told(green) == [("The party left the party family", "Movers", name, "")]
    assert told(liberal) == [("The party came to the party family", "Movers", name, "")]
    assert sorted(happened(secretary)) == [
        "The party came to the party family",
        "The party left the party family",
    ]
    assert "Movers" in get(green, reverse("log:index")).content.decode()


def test_a_party_that_stays_is_not_told_of(secretary, green):
    stays = party("green", "RS")
    stays.slug = "another-name"
    stays.save()
    assert not told(secretary)


def test_a_first_publication_is_told_as_one_and_no_change(author, green):
    page = approve(submit(draft(author), author), green)
    change(page, author, title="Another title")
    decide(submit(page, author), green, "approve")
    first, second = (
        Line(entry).details
        for entry in reversed(list(record_for(fresh(green))))
        if entry.action == "wagtail.publish"
    )
    assert first == ["First publication"]
    assert second == ["Major: it says something else than before"]


def test_the_log_survives_page_and_person(author, green, secretary):
    page = approve(submit(draft(author, title="Gone"), author), green)
    page.delete(user=secretary)
    author.delete()
    assert told(green)[0] == ("Submitted for review", "Gone", "Deleted account", "")
    assert told(green)[-1] == ("Deleted", "Gone", secretary.display_name(), "")
    assert get(green, reverse("log:index")).status_code == 200
    assert page_log(green, page).status_code == 200


# Who opens which log.


def test_the_log_is_for_moderators_editors_and_administrators(author, green, secretary):
    admin = participant("green", "admin", is_superuser=True)
    admin.groups.clear()
    found = [get(user, reverse("log:index")).status_code for user in (green, secretary, admin)]
    assert found == [200] * 3
    assert get(author, reverse("log:index")).status_code == 404


def test_the_menu_shows_the_log_to_those_who_read_it(author, green):
    home = reverse("wagtailadmin_home")
    assert reverse("log:index") in get(green, home).content.decode()
    assert reverse("log:index") not in get(author, home).content.decode()


def test_an_author_reads_the_log_of_their_own_page_only(author, green):
    page, other = draft(author), draft(participant("green", "other"))
    reject(submit(page, author), green, "Name the year.")
    submit(other, other.owner)
    assert "Name the year." in page_log(author, page).content.decode()
    assert page_log(author, other).status_code == 404


def test_how_moderators_share_their_work_is_not_the_authors_to_read(author, green):
    page = draft(author)
    submit(page, author)
    log(instance=page, action="moderation.hand_over", user=green, data={"message": "Too hard."})
    assert "Too hard." in page_log(green, page).content.decode()
    assert "Too hard." not in page_log(author, page).content.decode()


def test_a_page_log_that_is_not_ones_own_is_as_missing_as_one_of_no_page(author, green, liberal):
    page = approve(submit(draft(author), author), green)
    never = draft(author)
    missing = get(liberal, reverse("log:page", args=[999_999]))
    for user, theirs in ((liberal, page), (green, never), (liberal, never)):
        answer = page_log(user, theirs)
        assert answer.status_code == missing.status_code == 404
    assert page_log(green, page).status_code == 200


def test_an_author_without_entries_reads_that_nothing_happened(author):
    assert "Nothing has happened yet." in page_log(author, draft(author)).content.decode()


# Choosing among the entries.


def test_editors_choose_family_person_action_and_month(author, green, liberal, secretary):
    approve(submit(draft(author, title="Green page"), author), green)
    other = participant("liberal")
    submit(draft(other, title="Liberal page"), other)
    now = timezone.localtime()
    url, liberals = reverse("log:index"), family("liberal").pk

    def subjects(**query):
        answer = get(secretary, url, **query)
        return {line.subject for line in answer.context["lines"]}

    assert subjects() == {"Green page", "Liberal page"}
    assert subjects(family=liberals) == {"Liberal page"}
    assert subjects(person=green.pk) == {"Green page"}
    assert subjects(action="wagtail.workflow.start") == {"Green page", "Liberal page"}
    assert subjects(action="wagtail.workflow.approve") == {"Green page"}
    assert subjects(month=f"{now:%Y-%m}") == {"Green page", "Liberal page"}


@pytest.mark.parametrize(
    "query",
    [
        {"month": "2026-13"},
        {"month": "x"},
        {"person": "x"},
        {"person": "9" * 40},
        {"family": "x"},
        {"action": "x"},
        {"page": "x"},
        {"page": "999"},
        {"month": "1999-01"},
    ],
)
def test_a_choice_that_is_not_offered_is_no_error(author, green, secretary, query):
    submit(draft(author), author)
    for url in (reverse("log:index"), reverse("log:export")):
        assert get(secretary, url, **query).status_code == 200


def test_moderators_cannot_ask_for_another_family(author, green, liberal):
    submit(draft(author), author)
    answer = get(liberal, reverse("log:index"), family=family("green").pk)
    assert answer.context["lines"] == []
    assert "family" not in answer.context["form"].fields


def test_a_moderator_is_offered_only_people_of_their_own_record(author, green, liberal):
    submit(draft(author), author)
    content = get(liberal, reverse("log:index")).content.decode()
    assert author.display_name() not in content


def test_the_log_takes_the_same_number_of_queries_however_long(author, green, secretary):
    def queries():
        client = Client()
        client.force_login(secretary)
        client.get(reverse("log:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("log:index"))
        return len(captured)

    approve(submit(draft(author, title="Page 0"), author), green)
    few = queries()
    for number in range(1, 8):
        writer = participant("green", f"writer-{number}")
        approve(submit(draft(writer, title=f"Page {number}"), writer), green)
        log(instance=writer, action="accounts.deactivate", user=secretary)
    assert queries() <= few + 1  # the people of the second table


def test_long_logs_have_pages_and_keep_the_choice(author, green, secretary):
    page = draft(author)
    for _time in range(60):
        log(instance=page, action="wagtail.unpublish", user=secretary)
    answer = get(secretary, reverse("log:index"), action="wagtail.unpublish")
    assert len(answer.context["lines"]) == 50
    assert "?action=wagtail.unpublish&amp;page=2" in answer.content.decode()
    second = get(secretary, reverse("log:index"), action="wagtail.unpublish", page=2)
    assert len(second.context["lines"]) == 10


# The file.


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_editors_take_the_log_away_as_a_file(author, green, secretary):
    page = draft(author, title="Чесност, “навод”")
    reject(submit(page, author), green, "Name,\nthe year.")
    head, *body = rows(get(secretary, reverse("log:export")))
    assert len(body) == 2
    newest = dict(zip(head, body[0], strict=True))
    assert newest["What happened"] == "Changes asked for"
    assert newest["Page or person"] == "Чесност, “навод”"
    assert newest["Reason"] == "Name,\nthe year."
    assert newest["Party family"] == str(family("green"))
    assert datetime.fromisoformat(newest["When"]).utcoffset() is not None


def test_the_file_holds_what_was_chosen(author, green, secretary):
    approve(submit(draft(author), author), green)
    answer = get(secretary, reverse("log:export"), action="wagtail.workflow.approve")
    assert [row[3] for row in rows(answer)[1:]] == ["wagtail.workflow.approve"]


def test_only_those_who_read_all_take_it_away(author, green):
    for user in (author, green):
        assert get(user, reverse("log:export")).status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "\r=1", "\n@x"])
def test_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"


def test_a_title_that_is_a_formula_is_text_in_the_file(author, green, secretary):
    submit(draft(author, title="=HYPERLINK(1)"), author)
    lines = list(csv_lines(record_for(secretary)))
    assert '"\'=HYPERLINK(1)"' in lines[1]


def test_the_whole_log_is_in_the_file_not_its_first_page(author, secretary):
    page = draft(author)
    for _time in range(520):
        log(instance=page, action="wagtail.unpublish", user=secretary)
    assert len(rows(get(secretary, reverse("log:export")))) == 521


def test_a_decision_is_stamped_with_how_long_it_took(author, green):
    state = submit(draft(author), author)
    type(state).objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(hours=5))
    approve(state, green, revision=seen(state.revision.content_object))
    entry = PageLogEntry.objects.get(action="wagtail.workflow.approve")
    assert entry.data["seconds"] == pytest.approx(5 * 3600, abs=60)
    assert entry.data["language"] == "en"
