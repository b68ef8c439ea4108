"""Which vocabulary fields have a column per language (read by django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "synonyms")
