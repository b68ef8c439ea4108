"""The decision on a submission."""

from django import forms
from django.utils.translation import gettext_lazy as _

APPROVE, REJECT = "approve", "reject"


class DecisionForm(forms.Form):
    """Approve, or ask for changes with a reason, on the revision that was seen."""

    revision = forms.CharField(widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(APPROVE, APPROVE), (REJECT, REJECT)])
    comment = forms.CharField(
        label=_("What you want to tell the author"),
        help_text=_("Needed when you ask for changes: say what and why."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=5000,
    )

    def clean(self):
        data = super().clean()
        if data.get("action") == REJECT and not data.get("comment", "").strip():
            self.add_error("comment", _("Please say what the author should change."))
        return data
