"""Words of one family: forms of a word, and words made of it, that dictionaries do not join.

Two words are kin if they begin alike and what is left of each is an ending of the language. Each
pair is cut where it parts: so more of them meet than by stems, which are cut without knowing of
what is on the other side, and fewer words that only begin alike.
"""

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from .endings import ALTERNATIONS, FAMILY, FAMILY_ALTERNATIONS, FLEETING, FORMS

SHORTEST_ROOT = 3
# So many letters are cut off at most that alternate or come and go after a short root.
MOST_CUT = 4


class Rules(NamedTuple):
    """How words of a language may differ: endings with how long a root they follow at least."""

    endings: dict[str, int]
    alternations: tuple[tuple[re.Pattern, ...], ...]
    fleeting: re.Pattern

    def may_end(self, end: str, root: int) -> bool:
        return self.endings.get(end, root + 1) <= root


FORM_RULES = {
    language: Rules(endings, ALTERNATIONS[language], FLEETING[language])
    for language, endings in FORMS.items()
}
FAMILY_RULES = {
    language: Rules(endings, FAMILY_ALTERNATIONS[language], FLEETING[language])
    for language, endings in FAMILY.items()
}


# What is searched for often is compared with the same words each time.
@lru_cache(maxsize=2**16)
def are_forms(one: str, other: str, analysis: str) -> bool:
    """Whether they may be one word, inflected."""
    return _meet(one, other, FORM_RULES[analysis])


@lru_cache(maxsize=2**16)
def are_kin(one: str, other: str, analysis: str) -> bool:
    """Whether one may be made of the other, or both of a third."""
    return _meet(one, other, FAMILY_RULES[analysis])


def _meet(one, other, rules):
    common = _common(one, other)
    # Most pairs are none: the earlier they part, the more is left, of which less may be an ending.
    # (The longest is longer by one than its root, and what alternates adds one to that.)
    if max(len(one), len(other)) - common - MOST_CUT > common + 2:
        return False
    return any(
        rules.may_end(end, root) and rules.may_end(other_end, root)
        for root, end, other_end in _parts(one, other, common, rules)
    )


def _parts(one, other, common, rules):
    """Ways to cut both words after what they have in common: how long that is, and their ends."""
    for root in range(common, SHORTEST_ROOT - 1, -1):
        yield root, one[root:], other[root:]
    for end, other_end in _without_fleeting(one[common:], other[common:], rules.fleeting):
        for ends in _without_alternating(end, other_end, rules.alternations):
            yield common + 1, *ends


def _without_fleeting(end, other_end, fleeting):
    """The ends, also without the vowel before the last consonant of a word or a genitive plural."""
    yield end, other_end
    if fleeting.match(end):
        yield end[1:], other_end
    if fleeting.match(other_end):
        yield end, other_end[1:]


def _without_alternating(end, other_end, alternations):
    """The ends without what they begin with, where that is the same or stands for one another."""
    if end[:1] == other_end[:1] != "":
        yield end[1:], other_end[1:]
    for group in alternations:
        ones, others = (
            [found for one in group if (found := one.match(text))] for text in (end, other_end)
        )
        for one, other in product(ones, others):
            if one.re != other.re:
                yield end[one.end() :], other_end[other.end() :]


def _common(one, other):
    """How many letters they begin with alike."""
    count = 0
    for letter, other_letter in zip(one, other, strict=False):
        if letter != other_letter:
            break
        count += 1
    return count
