"""Words of one family: forms of a word, and words made of it, that dictionaries do not join.

Two words are kin if they begin alike and what is left of each is an ending of the language. Each
pair is cut where it parts: so more of them meet than by stems, which are cut without knowing of
what is on the other side, and fewer words that only begin alike.
"""

from itertools import takewhile

from .endings import ALTERNATIONS, FAMILY, FLEETING, FORMS

# A short root says little: it has short endings only.
SHORTEST_ROOT = 3
FORM_ENDS = {3: 2, 4: 4}
FAMILY_ENDS = {4: 2}


def are_forms(one: str, other: str, analysis: str) -> bool:
    """Whether they may be one word, inflected."""
    return _meet(one, other, analysis, FORMS[analysis], FORM_ENDS)


def are_kin(one: str, other: str, analysis: str) -> bool:
    """Whether one may be made of the other, or both of a third."""
    return _meet(one, other, analysis, FAMILY[analysis], FAMILY_ENDS)


def _meet(one, other, analysis, endings, longest):
    return any(
        max(len(end), len(other_end)) <= longest.get(root, root + 1 if root > 4 else 0)
        and end in endings
        and other_end in endings
        for root, end, other_end in _parts(one, other, analysis)
    )


def _parts(one, other, analysis):
    """Ways to cut both words after what they have in common: how long that is, and their ends."""
    common = _common(one, other)
    for root in range(common, SHORTEST_ROOT - 1, -1):
        yield root, one[root:], other[root:]
    for end, other_end in _without_fleeting(one[common:], other[common:], analysis):
        if end and other_end and _alternate(end[0], other_end[0], analysis):
            yield common + 1, end[1:], other_end[1:]


def _without_fleeting(end, other_end, analysis):
    """The ends, also without the vowel before the last consonant of a word or a genitive plural."""
    yield end, other_end
    fleeting = FLEETING[analysis]
    if fleeting.match(end):
        yield end[1:], other_end
    if fleeting.match(other_end):
        yield end, other_end[1:]


def _alternate(one, other, analysis):
    return one == other or any(one in group and other in group for group in ALTERNATIONS[analysis])


def _common(one, other):
    """How many letters they begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
