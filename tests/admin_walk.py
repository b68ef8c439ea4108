"""The way of a participant, a moderator and a translator through the admin, in one language.

Everything they meet is kept: each answer with who asked for what, each mail. The pages they
write, and their names, say nothing in any language.
"""

import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pypandoc
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client, TestCase
from django.urls import resolve, reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from accounts.models import Invitation
from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from blog.models import BlogIndexPage
from case_studies.models import CaseStudyIndexPage
from content.models import ContentPage
from core.languages import get_language
from moderation.models import UnpublishRequest
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .crawler import Crawler
from .files import pdf, png
from .people import again, change, live, party, person, seen, submission
from .shown_text import shown

WORD = "Zzq"
BLANK = {
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "body-count": "0",
    "sources-count": "0", "sessions-count": "0",
}  # fmt: skip
XHR = {"x-requested-with": "XMLHttpRequest"}


@dataclass
class Met:
    """A text, and where it was met: who asked for which address."""

    where: dict[str, str] = field(default_factory=dict)

    def add(self, texts, place):
        for text in texts:
            self.where.setdefault(text, place)


class Walker(Client):
    """A browser that keeps what it is shown, and sends the mail that is caused."""

    def __init__(self, who, met, code):
        super().__init__(headers={"accept-language": get_language(code).tag})
        self.who, self.met = who, met

    def request(self, **request):
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        place = f"{self.who}: {request['REQUEST_METHOD']} {request['PATH_INFO']}"
        assert response.status_code < 500, place
        self.met.add(shown(response), place)
        return response


class AdminCrawler(Crawler):
    """Stays in the admin and where one signs in; sees a few of what a view shows many of."""

    each = 2

    def _is_worth(self, address, origin):
        if not address.startswith(("/admin/", "/accounts/")):
            return False
        if not super()._is_worth(address, origin):
            return False
        match = resolve(address.partition("?")[0])
        words = {name: value for name, value in match.kwargs.items() if isinstance(value, str)}
        view = (match.view_name, str(words), "?" in address)
        self._views[view] += 1
        return self._views[view] <= self.each

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._views = Counter()


