"""Words of one family: forms of a word, and words made of it, that dictionaries do not join.

Two words are kin if they begin alike and what is left of each is an ending of the language. Each
pair is cut where it parts: so more of them meet than by stems, which are cut without knowing of
what is on the other side, and fewer words that only begin alike.
"""

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
    common = _common(one, other)
    # Most pairs are none: the earlier they part, the more is left, of which less may be an ending.
    if max(len(one), len(other)) - common - 2 > _longest_end(common + 1, longest):
        return False
    return any(
        max(len(end), len(other_end)) <= _longest_end(root, longest)
        and end in endings
        and other_end in endings
        for root, end, other_end in _parts(one, other, common, analysis)
    )


def _longest_end(root, longest):
    return longest.get(root, root + 1 if root > 4 else 0)


def _parts(one, other, common, analysis):
    """Ways to cut both words after what they have in common: how long that is, and their ends."""
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
    count = 0
    for letter, other_letter in zip(one, other, strict=False):
        if letter != other_letter:
            break
        count += 1
    return count
