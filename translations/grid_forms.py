"""What the grid is narrowed to."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.models import ContentPage
from content.types import content_types, type_choices
from core.languages import get_language
from core.lookups import contains
from core.name_fields import NameChoiceField
from parties.models import PartyFamily
from topics.models import Topic

from .freshness import State
from .grid import OUTDATED


class GridFilterForm(forms.Form):
    """What is not understood narrows nothing."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *State.choices, (OUTDATED, _("Outdated"))],
        required=False,
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    topic = NameChoiceField(
        Topic.objects.all(), label=_("Topic"), required=False, empty_label=_("All")
    )
    family = NameChoiceField(
        PartyFamily.objects.all(), label=_("Party family"), required=False, empty_label=_("All")
    )
    q = forms.CharField(
        label=_("Words of the title"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args, codes, for_editor, **kwargs):
        super().__init__(*args, **kwargs)
        languages = [(code, get_language(code).name) for code in codes]
        self.fields["language"].choices = [("", _("All")), *languages]
        self.fields["type"].choices = [("", _("All")), *type_choices()]
        if not for_editor:
            del self.fields["family"]

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return self.cleaned_data

    def pages(self):
        """Published pages of the type, topic, family and title; None if none of these is chosen.

        Whose these are to know is not asked here.
        """
        conditions = []
        if slug := self.chosen.get("type"):
            model = content_types()[slug]
            conditions.append(Q(content_type=ContentType.objects.get_for_model(model)))
        if topic := self.chosen.get("topic"):
            conditions.append(Q(topics=topic))
        if family := self.chosen.get("family"):
            conditions.append(Q(family=family))
        if words := self.chosen.get("q"):
            conditions.append(contains("title", words))
        return ContentPage.objects.live().filter(*conditions) if conditions else None
