"""The words found in a document, marked in its title and summary and in a part of its text.

The n-th term of each column of terms belongs to the n-th word of the text, so nothing is analysed
anew, and no word is marked, or cut, in part.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .analysis import LEVELS, words

# How many words an excerpt has, and how many of them stand before the first one found.
LENGTH = 36
LEAD = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's title and summary, and parts of its text, as safe HTML with `<mark>`."""

    title: SafeString
    summary: SafeString
    excerpts: list[SafeString]

    def __bool__(self):
        """Whether anything is marked."""
        return bool(self.excerpts) or "<mark>" in self.title + self.summary


def marked(document, terms: frozenset[str]) -> Marked:
    """The document with the words that have one of the terms marked.

    Of the text it is the part with most of them, if there is any.
    """
    found = _found(document, "text", terms)
    excerpts = [_part(document.text, _start(found), LENGTH, found)] if found else []
    return Marked(_whole(document, "title", terms), _whole(document, "summary", terms), excerpts)


def _found(document, column, terms):
    """The places of words, counted from 0."""
    return {
        place
        for level in LEVELS
        for place, term in enumerate(getattr(document, f"{column}_{level}").split())
        if term in terms
    }


def _whole(document, column, terms):
    return _part(getattr(document, column), 0, None, _found(document, column, terms))


def _start(found):
    """The word from which on most of the words found fit into one excerpt; of several the first."""
    found, room = sorted(found), LENGTH - LEAD
    fitting = [bisect_left(found, place + room) - index for index, place in enumerate(found)]
    return max(found[fitting.index(max(fitting))] - LEAD, 0)


def _part(text, start, length, found):
    """So many words of a text from one of them on; all there are without a length."""
    shown = list(islice(words(text), start, length and start + length + 1))
    is_cut = length is not None and len(shown) > length
    shown = shown[:length]
    if not shown:
        return escape(text)
    parts = ["… " if start else escape(text[: shown[0].start()])]
    parts.append(_word(text, shown[0], start in found))
    for place, (before, match) in enumerate(pairwise(shown), start + 1):
        parts += [escape(text[before.end() : match.start()]), _word(text, match, place in found)]
    parts.append(" …" if is_cut else escape(text[shown[-1].end() :]))
    return mark_safe("".join(parts))  # every part is escaped above


def _word(text, match, is_found):
    word = text[match.start() : match.end()]
    return format_html("<mark>{}</mark>", word) if is_found else escape(word)
