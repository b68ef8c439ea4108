"""What a person tries with a page, by real requests, and whether it worked.

Each action takes a signed-in client and a `world.Sheet`, and answers whether the effect came:
what was to be read was read, what was to be done is done.
"""

from django.urls import reverse
from wagtail.models import Comment, Page, PageViewRestriction

from accounts.models import User
from blog.models import BlogIndexPage
from content.models import Visibility
from moderation.models import FamilyTaskState, UnpublishRequest

from .people import again, blog_index, seen

CHANGED = "Changed by hand"


def page_url(name, sheet, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=[sheet.page.pk, *args])


def shows(client, url, word):
    response = client.get(url)
    return response.status_code == 200 and word in response.content.decode()


def read_the_draft(client, sheet):
    return shows(client, page_url("view_draft", sheet), sheet.drafted)


def open_the_editor(client, sheet):
    return shows(client, page_url("edit", sheet), sheet.drafted)


def find_the_draft(client, sheet):
    url = reverse("wagtailadmin_pages:search_results") + f"?q={sheet.drafted_key}"
    return shows(client, url, sheet.drafted)


def see_the_history(client, sheet):
    return shows(client, page_url("history", sheet), str(sheet.author.display_name()))


def compare_versions(client, sheet):
    url = page_url("revisions_compare", sheet, "earliest", "latest")
    return shows(client, url, sheet.drafted)


def _form(sheet, **more):
    page = again(sheet.page).get_latest_revision_as_object()
    return {
        "title": CHANGED,
        "summary": page.summary,
        "slug": page.slug,
        "date": page.date.isoformat(),
        "author": page.author_id or "",
        "author_party": page.author_party_id or "",
        "family": page.family_id or "",
        "significance": page.significance,
        "visibility": page.visibility,
        "attribution": page.attribution,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }


def _save(client, sheet, **more):
    client.post(page_url("edit", sheet), _form(sheet, **more))
    return again(sheet.page)


def change_the_text(client, sheet):
    page = _save(client, sheet)
    return page.get_latest_revision_as_object().title == CHANGED


def choose_the_readers(client, sheet):
    family, members = Visibility.FAMILY, Visibility.MEMBERS
    other = members if sheet.page.visibility == family else family
    page = _save(client, sheet, visibility=other)
    return page.get_latest_revision_as_object().visibility == other


def comment(client, sheet):
    new = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-contentpath": "title",
        "comments-0-text": "A source?",
        "comments-0-position": "",
        "comments-0-DELETE": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    _save(client, sheet, **new)
    return Comment.objects.filter(page=sheet.page.pk, text="A source?").exists()


def submit(client, sheet):
    was = again(sheet.page).workflow_in_progress
    page = _save(client, sheet, **{"action-submit": "1"})
    return page.workflow_in_progress and not was


def withdraw(client, sheet):
    was = again(sheet.page).workflow_in_progress
    page = _save(client, sheet, **{"action-cancel-workflow": "1"})
    return was and not page.workflow_in_progress and not page.live


def publish_without_review(client, sheet):
    page = _save(client, sheet, **{"action-publish": "1"})
    return page.live and page.title == CHANGED


def delete(client, sheet):
    client.post(page_url("delete", sheet))
    return not Page.objects.filter(pk=sheet.page.pk).exists()


def see_it_in_the_queue(client, sheet):
    return shows(client, reverse("moderation:queue"), sheet.drafted)


def _review_url(sheet):
    state = again(sheet.page).current_workflow_task_state
    return reverse("moderation:review", args=[state.pk]) if state else None


def open_the_review(client, sheet):
    url = _review_url(sheet)
    return bool(url) and shows(client, url, sheet.drafted)


def _decide(client, sheet, action):
    """Posts what the form would, whether or not the form was shown."""
    url = _review_url(sheet)
    if url is None:
        return None
    answer = {
        "action": action,
        "revision": seen(sheet.page),
        "comment": "Because.",
        "significance": "minor",
    }
    client.post(url, answer)
    return again(sheet.page)


def approve(client, sheet):
    page = _decide(client, sheet, "approve")
    return bool(page) and page.live


def ask_for_changes(client, sheet):
    was = again(sheet.page).workflow_in_progress
    page = _decide(client, sheet, "reject")
    return bool(page) and was and not page.workflow_in_progress


def _reviewer(submission):
    """Another moderator of the family that was asked."""
    return User.objects.get(username=f"reviewer-{submission.family.slug}")


def _change_who_has_it(client, sheet, name, before, **data):
    """Who has the submission, before and after somebody posts to change it."""
    state = again(sheet.page).current_workflow_task_state
    if state is None:
        return None
    submissions = FamilyTaskState.objects.filter(pk=state.pk)
    submissions.update(assigned_to=before(submissions.get()))
    client.post(reverse(f"moderation:{name}", args=[state.pk]), data)
    return submissions.get()


def hand_over(client, sheet):
    state = again(sheet.page).current_workflow_task_state
    to = _reviewer(state.specific) if state else None
    after = _change_who_has_it(client, sheet, "hand_over", lambda _: None, to=to and to.pk)
    return bool(after) and after.assigned_to == to


def take_back(client, sheet):
    after = _change_who_has_it(client, sheet, "take_back", _reviewer)
    return bool(after) and after.assigned_to != _reviewer(after)


def ask_to_unpublish(client, sheet):
    url = reverse("moderation:ask_unpublish", args=[sheet.page.pk])
    client.post(url, {"reason": "It is outdated."})
    return UnpublishRequest.objects.filter(page=sheet.page.pk).exists()


def unpublish(client, sheet):
    was = sheet.page.live
    client.post(page_url("unpublish", sheet))
    return was and not again(sheet.page).live


def copy(client, sheet):
    form = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": blog_index().pk,
        "publish_copies": "",
    }
    client.post(page_url("copy", sheet), form)
    return Page.objects.filter(slug="a-copy").exists()


def move(client, sheet):
    home = blog_index().get_parent()
    there = home.add_child(instance=BlogIndexPage(title="Archive", locale=home.locale))
    client.post(page_url("move_confirm", sheet, there.pk))
    return again(sheet.page).get_parent().pk == there.pk


def lock(client, sheet):
    client.post(page_url("lock", sheet))
    return again(sheet.page).locked


def restrict(client, sheet):
    client.post(page_url("set_privacy", sheet), {"restriction_type": "groups", "groups": ["1"]})
    return PageViewRestriction.objects.filter(
        page=sheet.page, restriction_type=PageViewRestriction.GROUPS
    ).exists()


def start_a_translation(client, sheet):
    client.post(reverse("translations:start", args=[sheet.page.pk]), {"language": "mk"})
    same = Page.objects.filter(translation_key=sheet.page.translation_key)
    return same.filter(locale__language_code="mk").exists()


def read_the_page(client, sheet):
    return shows(client, sheet.page.url, sheet.published)


def find_the_page(client, sheet):
    return shows(client, f"/en/search/?q={sheet.published_key}", sheet.published)
