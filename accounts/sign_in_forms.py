"""allauth's forms with our labels, which exist in all our languages."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from .password_reset import send_reset_links


class PlainFieldsMixin:
    """Labels above the fields, no placeholders, no help texts but ours."""

    labels = {}
    help_texts = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")


class LoginForm(PlainFieldsMixin, allauth_forms.LoginForm):
    labels = {
        "login": _("Username"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }
    help_texts = {"login": _("Your e-mail address will do as well.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(PlainFieldsMixin, forms.Form):
    """Asks for an address and looks nobody up: that is done after the answer, in the queue."""

    labels = {"email": _("E-mail address")}

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, request):
        send_reset_links.enqueue(self.cleaned_data["email"])


NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password, once more")}
PASSWORD_RULES = {
    "password1": _("At least 8 characters; not a common password, and not like your name.")
}


class ResetPasswordKeyForm(PlainFieldsMixin, allauth_forms.ResetPasswordKeyForm):
    labels = NEW_PASSWORD
    help_texts = PASSWORD_RULES


class ChangePasswordForm(PlainFieldsMixin, allauth_forms.ChangePasswordForm):
    labels = {"oldpassword": _("The password you have now"), **NEW_PASSWORD}
    help_texts = PASSWORD_RULES


class UserTokenForm(allauth_forms.UserTokenForm):
    def _get_user(self, uidb36):
        """Nobody who was deactivated since they asked for the link."""
        user = super()._get_user(uidb36)
        return user if user and user.is_active else None
