"""Excerpts of a text around the words found in it, as safe HTML."""

from bisect import bisect_left
from itertools import islice, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .analysis import LEVELS, words

# How many words an excerpt has, and how many of them stand before the first one found.
LENGTH = 36
LEAD = 8


def excerpts(document, terms: frozenset[str]) -> list[SafeString]:
    """The part of the document's text with most of the terms, if there is any.

    The n-th term of each column of terms belongs to the n-th word of the text, so nothing is
    analysed anew.
    """
    found = sorted(
        {
            place
            for level in LEVELS
            for place, term in enumerate(getattr(document, f"text_{level}").split())
            if term in terms
        }
    )
    if not found:
        return []
    return [_excerpt(document.text, _start(found), set(found))]


def _start(found):
    """The word from which on most of the words found fit into one excerpt; of several the first."""
    room = LENGTH - LEAD
    fitting = [bisect_left(found, place + room) - index for index, place in enumerate(found)]
    return max(found[fitting.index(max(fitting))] - LEAD, 0)


def _excerpt(text, start, found):
    *shown, after = [*islice(words(text), start, start + LENGTH + 1), None][: LENGTH + 1]
    parts = ["… " if start else "", _word(text, shown[0], start in found)]
    for place, (before, match) in enumerate(pairwise(shown), start + 1):
        parts += [escape(text[before.end() : match.start()]), _word(text, match, place in found)]
    parts.append(" …" if after else escape(text[shown[-1].end() :]))
    return mark_safe("".join(parts))  # every part is escaped above


def _word(text, match, is_found):
    word = text[match.start() : match.end()]
    return format_html("<mark>{}</mark>", word) if is_found else escape(word)
