"""What an author wrote and never submitted is nobody else's, in review as before."""

import pytest
from django.urls import reverse
from wagtail.models import Comment

from blog.models import BlogPage

from .asking import VARIABLE
from .crawler import content, routes
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
)

pytestmark = pytest.mark.django_db

SECRET = "Tajnanacrt"


@pytest.fixture
def page(author):
    """In review: a draft with a secret, never submitted, and what was submitted after it."""
    page = draft(author, f"{SECRET} title", search_description=SECRET)
    page = again(page)
    change(page, author, title=f"{SECRET} again", summary=f"{SECRET} summary")
    page.title, page.search_description, page.summary = "Submitted", "", "For you."
    page.save()
    page.save_revision(user=author)
    submit(page, author)
    return again(page)


def secrets(page):
    read = {r.pk: f"{r.content['title']} {r.content['summary']}" for r in page.revisions.all()}
    return sorted(pk for pk, text in read.items() if SECRET in text)


def shown(page):
    return page.get_latest_revision().pk


def addresses_of(page, revisions):
    """Every address of Wagtail's pages that names one of the revisions."""
    for route in routes():
        named = [name for name in route.parameters if name.startswith("revision_id")]
        if not route.name.startswith("wagtailadmin_pages:") or not named:
            continue
        rest = {"page_id": page.pk, "pk": page.pk, **dict.fromkeys(named, shown(page))}
        yield from (route.fill(rest | {name: revision}) for name in named for revision in revisions)


HISTORIES = ("history", "history_results", "revisions_index")


def test_no_address_of_a_revision_opens_what_was_never_submitted(client, page, green):
    client.force_login(green)
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    asked = [compare, *addresses_of(page, secrets(page))]
    assert len(secrets(page)) == 2
    assert len(asked) >= 11
    for address in asked:
        for ask in (client.get, client.post):
            response = ask(address, follow=True)
            assert response.status_code == 404, address
            assert SECRET not in response.content.decode()


def test_an_earlier_draft_answers_as_one_that_does_not_exist(client, page, green):
    client.force_login(green)
    for name in ("revisions_view", "revisions_revert"):
        found, missing = (
            client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, pk]))
            for pk in (secrets(page)[0], 999_983)
        )
        assert found.status_code == missing.status_code == 404
        answers = [VARIABLE.sub("", content(answer)) for answer in (found, missing)]
        assert answers[0].replace(f"/{secrets(page)[0]}/", "/999983/") == answers[1]


@pytest.mark.parametrize("name", HISTORIES)
def test_the_history_of_anothers_page_is_missing(client, page, author, green, name):
    address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    client.force_login(green)
    assert client.get(address, follow=True).status_code == 404
    for somebody in (author, editor()):
        client.force_login(somebody)
        assert client.get(address, follow=True).status_code == 200


def test_the_history_of_a_review_is_missing_too(client, page, green):
    address = reverse(
        "wagtailadmin_pages:workflow_history_detail",
        args=[page.pk, page.current_workflow_state.pk],
    )
    client.force_login(green)
    assert client.get(address).status_code == 404


def test_no_button_leads_to_a_history_that_is_missing(client, page, author, green):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    client.force_login(green)
    assert history not in client.get(address).content.decode()
    client.force_login(author)
    assert history in client.get(address).content.decode()


def test_the_review_compares_with_nothing_that_was_never_submitted(client, page, green):
    state = submission(page)
    client.force_login(green)
    for pk in secrets(page):
        moment = page.revisions.get(pk=pk).created_at.isoformat()
        for action in ("approve", "reject"):
            answer = {"action": action, "revision": f"{pk}@{moment}", "comment": "Because."}
            response = client.post(reverse("moderation:review", args=[state.pk]), answer)
            assert response.status_code == 404
            assert SECRET not in response.content.decode()
    assert again(page).workflow_in_progress


def test_what_was_submitted_is_read_compared_and_restored(client, page, author, green):
    first = submission(page).revision_id
    reject(submission(page), green)
    private = change(again(page), author, summary=f"{SECRET} between")
    change(again(page), author, summary="With a source.")
    submit(page, author)
    client.force_login(green)
    last = shown(again(page))
    for name, args in (
        ("revisions_view", [first]),
        ("revisions_view", [last]),
        ("revisions_revert", [first]),
        ("revisions_compare", [first, "latest"]),
        ("revisions_compare", [first, last]),
    ):
        address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args])
        assert client.get(address).status_code == 200, name
    for args in ([private.pk, last], [first, private.pk]):
        address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *args])
        assert client.get(address).status_code == 404


