"""A light stem: the word without its endings."""

import re

from .suffixes import ALTERNATIONS, STEPS

# Found from the left, so the longest of the endings that leave enough.
_STEPS = {
    analysis: [
        (re.compile(rf"(?<=\w{{{left}}})(?:{'|'.join(endings.split())})$"), again)
        for left, again, endings in steps
    ]
    for analysis, steps in STEPS.items()
}
_ALTERNATIONS = {
    analysis: [(re.compile(pattern), replacement) for pattern, replacement in rules]
    for analysis, rules in ALTERNATIONS.items()
}


def stem(word: str, analysis: str) -> str:
    """The word without the endings its language's steps trim; its forms end at the same place."""
    for endings, again in _STEPS[analysis]:
        longer, word = word, endings.sub("", word)
        while again and word != longer:
            longer, word = word, endings.sub("", word)
    for pattern, replacement in _ALTERNATIONS[analysis]:
        word = pattern.sub(replacement, word)
    return word
