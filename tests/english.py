"""English that is left among what a person is shown in another language.

A string is left where it was asked for, has no translation, and is shown. Text that was never
marked for translation nobody asks for: it is known by English words, or because it is what a
catalogue translates.
"""

import re
from functools import cache
from pathlib import Path

import django
import polib
import wagtail
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.languages import CYRILLIC, LANGUAGES, get_language
from scripts import catalogues

from .admin_walk import WORD
from .asked_strings import forms_of, is_translated, translations_in

# Words of English that are none in any other of our languages.
WORDS = re.compile(
    r"\b(the|and|of|your|this|with|you|have|has|was|were|been|from|which|cannot|please|page|pages|"
    r"click|save|edit|delete|choose|there|their|should|would|what|when|it)\b",
    re.IGNORECASE,
)
# A word or two may be part of what somebody wrote: they count where they are a text, or a part of
# one that has others beside it, as a title has.
ALONE = r"(^|[:·-] )\W*{}\W*($|: | [·-] )"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LATIN = re.compile(r"\b[a-z]{3,}\b", re.IGNORECASE)
# Names, formats of files, addresses, keys; and what is written on the walk.
LATIN_FOR_A_REASON = re.compile(
    rf"{WORD}( \w+)?|Integrity Leaders|English|JavaScript|Word|ENoP|NDI|IEC|email|upload|"
    r"ODT|CSV|UTF|URL|JPE?G|PNG|WEBP|GIF|docx|odt|pdf|xlsx|pptx|ods|odp|Ctrl|Alt|Shift|Esc|Enter|"
    r"party-\w+-\w+|\S+@\S+|zzq-\w+|https?://\S+|<[^>]+>"
)
# Text that is English for a reason, as a pattern → the reason.
EXCUSED = {
    r"Integrity Leaders": "the name of the site",
    "|".join(row.name for row in LANGUAGES): "a language's own name",
    r"https?://.*": "an address",
    r"\{.*\}": "a value of a form, as JSON",
    r"\ufeff?name,email.*|.*,\S+@\S+,.*": "a list of people, which is read in any language",
    r"[#:^!\[].*|head(er)? .*": "where a script finds something",
    r"(click|change|focus|input|\w+-\w+:\w+)?->.*|\S*w-[\w-]+.*": "what the editor's scripts do",
    r"[a-z][\w-]*|\w+([.:+-]+\w+)+|[A-Z]\w*[A-Z]\w*": "a name in code",
}


def left(asked, met, code, of="") -> dict[str, str]:
    """Strings that are shown and untranslated, each with where it was met in the language.

    With `of`, those another language has no translation of: not where what is met may be another
    string that has one there, which reads the same or has the words among its own.
    """
    # Labels are asked for again with the capital they were given: they are translations already.
    own = translations_in(code)
    settled = {string for string in asked if is_translated(string, of or code)}
    explained = "\n".join(_words(form) for string in settled for form in forms_of(string, code))
    strings = [
        string
        for string in asked - settled
        if string.msgid.casefold() not in own
        and not (of and any(_words(form) in explained for form in forms_of(string, code)))
    ]
    everything = "\n".join(text.casefold() for text in met.where)
    places = {text.casefold(): place for text, place in met.where.items()}
    found = {}
    for string in strings:
        lines = (_line_with(form, everything) for form in forms_of(string, code))
        if line := next(filter(None, lines), None):
            found[string.msgid] = places[line]
    return found


def _words(form) -> str:
    return form.strip(" :").casefold()


def _line_with(form, everything) -> str | None:
    """The first text that shows a string, whose tags divide it into several."""
    lines = []
    for part in re.split(r"<[^>]+>", form):
        words = " ".join(part.split()).casefold()
        if not re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("", words)):
            continue
        pattern = ".*?".join(map(re.escape, PLACEHOLDER.split(words)))
        alone = words == " ".join(form.split()).casefold() and len(words.split()) < 3
        match = re.search(ALONE.format(pattern) if alone else pattern, everything, re.MULTILINE)
        if not match:
            return None
        start = everything.rfind("\n", 0, match.start()) + 1
        lines.append(everything[start:].partition("\n")[0])
    return lines[0] if lines else None


def unmarked(met, code, titles) -> dict[str, str]:
    """Texts in English words, in another alphabet, or that a catalogue would translate.

    Not the titles of pages, which are in any language, also as a part of a text.
    """
    cyrillic = get_language(code).script == CYRILLIC
    named = re.compile("|".join(map(re.escape, sorted(titles, key=len, reverse=True))))
    found = {}
    with override(code):
        for text, place in met.where.items():
            rest = named.sub("", text)
            foreign = cyrillic and LATIN.search(named.sub("", LATIN_FOR_A_REASON.sub("", text)))
            english = foreign or WORDS.search(rest) or _has_a_translation(rest)
            if english and not _is_excused(text):
                found[text] = place
    return found


def _has_a_translation(text) -> bool:
    return text in known_strings() and _(text) != text


def _is_excused(text) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in EXCUSED)


@cache
def known_strings() -> frozenset[str]:
    """What Django, Wagtail and we say in English, in one or more words."""
    packages = [Path(module.__file__).parent for module in (django, wagtail)]
    paths = [path for package in packages for path in package.rglob("en/LC_MESSAGES/django.po")]
    paths.append(catalogues.catalogue(catalogues.BY_CODE[catalogues.SOURCE]))
    return frozenset(entry.msgid for path in paths for entry in polib.pofile(str(path)))
