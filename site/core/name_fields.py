"""Form fields that offer rows of a vocabulary by their names, in the reader's alphabet."""

from django import forms
from django.forms.models import ModelChoiceIterator

from .collation import sort_key


class ByName(ModelChoiceIterator):
    def __iter__(self):
        choices = list(super().__iter__())
        empty = choices[:1] if self.field.empty_label is not None else []
        yield from empty
        yield from sorted(choices[len(empty) :], key=lambda choice: sort_key(str(choice[1])))


class NameChoiceField(forms.ModelChoiceField):
    iterator = ByName


def offer_by_name(field):
    """The same for a field somebody else made."""
    field.iterator = ByName
    field.queryset = field.queryset
