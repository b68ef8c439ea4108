"""Moderation by party family: who decides, on what, and what follows."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry, Workflow, WorkflowTask

from moderation.models import FamilyModerationTask
from moderation.queue import reviewers_of, submissions_for
from parties.models import PartyFamily

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    fresh,
    live,
    moderator,
    participant,
    reject,
    seen,
    submission,
    submit,
)

pytestmark = pytest.mark.django_db


# Rule 1: the family is a snapshot.


def test_a_submission_keeps_the_family_it_was_submitted_with(author, green):
    state = submit(draft(author), author)
    assert state.family.slug == "green"
    assert list(submissions_for(green)) == [state]


def test_another_family_neither_sees_nor_decides(author):
    liberal = moderator("liberal")
    state = submit(draft(author), author)
    assert not submissions_for(liberal).exists()
    with pytest.raises(PermissionDenied):
        approve(state, liberal)


def test_nothing_is_decided_when_the_drafts_family_has_changed(author, green):
    page = draft(author)
    state = submit(page, author)
    change(page, editor(), family=PartyFamily.objects.get(slug="liberal"))
    for someone in (green, moderator("liberal"), editor("editor-2")):
        for decide in (approve, reject):
            with pytest.raises(PermissionDenied):
                decide(state, someone)
    assert not again(page).live
    assert submission(page).status == "in_progress"


def test_a_page_without_family_goes_to_the_editors(site, green):
    somebody = editor()
    page = draft(somebody)
    state = submit(page, somebody)
    assert state.family is None
    assert not submissions_for(green).exists()
    with pytest.raises(PermissionDenied):
        approve(state, green)
    assert approve(state, editor("editor-2")).live


# Rule 2: a decision names the revision that was seen.


def test_a_newer_revision_stops_the_decision(author, green):
    page = draft(author)
    state = submit(page, author)
    before = seen(page)
    change(page, editor(), title="Another title")
    with pytest.raises(PermissionDenied, match="has changed since"):
        approve(state, green, revision=before)
    assert not again(page).live
    assert approve(state, green).title == "Another title"


def test_a_revision_rewritten_in_place_by_autosave_stops_the_decision(author, green):
    page = draft(author)
    state = submit(page, author)
    other = moderator("green", "other")
    rewritten = change(page, other, title="Written")
    page = again(page)
    before = seen(page)
    latest = page.get_latest_revision_as_object()
    latest.title = "Rewritten"
    latest.save_revision(user=other, overwrite_revision=rewritten)
    assert before.partition("@")[0] == seen(page).partition("@")[0]
    with pytest.raises(PermissionDenied):
        approve(state, green, revision=before)


def test_a_decision_without_a_revision_is_refused(author, green):
    state = submit(draft(author), author)
    for nothing in ("0", "0@now", "nonsense"):
        with pytest.raises(PermissionDenied):
            approve(state, green, revision=nothing)


def test_the_editor_is_locked_for_the_author_until_they_withdraw(author, green):
    page = draft(author)
    submit(page, author)
    assert again(page).get_lock().for_user(author)
    assert not again(page).get_lock().for_user(green)
    state = again(page).current_workflow_state
    assert state.user_can_cancel(author)
    assert not state.user_can_cancel(green)
    state.cancel(user=author)
    assert again(page).get_lock() is None


# Rule 3: four eyes, for superusers too.


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_what_they_own(site, superuser):
    owner = moderator("green", is_superuser=superuser)
    state = submit(draft(owner), moderator("green", "second"))
    with pytest.raises(PermissionDenied, match="your own"):
        approve(state, owner)


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_what_they_submitted(author, superuser):
    submitter = moderator("green", is_superuser=superuser)
    state = submit(draft(author), submitter)
    with pytest.raises(PermissionDenied, match="You submitted"):
        approve(state, submitter)


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_what_they_changed_in_this_review(author, superuser):
    changer = moderator("green", is_superuser=superuser)
    page = draft(author)
    state = submit(page, author)
    change(page, changer, title="Changed by the moderator")
    with pytest.raises(PermissionDenied, match="You changed"):
        approve(state, changer)
    assert approve(state, moderator("green", "second")).title == "Changed by the moderator"


def test_a_change_taken_back_is_still_a_change(author, green):
    page = draft(author)
    state = submit(page, author)
    change(page, green, title="Changed")
    change(page, green, title="A secret draft")
    with pytest.raises(PermissionDenied):
        approve(state, green)


def test_a_comment_is_no_change(author, green):
    page = draft(author)
    state = submit(page, author)
    latest = page.get_latest_revision_as_object()
    latest.wagtail_admin_comments.create(
        user=green, text="A source?", contentpath="title", page=latest
    )
    latest.save_revision(user=green)
    assert approve(state, green).live


def test_a_superuser_without_a_role_decides_nothing(author):
    admin = participant("green", "admin", is_superuser=True)
    admin.groups.clear()
    state = submit(draft(author), author)
    with pytest.raises(PermissionDenied):
        approve(state, admin)


def test_the_sole_moderators_own_page_goes_to_the_editors(site):
    sole = moderator("green")
    secretary = editor()
    state = submit(draft(sole), sole)
    assert reviewers_of(state) == [secretary]
    with pytest.raises(PermissionDenied):
        approve(state, sole)
    assert approve(state, secretary).live


def test_the_sole_moderator_stays_bound_when_a_superuser(site):
    sole = moderator("green", is_superuser=True)
    state = submit(draft(sole), sole)
    with pytest.raises(PermissionDenied):
        approve(state, sole)


def test_a_deactivated_moderator_does_not_count(site):
    sole, secretary = moderator("green"), editor()
    moderator("green", "gone", is_active=False)
    state = submit(draft(sole), sole)
    assert reviewers_of(state) == [secretary]


def test_with_another_moderator_the_editors_are_not_bothered(site):
    author, second = moderator("green"), moderator("green", "second")
    editor()
    assert reviewers_of(submit(draft(author), author)) == [second]


def test_a_deactivated_or_moved_moderator_decides_nothing(author, green):
    state = submit(draft(author), author)
    green.is_active = False
    green.save()
    with pytest.raises(PermissionDenied):
        approve(state, green)
    moved = moderator("green", "moved")
    moved.party = participant("liberal").party
    moved.save()
    with pytest.raises(PermissionDenied):
        approve(state, moved)


def test_a_submission_is_decided_once(author, green):
    state = submit(draft(author), author)
    token = seen(state.revision.content_object)
    approve(state, green)
    with pytest.raises(PermissionDenied, match="no longer waiting"):
        approve(state, moderator("green", "second"), revision=token)


# Rule 4: exactly the approved revision is published; a rejection restarts everything.


def test_exactly_the_approved_revision_is_published(author, green):
    page = draft(author, title="First")
    state = submit(page, author)
    change(page, editor(), title="Second")
    published = approve(state, green)
    assert published.live
    assert published.title == "Second"
    assert published.live_revision == again(page).get_latest_revision()


def test_a_revision_after_the_approval_of_the_last_step_is_not_published(author, green):
    """Between the decision and the publication a newer draft may appear: it stays a draft."""
    page = draft(author, title="Approved")
    state = submit(page, author)
    state.approve(user=green, update=False)
    change(page, author, title="Later")
    state.workflow_state.refresh_from_db()
    state.workflow_state.update(user=green)
    assert again(page).title == "Approved"
    assert again(page).has_unpublished_changes


def test_moderators_publish_by_approving_without_the_permission_to_publish(author, green):
    page = draft(author)
    state = submit(page, author)
    assert not again(page).permissions_for_user(fresh(green)).can_publish()
    assert approve(state, green).live


def test_after_a_rejection_the_author_may_write_again_and_resubmit(author, green):
    page = draft(author)
    reject(submit(page, author), green, "Please add a source.")
    assert not again(page).live
    assert again(page).get_lock() is None
    change(page, author, title="With a source")
    assert approve(submit(page, author), green).title == "With a source"


def test_a_rejection_at_the_second_step_restarts_the_whole_workflow(author, green):
    first = FamilyModerationTask.objects.get(editorialtask__isnull=True)
    second = FamilyModerationTask.objects.create(name="Second look")
    WorkflowTask.objects.create(workflow=Workflow.objects.get(), task=second, sort_order=2)
    page = draft(author)
    approve(submit(page, author), green)
    assert submission(page).task_id == second.pk
    reject(submission(page), green)
    assert submit(page, author).task_id == first.pk
    assert not approve(submission(page), green).live
    assert submission(page).task_id == second.pk
    assert approve(submission(page), green).live


# Rule 5 and who publishes at all.


def test_only_editors_publish_without_review_and_it_is_recorded(author, green):
    page = draft(author)
    admin = participant("green", "admin", is_superuser=True)
    for someone in (author, green, admin):
        assert not page.permissions_for_user(fresh(someone)).can_publish()
        with pytest.raises(PermissionDenied):
            page.get_latest_revision().publish(user=fresh(someone))
    secretary = editor()
    page.get_latest_revision().publish(user=secretary)
    assert again(page).live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", user=secretary)


def test_a_published_page_with_a_new_draft_keeps_its_published_text(author, green):
    page = live(author, title="As published")
    change(page, author, title="As drafted")
    submit(page, author)
    assert again(page).title == "As published"
    assert again(page).get_admin_display_title() == "As published"
