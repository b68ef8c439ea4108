"""What is wrong with a catalogue: strings missing or unfinished, broken, or not in its language.

Each rule takes entries and gives reasons in words; `scripts/catalogues.py` says of which catalogue.
"""

import gettext
import re
import tomllib
from collections import Counter
from pathlib import Path

# What a translation has to keep: placeholders with a name, and tags.
_NAMED = re.compile(r"%\(\w+\)\w|\{\w*\}|</?\w[^>]*>")
_UNNAMED = re.compile(r"%[sdi]")
_TAG = re.compile(r"</?\w[^>]*>")
# Without ’, which is the apostrophe too.
_QUOTES = re.compile("[\"'“”„‟«»‘‚‛‹›]")
_PLURAL_FORMS = re.compile(r"nplurals=(?P<count>\d+);\s*plural=(?P<rule>[^;]+)")


def problems(row, po, source, excused, terms) -> list[str]:
    """Why the catalogue of a language is not complete, correct and its own.

    `source` is the English catalogue, whose strings it must have; `excused` the msgids that may
    equal their English source; `terms` what the glossary says.
    """
    wrong = [*_not_the_same_strings(po, source)]
    try:
        only_one = _forms_of_one_number(po)
    except ValueError as error:
        return [*wrong, f"plural forms: {error}"]
    for entry in strings(po):
        reasons = unfinished(entry) or [
            *_plural_reasons(entry, only_one),
            *_placeholder_reasons(entry, only_one),
            *_quote_reasons(entry, row.quotes),
            *_english_reasons(entry, excused),
            *_glossary_reasons(entry, terms),
        ]
        wrong += [f"{reason}: {entry.msgid!r}" for reason in reasons]
    return wrong


def strings(po) -> list:
    return [entry for entry in po if not entry.obsolete]


