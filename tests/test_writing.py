"""Writing: in one's own languages, with a note to who reviews it, and nothing in the way."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from blog.models import BlogIndexPage
from case_studies.models import CaseStudyIndexPage

from .people import (
    again,
    approve,
    blog_index,
    change,
    draft,
    editor,
    moderator,
    participant,
    reject,
    submission,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db


def beginning(code="en"):
    return reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog_index(code).pk])


def form(**values):
    """What the editor of a blog post sends."""
    return {
        "title": "A post", "summary": "In one sentence.", "body-count": "0", "visibility": "public",
        "attribution": "name", "submission_note": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", **values,
    }  # fmt: skip


def edit(client, page, **values):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**values))


# Languages


@pytest.mark.parametrize("name", ["add", "preview_on_add"])
def test_nobody_begins_in_a_language_that_is_not_theirs(site, client, name):
    """And the tree of another language answers as one that is not there."""
    client.force_login(participant("green", languages=["mk", "en"]))

    def address(parent):
        return reverse(f"wagtailadmin_pages:{name}", args=["blog", "blogpage", parent])

    theirs = {BlogIndexPage.objects.get(locale__language_code=code).pk for code in ("mk", "en")}
    for index in BlogIndexPage.objects.all():
        status = client.get(address(index.pk)).status_code
        assert (status != 404) == (index.pk in theirs), index.locale
    other, missing = blog_index("sq").pk, 999_999
    refused, nowhere = client.post(address(other), form()), client.post(address(missing), form())
    assert refused.status_code == nowhere.status_code == 404
    assert not Page.objects.filter(title="A post").exists()


@pytest.mark.parametrize("who", [lambda: translator("mk"), lambda: moderator("green")])
def test_translators_and_moderators_begin_in_their_languages_too(site, client, who):
    user = who()
    client.force_login(user)
    for code in ("mk", "en", "sq"):
        assert (client.get(beginning(code)).status_code == 200) == (code in user.languages)


def test_serbian_in_latin_is_written_in_the_serbian_tree(site, client):
    client.force_login(participant("green", languages=["sr-latn"]))
    assert client.get(beginning("sr")).status_code == 200
    assert client.get(beginning("en")).status_code == 404


def test_editors_and_people_without_a_language_begin_in_any(site, client):
    for user in (editor(), participant("green", languages=[])):
        client.force_login(user)
        assert client.get(beginning("sq")).status_code == 200


def test_case_studies_and_the_toolkit_follow_the_same_rule(site):
    author = participant("green", languages=["mk"])
    for code in ("mk", "sq"):
        index = CaseStudyIndexPage.objects.get(locale__language_code=code)
        assert index.permissions_for_user(author).can_add_subpage() == (code == "mk")


def test_a_language_taken_away_is_gone_with_the_next_request(site, client):
    author = participant("green", languages=["mk", "en"])
    client.force_login(author)
    assert client.get(beginning("mk")).status_code == 200
    author.languages = ["en"]
    author.save()
    assert client.get(beginning("mk")).status_code == 404


# The note to the moderator


def test_the_note_goes_with_the_submission_and_not_with_the_next_one(site, client):
    author, green = participant("green"), moderator("green")
    client.force_login(author)
    client.post(beginning(), form(submission_note="Please look at the figures."))
    page = Page.objects.get(title="A post")
    edit(client, page, **{"submission_note": "Please look at the figures.", "action-submit": "1"})
    state = submission(page)
    assert state.note == "Please look at the figures."
    reject(state, green)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "look at the figures" not in text
    assert submit(page, author).note == ""


def test_a_note_of_what_was_withdrawn_stays_with_the_draft(site):
    author = participant("green")
    page = draft(author, submission_note="Mind the figures.")
    state = submit(page, author)
    state.workflow_state.cancel(user=author)
    assert submit(page, author).note == "Mind the figures."


def test_publishing_keeps_no_note_on_the_page_or_its_versions(site):
    author = participant("green")
    page = draft(author)
    change(page, author, submission_note="Mind the figures.")
    state = submit(page, author)
    page = approve(state, moderator("green"))
    state.refresh_from_db()
    assert state.note == "Mind the figures."
    assert page.submission_note == ""
    assert page.get_latest_revision_as_object().submission_note == ""
    assert not page.revisions.filter(content__submission_note="Mind the figures.").exists()


def test_a_reviewer_who_changes_the_page_cannot_rewrite_the_note(site, client):
    author, green = participant("green"), moderator("green")
    page = draft(author, submission_note="Mine.")
    submit(page, author)
    client.force_login(green)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert 'name="submission_note"' not in client.get(address).content.decode()
    edit(client, page, title="Corrected", submission_note="Not mine.")
    latest = again(page).get_latest_revision_as_object()
    assert (latest.title, latest.submission_note) == ("Corrected", "Mine.")


def test_a_comparison_of_versions_leaves_the_note_out(site):
    before, after = draft(participant("green")), draft(participant("liberal"))
    after.submission_note = "Only for those who review it."
    panel = before.get_edit_handler().get_bound_panel(instance=before, request=None, form=None)
    fields = [compare(before, after) for compare in panel.get_comparison()]
    assert "submission note" not in " ".join(str(field.field_label()) for field in fields).lower()
    assert "note to the moderator" not in " ".join(str(f.field_label()) for f in fields).lower()


@pytest.mark.parametrize(
    ("app", "model"),
    [
        ("blog", "blogpage"),
        ("case_studies", "casestudypage"),
        ("toolkit_pages", "trainingmanualpage"),
        ("toolkit_pages", "trainingoutlinepage"),
    ],
)
def test_every_type_asks_for_the_note_and_explains_who_will_know_what(site, client, app, model):
    from .test_dashboard import section

    index = {"blog": blog_index, "case_studies": case_study_index}.get(app, section)()
    client.force_login(participant("green"))
    text = client.get(reverse("wagtailadmin_pages:add", args=[app, model, index.pk]))
    text = text.content.decode()
    assert 'name="submission_note"' in text
    assert "Only those who review the page read it." in text
    assert "What readers are told about the author" in text
    assert "Who finds and reads this once it is published" in text
    assert 'role="tab"' not in text


def case_study_index():
    return CaseStudyIndexPage.objects.get(locale__language_code="en")


# What is in the way, and what happens next


def test_writers_meet_no_menu_panel_or_action_they_cannot_use(site, client):
    client.force_login(participant("green"))
    text = client.get(beginning()).content.decode()
    for word in ("action-publish", "Schedul", "Privacy", "page-status", "Toggle checks"):
        assert word not in text, word
    menu = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', text, re.DOTALL)[1]
    for word in ("Reports", "Settings", "Images", "Help", "wagtailadmin_explore"):
        assert word not in menu, word
    assert reverse("content:own_pages") in menu
    assert "Toggle preview" in text


def test_an_earlier_version_is_met_in_the_same_editor(site, client):
    author = participant("green")
    page = draft(author)
    first = page.get_latest_revision()
    change(page, author, title="Another title")
    client.force_login(author)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    text = client.get(address).content.decode()
    assert "You are viewing a previous version" in text
    for word in ("Schedul", "Privacy", "page-status", "Toggle checks"):
        assert word not in text, word


def test_editors_keep_their_panels(site, client):
    client.force_login(editor())
    assert "Toggle checks" in client.get(beginning()).content.decode()


def test_after_submitting_the_author_reads_what_happens_next(site, client):
    client.force_login(participant("green"))
    response = client.post(beginning(), form(**{"action-submit": "1"}), follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    messages = [str(message) for message in response.context["messages"]]
    assert len(messages) == 1
    assert messages[0].startswith("“A post” has been submitted. A moderator reads it now")


def test_a_refused_form_keeps_what_was_written_and_says_what_is_missing(site, client):
    client.force_login(participant("green"))
    values = form(summary="", submission_note="Do not lose me.", **{"action-submit": "1"})
    text = client.post(beginning(), values).content.decode()
    assert "Do not lose me." in text
    assert "This field is required" in text
    assert not Page.objects.filter(title="A post").exists()


def test_a_draft_needs_no_more_than_a_title(site, client):
    client.force_login(participant("green"))
    client.post(beginning(), form(summary=""))
    page = Page.objects.get(title="A post")
    assert not page.live


def test_wagtails_comments_find_the_fields_in_one_column(site, client):
    """Their script stops at a form without this class: no field could be commented on."""
    client.force_login(participant("green"))
    form = client.get(beginning()).content.decode().partition("data-edit-form")[2]
    assert 'class="tab-content"' in form.partition("</form>")[0]


@pytest.mark.parametrize(
    ("name", "args", "title"),
    [
        ("own_pages", [], "Your pages"),
        ("contribute", ["en"], "Contribute to the toolkit"),
        ("import", ["en"], "Import from Word"),
    ],
)
def test_each_screen_stands_under_its_own_name(site, client, name, args, title):
    client.force_login(participant("green"))
    text = client.get(reverse(f"content:{name}", args=args)).content.decode()
    trail = re.search(r"data-w-breadcrumbs.*?</ol>", text, re.DOTALL).group()
    assert re.findall(r">\s*([^<>\s][^<>]*?)\s*<", trail)[-1] == title
