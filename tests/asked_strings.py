"""Which strings are asked for in a language, and which of them a language has no words for.

`gettext` answers English where a catalogue has nothing, and tells nobody. While `asked_in()` is
entered, every string is noted, whoever's it is: ours, Wagtail's, Django's or that of another
library, in code or in a template, lazy or not.
"""

from collections import namedtuple
from contextlib import contextmanager
from gettext import GNUTranslations
from unittest.mock import patch

from django.utils.translation.trans_real import (
    CONTEXT_SEPARATOR,
    DjangoTranslation,
    translation,
)

# Slovene has four.
MOST_FORMS = 4
Asked = namedtuple("Asked", "msgid plural context")


@contextmanager
def asked_in(code):
    """A set that fills with what is asked for in the language."""
    found = set()
    ngettext = DjangoTranslation.ngettext

    def note(catalogue, msgid, plural=""):
        if catalogue.language() == code and msgid:
            context, _separator, text = msgid.rpartition(CONTEXT_SEPARATOR)
            found.add(Asked(text, plural.rpartition(CONTEXT_SEPARATOR)[2], context))

    def noting_gettext(self, message):
        note(self, message)
        return GNUTranslations.gettext(self, message)

    def noting_ngettext(self, singular, plural, number):
        note(self, singular, plural)
        return ngettext(self, singular, plural, number)

    with (
        patch.object(DjangoTranslation, "gettext", noting_gettext),
        patch.object(DjangoTranslation, "ngettext", noting_ngettext),
    ):
        yield found


def forms_of(asked, code) -> list[str]:
    """How a string reads in the language: its translation, else in English; in each number."""
    catalogue, key = translation(code)._catalog, _key(asked)
    forms = [catalogue.get(key), *(catalogue.get((key, number)) for number in range(MOST_FORMS))]
    return [form for form in forms if form] or [form for form in asked[:2] if form]


def is_translated(asked, code) -> bool:
    """Whether any catalogue that counts for the language has words for the string."""
    catalogue, key = translation(code)._catalog, _key(asked)
    return key in catalogue or (key, translation(code).plural(1)) in catalogue


def translations_in(code) -> frozenset[str]:
    """What the language's catalogues say, in small letters."""
    values = (value for _key, value in translation(code)._catalog.items())
    return frozenset(value.casefold() for value in values if isinstance(value, str))


def _key(asked) -> str:
    return CONTEXT_SEPARATOR.join(filter(None, (asked.context, asked.msgid)))
