"""Wagtail's user forms, with party and languages."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from core.languages import LANGUAGES
from core.name_fields import NameChoiceField
from parties.models import Party

from .people import as_stored, log_changes


class PersonFieldsMixin(forms.Form):
    party = NameChoiceField(Party.objects.all(), required=False, label=_("Party"))
    languages = forms.MultipleChoiceField(
        choices=[(row.code, row.name) for row in LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Languages"),
        help_text=_("The languages this person writes in or translates into."),
    )


class UserCreationForm(PersonFieldsMixin, WagtailUserCreationForm):
    class Meta(WagtailUserCreationForm.Meta):
        fields = WagtailUserCreationForm.Meta.fields | {"party", "languages"}


class UserEditForm(PersonFieldsMixin, WagtailUserEditForm):
    """What an administrator changes here is remembered as what editors change elsewhere."""

    class Meta(WagtailUserEditForm.Meta):
        fields = WagtailUserEditForm.Meta.fields | {"party", "languages"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = as_stored(self.instance)

    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        log_changes(user, self.before)
        return user