class Walk:
    """One walk; `met` has every text, `mails` every mail."""

    def __init__(self, code):
        self.code, self.content = code, get_language(code).content
        self.met = Met()
        self.people, self.clients = {}, {}
        self._section()
        for name, role in (
            ("author", PARTICIPANTS), ("other", PARTICIPANTS), ("moderator", MODERATORS),
            ("second", MODERATORS), ("translator", TRANSLATORS), ("editor", EDITORS),
        ):  # fmt: skip
            self._join(name, role)

    def _section(self):
        index = ToolkitIndexPage.objects.get(locale__language_code=self.content)
        self.section = ToolkitSectionPage(
            title=f"{WORD} sekt", summary=WORD, locale=index.locale, family=None
        )
        index.add_child(instance=self.section)
        self.section.save_revision().publish()

    def _join(self, name, role):
        family = None if role == EDITORS else "green"
        user = person(
            f"{WORD}-{name[:3]}".lower(), role, family=family, languages=[self.code],
            reads=self.code, first_name=WORD, last_name=name[:3].upper(),
        )  # fmt: skip
        self.people[name] = user
        # What an editor reads is not walked: they only do what has an effect on others.
        met = Met() if role == EDITORS else self.met
        self.clients[name] = Walker(name, met, self.code)
        self.clients[name].force_login(user)

    def __getattr__(self, name):
        return self.clients[name]

    # The walk.

    def walk(self):
        self.sign_in()
        self.join()
        self.write()
        self.choose()
        self.import_documents()
        self.review()
        self.look_back()
        self.write_side_by_side()
        self.translate()
        self.take_down()
        self.manage_people()
        self.change_account()
        for name in ("author", "moderator", "translator"):
            AdminCrawler(self.clients[name], WORD).walk("/admin/")
        self.read_mail()
        return self

    def sign_in(self):
        visitor = Walker("visitor", self.met, self.code)
        login, reset = reverse("account_login"), reverse("account_reset_password")
        who = self.people["other"]
        visitor.get(f"{login}?language={self.code}")
        visitor.get("/admin/", follow=True)
        visitor.post(login, {})
        visitor.post(login, {"login": who.username, "password": "x"})
        visitor.get(reset)
        for address in ("", "x", who.email):
            visitor.post(reset, {"email": address}, follow=True)
        link = re.search(r"http://testserver(/accounts/\S+)", mail.outbox[-1].body)[1]
        visitor.get(link[:-2] + "/", follow=True)
        form = visitor.get(link, follow=True).redirect_chain[-1][0]
        for first, second in (
            ("", ""),
            ("a", "a"),
            ("12345678", "12345678"),
            ("a", "b"),
            ("zzq-othe", "zzq-othe"),
            (f"{WORD}-4711-x", f"{WORD}-4711-x"),
        ):
            visitor.post(form, {"password1": first, "password2": second}, follow=True)
        visitor.post(login, {"login": who.username, "password": f"{WORD}-4711-x"}, follow=True)
        visitor.get(reverse("account_logout"))
        visitor.post(reverse("account_logout"), follow=True)
        nobody = person("zzq-nobody", languages=[self.code], reads=self.code)
        visitor.force_login(nobody)
        visitor.get(login)

    def join(self):
        """Somebody is invited, and comes."""
        invite = reverse("people:invite")
        data = {
            "name": f"{WORD} Nova", "email": "nova@example.org", "role": PARTICIPANTS,
            "party": party("green").pk, "languages": [self.code],
        }  # fmt: skip
        self.moderator.get(invite)
        for wrong in ({}, {**data, "email": "x"}, {**data, "email": self.people["author"].email}):
            self.moderator.post(invite, wrong, follow=True)
        self.moderator.post(invite, data, follow=True)
        link = re.search(r"http://testserver(/accounts/\S+)", mail.outbox[-1].body)[1]
        visitor = Walker("invited", self.met, self.code)
        visitor.get(link)
        form = {"name": f"{WORD} Nova", "language": self.code}
        for first, second in (
            ("", ""),
            ("a", "a"),
            ("password", "password"),
            ("a", "b"),
            (f"{WORD}-4711-x", f"{WORD}-4711-x"),
        ):
            visitor.post(link, {**form, "password1": first, "password2": second}, follow=True)
        Walker("invited", self.met, self.code).get(link)

    # Writing.

    def address_to_add(self, model):
        parents = {
            "blogpage": BlogIndexPage, "casestudypage": CaseStudyIndexPage,
        }  # fmt: skip
        parent = self.section
        if model in parents:
            parent = parents[model].objects.get(locale__language_code=self.content)
        app = {"blogpage": "blog", "casestudypage": "case_studies"}.get(model, "toolkit_pages")
        return reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])

    def form(self, **values):
        return {
            "title": f"{WORD} naslov", "summary": WORD, "visibility": "public",
            "attribution": "name", "submission_note": "", **BLANK, **values,
        }  # fmt: skip

    def edit(self, who, page, headers=None, **values):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return self.clients[who].post(address, self.form(**values), follow=True, headers=headers)

    def begin(self, who="author", title=f"{WORD} naslov", **values):
        """A new post of somebody's, saved as a draft."""
        self.clients[who].post(
            self.address_to_add("blogpage"), self.form(title=title, **values), follow=True
        )
        return Page.objects.filter(owner=self.people[who]).latest("pk").specific

    def write(self):
        author = self.author
        author.get("/admin/")
        for model in ("blogpage", "casestudypage", "trainingmanualpage", "trainingoutlinepage"):
            address = self.address_to_add(model)
            author.get(address)
            for values in (
                {"title": ""},
                {"summary": "", "action-submit": "1"},
                {"title": "x" * 300, "summary": "x" * 400, "year": "x", "visibility": "x"},
                {"year": "1000", "country": "1", "action-submit": "1"},
                self.blocks_left_empty(),
            ):
                author.post(address, self.form(**values))
            preview = f"{address}preview/"
            author.post(preview, self.form(), headers=XHR)
            author.post(preview, self.form(title=""), headers=XHR)
            author.get(preview, {"in_preview_panel": "true"})
        page = self.begin()
        self.edit("author", page, title=f"{WORD} drugi")
        self.edit("author", page, title="")
        self.edit("author", page, headers={"accept": "application/json"})
        self.edit("author", page, headers={"accept": "application/json"}, title="")
        self.edit("author", page, **self.comment())
        self.edit("author", page, **self.comment(""))
        self.edit("author", page, **{"action-submit": "1"})
        author.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        self.edit("author", page)
        author.post(reverse("content:withdraw", args=[page.pk]), follow=True)
        author.post(reverse("content:withdraw", args=[page.pk]), follow=True)
        self.edit("author", page, **{"action-submit": "1"})
        self.edit("author", page, **{"action-cancel-workflow": "1"})
        other = self.begin(title=f"{WORD} brisanje")
        author.get(reverse("wagtailadmin_pages:delete", args=[other.pk]))
        author.post(reverse("wagtailadmin_pages:delete", args=[other.pk]), follow=True)
        first = again(page).revisions.order_by("pk").first()
        author.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]))
        author.get("/admin/pages/999999/edit/")

    def comment(self, text=WORD):
        return {
            "comments-TOTAL_FORMS": "1", "comments-0-id": "", "comments-0-contentpath": "title",
            "comments-0-text": text, "comments-0-position": "", "comments-0-DELETE": "",
            "comments-0-resolved": "", "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
        }  # fmt: skip

    def blocks_left_empty(self):
        values = {"action-submit": "1"}
        kinds = ("text", "quote", "picture", "key_point", "download", "table")
        for place, kind in enumerate(kinds):
            start = f"body-{place}"
            values |= {
                f"{start}-deleted": "", f"{start}-order": place, f"{start}-id": "",
                f"{start}-type": kind, f"{start}-value-column-count": "0",
                f"{start}-value-row-count": "0",
                f"{start}-value-caption": "",
            }  # fmt: skip
        sources = {
            "sources-count": "1", "sources-0-deleted": "", "sources-0-order": "0",
            "sources-0-id": "", "sources-0-type": "source", "sources-0-value-title": "",
            "sources-0-value-url": "x", "sources-0-value-accessed": "x",
        }  # fmt: skip
        sessions = {
            "sessions-count": "1", "sessions-0-deleted": "", "sessions-0-order": "0",
            "sessions-0-id": "", "sessions-0-type": "session", "sessions-0-value-minutes": "0",
        }  # fmt: skip
        return {**values, "body-count": len(kinds), **sources, **sessions}

    # Choosing.

    def choose(self):
        author = self.author
        for name, kind in (("images", "image"), ("docs", "document")):
            address = reverse(f"wagtail{name}_chooser:create")
            author.get(reverse(f"wagtail{name}_chooser:choose"))
            author.get(reverse(f"wagtail{name}_chooser:choose_results"), {"q": "x"})
            good = (png(), "x.png") if kind == "image" else (pdf(), "x.pdf")
            for data, file in ((b"x", "x.png"), (b"x", "x.exe"), (b"", "x.pdf"), good, good):
                form = {
                    f"{kind}-chooser-upload-title": WORD,
                    f"{kind}-chooser-upload-file": SimpleUploadedFile(file, data),
                }
                author.post(address, form, headers=XHR)
            author.post(address, {}, headers=XHR)
            author.get(reverse(f"wagtail{name}_chooser:choose"))
        for name, file in (
            ("images", get_image_model().objects.first()),
            ("docs", get_document_model().objects.first()),
        ):
            author.get(reverse(f"wagtail{name}_chooser:chosen", args=[file.pk]))
            for action in ("edit", "delete"):
                address = reverse(f"wagtail{name}:{action}", args=[file.pk])
                author.get(address)
                if action == "edit":
                    author.post(address, {}, follow=True)
                    author.post(address, {"title": WORD}, follow=True)
                else:
                    author.post(address, {}, follow=True)
        wanted = {f"allow_{kind}_link": "true" for kind in ("external", "email", "phone", "anchor")}
        for kind in ("external", "email"):
            address = reverse(f"wagtailadmin_choose_page_{kind}_link")
            author.get(address, wanted)
            author.post(f"{address}?allow_external_link=true", {}, headers=XHR)
            field = "url" if kind == "external" else "email_address"
            wrong = {f"{kind}-link-chooser-{field}": "x x"}
            author.post(f"{address}?allow_external_link=true", wrong, headers=XHR)
        author.get(reverse("wagtailadmin_choose_page"), wanted)
        author.get(reverse("wagtailadmin_choose_page_search"), {"q": "xx"})

    def import_documents(self):
        address = reverse("content:import", args=[self.content])
        text = self.author.get(address).content.decode()
        kind = re.search(r'value="(blog[a-z_]*-\d+)"', text)[1]
        self.author.post(address, {})
        for name, data in (("x.txt", b"x"), ("x.docx", b"x"), ("x.docx", self.document())):
            file = SimpleUploadedFile(name, data)
            self.author.post(address, {"kind": kind, "file": file}, follow=True)

    def document(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "slika.png").write_bytes(png())
            target = Path(folder, "x.docx")
            pypandoc.convert_text(
                f"---\ntitle: {WORD}\n---\n\n{WORD} zzw.[^1] $x^2$\n\n![]({folder}/slika.png)\n\n"
                f"[^1]: {WORD}\n\n#### {WORD}\n\n```\n{WORD}\n```\n",
                "docx",
                "md",
                outputfile=str(target),
            )
            return target.read_bytes()

    # Reviewing.

    def waiting(self, title, **values):
        """A post that waits for review, and its submission."""
        page = self.begin(title=f"{WORD} {title}", **values)
        self.edit("author", page, **{"title": f"{WORD} {title}", "action-submit": "1"})
        return again(page), submission(page)

    def decide(self, page, state, action, who="moderator", **values):
        address = reverse("moderation:review", args=[state.pk])
        client = self.clients[who]
        client.get(address)
        data = {"action": action, "revision": seen(again(page)), "comment": "", **values}
        return client.post(address, data, follow=True)

    def review(self):
        moderator = self.moderator
        page, state = self.waiting("prvi", submission_note=WORD)
        moderator.get("/admin/")
        moderator.get(reverse("moderation:queue"))
        moderator.get(reverse("moderation:review", args=[state.pk]))
        moderator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        hand = reverse("moderation:hand_over", args=[state.pk])
        moderator.get(hand)
        moderator.post(hand, {}, follow=True)
        moderator.post(hand, {"to": self.people["second"].pk, "message": WORD}, follow=True)
        self.second.get(reverse("moderation:review", args=[state.pk]))
        for name in ("take_back", "release"):
            moderator.post(reverse(f"moderation:{name}", args=[state.pk]), follow=True)
        self.decide(page, state, "reject")
        self.decide(page, state, "approve", revision="1@2")
        self.edit("moderator", page, **self.comment())
        self.decide(page, state, "reject", comment=WORD)
        self.decide(page, state, "reject", comment=WORD)
        self.author.get("/admin/")
        self.author.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        self.edit("author", page, **{"title": f"{WORD} bolji", "action-submit": "1"})
        state = submission(page)
        self.decide(page, state, "approve")
        self.author.get("/admin/")
        page = again(page)
        self.edit("author", page, **{"title": f"{WORD} nov", "action-submit": "1"})
        state = submission(page)
        self.author.get("/admin/")
        self.decide(page, state, "approve")
        self.edit("moderator", page, title=f"{WORD} ispravka")
        self.decide(page, state, "approve", significance="major")
        self.decide(page, state, "approve", who="second", significance="major")
        self.edit("author", page, visibility="family")
        for who in ("author", "moderator"):
            self.clients[who].get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        withdrawn, _state = self.waiting("povucen")
        self.edit("editor", withdrawn, **{"action-cancel-workflow": "1"})
        self.waiting("ostaje")

    def look_back(self):
        """A page to which everything happened, and its history."""
        page, _state = self.waiting("povijest")
        self.author.post(reverse("content:withdraw", args=[page.pk]), follow=True)
        self.edit("author", page, **{"title": f"{WORD} povijest", "action-submit": "1"})
        self.decide(page, submission(page), "reject", comment=WORD)
        self.edit("author", page, **self.comment())
        comment = page.wagtail_admin_comments.get()
        there = {"comments-INITIAL_FORMS": "1", "comments-0-id": comment.pk}
        reply = {
            "comments-0-replies-TOTAL_FORMS": "1", "comments-0-replies-0-id": "",
            "comments-0-replies-0-text": WORD, "comments-0-replies-0-DELETE": "",
        }  # fmt: skip
        self.edit("author", page, **{**self.comment(f"{WORD} b"), **there})
        self.edit("author", page, **{**self.comment(f"{WORD} b"), **there, **reply})
        answer = comment.replies.get()
        reply |= {
            "comments-0-replies-INITIAL_FORMS": "1", "comments-0-replies-0-id": answer.pk,
            "comments-0-replies-0-text": f"{WORD} c",
        }  # fmt: skip
        self.edit("author", page, **{**self.comment(f"{WORD} b"), **there, **reply})
        reply["comments-0-replies-0-DELETE"] = "on"
        self.edit("author", page, **{**self.comment(f"{WORD} b"), **there, **reply})
        self.edit(
            "author", page, **{**self.comment(f"{WORD} b"), **there, "comments-0-resolved": "on"}
        )
        self.edit("author", page, **self.comment())
        newest = page.wagtail_admin_comments.latest("pk")
        there["comments-0-id"] = newest.pk
        self.edit("author", page, **{**self.comment(), **there, "comments-0-DELETE": "on"})
        first = again(page).revisions.order_by("pk").first()
        self.edit("author", page, revision=first.pk)
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
        self.author.post(revert, self.form(revision=first.pk), follow=True)
        self.edit("author", page, **{"title": f"{WORD} preimenovano", "action-submit": "1"})
        self.decide(page, submission(page), "approve")
        for visibility in ("family", "members", "public"):
            self.edit("author", page, **{"visibility": visibility, "action-submit": "1"})
            self.decide(page, submission(page), "approve", significance="major")
        self.edit("author", page, title=f"{WORD} nacrt")
        for who in ("author", "moderator"):
            client = self.clients[who]
            client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            for number in (1, 2, 3):
                address = reverse("wagtailadmin_pages:history", args=[page.pk])
                client.get(address, {"p": number})
            for pair in (("earliest", "latest"), ("live", "latest")):
                client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *pair]))

    def write_side_by_side(self):
        """Two people, and one of them twice, with the same page before them."""
        page, _state = self.waiting("zajedno")
        revision = again(page).latest_revision
        addresses = {}
        for number, who in enumerate(("moderator", "second", "moderator"), 1):
            addresses[number] = self._session(page, who)
            self.clients[who].post(addresses[number], {"is_editing": "1"} if number % 2 else {})
        for who in ("moderator", "second"):
            self.edit(who, page, title=f"{WORD} {who[:3]}")
            for number, reader in ((1, "moderator"), (2, "second")):
                data = {
                    "revision_id": revision.pk,
                    "revision_created_at": revision.created_at.isoformat(),
                }
                self.clients[reader].post(addresses[number], data)
        self.edit("moderator", page, title=f"{WORD} x", headers={"accept": "application/json"},
                  loaded_revision_id=revision.pk,
                  loaded_revision_created_at=revision.created_at.isoformat())  # fmt: skip

    def _session(self, page, who):
        """Where the editor tells, from time to time, that somebody is there."""
        text = self.clients[who].get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        return re.search(r'data-w-swap-src-value="([^"]+/ping/[^"]+)"', text.content.decode())[1]

    def translate(self):
        """From a page of another language to a translation, and what happens to that page."""
        english = person("zzq-eng", PARTICIPANTS, family="green", first_name=WORD, last_name="E")
        text = [("text", f"<p>{WORD}</p>")]
        source = live(english, f"{WORD} original", code="en")
        change(source, english, summary=WORD, body=text).publish()
        start = reverse("translations:start", args=[source.pk])
        self.translator.post(start, {"language": self.content}, follow=True)
        self.translator.post(start, {"language": self.content}, follow=True)
        colleague = person(
            "zzq-col", TRANSLATORS, family="green", languages=[self.code], reads=self.code
        )
        other = Walker("another translator", self.met, self.code)
        other.force_login(colleague)
        other.post(start, {"language": self.content}, follow=True)
        self._start_below_what_is_missing(english)
        made = again(source).get_translation(Locale.objects.get(language_code=self.content))
        self.edit("translator", made, title=f"{WORD} prevod")
        self.edit("translator", made, **{"title": f"{WORD} prevod", "action-submit": "1"})
        self.decide(made, submission(made), "approve")
        self.translator.get("/admin/")
        for number in range(2):
            change(again(source), english, title=f"{WORD} original {number}")
            again(source).get_latest_revision().publish()
        ContentPage.objects.filter(pk=source.pk).update(major_version=F("major_version") + 2)
        source = again(source)
        self.translator.get(reverse("wagtailadmin_pages:edit", args=[made.pk]))
        self.translator.get(reverse("translations:changes", args=[made.pk]))
        accurate = reverse("translations:still_accurate", args=[made.pk])
        for version in (source.major_version - 1, source.major_version):
            self.translator.post(accurate, {"version": version}, follow=True)
        self.translator.get(reverse("log:page", args=[made.pk]))

    def _start_below_what_is_missing(self, author):
        index = ToolkitIndexPage.objects.get(locale__language_code="en")
        section = ToolkitSectionPage(title=f"{WORD} s", summary=WORD, locale=index.locale)
        index.add_child(instance=section)
        section.save_revision().publish()
        manual = TrainingManualPage(
            title=f"{WORD} m", summary=WORD, audience=WORD, locale=index.locale, owner=author,
            author=author, family=author.family,
        )  # fmt: skip
        section.add_child(instance=manual)
        manual.save_revision().publish()
        start = reverse("translations:start", args=[manual.pk])
        self.translator.post(start, {"language": self.content}, follow=True)

    def take_down(self):
        page, state = self.waiting("skini")
        self.decide(page, state, "approve")
        ask = reverse("moderation:ask_unpublish", args=[page.pk])
        draft = self.begin(title=f"{WORD} skica")
        self.author.get(reverse("moderation:ask_unpublish", args=[draft.pk]), follow=True)
        for action in ("withdraw", "decline", "unpublish"):
            self.author.get(ask)
            self.author.post(ask, {}, follow=True)
            self.author.post(ask, {"reason": WORD}, follow=True)
            self.author.get(ask)
            self.author.get("/admin/")
            request = UnpublishRequest.objects.latest("pk")
            if action == "withdraw":
                address = reverse("moderation:withdraw_unpublish", args=[request.pk])
                self.author.post(address, follow=True)
                self.author.post(address, follow=True)
                continue
            address = reverse("moderation:unpublish_request", args=[request.pk])
            self.moderator.get("/admin/")
            self.moderator.get(reverse("moderation:queue"))
            self.moderator.get(address)
            if action == "decline":
                self.moderator.post(address, {"action": action}, follow=True)
            self.moderator.post(address, {"action": action, "answer": WORD}, follow=True)
            self.moderator.post(address, {"action": action, "answer": WORD}, follow=True)
        page, state = self.waiting("skinuta")
        self.decide(page, state, "approve")
        address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        self.moderator.get(address)
        self.moderator.post(address, follow=True)
        self.author.get("/admin/")

    # People.

    def manage_people(self):
        moderator = self.moderator
        many = reverse("people:invite_many")
        moderator.get(many)
        moderator.get(reverse("people:invite_many_example"))
        rows = "name,email,party,languages\n"
        lists = (
            b"", b"x", b"\xff\xfe\x00", b"a,b\n1,2\n",
            f"{rows}{WORD} A,a@example.org,party-green-mk,{self.code}\n".encode(),
            f"{rows},x,y,z\n{WORD},b@example.org,party-liberal-mk,\n".encode(),
        )  # fmt: skip
        moderator.post(many, {}, follow=True)
        for data in lists:
            shown = moderator.post(many, {"file": SimpleUploadedFile("x.csv", data)}, follow=True)
            context = shown.context
            if context and context.get("text"):
                confirmed = {"text": context["text"], "shown": context.get("shown"), "send": "1"}
                moderator.post(many, confirmed, follow=True)
        moderator.get(reverse("people:invitations"))
        data = {
            "name": f"{WORD} Ceka", "email": "ceka@example.org", "role": PARTICIPANTS,
            "party": party("green").pk, "languages": [self.code],
        }  # fmt: skip
        moderator.post(reverse("people:invite"), data, follow=True)
        invitation = Invitation.objects.latest("pk")
        moderator.post(reverse("people:invite_again", args=[invitation.pk]), follow=True)
        latest = Invitation.objects.latest("pk")
        moderator.post(reverse("people:withdraw", args=[latest.pk]), follow=True)
        moderator.get(reverse("people:people"))
        other = self.people["other"]
        address = reverse("people:person", args=[other.pk])
        moderator.get(address)
        moderator.post(address, {}, follow=True)
        moderator.post(
            address,
            {"name": f"{WORD} x", "email": other.email, "party": party("green").pk,
             "roles": [PARTICIPANTS], "languages": [self.code], "reason": WORD}, follow=True,
        )  # fmt: skip
        for name in ("deactivate", "reactivate"):
            moderator.post(
                reverse(f"people:{name}", args=[other.pk]), {"reason": WORD}, follow=True
            )
            moderator.get(address)
        moderator.get(reverse("people:people"))

    def change_account(self):
        account = reverse("wagtailadmin_account")
        for who in ("author", "moderator", "translator"):
            self.clients[who].get(account)
        self.author.post(account, {}, follow=True)
        self.author.post(
            account,
            {"name_email-first_name": WORD, "name_email-last_name": WORD,
             "locale-preferred_language": self.code, "theme-theme": "light",
             "theme-contrast": "system", "theme-density": "default", "mail-wanted": []},
            follow=True,
        )  # fmt: skip
        change = reverse("account_change_password")
        self.translator.get(change)
        for old, first, second in (
            ("x", "a", "b"), ("demo", "12345678", "12345678"),
            ("demo", f"{WORD}-4711-x", f"{WORD}-4711-x"),
        ):  # fmt: skip
            form = {"oldpassword": old, "password1": first, "password2": second}
            self.translator.post(change, form, follow=True)

    def read_mail(self):
        for message in mail.outbox:
            place = f"mail: {message.subject}"
            self.met.add(message.body.splitlines(), place)
            self.met.add([message.subject], place)
