"""A forgotten password: the link is made when its mail is written, so no queue holds it."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import get_user_model
from django.urls import reverse
from django_tasks import task

from .mailing import link_of, send_mail_later


@task()
def send_reset_links(email: str):
    """Write to whoever has an account with this address; to nobody if there is none."""
    for person in get_user_model().objects.filter(email__iexact=email, is_active=True):
        send_mail_later("password_reset", person, {})


@link_of("password_reset")
def reset_link(person, context) -> str:
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
