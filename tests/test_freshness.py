"""What makes a translation outdated, and what does not: histories, and the facts each gives.

An English post, translated into Macedonian (`there` also from there into Albanian, which is then
what is looked at). Of the words:

    minor, major          the source is changed so, submitted and approved
    only attribution      the source names its author otherwise, approved as major; the same text
    drafted, refused      the source is changed, and not submitted, or sent back
    republished           the source's published version is published once more
    taken down, put up    the source is unpublished, published again as it was
    moved, deleted, purged   the source is moved, deleted; Wagtail's old revisions are purged
    closed                the source is for its family only, the translation with it
    approved              the translation as its translator left it is submitted and approved
    edited, said          the translator writes a draft, says that it says what the source says
    unsaid                the translator takes that back
    sent back             the translation is submitted, and not approved
    down, up              the translation is unpublished, its published version published again
    accurate              the translator says that it is still accurate, by one click
"""

import pytest
from django.core.management import call_command
from django.urls import reverse

from blog.models import BlogIndexPage
from content.models import ContentPage
from translations.freshness import OUTDATED, is_outdated, state_of, with_freshness
from translations.starting import in_language, start

from .people import (
    again,
    change,
    live,
    moderator,
    participant,
    person,
    reject,
    seen,
    submit,
)

pytestmark = pytest.mark.django_db

# History, then: how far it is, whether it is outdated, which version it says, whether readers are
# told.
TABLE = """
-                                                          | missing      no   -  no
start                                                      | in progress  no   1  no
start, major                                               | in progress  no   1  no
start, major, approved                                     | published    yes  1  yes
start, approved                                            | published    no   1  no
start, approved, minor                                     | published    no   1  no
start, approved, minor, minor, republished                 | published    no   1  no
start, approved, drafted                                   | published    no   1  no
start, approved, refused                                   | published    no   1  no
start, approved, republished                               | published    no   1  no
start, approved, taken down, put up                        | published    no   1  no
start, approved, only attribution                          | published    no   1  no
start, approved, moved                                     | published    no   1  no
start, approved, major                                     | published    yes  1  yes
start, approved, major, minor                              | published    yes  1  yes
start, approved, major, major                              | published    yes  1  yes
start, approved, major, deleted                            | published    no   1  no
start, approved, major, taken down                         | published    yes  1  yes
start, approved, major, purged                             | published    yes  1  yes
start, approved, major, accurate                           | published    no   2  no
start, approved, major, accurate, minor                    | published    no   2  no
start, approved, major, accurate, major                    | published    yes  2  yes
start, approved, major, major, accurate                    | published    no   3  no
start, approved, major, edited                             | published    yes  1  yes
start, approved, major, edited, approved                   | published    yes  1  yes
start, approved, major, said                               | published    yes  1  yes
start, approved, major, said, approved                     | published    no   2  no
start, approved, major, said, approved, major              | published    yes  2  yes
start, approved, major, said, major, approved              | published    yes  2  yes
start, approved, major, said, sent back                    | published    yes  1  yes
start, approved, major, said, unsaid, approved             | published    yes  1  yes
start, approved, edited, major, accurate, approved         | published    no   2  no
start, major, said, approved                               | published    no   2  no
start, approved, down                                      | in progress  no   1  no
start, approved, major, down                               | in progress  no   1  no
start, approved, major, down, up                           | published    yes  1  yes
start, approved, down, major, said, up                     | published    yes  1  yes
major, start, approved                                     | published    no   2  no
major, start, drafted, approved                            | published    no   2  no
start, approved, there, approved                           | published    no   1  no
start, approved, there, approved, major                    | published    no   1  no
start, approved, there, approved, translation major        | published    yes  1  yes
start, approved, there, approved, translation major, accurate   | published  no  2  no
"""


def histories():
    for line in TABLE.strip().splitlines():
        history, facts = (part.strip() for part in line.split("|"))
        *state, outdated, version, note = facts.split()
        yield pytest.param(
            [step for step in history.split(", ") if step != "-"],
            (" ".join(state), outdated, version, note),
            id=history,
        )


