"""What django-allauth asks us about signing in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

WRONG_SIGN_IN = _("The username or the password is not right.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and no answer tells who has an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_SIGN_IN,
        "email_password_mismatch": WRONG_SIGN_IN,
        "account_inactive": WRONG_SIGN_IN,
        "too_many_login_attempts": _("Too many attempts. Please wait five minutes and try again."),
        "enter_current_password": _("This is not your password."),
    }
    spoken = {"account/messages/password_changed.txt": _("Your password has been changed.")}

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        """The forms are pages, never JSON."""
        return False

    def get_login_redirect_url(self, request):
        return resolve_url("wagtailadmin_home")

    def get_password_change_redirect_url(self, request):
        return reverse("wagtailadmin_account")

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Only what is worth saying, in our words: allauth's exist in few of our languages."""
        if message := self.spoken.get(message_template):
            messages.add_message(request, level, message)
