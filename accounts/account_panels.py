"""“My account” in the admin: language, password, mail; without what is nobody's question here."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
    notifications_tab,
)
from wagtail.users.models import UserProfile

from .mail import KINDS, REVIEWERS_KINDS
from .models import User
from .own_language import own_language
from .people_forms import LANGUAGE_CHOICES
from .roles import is_reviewer

# Wagtail's mails are not sent: ours are chosen in the panel below.
NotificationsSettingsPanel.is_active = lambda self: False


class LanguageForm(forms.ModelForm):
    """The language of the admin and of mail; without a choice, what it is now."""

    preferred_language = forms.ChoiceField(choices=LANGUAGE_CHOICES, label=_("Your language"))

    class Meta:
        model = UserProfile
        fields = ["preferred_language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["preferred_language"] = own_language(self.instance.user) or get_language()


LocaleSettingsPanel.title = _("Language")
LocaleSettingsPanel.form_class = LanguageForm


class MailForm(forms.ModelForm):
    """Which kinds of mail a person gets, of those that can reach them in their role."""

    wanted = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("You get a mail when:")
    )

    class Meta:
        model = User
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reviews = is_reviewer(self.instance)
        self.offered = [kind for kind in KINDS if reviews or kind not in REVIEWERS_KINDS]
        self.fields["wanted"].choices = [(kind, KINDS[kind]) for kind in self.offered]
        muted = self.instance.muted_mail
        self.initial["wanted"] = [kind for kind in self.offered if kind not in muted]

    def save(self, commit=True):
        """What was not offered stays as it was."""
        kept = [kind for kind in self.instance.muted_mail if kind not in self.offered]
        wanted = self.cleaned_data["wanted"]
        self.instance.muted_mail = [*kept, *(kind for kind in self.offered if kind not in wanted)]
        self.instance.save(update_fields=["muted_mail"])
        return self.instance


class MailSettingsPanel(BaseSettingsPanel):
    name = "mail"
    title = _("Mail")
    tab = notifications_tab
    order = 100
    form_class = MailForm


class PasswordPanel(BaseSettingsPanel):
    """Leads to where the password is changed."""

    name = "change_password"
    title = _("Password")
    order = 500
    template_name = "accounts/password_panel.html"

    def get_form(self):
        return forms.Form()