class Story:
    """A post, its translation, and whoever does something with them."""

    def __init__(self, client):
        self.client = client
        self.author, self.green = participant("green"), moderator("green")
        self.translator = person("tr", "Translators", family="green", languages=("mk", "sq"))
        self.source = self.post = live(self.author, "A post")
        self.code, self.number = "mk", 0

    @property
    def page(self):
        return in_language(self.source, self.code) if self.code else None

    # What happens to the source.

    def _revise(self, page, by, significance="", **fields):
        self.number += 1
        change(again(page), by, **(fields or {"title": f"Changed {self.number}"}))
        if significance:
            self._approve(page, by, significance)

    def _approve(self, page, by, significance="minor"):
        state = submit(page, by)
        task = state.task.specific
        task.on_action(
            state, self.green, "approve", revision=seen(again(page)), significance=significance
        )

    def minor(self):
        self._revise(self.source, self.author, "minor")

    def major(self):
        self._revise(self.post, self.author, "major")

    def translation_major(self):
        self._revise(self.source, self.translator, "major")

    def only_attribution(self):
        self._revise(self.source, self.author, "major", attribution="party")

    def drafted(self):
        self._revise(self.source, self.author)

    def refused(self):
        self._revise(self.source, self.author)
        reject(submit(self.source, self.author), self.green)

    def republished(self):
        again(self.source).live_revision.publish()

    def taken_down(self):
        again(self.source).unpublish()

    def put_up(self):
        again(self.source).get_latest_revision().publish()

    def moved(self):
        home = again(self.source).get_parent().get_parent()
        there = home.add_child(instance=BlogIndexPage(title="Archive", locale=home.locale))
        again(self.source).move(there, pos="last-child")

    def deleted(self):
        self.kept = self.page
        again(self.source).delete()

    def purged(self):
        call_command("purge_revisions", verbosity=0)

    # What happens to the translation.

    def start(self):
        start(again(self.source), self.code, self.translator)

    def there(self):
        """From now on, of what was translated from the translation."""
        self.source, self.code = again(self.page), "sq"
        self.start()

    def approved(self):
        self._approve(self.page, self.translator)

    def _edit(self, **answer):
        page = again(self.page).get_latest_revision_as_object()
        form = {
            "title": f"{page.title}+", "summary": page.summary, "visibility": page.visibility,
            "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        }  # fmt: skip
        self.client.force_login(self.translator)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert self.client.post(url, form | answer).status_code == 302
        assert again(page).get_latest_revision_as_object().title == f"{page.title}+"

    def edited(self):
        self._edit()

    def said(self):
        self._edit(says_source=again(self.source).major_version)

    def unsaid(self):
        self._edit()

    def sent_back(self):
        reject(submit(self.page, self.translator), self.green)

    def down(self):
        self.live_revision = again(self.page).live_revision
        again(self.page).unpublish()

    def up(self):
        self.live_revision.refresh_from_db()
        self.live_revision.publish()

    def accurate(self):
        url = reverse("translations:still_accurate", args=[self.page.pk])
        self.client.force_login(self.translator)
        version = again(self.source).major_version
        assert self.client.post(url, {"version": version}).status_code == 302

    # What is true then.

    def facts(self):
        page = getattr(self, "kept", None) or self.page
        page = page and again(page)
        outdated = bool(page) and is_outdated(page)
        return (
            state_of(page).value.replace("_", " "),
            "yes" if outdated else "no",
            str(page.translated_version if page else "-"),
            "yes" if page and self.reader_is_told(page) else "no",
        )

    def reader_is_told(self, page):
        self.client.logout()
        response = self.client.get(page.url)
        assert response.status_code == (200 if page.live else 404)
        return 'class="note outdated"' in response.content.decode()


@pytest.mark.parametrize(("history", "facts"), histories())
def test_a_history_gives_its_facts(client, site, history, facts):
    story = Story(client)
    for step in history:
        getattr(story, step.replace(" ", "_"))()
    assert story.facts() == facts
    # The database, asked for all pages at once, says the same.
    for page in with_freshness(ContentPage.objects.all()):
        assert (page.state, page.outdated) == (state_of(page), bool(is_outdated(page)))
    outdated = ContentPage.objects.filter(OUTDATED)
    assert outdated.exists() == any(map(is_outdated, ContentPage.objects.all()))
