"""What nobody types who looks for something: queries, and addresses of search, that must not fail.

`HOSTILE` is a short list. `addresses` makes up as many as are wanted, the same ones each time: each
kind of text below, in every place an address has for one, beside parameters that make no sense.
"""

import random
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

from core.languages import CODES

HOSTILE = [
    "😀",
    "\0",
    "a\0b",
    "x" * 10_000,
    "word " * 2_000,
    " ".join(f"w{number}" for number in range(2_000)),
    '"',
    '"unbalanced',
    "'",
    "*",
    "integr*",
    "-integrity",
    "NOT integrity",
    "AND",
    "a AND OR NEAR(",
    "NEAR(a b, 2)",
    "title_exact:integrity",
    "{title_exact} : x",
    "^integrity",
    "a + b",
    "(((((",
    "!a & b | c <-> d :*",
    "\\",
    "%",
    "'; DROP TABLE search_searchdocument; --",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ query }}{% url %}",
    "${jndi:ldap://x}",
    "../../etc/passwd",
    "\u202e\u200b\ufeff",
]

SEED = 5


def _parts(text):
    return text.split()


# What the engines take apart, or for a part of their own languages.
SIGNS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
OPERATORS = _parts("""
    AND OR NOT NEAR NEAR/3 NEAR(a,2) <-> <2> & | ! :* :A ( ) (( )) { } { title_exact } title_exact:
    * ** ^ + - -- "" "*" _exists_:title title:* [* TO *] {a TO b} a~2 a^3 a* ?a \\ /a.*b/ && || ~
    to_tsquery('a') ::tsquery $1 %s %(a)s {{a}} ${a} #{a} ; -- /* */ 0x00 NULL true doc['pk'].value
    "pk":{"$gt":0} {"match_all":{}} [] [[]] ' '' \' \" ` \n \0 .. /../ file:// <a> </mark> &lt; &#0;
""")
WORDS = _parts("""
    integrity donations party странка партија stranka šuma đak financim finanțare кандидати and the
""")
# Letters that change their number when they are folded or composed, and others out of the ordinary.
LETTERS = "İıßŉǰΐŐﬁﬃǄǆљњџǉĳſµªªⅧ①²½٣๓ﷺꙮ𝒂𝕬ａΩÅẞᾳ가각क्षி์ـ"
CONTROL = list(map(chr, [*range(32), *range(127, 160)]))
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u2060\ufe0f\ufeff\U000e0041\U000e0100"
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ABJAD = "אבגדשלום مرحبا نزاهة ܫܠܡܐ"
EMOJI = _parts("😀 👩‍👩‍👧‍👦 🇽🇰 🇷🇸 👍🏿 1️⃣ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿")
MARKS = "\u0300\u0301\u0304\u0306\u030c\u0326\u0327\u0331\u0338\u0360\u20dd\u0483\u3099"
NO_CHARACTERS = "\ufffe\uffff\ufdd0\U0001ffff\U0010ffff\ue000\U000f0000\ufffd\u2028\u2029\u0085"
# What is not UTF-8: cut off, too long, halves of pairs, beyond the last, of other encodings.
BYTES = (
    b"\xff", b"\xfe\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\x80", b"\xc1\xbf",
    b"\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80",
    b"\xfc\x80", b"\xe8\xea\xe0", b"\x9a\x9e\xf0", b"s\x00t\x00", b"\xff\xfes\x00", b"\x1b$B",
)  # fmt: skip
NUMBERS = _parts("""
    0 -0 1 -1 2 +1 1.0 1.5 1e3 1e999 -1e999 NaN inf 0x10 0b1 1_000 1,5 ١ ² Ⅷ ½ １ 999 9999 10000
    2147483647 2147483648 4294967296 9223372036854775807 9223372036854775808 -9223372036854775809
    18446744073709551616 99999999999999999999999999999999999999999 last first next null None [] {} *
""")
NAMES = _parts("q page page_size sort language locale type country family topic year")
VALUES = _parts("""
    en sq mk sr sr-latn cnr xx EN en-US sr_Latn zz-ZZ all * date -date relevance DATE date,pk blog
    case_study page SearchDocument XK SI MK xx green liberal GREEN 2024 0000 9999 20244
    party-finance oversight ../en /en %s null undefined true on
""")
PLACES = (
    "/api/v2/search/", "/{}/search/", "/{}/search/suggestions/", "/api/v2/search/", "/{}/search/"
)  # fmt: skip


