"""What moderators fill in."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.models import Significance
from content.types import content_types, type_choices
from core.languages import CONTENT_LANGUAGES
from core.name_fields import NameChoiceField
from parties.models import PartyFamily

APPROVE, REJECT = "approve", "reject"
MINE, NOBODYS = "mine", "nobodys"
UNPUBLISH, DECLINE = "unpublish", "decline"


class LongPageForm(forms.Form):
    """A form at the end of a long page: what was not understood is where the page opens."""

    def full_clean(self):
        super().full_clean()
        mistaken = next((name for name in self.errors if name in self.fields), None)
        if mistaken:
            self.fields[mistaken].widget.attrs["autofocus"] = True


class DecisionForm(LongPageForm):
    """Approve, or ask for changes with a reason, on the revision that was seen.

    Whoever approves a page that readers know already says how much it changed.
    """

    revision = forms.CharField(widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(APPROVE, APPROVE), (REJECT, REJECT)])
    significance = forms.ChoiceField(
        label=_("How much has changed?"),
        choices=Significance,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "Needed when you approve. After a major change, the translations of this page are "
            "marked as outdated; after a minor one they stay as they are."
        ),
    )
    comment = forms.CharField(
        label=_("What you want to tell the author"),
        help_text=_("Needed when you ask for changes: say what and why."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=5000,
    )

    def __init__(self, *args, is_new=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["significance"]

    def clean(self):
        data = super().clean()
        action = data.get("action")
        if action == REJECT and not data.get("comment", "").strip():
            self.add_error("comment", _("Please say what the author should change."))
        wanted = "significance" in self.fields and "significance" not in self.errors
        if action == APPROVE and wanted and not data.get("significance"):
            self.add_error("significance", _("Please say how much has changed."))
        return data


class HandOverForm(LongPageForm):
    """To whom a submission is handed, and what to tell them."""

    to = forms.ModelChoiceField(None, label=_("Hand over to"), empty_label=_("Choose somebody"))
    message = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = lambda person: person.display_name()


class QueueFilterForm(forms.Form):
    """What the queue is narrowed to; what is not understood narrows nothing."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("All"))] + [(row.code, row.name) for row in CONTENT_LANGUAGES],
        required=False,
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    assigned = forms.ChoiceField(
        label=_("Who has it"),
        choices=[("", _("All")), (MINE, _("I have it")), (NOBODYS, _("Nobody has it"))],
        required=False,
    )
    family = NameChoiceField(
        PartyFamily.objects.all(), label=_("Party family"), required=False, empty_label=_("All")
    )

    def __init__(self, *args, for_editor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("All")), *type_choices()]
        if not for_editor:
            del self.fields["family"]

    def narrow(self, states, user):
        """Those of the submissions that fit; `states` as `queue.with_assignee` annotates them."""
        self.is_valid()
        chosen = self.cleaned_data
        if code := chosen.get("language"):
            states = states.filter(language=code)
        if slug := chosen.get("type"):
            model = content_types()[slug]
            states = states.filter(page__content_type=ContentType.objects.get_for_model(model))
        if family := chosen.get("family"):
            states = states.filter(family=family)
        if chosen.get("assigned") == MINE:
            return states.filter(assigned_to=user)
        return states.filter(is_assigned=False) if chosen.get("assigned") == NOBODYS else states


class AskUnpublishForm(LongPageForm):
    """Why an author wants a page taken down."""

    reason = forms.CharField(
        label=_("Why should it be taken down?"),
        help_text=_("Those who decide read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class UnpublishDecisionForm(LongPageForm):
    """Take the page down, or decline with an answer."""

    action = forms.ChoiceField(choices=[(UNPUBLISH, UNPUBLISH), (DECLINE, DECLINE)])
    answer = forms.CharField(
        label=_("What you want to tell the author"),
        help_text=_("Needed when you decline."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )

    def clean(self):
        data = super().clean()
        if data.get("action") == DECLINE and not data.get("answer", "").strip():
            self.add_error("answer", _("Please say why it stays published."))
        return data


class ReviewSettingsForm(WagtailAdminModelForm):
    """For which types the editors review what the moderators have approved."""

    second_review = forms.MultipleChoiceField(
        label=_("Second review by the editors"),
        help_text=_(
            "Pages of these types are published once the moderators of their family and then an "
            "editor have approved them. What waits already is not affected."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["second_review"].choices = type_choices()
