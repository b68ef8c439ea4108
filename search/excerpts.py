"""The words found in a document, marked in its title and summary and in a part of its text.

The n-th term of each column of terms belongs to the n-th word of the text, so nothing is analysed
anew, and no word is marked, or cut, in part.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from django.utils.html import escape
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
    found = set()
    for level in LEVELS:
        there = getattr(document, f"{column}_{level}").split()
        if not terms.isdisjoint(there):  # which is much faster than to look at each
            found.update(place for place, term in enumerate(there) if term in terms)
    return found


def _whole(document, column, terms):
    text, found = getattr(document, column), _found(document, column, terms)
    return _part(text, 0, None, found) if found else escape(text)


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
    done = shown[0].start() if start and shown else 0
    parts = ["… "] if start else []
    for place, word in enumerate(shown, start):
        if place in found:
            parts += [escape(text[done : word.start()]), f"<mark>{escape(word[0])}</mark>"]
            done = word.end()
    parts += [escape(text[done : shown[-1].end()]), " …"] if is_cut else [escape(text[done:])]
    return mark_safe("".join(parts))  # every part is escaped above
