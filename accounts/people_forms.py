"""Forms about people: inviting one, joining, changing one, choosing whom a list shows."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from core.languages import LANGUAGES
from core.name_fields import NameChoiceField
from parties.models import Country, Party, PartyFamily

from .invitations import known_account
from .permissions import parties_to_invite_for, roles_to_invite
from .roles import EDITORS, ROLE_LABELS, TRANSLATORS
from .sign_in_forms import NEW_PASSWORD, PASSWORD_RULES, PlainFieldsMixin

LANGUAGE_CHOICES = [(row.code, row.name) for row in LANGUAGES]


class PartyField(NameChoiceField):
    """A party with its country."""

    def __init__(self, **kwargs):
        super().__init__(Party.objects.select_related("country"), label=_("Party"), **kwargs)

    def label_from_instance(self, party):
        return f"{party.country}: {party}"


class LanguagesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            choices=LANGUAGE_CHOICES,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=_("Languages"),
            help_text=_("The languages this person writes in or translates into."),
            **kwargs,
        )


class InvitationForm(forms.Form):
    """What somebody is invited to, within what the inviting person may offer."""

    name = forms.CharField(max_length=150, label=_("Name"))
    email = forms.EmailField(max_length=150, label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))
    party = PartyField(required=False)
    languages = LanguagesField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        roles = roles_to_invite(user)
        self.fields["role"].choices = [(role, ROLE_LABELS[role]) for role in roles]
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
            self.initial["role"] = roles[0]
        party = self.fields["party"]
        party.queryset = party.queryset.filter(pk__in=parties_to_invite_for(user).values("pk"))

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if known_account(email, self.user):
            raise forms.ValidationError(
                _("Somebody with this e-mail address has an account already.")
            )
        return email

    def clean(self):
        data = super().clean()
        needs_party = data.get("role") not in (None, EDITORS, TRANSLATORS)
        if needs_party and not data.get("party") and "party" not in self.errors:
            self.add_error("party", _("Choose the party: it decides the party family."))
        return data


class JoinForm(PlainFieldsMixin, forms.Form):
    """What an invited person says of themselves."""

    labels = NEW_PASSWORD
    help_texts = {
        **PASSWORD_RULES,
        "email": _("With this address and the password you sign in."),
        "language": _("In which you see the editor and get mail."),
    }

    email = forms.EmailField(
        disabled=True,
        required=False,
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(
        max_length=150,
        label=_("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(choices=LANGUAGE_CHOICES, label=_("Your language"))
    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_password1(self):
        password, email = self.cleaned_data["password1"], self.initial["email"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, get_user_model()(username=email, email=email, last_name=name))
        return password

    def clean_password2(self):
        password = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", password) != password:
            raise forms.ValidationError(_("You must type the same password each time."))
        return password


class PersonForm(forms.ModelForm):
    """What those who manage people may change of one."""

    name = forms.CharField(max_length=150, label=_("Name"))
    roles = forms.MultipleChoiceField(
        choices=list(ROLE_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Roles"),
    )
    party = PartyField(required=False)
    languages = LanguagesField()
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Reason"),
        help_text=_("Is kept in the log with what you change."),
    )

    class Meta:
        model = get_user_model()
        fields = ["name", "email", "roles", "party", "languages"]
        labels = {"email": _("E-mail address")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.initial["name"] = self.instance.display_name()
        self.initial["roles"] = self.instance.groups.values_list("name", flat=True)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("Somebody with this e-mail address has an account already.")
            )
        return email


class PeopleFilterForm(forms.Form):
    """Whom the list of people shows."""

    q = forms.CharField(required=False, label=_("Name or e-mail address"))
    family = NameChoiceField(
        PartyFamily.objects.all(), required=False, label=_("Party family"), empty_label=_("All")
    )
    country = NameChoiceField(
        Country.objects.all(), required=False, label=_("Country"), empty_label=_("All")
    )
    role = forms.ChoiceField(
        choices=[("", _("All")), *ROLE_LABELS.items()], required=False, label=_("Role")
    )
