"""People, pages and what they do, in the words of the product."""

from django.contrib.auth.models import Group
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from blog.models import BlogIndexPage, BlogPage
from moderation.models import FamilyTaskState
from moderation.permissions import revision_token
from parties.models import Country, Party, PartyFamily
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage


def party(family, country="MK"):
    """A made-up party of a family, named by its slug."""
    slug = f"party-{family}-{country.lower()}"
    return Party.objects.get_or_create(
        slug=slug,
        defaults={
            "name": slug,
            "family": PartyFamily.objects.get(slug=family),
            "country": Country.objects.get(code=country),
        },
    )[0]


def person(username, *roles, family=None, languages=("en",), reads="en", **fields):
    """Somebody who signs in, and who chose English for the admin, unless `reads` names another
    language, or none.
    """
    user = User.objects.create_user(
        username,
        email=f"{username}@example.org",
        password="demo",
        party=party(family) if family else None,
        languages=list(languages),
        **fields,
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    UserProfile.objects.create(user=user, preferred_language=reads)
    return User.objects.get(pk=user.pk)


def participant(family, name="participant", **fields):
    return person(f"{name}-{family}", PARTICIPANTS, family=family, **fields)


def moderator(family, name="moderator", **fields):
    return person(f"{name}-{family}", MODERATORS, family=family, **fields)


def translator(code, family="green"):
    return person(f"translator-{code}", TRANSLATORS, family=family, languages=[code])


def editor(name="editor", **fields):
    return person(name, EDITORS, **fields)


def fresh(user):
    """The person as the next request reads them (roles are cached on the instance)."""
    return User.objects.get(pk=user.pk)


def blog_index(code="en"):
    return BlogIndexPage.objects.filter(locale__language_code=code).order_by("pk").first()


def draft(author, title="A secret draft", code="en", **fields):
    """A blog post of the author, never submitted."""
    index = blog_index(code)
    page = BlogPage(
        title=title,
        summary="In one sentence.",
        body=[("text", "<p>Its text.</p>")],
        locale=index.locale,
        owner=author,
        author=author,
        author_party=author.party,
        family=author.family,
        live=False,
        **fields,
    )
    index.add_child(instance=page)
    page.save_revision(user=author)
    return page


def live(author, title="A published post", code="en", **fields):
    page = draft(author, title, code, **fields)
    page.get_latest_revision().publish()
    return again(page)


def toolkit_section(by, code, **fields):
    """A published section of the toolkit."""
    index = ToolkitIndexPage.objects.get(locale__language_code=code)
    page = ToolkitSectionPage(title="Section", summary="x", locale=index.locale, owner=by, **fields)
    index.add_child(instance=page)
    page.save_revision(user=by).publish()
    return again(page)


def training_manual(by, section):
    page = TrainingManualPage(title="Manual", summary="x", audience="x", locale=section.locale)
    section.add_child(instance=page)
    page.save_revision(user=by).publish()
    return again(page)


def again(page):
    """The page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


def change(page, by, **fields):
    """A new revision of the page by somebody."""
    latest = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(latest, name, value)
    return latest.save_revision(user=by)


def submit(page, by):
    """Submit for review, or again after changes were asked for; returns the submission."""
    page = again(page)
    state = page.current_workflow_state
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    else:
        page.get_workflow().start(page, by)
    return submission(page)


def submission(page):
    return FamilyTaskState.objects.get(pk=again(page).current_workflow_task_state.pk)


def seen(page):
    """The revision a moderator sees who opens the page now."""
    return revision_token(page.get_latest_revision())


def decide(state, by, action, revision=None, comment=""):
    page = state.revision.content_object
    revision = revision or seen(page)
    state.task.specific.on_action(state, fresh(by), action, revision=revision, comment=comment)
    return again(page)


def approve(state, by, revision=None):
    return decide(state, by, "approve", revision)


def reject(state, by, comment="Please add a source."):
    return decide(state, by, "reject", comment=comment)
