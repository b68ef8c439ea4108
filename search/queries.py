"""What somebody typed, read as what they ask for.

`"words in quotes"` are a phrase, `-word` and `-"a phrase"` are what they do not want; everything
else is a word. Whatever somebody types can be read: a sign that makes no sense is not there.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from .analysis import QueryWord, query_word, words

# A query is read up to here: what somebody typed has fewer distinct words.
QUERY_WORDS = 32

# As keyboards, telephones and languages have them.
QUOTE = '"„“”‟«»'
# A minus counts at the start of a word only: `e-uprava` is not `e` without `uprava`; and a dash is
# none before a number: 2020 –2024.
PART = re.compile(
    r"(?P<minus>(?<!\S)(?:[-−]|[–—](?!\d)))?"
    rf"(?:[{QUOTE}](?P<phrase>[^{QUOTE}]*)[{QUOTE}]|(?P<word>[^\s{QUOTE}]+))"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which a document has to have all, anywhere; a phrase as typed and side by side.

    `typed` is a single word as it stands in the query. What is a `stand_in` was not meant by what
    was typed, only something near to it; if it comes `last`, only where too little has everything.
    `documents` is in how many there is what was typed or any alternative to it, if that is known.
    """

    words: tuple[QueryWord, ...]
    phrase: bool = False
    typed: str = field(default="", compare=False)
    stand_in: bool = False
    last: bool = False
    documents: int | None = field(default=None, compare=False)

    @property
    def sequences(self) -> list[tuple[str, ...]]:
        """The terms of a phrase in their order, as each language has them."""
        return list(dict.fromkeys(zip(*(word.exact for word in self.words), strict=True)))


@dataclass(frozen=True, slots=True)
class Expression:
    """What a document must have, and must not.

    Each of `required` is satisfied by any of its alternatives: what was typed comes first, the
    others are the site's own words for a misspelt one, or stand in for it (a topic's other names).
    """

    required: tuple[tuple[Words, ...], ...] = ()
    excluded: tuple[Words, ...] = ()

    def __bool__(self):
        return bool(self.required or self.excluded)

    @property
    def is_exact(self) -> bool:
        """Whether whoever typed it says exactly what they want."""
        return bool(self.excluded) or self.has_phrases

    @property
    def has_phrases(self) -> bool:
        return any(words.phrase for words in self.alternatives)

    @property
    def at_first(self) -> "Expression":
        """Without what comes last."""
        required = (tuple(words for words in clause if not words.last) for clause in self.required)
        return Expression(tuple(required), self.excluded)

    def first(self, every: bool) -> list["Expression"]:
        """What has these comes first: all of it as it was typed, without what only stands in.

        Where any of it is enough, that is each part: what has more of them comes first.
        """
        if not every:
            return [Expression((clause,)) for clause in self.required]
        if not any(words.stand_in for words in self.alternatives):
            return []
        required = (
            tuple(words for words in clause if not words.stand_in) for clause in self.required
        )
        return [Expression(tuple(required), self.excluded)]

    @property
    def loosened(self) -> "Expression":
        """To be found by any of it: each word typed counts, also of several that name a topic."""
        words = (
            word for clause in self.required for word in clause[0].words if not clause[0].phrase
        )
        return Expression((*self.required, *((Words((word,)),) for word in words)), self.excluded)

    @property
    def alternatives(self) -> list[Words]:
        return [words for clause in self.required for words in clause]


def without_quotes(text: str) -> str:
    """The text with its phrases as words, but those that are not wanted."""
    return " ".join(map(_unquoted, PART.finditer(text)))


def read(text: str) -> Expression:
    """The text as an expression of at most `QUERY_WORDS` words."""
    required, excluded, room = {}, {}, QUERY_WORDS
    for part in PART.finditer(text):
        target = excluded if part["minus"] else required
        for group in _groups(part):
            if room and group not in target:
                target[group] = None
                room = max(room - len(group.words), 0)
    return Expression(tuple((group,) for group in required), tuple(excluded))


def _unquoted(part):
    is_wanted = part["phrase"] is not None and not part["minus"]
    return " ".join(match[0] for match in words(part["phrase"])) if is_wanted else part[0]


def _groups(part):
    """Each word typed by itself; those of a phrase, or refused, together."""
    is_phrase = part["phrase"] is not None
    typed = [match[0] for match in islice(words(part[0]), QUERY_WORDS)]
    found = tuple(map(query_word, typed))
    if found and (is_phrase or part["minus"]):
        return [Words(found, phrase=is_phrase or len(found) > 1)]
    return [Words((word,), typed=text) for word, text in zip(found, typed, strict=True)]
