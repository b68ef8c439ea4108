"""Serbian in two scripts, both official: Cyrillic letters to Latin ones, one to one, and back.

`to_latin` maps letters, whatever they stand in: search needs that. `latin_text` is for readers.
"""

import re
from collections.abc import Callable

from .languages import get_language, is_cyrillic

SERBIAN, LATIN_READER = "sr", "sr-latn"
LATIN_TAG = get_language(LATIN_READER).tag
_SINGLE = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчшѐѝ",
        ["a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "m", "n", "o", "p",
         "r", "s", "t", "ć", "u", "f", "h", "c", "č", "š", "è", "ì"],
        strict=True,
    )
)  # fmt: skip
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_TABLE = {
    **_SINGLE,
    **{letter.upper(): latin.upper() for letter, latin in _SINGLE.items()},
    **_DIGRAPHS,
}
_CYRILLIC = str.maketrans(
    {
        form(latin): form(letter)
        for letter, latin in _SINGLE.items()
        if letter not in "ѐѝ"
        for form in (str.lower, str.upper)
    }
)
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")
_ANY_CYRILLIC = re.compile("[\u0400-\u04ff]")
_NOT_SERBIAN = "".join(
    letter for letter in map(chr, range(0x400, 0x500)) if letter.lower() not in _TABLE
)
_PERHAPS_KEPT = re.compile(rf"[{_NOT_SERBIAN}@]|://|www\.|\.(?:срб|мкд|бг)")
# What is no Serbian text: addresses, and words with a letter Serbian has not (Ѓорче, съд).
_KEPT = re.compile(
    r"((?:https?://|\bwww\.)\S+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:срб|мкд|бг)\b(?:/\S*)?"
    rf"|\b(?=\w*[{_NOT_SERBIAN}])\w+)"
)


def to_latin(text: str) -> str:
    """Serbian Cyrillic as Latin: `Љубав` → `Ljubav`, `ЉУБАВ` → `LJUBAV`; the rest untouched."""
    if not _ANY_CYRILLIC.search(text):
        return text
    text = _CAPITAL_DIGRAPH.sub(_capital_digraph, text)
    # Many times as fast for a long text as `str.translate`.
    for letter, latin in _TABLE.items():
        text = text.replace(letter, latin)
    return text


def latin_text(text: str) -> str:
    """What readers of Latin script are shown of a Serbian text.

    Addresses stay as they are, and words of other languages: half of their letters would remain.
    """
    if not _PERHAPS_KEPT.search(text):
        return to_latin(text)
    parts = _KEPT.split(text)
    parts[::2] = map(to_latin, parts[::2])
    return "".join(parts)


def writer(locale: str, reader: str | None) -> Callable[[str], str]:
    """What brings the text of a page in a locale into the script its reader reads."""
    return latin_text if locale == SERBIAN and reader == LATIN_READER else str


def shown_tag(tag: str, reader: str | None) -> str:
    """The `lang` of a text as its reader is shown it."""
    return LATIN_TAG if tag == SERBIAN and reader == LATIN_READER else tag


def text_tag(text: str, code: str) -> str:
    """The `lang` of a text in a content language: Serbian in Latin letters is tagged so."""
    tag = get_language(code).tag
    return LATIN_TAG if tag == SERBIAN and not is_cyrillic(text) else tag


def _capital_digraph(match):
    """`Lj` at the start of a word and as an initial, `LJ` among capitals."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    latin = _DIGRAPHS[match[0].lower()]
    neighbour = after if after.isalpha() else before
    return latin.upper() if neighbour.isupper() else latin.capitalize()


def to_cyrillic(text: str) -> str:
    """Serbian Latin as Cyrillic: `Ljubav` → `Љубав`. Two letters that stay two are taken as one."""
    for letter, latin in _DIGRAPHS.items():
        for form in (str.lower, str.capitalize, str.upper):
            text = text.replace(form(latin), form(letter))
    return text.translate(_CYRILLIC)
