"""The second review, by the editors, for the types that ask for it."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import TaskState, Workflow

from moderation.models import EditorialTask, FamilyModerationTask, FamilyTaskState, ReviewSettings
from moderation.queue import reviewers_of, submissions_for
from moderation.setup import install

from .people import (
    again,
    approve,
    change,
    draft,
    editor,
    live,
    moderator,
    reject,
    seen,
    submission,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(site):
    return editor()


@pytest.fixture
def switched_on(site):
    settings = ReviewSettings.load()
    settings.second_review = ["blog"]
    settings.save()


def states(page):
    return [
        (state.task.specific.__class__, state.status)
        for state in TaskState.objects.filter(workflow_state__object_id=str(page.pk)).order_by("pk")
    ]


def test_where_it_is_off_the_first_approval_publishes(author, green):
    page = draft(author)
    assert approve(submit(page, author), green).live
    assert states(page) == [(FamilyModerationTask, "approved"), (EditorialTask, "skipped")]


def test_exactly_the_approved_revision_is_published_when_it_is_skipped(author, green):
    page = live(author, "Before")
    change(page, author, title="Approved")
    state = submit(page, author)
    token = seen(page)
    state.task.specific.on_action(state, green, "approve", revision=token, significance="minor")
    assert again(page).title == "Approved"
    assert again(page).major_version == 1


@pytest.mark.usefixtures("switched_on")
def test_where_it_is_on_the_editors_approve_after_the_moderators(author, green, secretary):
    page = draft(author)
    assert not approve(submit(page, author), green).live
    state = submission(page)
    assert state.is_second_review
    assert list(submissions_for(secretary)) == [state]
    assert not submissions_for(green).exists()
    assert reviewers_of(state) == [secretary]
    assert approve(state, secretary).live


@pytest.mark.usefixtures("switched_on")
def test_only_editors_decide_in_it(author, green, secretary):
    page = draft(author)
    approve(submit(page, author), green)
    for somebody in (green, moderator("green", "second"), moderator("liberal"), author):
        for decide in (approve, reject):
            with pytest.raises(PermissionDenied):
                decide(submission(page), somebody)
    assert not again(page).live


@pytest.mark.usefixtures("switched_on")
def test_who_approved_first_does_not_approve_again(author, secretary):
    page = draft(author)
    approve(submit(page, author), secretary)
    with pytest.raises(PermissionDenied, match="at the first review"):
        approve(submission(page), secretary)
    assert approve(submission(page), editor("second-editor")).live


@pytest.mark.usefixtures("switched_on")
def test_four_eyes_hold_at_the_second_review_too(author, green, secretary):
    page = draft(author)
    approve(submit(page, author), green)
    change(page, secretary, title="Changed by the editor")
    with pytest.raises(PermissionDenied, match="You changed"):
        approve(submission(page), secretary)


@pytest.mark.usefixtures("switched_on")
def test_a_rejection_there_begins_with_the_family_again(author, green, secretary):
    page = draft(author)
    approve(submit(page, author), green)
    reject(submission(page), secretary)
    assert not submit(page, author).is_second_review
    assert not approve(submission(page), green).live
    assert submission(page).is_second_review
    assert approve(submission(page), secretary).live


@pytest.mark.usefixtures("switched_on")
def test_a_page_without_family_is_reviewed_by_the_editors_once(secretary):
    page = draft(secretary)
    assert approve(submit(page, secretary), editor("second-editor")).live


@pytest.mark.usefixtures("switched_on")
def test_what_the_moderator_said_of_the_change_is_proposed_to_the_editor(
    client, author, green, secretary
):
    page = live(author)
    change(page, author, title="Another")
    state = submit(page, author)
    state.task.specific.on_action(
        state, green, "approve", revision=seen(page), significance="minor"
    )
    client.force_login(secretary)
    form = client.get(reverse("moderation:review", args=[submission(page).pk])).context["form"]
    assert form.initial["significance"] == "minor"


@pytest.mark.usefixtures("switched_on")
def test_the_moderator_is_told_that_the_editors_follow(client, author, green, secretary):
    state = submit(draft(author), author)
    client.force_login(green)
    url = reverse("moderation:review", args=[state.pk])
    assert "After your approval the editors review it" in client.get(url).content.decode()
    data = {"action": "approve", "revision": seen(state.page.specific), "comment": ""}
    answer = client.post(url, data, follow=True).content.decode()
    assert "goes to the editors for a second review" in answer


def test_what_is_skipped_bothers_nobody(
    author, green, secretary, django_capture_on_commit_callbacks
):
    page = draft(author)
    submit(page, author)
    with django_capture_on_commit_callbacks(execute=True):
        approve(submission(page), green)
    assert secretary.email not in [address for message in mail.outbox for address in message.to]


def test_editors_switch_it_in_the_settings_and_nobody_else(client, author, green, secretary):
    url = reverse("wagtailsettings:edit", args=["moderation", "reviewsettings"])
    client.force_login(secretary)
    assert url in client.get(reverse("wagtailadmin_home")).content.decode()
    url = client.get(url, follow=True).redirect_chain[-1][0]
    client.post(url, {"second_review": ["blog", "case_study"]})
    assert ReviewSettings.load().second_review == ["blog", "case_study"]
    client.post(url, {"second_review": ["nonsense"]})
    assert ReviewSettings.load().second_review == ["blog", "case_study"]
    for somebody in (author, green):
        client.force_login(somebody)
        client.post(url, {"second_review": []})
        assert ReviewSettings.load().second_review == ["blog", "case_study"]


def test_installing_again_changes_nothing(site):
    def steps():
        return list(Workflow.objects.get().workflow_tasks.values_list("task", "sort_order"))

    before = steps()
    install()
    assert steps() == before
    assert len(before) == 2


def test_an_installation_without_it_gets_it(author, green):
    EditorialTask.objects.all().delete()
    state = submit(draft(author), author)
    install()
    assert EditorialTask.objects.exists()
    assert approve(state, green).live
    assert FamilyTaskState.objects.filter(status="skipped").count() == 1