def forms(entry) -> list[str]:
    """The translations of an entry: one, or one for each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def unfinished(entry) -> list[str]:
    """Why an entry cannot be shown to a reader at all."""
    reasons = ["fuzzy"] if entry.fuzzy else []
    if not forms(entry) or not all(form.strip() for form in forms(entry)):
        reasons.append("not translated")
    return reasons


def done_and_wanted(po, source) -> tuple[int, int]:
    """How many of the strings of `source` a catalogue has finished, and how many there are."""
    wanted = _keys(source)
    done = {_key(entry) for entry in strings(po) if not unfinished(entry)}
    return len(wanted & done), len(wanted)


def _key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _keys(po) -> set:
    return {_key(entry) for entry in strings(po)}


def _not_the_same_strings(po, source) -> list[str]:
    ours, wanted = _keys(po), _keys(source)
    return [
        *(f"missing: {key[1]!r}" for key in sorted(wanted - ours, key=str)),
        *(f"nobody asks for: {key[1]!r}" for key in sorted(ours - wanted, key=str)),
    ]


def _forms_of_one_number(po) -> list[bool]:
    """For each plural form whether it is of a single number, which its text may then leave out.

    Raises ValueError where the header gives no rule, or one that does not use its forms.
    """
    match = _PLURAL_FORMS.search(po.metadata.get("Plural-Forms", ""))
    if match is None:
        raise ValueError("the header has no rule")
    which = gettext.c2py(match["rule"].strip())
    uses = Counter(which(number) for number in range(1000))
    if set(uses) != set(range(int(match["count"]))):
        raise ValueError(f"the header promises {match['count']}, its rule uses {sorted(uses)}")
    return [uses[index] == 1 for index in sorted(uses)]


def _plural_reasons(entry, only_one) -> list[str]:
    if entry.msgid_plural and len(forms(entry)) != len(only_one):
        return [f"{len(forms(entry))} plural forms, not {len(only_one)}"]
    return []


def _kept(text: str) -> set:
    """Named placeholders and tags, and of placeholders without a name how many."""
    return {*_NAMED.findall(text), *Counter(_UNNAMED.findall(text)).items()}


def _placeholder_reasons(entry, only_one) -> list[str]:
    reasons = []
    if entry.msgid_plural:
        wanted = _kept(entry.msgid_plural)
        may_leave_out = [wanted - _kept(entry.msgid) if one else set() for one in only_one]
    else:
        wanted, may_leave_out = _kept(entry.msgid), [set()]
    for form, left_out in zip(forms(entry), may_leave_out, strict=False):
        if not wanted - left_out <= _kept(form) <= wanted:
            reasons.append("placeholders differ")
        if "python-format" in entry.flags and "%" in _without_placeholders(form):
            reasons.append("a % that is no placeholder")
    return reasons


def _without_placeholders(text: str) -> str:
    return _UNNAMED.sub("", _NAMED.sub("", text.replace("%%", "")))


def _quote_reasons(entry, pair: str) -> list[str]:
    """Quotes that are not the language's own, or not in pairs; inside tags they are HTML's."""
    for form in forms(entry):
        quotes = "".join(_QUOTES.findall(_TAG.sub("", form)))
        if quotes.replace(pair, ""):
            return [f"quotes are {pair[0]}…{pair[1]}, an apostrophe is ’"]
    return []


def is_english(entry) -> bool:
    """Whether a translation, or one of its plural forms, is its English source."""
    return not {entry.msgid, entry.msgid_plural or entry.msgid}.isdisjoint(forms(entry))


def _english_reasons(entry, excused) -> list[str]:
    if is_english(entry) and entry.msgid not in excused:
        return ["is the English, and not excused in locale/same_as_english.toml"]
    return []


def read_same_as_english(path: Path) -> dict[str, dict]:
    """The list of strings that may equal their source: msgid → languages and reason."""
    return tomllib.loads(path.read_text())


def excuses_without_use(same_as_english: dict, catalogues: dict) -> list[str]:
    """Rows of the list that say no reason, or that no translation needs.

    `catalogues` holds all entries of a language, by its code.
    """
    wrong = []
    for msgid, row in same_as_english.items():
        if not row.get("reason"):
            wrong.append(f"no reason is given: {msgid!r}")
        for code in row["languages"]:
            entries = catalogues.get(code, ())
            if not any(entry.msgid == msgid and is_english(entry) for entry in entries):
                wrong.append(f"{code} needs no excuse any more: {msgid!r}")
    return wrong


def read_glossary(path: Path) -> dict[str, set[str]]:
    """What a glossary says: English term → how it is said, all in lower case.

    A cell may hold several, with a slash between: `party / parties`. A script variant of a language
    has no glossary of its own, a new language none yet.
    """
    if not path.exists():
        return {}
    rows = [line.split("|")[1:3] for line in path.open() if line.startswith("|")]
    terms: dict[str, set[str]] = {}
    for english, said in rows[2:]:
        for term in _cell(english):
            terms.setdefault(term, set()).update(_cell(said))
    return terms


def _cell(text: str) -> list[str]:
    return [part.strip().casefold() for part in text.split(" / ")]


def _glossary_reasons(entry, terms) -> list[str]:
    said = terms.get(entry.msgid.casefold())
    if said and entry.msgstr.casefold() not in said:
        return [f"the glossary says {' / '.join(sorted(said))}, not {entry.msgstr}"]
    return []


def not_collected(source, asked: set[tuple]) -> list[str]:
    """Strings of code and templates that the English catalogue lacks, or has in vain."""
    known = {(context, text, plural or "") for context, text, plural in _keys(source)}
    return [
        *(f"not collected (make messages): {key[1]!r}" for key in sorted(asked - known, key=str)),
        *(f"nobody asks for: {key[1]!r}" for key in sorted(known - asked, key=str)),
    ]


def not_the_other_script(po, other, convert) -> list[str]:
    """Strings of a script variant that are not the other script's text, letter for letter."""
    ours = {_key(entry): entry for entry in strings(po)}
    return [
        f"differs from the other script: {entry.msgid!r}"
        for entry in strings(other)
        if _key(entry) in ours
        and [convert(form) for form in forms(entry)] != forms(ours[_key(entry)])
    ]
