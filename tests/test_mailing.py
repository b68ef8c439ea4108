"""Mail: in the recipient's language, through the queue, whatever the mail server does."""

import smtplib

import django.tasks
import pytest
from django.core import mail
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from accounts import mailing
from accounts.mail import KINDS, wants
from accounts.mailing import send_mail_later
from accounts.own_language import language_of

from .people import participant

pytestmark = pytest.mark.django_db

TEXT = """{% extends "mail/base.txt" %}
{% load i18n %}
{% block subject %}{% translate "Sign in" %}: {{ title }}{% endblock %}
{% block what %}{{ title }}{% endblock %}"""
HTML = """{% extends "mail/base.html" %}
{% block what %}<p>{{ title }}</p>{% endblock %}"""


@pytest.fixture(autouse=True)
def template_of_a_kind(settings):
    """Templates for the kind `approved` that belong to these tests."""
    loader = ("django.template.loaders.locmem.Loader", {
        "mail/approved.txt": TEXT, "mail/approved.html": HTML,
        "mail/letter.txt": TEXT, "mail/letter.html": HTML,
    })  # fmt: skip
    engine = {**settings.TEMPLATES[0], "APP_DIRS": False}
    engine["OPTIONS"] = {
        **engine["OPTIONS"],
        "loaders": [
            loader,
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    }
    settings.TEMPLATES = [engine]


@pytest.fixture
def author(site):
    return participant("green", languages=["mk"], reads="")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Sends at once, as if a request had just ended."""

    def send(recipient, kind="approved", language="", **context):
        with django_capture_on_commit_callbacks(execute=True):
            send_mail_later(kind, recipient, {"title": "T", "url": "/x/", **context}, language)
        return mail.outbox

    return send


@pytest.fixture
def queue(settings, monkeypatch):
    """The queue of production: in the database, worked off by hand."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(mailing, "deliver", django.tasks.task(mailing.deliver.func))

    def work_off():
        for waiting in DBTaskResult.objects.filter(status="READY"):
            result = waiting.task_result
            waiting.claim("worker")
            waiting.task.call(*result.args, **result.kwargs)
            waiting.set_successful(None)

    return work_off


def break_server(monkeypatch, error):
    def refuse(self, *args, **kwargs):
        raise error

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)


def test_mail_has_text_and_html_with_one_link_and_the_way_to_switch_it_off(author, send):
    (message,) = send(author, reason="Because.")
    html = message.alternatives[0].content
    for part in (message.body, html):
        assert "http://testserver/x/" in part
        assert "Because." in part
        assert author.display_name() in part
        assert "http://testserver/admin/account/" in part
    assert html.count('href="http://testserver/x/"') == 1
    assert message.to == [author.email]


def test_mail_is_in_the_language_the_recipient_chose(author, send):
    assert send(author)[0].subject.startswith("Најав")
    UserProfile.objects.update_or_create(user=author, defaults={"preferred_language": "sq"})
    author.refresh_from_db()
    assert send(author)[1].subject.startswith("Hyni")
    assert 'lang="sq"' in mail.outbox[1].alternatives[0].content


def test_the_language_of_whoever_causes_a_mail_does_not_matter(author):
    with override("ro"):
        assert language_of(author) == "mk"


def test_an_address_without_an_account_is_written_to_in_the_language_named(site, send):
    (message,) = send("somebody@example.org", kind="letter", language="sq")
    assert message.subject.startswith("Hyni")
    assert "/admin/account/" not in message.body


def test_what_people_wrote_is_escaped_in_html_and_as_written_in_text(author, send):
    (message,) = send(author, title="<b>A & B</b>", reason="2 < 3\nYes.")
    assert "<b>A & B</b>" in message.body
    assert "2 < 3\nYes." in message.body
    html = message.alternatives[0].content
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in html
    assert "2 &lt; 3" in html


def test_a_title_with_a_line_break_cannot_add_a_header(author, send):
    (message,) = send(author, title="One\r\nBcc: others@example.org")
    assert message.recipients() == [author.email]
    assert "\n" not in message.subject


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_gets_no_mail_they_switched_off(author, kind):
    assert wants(author, kind)
    author.muted_mail = [kind]
    assert not wants(author, kind)


def test_mail_switched_off_is_not_sent(author, send):
    author.muted_mail = ["approved"]
    author.save()
    assert send(author) == []


def test_nobody_without_an_address_and_nobody_inactive_is_written_to(author, send):
    author.email = ""
    assert send(author) == []
    author.email, author.is_active = "x@example.org", False
    assert send(author) == []


def test_nothing_is_sent_before_what_it_tells_of_is_stored(
    author, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks():
        send_mail_later("approved", author, {"title": "T"})
    assert mail.outbox == []


def test_a_mail_server_that_is_down_stops_nobody(author, send, monkeypatch):
    break_server(monkeypatch, ConnectionRefusedError())
    assert send(author) == []


def test_a_mail_server_that_is_down_loses_nothing(author, send, queue, monkeypatch):
    send(author)
    with monkeypatch.context() as down:
        break_server(down, smtplib.SMTPServerDisconnected())
        queue()
        queue()
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.run_after > timezone.now() + mailing.FIRST_DELAY
    queue()
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_the_delay_grows_up_to_a_limit(author, queue, monkeypatch):
    break_server(monkeypatch, TimeoutError())
    to = {"person": author.pk}
    mailing.deliver.call("approved", to, {"title": "T"}, "mk", attempt=20)
    delay = DBTaskResult.objects.get().run_after - timezone.now()
    assert mailing.LONGEST_DELAY * 0.99 < delay <= mailing.LONGEST_DELAY
    with pytest.raises(OSError, match="36 times"):
        mailing.deliver.call("approved", to, {"title": "T"}, "mk", attempt=36)


def test_an_address_refused_for_good_is_not_tried_again(author, send, queue, monkeypatch):
    send(author)
    refused = {author.email: (550, b"No such user")}
    break_server(monkeypatch, smtplib.SMTPRecipientsRefused(refused))
    queue()
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_an_address_refused_for_now_is_tried_again(author, send, queue, monkeypatch):
    send(author)
    refused = {author.email: (450, b"Mailbox busy")}
    break_server(monkeypatch, smtplib.SMTPRecipientsRefused(refused))
    queue()
    assert DBTaskResult.objects.filter(status="READY").exists()


def test_whoever_is_deactivated_while_a_mail_waits_does_not_get_it(author, send, queue):
    send(author)
    author.is_active = False
    author.save()
    queue()
    assert mail.outbox == []


def test_lazy_words_can_wait_in_the_queue(author, send, queue):
    send(author, title=KINDS["approved"])
    queue()
    assert len(mail.outbox) == 1


def test_the_layout_works_without_a_person_or_a_link():
    text = Template("{% extends 'mail/base.html' %}").render(Context({}))
    assert "<a " not in text
