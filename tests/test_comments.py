"""Comments: nobody reaches those of other pages by their numbers, or changes what others wrote."""

import pytest
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Comment, CommentReply

from .people import again, draft, participant, reject, submit

pytestmark = pytest.mark.django_db

NOWHERE = 999_999


@pytest.fixture
def page(author, green):
    """The author's own page, back from a moderator who commented on it."""
    page = draft(author)
    state = submit(page, author)
    comment_on(page, green)
    reject(state, green)
    return again(page)


@pytest.fixture
def hidden(site):
    """A comment on a page of another family, with an answer."""
    other = participant("liberal")
    return comment_on(draft(other, "Not for the greens"), other, "A planted secret")


def comment_on(page, user, text="A source?"):
    latest = page.get_latest_revision_as_object()
    comment = latest.wagtail_admin_comments.create(
        user=user, text=text, contentpath="title", page=latest
    )
    comment.replies.create(user=user, text=f"{text} An answer")
    latest.save_revision(user=user)
    return Comment.objects.get(text=text)


def form(page, *comments):
    """What the editor sends, with these comments."""
    latest = page.get_latest_revision_as_object()
    data = {
        "title": latest.title, "summary": latest.summary, "slug": latest.slug,
        "body-count": "0", "visibility": "public", "attribution": "name",
        "comments-TOTAL_FORMS": len(comments),
    }  # fmt: skip
    for number, one in enumerate(comments):
        sent = {
            "contentpath": "title", "text": "", "position": "", "DELETE": "", "resolved": "",
            "replies-TOTAL_FORMS": 0, "replies-INITIAL_FORMS": 0, **one,
        }  # fmt: skip
        data |= {f"comments-{number}-{name}": value for name, value in sent.items()}
    return data


def send(client, user, page, *comments, known=1):
    """Send these comments, so many of which are said to be known."""
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, form(page, *comments) | {"comments-INITIAL_FORMS": known})


def save_by_itself(client, user, page, comment):
    """The editor, left open with this comment, saves again and again."""
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form(page, comment) | {"comments-INITIAL_FORMS": 1}
    for _save in range(3):
        answer = client.post(url, data, headers={"accept": "application/json"}).json()
        assert answer["success"]
        data |= answer["field_updates"]


def stored():
    """All comments and answers; each is saved again with its page, which tells nothing."""
    rows = [
        row for model in (Comment, CommentReply) for row in model.objects.order_by("pk").values()
    ]
    return [{name: row[name] for name in row if name != "updated_at"} for row in rows]


def reply(pk, text, **more):
    sent = {"id": pk, "text": text, **more}
    return {
        "replies-TOTAL_FORMS": 1, "replies-INITIAL_FORMS": 1,
        **{f"replies-0-{name}": value for name, value in sent.items()},
    }  # fmt: skip


@pytest.mark.parametrize("named", ["another's", "nobody's"])
@pytest.mark.parametrize("known", [0, 1])
@pytest.mark.parametrize("more", [{}, {"DELETE": "on"}, {"resolved": "on"}])
def test_a_comment_of_another_page_is_one_that_does_not_exist(
    client, author, page, hidden, named, known, more
):
    before = stored()
    pk = hidden.pk if named == "another's" else NOWHERE
    answer = send(client, author, page, {"id": pk, "text": "My own", **more}, known=known)
    assert answer.status_code == 302
    assert stored() == before
    opened = client.get(answer.url).content.decode()
    assert "A source?" in opened
    assert "planted secret" not in opened


@pytest.mark.parametrize("named", ["another's", "nobody's"])
def test_nor_is_an_answer_reached_by_way_of_ones_own(client, author, page, hidden, named):
    own, before = comment_on(page, author, "Mine"), stored()
    pk = hidden.replies.get().pk if named == "another's" else NOWHERE
    taken = {"id": own.pk, "text": "Mine", **reply(pk, "My own")}
    assert send(client, author, page, taken).status_code == 302
    assert stored() == before


@pytest.mark.parametrize("known", [0, 1])
@pytest.mark.parametrize("pk", ["abc", "1.5", "-1", "9" * 40])
def test_what_is_no_number_is_no_comment_either(client, author, page, pk, known):
    before = stored()
    own = comment_on(page, author, "Mine")
    send(client, author, page, {"id": pk, "text": "My own"}, known=known)
    send(client, author, page, {"id": own.pk, "text": "Mine", **reply(pk, "My own")})
    assert not [row for row in stored() if row not in before and row["text"] == "My own"]


def test_what_was_settled_meanwhile_is_not_said_again_by_who_saves(client, author, green, page):
    comment = Comment.objects.get()
    Comment.objects.update(resolved_at=now(), resolved_by=green)
    send(client, author, page, {"id": comment.pk, "text": comment.text})
    assert not Comment.objects.filter(user=author).exists()


def test_nor_when_the_editor_saves_by_itself_again_and_again(client, author, green, page):
    comment = Comment.objects.get()
    Comment.objects.update(resolved_at=now(), resolved_by=green)
    save_by_itself(client, author, page, {"id": comment.pk, "text": comment.text})
    assert not Comment.objects.filter(user=author).exists()


def test_ones_own_comment_stays_removed_while_the_editor_saves_by_itself(client, author, page):
    own = comment_on(page, author, "Mine")
    save_by_itself(client, author, page, {"id": own.pk, "text": "Mine", "DELETE": "on"})
    assert not Comment.objects.filter(user=author).exists()


OTHERS_WORDS = {
    "another text": {"text": "Well done!"},
    "removed": {"text": "A source?", "DELETE": "on"},
    "without a place": {"text": "A source?", "contentpath": ""},
    "removed from nowhere": {"text": "A source?", "contentpath": "", "DELETE": "on"},
    "another answer": {"text": "A source?", "answer": {"text": "Never mind"}},
    "no answer": {"text": "A source?", "answer": {"text": "A source? An answer", "DELETE": "on"}},
}


@pytest.mark.parametrize("sent", OTHERS_WORDS.values(), ids=OTHERS_WORDS)
def test_what_a_moderator_wrote_stays_as_they_wrote_it(client, author, page, sent):
    comment, before = Comment.objects.get(), stored()
    sent = dict(sent)
    answer = reply(comment.replies.get().pk, **sent.pop("answer")) if "answer" in sent else {}
    assert send(client, author, page, {"id": comment.pk, **sent, **answer}).status_code == 200
    assert stored() == before


def test_ones_own_comment_one_removes(client, author, page):
    own = comment_on(page, author, "Mine")
    send(client, author, page, {"id": own.pk, "text": "Mine", "DELETE": "on"})
    assert not Comment.objects.filter(pk=own.pk).exists()


def test_an_author_says_that_a_comment_is_settled(client, author, green, page):
    comment = Comment.objects.get()
    send(client, author, page, {"id": comment.pk, "text": comment.text, "resolved": "on"})
    comment.refresh_from_db()
    assert comment.resolved_by == author
