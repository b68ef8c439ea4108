"""The one table that knows a language.

Settings, addresses, vocabularies, search and the language switcher all read it. Adding a
language is one row here and one catalogue under `locale/`.
"""

from dataclasses import dataclass

LATIN, CYRILLIC = "Latn", "Cyrl"

# The letters in their order, for lists; two that are one letter stand together. What an alphabet
# has not stands with its nearest letter, or at the end.
ENGLISH = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALBANIAN = "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh"
GAJ = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š ś t u v w x y z ž ź"
SLOVENE = "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž"
ROMANIAN = "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z"
BULGARIAN = "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я"
MACEDONIAN = "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш"
SERBIAN = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш"


@dataclass(frozen=True)
class Language:
    """A language of the site.

    `code` is lowercase and stands in addresses; `name` is what its speakers call it;
    `catalogue` names its folder in `locale/`; `analysis` is the language search analyses it
    as (`hbs` is the Bosnian-Croatian-Montenegrin-Serbian group); `related` lists languages its
    readers understand, nearest first; `content` is the code of the page tree it reads (only
    `sr-latn` has none of its own); `english` is for logs and for translators' tools; `borrows` is
    the catalogue of Django and Wagtail that stands in where they have none for the language;
    `also` lists other tags browsers send, or people type, who mean the language;
    `quotes` opens and closes what is quoted; `alphabet` is the order of lists.
    """

    code: str
    name: str
    english: str
    catalogue: str
    analysis: str
    related: tuple[str, ...]
    script: str = LATIN
    content_code: str = ""
    borrows: str = ""
    also: tuple[str, ...] = ()
    quotes: str = "„“"
    alphabet: str = ENGLISH

    @property
    def content(self) -> str:
        return self.content_code or self.code

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return "sr-Latn" if self.code == "sr-latn" else self.code


LANGUAGES = (
    Language("en", "English", "English", "en", "en", (), quotes="“”"),
    Language(
        "sq", "Shqip", "Albanian", "sq", "sq", ("en",), quotes="“”", alphabet=ALBANIAN,
        also=("sqi", "alb", "aln", "als", "al", "xk"),
    ),
    Language("bs", "Bosanski", "Bosnian", "bs", "hbs", ("hr", "cnr", "sr", "en"), alphabet=GAJ),
    Language(
        "bg", "Български", "Bulgarian", "bg", "bg", ("mk", "en"), CYRILLIC, alphabet=BULGARIAN,
    ),
    Language(
        "hr", "Hrvatski", "Croatian", "hr", "hbs", ("bs", "cnr", "sr", "sl", "en"), alphabet=GAJ,
    ),
    Language(
        "mk", "Македонски", "Macedonian", "mk", "mk", ("bg", "sr", "en"), CYRILLIC,
        alphabet=MACEDONIAN,
    ),
    Language(
        "cnr", "Crnogorski", "Montenegrin", "cnr", "hbs", ("sr", "bs", "hr", "en"),
        borrows="sr_Latn", alphabet=GAJ, also=("me",),
    ),
    Language(
        "ro", "Română", "Romanian", "ro", "ro", ("en",), quotes="„”", alphabet=ROMANIAN,
        also=("mo", "mol", "md"),
    ),
    Language(
        "sr", "Српски", "Serbian", "sr", "hbs", ("cnr", "bs", "hr", "mk", "en"), CYRILLIC,
        alphabet=SERBIAN, also=("sr-cyrl", "sh-cyrl", "rs"),
    ),
    Language(
        "sr-latn", "Srpski", "Serbian (Latin)", "sr_Latn", "hbs", ("cnr", "bs", "hr", "en"),
        content_code="sr", alphabet=GAJ, also=("sr-me", "sh", "hbs"),
    ),
    Language("sl", "Slovenščina", "Slovene", "sl", "sl", ("hr", "bs", "en"), alphabet=SLOVENE),
)  # fmt: skip

BY_CODE = {language.code: language for language in LANGUAGES}
BY_TAG = {tag: row for row in LANGUAGES for tag in (row.code, *row.also)}
LONGEST_TAG = 35
CODES = tuple(BY_CODE)
CONTENT_LANGUAGES = tuple(row for row in LANGUAGES if row.content == row.code)
CONTENT_CODES = tuple(row.code for row in CONTENT_LANGUAGES)

# What is spoken in the programme's countries (ISO 3166-1; XK for Kosovo), most widespread first.
SPOKEN_IN = {
    "AL": ("sq",),
    "BA": ("bs", "hr", "sr", "sr-latn"),
    "BG": ("bg",),
    "HR": ("hr",),
    "ME": ("cnr", "sr", "sr-latn", "sq"),
    "MK": ("mk", "sq"),
    "RO": ("ro",),
    "RS": ("sr", "sr-latn"),
    "SI": ("sl",),
    "XK": ("sq", "sr", "sr-latn"),
}


def get_language(code: str | None) -> Language:
    """The row for a code, English for one the site does not know."""
    return BY_CODE.get((code or "").lower(), BY_CODE["en"])


def find(tag: str) -> Language | None:
    """The language that is meant by a tag: `sr-Latn-RS`, `sh`, `mo`, `bs_BA`; None by others."""
    parts = tag[:LONGEST_TAG].lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((BY_TAG[tag] for tag in tags if tag in BY_TAG), None)


def reading_order(code: str) -> tuple[str, ...]:
    """Content locales for a reader: their own, related ones nearest first, then the rest."""
    language = get_language(code)
    first = (language.content, *language.related)
    return (*first, *(other for other in CONTENT_CODES if other not in first))


def language_from(country: str, codes) -> str:
    """The language of somebody from a country who writes in some languages, "" if nothing tells.

    Their country's: where it has several, the one they write in. Who writes in other languages
    than their country's, English aside, is taken at their word.
    """
    known = [code for code in codes if code in BY_CODE]
    spoken = SPOKEN_IN.get(country, ())
    of_both = [code for code in spoken if code in known]
    not_english = [code for code in known if code != "en"]
    return next(iter([*of_both, *not_english, *spoken, *known]), "")


def is_cyrillic(text: str) -> bool:
    """Whether a text is written in Cyrillic, by what most of its letters are."""
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in text)
    latin = sum(letter.isalpha() and letter < "\u0250" for letter in text)
    return cyrillic > latin


def django_lang_info() -> dict[str, dict]:
    """`LANG_INFO` rows for languages Django does not know."""
    from django.conf.locale import LANG_INFO

    return {
        row.code: {"bidi": False, "code": row.code, "name": row.english, "name_local": row.name}
        for row in LANGUAGES
        if row.code not in LANG_INFO
    }
