"""Sending mail: in the language of whoever receives it, through the task queue.

A mail of a kind has two templates, `templates/mail/<kind>.txt`, whose first line is the subject,
and `templates/mail/<kind>.html`. Both usually extend `mail/base.txt` and `mail/base.html`, which
take `reason` (what somebody wrote) and `url` (the one link) from the context.
"""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import override
from django_tasks import task

from core.languages import get_language
from core.scripts import text_tag

from .mail import KINDS, mail_due, wants
from .own_language import language_of

logger = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=6)
# With the delays above, about a week; then the task fails, and stands in the queue as failed.
ATTEMPTS = 36

_links = {}


def link_of(kind: str):
    """Register what makes the link of a kind of mail: a function of the person and the context.

    It is called when the mail is written. A link that holds a secret never waits in the queue,
    where whoever reads the database could read it.
    """

    def register(make):
        _links[kind] = make
        return make

    return register


def send_mail_later(kind: str, recipient, context: dict, language: str = ""):
    """Queue one mail, once what it tells of is stored; returns at once and never raises.

    `recipient` is a person or an address; a person gets only what they want, in their language
    unless another is named. `context` holds JSON values only: it waits in the queue. `url` may
    be a path.
    """
    person = recipient if isinstance(recipient, get_user_model()) else None
    if person and not wants(person, kind):
        return
    language = language or (language_of(person) if person else settings.LANGUAGE_CODE)
    to = {"person": person.pk} if person else {"address": str(recipient)}
    context = {key: _as_json(value) for key, value in context.items()}
    transaction.on_commit(lambda: deliver.enqueue(kind, to, context, language), robust=True)


@task()
def deliver(kind: str, to: dict, context: dict, language: str, attempt: int = 1):
    """Write and send one mail; if the server does not take it now, queue it again for later."""
    person = get_user_model().objects.filter(pk=to["person"]).first() if "person" in to else None
    if "person" in to and not (person and wants(person, kind)):
        return
    told = _as_of_now(kind, person, context)
    if told is None:
        return
    address = person.email if person else to["address"]
    try:
        write(kind, address, person, told, language).send()
    except SMTPRecipientsRefused as refused:
        if all(code < 500 for code, _reason in refused.recipients.values()):
            return _try_later(kind, to, context, language, attempt)
        logger.error("Mail %s was refused for good: there is no such address", kind)
    except OSError:
        _try_later(kind, to, context, language, attempt)


def _as_of_now(kind, person, context) -> dict | None:
    """The context as it may be told now, None if it may not be told any more."""
    if person:
        for _receiver, answer in mail_due.send(
            sender=None, kind=kind, person=person, context=context
        ):
            if answer is False:
                return None
            context = {**context, **(answer or {})}
    return context


def write(kind, address, person, context, language) -> EmailMultiAlternatives:
    """The mail, in the language, as text and HTML."""
    url = _links[kind](person, context) if kind in _links else context.get("url", "")
    with override(language):
        values = {
            **context,
            "person": person,
            "url": absolute(url),
            "language": get_language(language),
            "settings_url": absolute(reverse("wagtailadmin_account")) if kind in KINDS else "",
        }
        subject, text = _render(f"mail/{kind}.txt", values, autoescape=False).split("\n", 1)
        values["subject"] = subject = " ".join(subject.split())
        html = _render(f"mail/{kind}.html", _marked(values), autoescape=True)
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": get_language(language).tag}
    message = EmailMultiAlternatives(subject, f"{text.strip()}\n", to=[address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _marked(values: dict) -> dict:
    """The same for HTML, where titles of pages say in which language they are."""
    marked = {**values}
    if {"title", "locale"} <= values.keys():
        tag = text_tag(values["title"], values["locale"])
        marked["title"] = format_html('<span lang="{}">{}</span>', tag, values["title"])
    if "waiting" in values:
        marked["waiting"] = [_marked(row) for row in values["waiting"]]
    return marked


def absolute(url: str) -> str:
    """An address that works outside the site."""
    return settings.WAGTAILADMIN_BASE_URL + url if url.startswith("/") else url


def _render(name, values, autoescape):
    """A mail template; in plain text no template can forget to leave the letters as they are."""
    return get_template(name).template.render(Context(values, autoescape=autoescape)).strip()


def _as_json(value):
    return value if isinstance(value, bool | int | float | list | dict | None) else str(value)


def _try_later(kind, to, context, language, attempt):
    """Queue the mail again, each time later; a queue that cannot wait only says so in the log."""
    if attempt >= ATTEMPTS:
        raise OSError(f"Mail {kind} was not sent: the mail server did not take it {attempt} times")
    logger.warning("Mail %s was not sent at attempt %s", kind, attempt, exc_info=True)
    if not deliver.get_backend().supports_defer:
        return
    delay = min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)
    later = deliver.using(run_after=timezone.now() + delay)
    later.enqueue(kind, to, context, language, attempt=attempt + 1)
