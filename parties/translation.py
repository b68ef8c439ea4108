"""Which vocabulary fields have a column per language (read by django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Country, Party, PartyFamily


@register((PartyFamily, Country, Party))
class NameTranslation(TranslationOptions):
    fields = ("name",)
