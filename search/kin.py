"""Words of one family: forms of a word, and words made of it, that dictionaries do not join.

Two words are kin if they begin alike and what is left of each is an ending of the language. Each
pair is cut where it parts: so more of them meet than by stems, which are cut without knowing of
what is on the other side, and fewer words that only begin alike.
"""

import re
from typing import NamedTuple

from .endings import ALTERNATIONS, FAMILY, FAMILY_ALTERNATIONS, FLEETING, FORMS

# A short root says little: it has short endings only.
SHORTEST_ROOT = 3
FORM_ENDS = {3: 2, 4: 4}
FAMILY_ENDS = {4: 3}


class Rules(NamedTuple):
    """How words of a language may differ; `longest` is that of the ends of short roots."""

    endings: frozenset[str]
    alternations: tuple[tuple[str, ...], ...]
    fleeting: re.Pattern
    longest: dict[int, int]

    def longest_end(self, root: int) -> int:
        return self.longest.get(root, root + 1 if root > 4 else 0)


FORM_RULES = {
    language: Rules(endings, ALTERNATIONS[language], FLEETING[language], FORM_ENDS)
    for language, endings in FORMS.items()
}
FAMILY_RULES = {
    language: Rules(endings, FAMILY_ALTERNATIONS[language], FLEETING[language], FAMILY_ENDS)
    for language, endings in FAMILY.items()
}


def are_forms(one: str, other: str, analysis: str) -> bool:
    """Whether they may be one word, inflected."""
    return _meet(one, other, FORM_RULES[analysis])


def are_kin(one: str, other: str, analysis: str) -> bool:
    """Whether one may be made of the other, or both of a third."""
    return _meet(one, other, FAMILY_RULES[analysis])


def _meet(one, other, rules):
    common = _common(one, other)
    # Most pairs are none: the earlier they part, the more is left, of which less may be an ending.
    if max(len(one), len(other)) - common - 3 > rules.longest_end(common + 1):
        return False
    return any(
        max(len(end), len(other_end)) <= rules.longest_end(root)
        and end in rules.endings
        and other_end in rules.endings
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
        for one in filter(end.startswith, group):
            for other in filter(other_end.startswith, group):
                if one != other:
                    yield end[len(one) :], other_end[len(other) :]


def _common(one, other):
    """How many letters they begin with alike."""
    count = 0
    for letter, other_letter in zip(one, other, strict=False):
        if letter != other_letter:
            break
        count += 1
    return count
