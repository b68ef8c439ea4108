"""Serbian in two scripts, both official: Cyrillic letters to Latin ones, one to one, and back."""

import re

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
_CAPITAL_DIGRAPH = re.compile(r"(?P<before>\w?)(?P<letter>[ЉЊЏ])(?P<after>\w?)")
_ANY_CYRILLIC = re.compile("[\u0400-\u04ff]")


def to_latin(text: str) -> str:
    """Serbian Cyrillic as Latin: `Љубав` → `Ljubav`, `ЉУБАВ` → `LJUBAV`; the rest untouched."""
    if not _ANY_CYRILLIC.search(text):
        return text
    text = _CAPITAL_DIGRAPH.sub(_capital_digraph, text)
    # Many times as fast for a long text as `str.translate`.
    for letter, latin in _TABLE.items():
        text = text.replace(letter, latin)
    return text


def _capital_digraph(match):
    """`Lj` at the start of a word, `LJ` among capitals."""
    latin = _DIGRAPHS[match["letter"].lower()]
    neighbour = match["after"] or match["before"]
    latin = latin.upper() if neighbour.isupper() else latin.capitalize()
    return f"{match['before']}{latin}{match['after']}"


def to_cyrillic(text: str) -> str:
    """Serbian Latin as Cyrillic: `Ljubav` → `Љубав`. Two letters that stay two are taken as one."""
    for letter, latin in _DIGRAPHS.items():
        for form in (str.lower, str.capitalize, str.upper):
            text = text.replace(form(latin), form(letter))
    return text.translate(_CYRILLIC)