def addresses(start: int, count: int) -> Iterator[tuple[str, str]]:
    """The addresses from a number on, each with what kind of text it has."""
    kinds = list(TEXTS.items())
    for number in range(start, start + count):
        chance = random.Random(f"{SEED} {number}")  # noqa: S311 - the same each time
        kind, text = kinds[number % len(kinds)]
        place = PLACES[number // len(kinds) % len(PLACES)].format(chance.choice(CODES))
        yield kind, f"{place}?{_parameters(chance, text)}"


def _parameters(chance, text):
    """The text where words belong, mostly, and others where they do not."""
    asked = [("q", text(chance))]
    asked += [_parameter(chance) for _more in range(chance.choice((0, 0, 1, 1, 2, 3, 8)))]
    if not chance.randrange(500):
        asked += [("topic", "oversight")] * 10_001
    chance.shuffle(asked)
    return chance.choice("&&&&;").join(f"{_name(chance, name)}={_quoted(chance, value)}"
                                       for name, value in asked)  # fmt: skip


def _parameter(chance):
    name = chance.choice(NAMES)
    value = chance.choice((
        lambda: chance.choice(NUMBERS),
        lambda: chance.choice(VALUES),
        lambda: ",".join(chance.choices(VALUES, k=3)),
        lambda: chance.choice(list(TEXTS.values()))(chance),
        lambda: "",
    ))()  # fmt: skip
    return name, value


def _name(chance, name):
    """Sometimes as other frameworks write lists and objects, or what is no name."""
    other = ("[]", "[0]", "[a]", "[$ne]", ".a", "__gt", "%00", "%ff", "\xa0", "[" * 50)
    return name + (chance.choice(other) if chance.random() < 0.1 else "")


def _quoted(chance, value):
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    quoted = quote_from_bytes(data)
    match chance.randrange(20):
        case 0:
            return quoted.replace("%", "%25")
        case 1:
            return quoted + chance.choice(("%", "%zz", "%u0161", "%2", "%c4", "%00"))
        case 2:
            return quoted.replace("%20", "+").lower()
    return quoted


def _some(chance, among, most=8):
    return chance.choices(among, k=chance.randint(1, most))


def _mixed(chance, *others):
    """The parts among words as somebody might type them, with and without spaces."""
    parts = [*_some(chance, WORDS, 3), *others]
    chance.shuffle(parts)
    return chance.choice((" ", " ", "", "-", "\t")).join(parts)


def _unbalanced(chance):
    return _mixed(chance, *_some(chance, ('"', '""', '-"', '"-', "'", "«", "(", "”", '"\\"'), 5))


def _long(chance):
    unit = chance.choice((*WORDS, *OPERATORS, *EMOJI, *SIGNS, " ", "a ", "a-", '" ', "-a ", "ё"))
    return unit * chance.choice((100, 1_000, 5_000))


def _many(chance):
    """Different words, more than anybody asks for; or refused, or in a phrase."""
    some = (f"{chance.choice(WORDS)}{number}" for number in range(chance.choice((40, 200, 1_500))))
    return chance.choice(('"{}"', "-{}", "{}")).format(chance.choice((" ", " -", ' "')).join(some))


def _mutated(chance):
    """A word with something in it that does not belong there."""
    word = list(chance.choice(WORDS))
    strange = [*SIGNS, *INVISIBLE, *DIRECTIONS, *MARKS, *LETTERS, *NO_CHARACTERS, "\0", "\x7f"]
    for sign in _some(chance, strange, 3):
        word.insert(chance.randint(0, len(word)), sign)
    return "".join(word)


def _anything(chance):
    """Characters from all of Unicode, surrogates too."""
    return _characters(chance, 0x110000)


def _basic(chance):
    """Characters of the scripts that are written around here, in any order."""
    return _characters(chance, 0x530)


def _characters(chance, end):
    return "".join(chr(chance.randrange(end)) for _times in range(chance.randint(1, 40)))


TEXTS = {
    "listed": lambda chance: chance.choice(HOSTILE),
    "control": lambda chance: _mixed(chance, *_some(chance, CONTROL)),
    "nul": lambda chance: "\0".join(_some(chance, ["", *WORDS])) + "\0",
    "surrogates": lambda chance: _mixed(
        chance, *(chr(chance.randrange(0xD800, 0xE000)) for _times in range(3))
    ),
    "operators": lambda chance: _mixed(chance, *_some(chance, OPERATORS)),
    "operators only": lambda chance: " ".join(_some(chance, OPERATORS, 12)),
    "signs": lambda chance: "".join(_some(chance, SIGNS, 30)),
    "unbalanced": _unbalanced,
    "minus": lambda chance: " ".join(f"{'-' * chance.randint(1, 4)}{word}"
                                     for word in _some(chance, [*WORDS, '"', ""], 6)),
    "long": _long,
    "many": _many,
    "directions": lambda chance: _mixed(chance, *_some(chance, DIRECTIONS), ABJAD),
    "emoji": lambda chance: _mixed(chance, *_some(chance, EMOJI)),
    "combining": lambda chance: "".join(
        f"{letter}{chance.choice(MARKS) * chance.choice((1, 3, 200))}"
        for letter in _some(chance, ["", *chance.choice(WORDS)], 8)
    ),
    "invisible": lambda chance: _mixed(chance, *_some(chance, INVISIBLE)),
    "letters": lambda chance: "".join(_some(chance, LETTERS, 20)),
    "no characters": lambda chance: _mixed(chance, *_some(chance, NO_CHARACTERS)),
    "bytes": lambda chance: b" ".join(_some(chance, [*BYTES, *(w.encode() for w in WORDS)], 6)),
    "mutated": _mutated,
    "numbers": lambda chance: _mixed(chance, *_some(chance, NUMBERS)),
    "anything": _anything,
    "basic": _basic,
}  # fmt: skip