def test_what_was_changed_in_this_review_is_read(client, page, green):
    theirs = change(page, editor(), summary="As the editor has it.")
    client.force_login(green)
    address = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, theirs.pk])
    assert client.get(address).status_code == 200


def test_what_another_family_was_sent_is_not_shown(client, page, green):
    """The author, and with them the page, came from another family."""
    submission(page).workflow_state.cancel(user=page.owner)
    liberal = participant("liberal", "newcomer")
    page = draft(liberal, f"{SECRET} of the liberals")
    reject(submit(page, liberal), moderator("liberal"))
    change(again(page), liberal, title="For the greens", family=green.family)
    submit(page, liberal)
    client.force_login(green)
    (secret,) = secrets(page)
    address = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, secret])
    assert client.get(address).status_code == 404


def test_the_published_version_stays_the_measure(client, author, green):
    page = live(author, "Published before")
    change(page, author, title=f"{SECRET} in between")
    change(again(page), author, title="Published after")
    state = submit(page, author)
    client.force_login(green)
    review = client.get(reverse("moderation:review", args=[state.pk])).content.decode()
    assert "before" in review
    assert SECRET not in review
    for args in (["live", "latest"], [again(page).live_revision_id, "latest"]):
        address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *args])
        assert client.get(address).status_code == 200


def test_live_names_nothing_of_a_page_that_is_not_published(client, page, green):
    """Its row keeps what the page once was."""
    BlogPage.objects.filter(pk=page.pk).update(title=SECRET)
    client.force_login(green)
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    assert client.get(address).status_code == 404


def test_authors_and_editors_read_all_versions(client, page, author):
    for somebody in (author, editor()):
        client.force_login(somebody)
        for pk in secrets(page):
            address = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, pk])
            assert SECRET in client.get(address).content.decode()


def test_a_comment_on_a_paragraph_that_is_gone_went_with_it(client, author, green):
    page = draft(author)
    block = page.body[0]
    paths = {f"body.{block.id}": f"{SECRET} on the paragraph", "title": "On the title"}
    for path, text in paths.items():
        Comment.objects.create(page=page, user=author, text=text, contentpath=path)
    change(again(page), author, body=[("text", "<p>Another text.</p>")])
    state = submit(page, author)
    client.force_login(green)
    editing = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for address in (reverse("moderation:review", args=[state.pk]), editing):
        told = client.get(address).content.decode()
        assert "On the title" in told
        assert SECRET not in told


def test_a_resolved_comment_is_not_told(client, author, green):
    page = draft(author)
    Comment.objects.create(
        page=page,
        user=author,
        text=SECRET,
        contentpath="title",
        resolved_at=page.latest_revision_created_at,
        resolved_by=author,
    )
    state = submit(page, author)
    client.force_login(green)
    editing = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for address in (reverse("moderation:review", args=[state.pk]), editing):
        assert SECRET not in client.get(address).content.decode()


# What was judged stays what it was.


@pytest.mark.parametrize("outcome", ["in review", "withdrawn", "rejected", "published"])
def test_what_was_submitted_is_never_written_over(author, green, outcome):
    """Else an author could make the published version equal to what they submit next."""
    page = draft(author, "As submitted")
    state = submit(page, author)
    if outcome == "withdrawn":
        state.workflow_state.cancel(user=author)
    elif outcome == "rejected":
        reject(state, green)
    elif outcome == "published":
        approve(state, green)
    page = again(page)
    over = page.get_latest_revision()
    later = page.get_latest_revision_as_object()
    later.title = SECRET
    written = later.save_revision(user=author, overwrite_revision=over)
    assert written.pk != over.pk
    over.refresh_from_db()
    assert over.content["title"] == "As submitted"
    assert seen(again(page)).startswith(f"{written.pk}@")


def test_a_draft_is_still_saved_in_place(author):
    page = draft(author)
    over = page.get_latest_revision()
    later = page.get_latest_revision_as_object()
    later.title = "Better"
    assert later.save_revision(user=author, overwrite_revision=over).pk == over.pk


def test_a_version_published_without_review_is_not_written_over(author):
    page = live(author)
    over = page.get_latest_revision()
    later = page.get_latest_revision_as_object()
    assert later.save_revision(user=author, overwrite_revision=over).pk != over.pk
