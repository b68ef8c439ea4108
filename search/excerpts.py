"""The words found in a document, marked in its title and summary and in a part of its text.

The n-th term of each column of terms belongs to the n-th word of the text, so nothing is analysed
anew, and no word is marked, or cut, in part.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import LEVELS, words
from .models import TEXTS, SearchDocument
from .queries import Expression, Words

# How many words an excerpt has, and how many of them stand before the first one found.
LENGTH = 36
LEAD = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's title and summary, and parts of its text, as safe HTML with `<mark>`."""

    title: SafeString
    summary: SafeString
    excerpts: list[SafeString]


class Marker:
    """Marks in documents what makes them match an expression.

    Of each thing asked for that is what was meant, and what stands in for it only in documents
    that do not have what was meant.
    """

    def __init__(self, expression: Expression):
        self.clauses = [list(map(_Sought.by, clause)) for clause in expression.required]
        self.terms = frozenset().union(*(one.terms for clause in self.clauses for one in clause))

    def mark(self, document: SearchDocument) -> Marked:
        """Of the text it is the part with most of the words, if there is any."""
        if not self.clauses:
            return Marked(escape(document.title), escape(document.summary), [])
        terms = {
            text: [getattr(document, f"{text}_{level}").split() for level in LEVELS]
            for text in TEXTS
        }
        found = self._found(self.terms.intersection(chain(*chain(*terms.values()))))
        title, summary, text = (_places(terms[name], found) for name in TEXTS)
        return Marked(
            _part(document.title, 0, None, title),
            _part(document.summary, 0, None, summary),
            [_part(document.text, _start(text), LENGTH, text)] if text else [],
        )

    def _found(self, there):
        """The terms to be marked in a document that has these of all that are sought."""
        found = set()
        for clause in self.clauses:
            whole = [one for one in clause if one.is_in(there)]
            meant = [one for one in whole if not one.stand_in]
            found.update(*(one.terms for one in meant or whole))
        return found & there


@dataclass(frozen=True, slots=True)
class _Sought:
    """One alternative of what is asked for: by which terms each of its words is found, and all."""

    stand_in: bool
    words: list[frozenset[str]]
    terms: frozenset[str]

    @classmethod
    def by(cls, group: Words):
        found = [frozenset(word.exact if group.phrase else word.terms) for word in group.words]
        return cls(group.stand_in, found, frozenset().union(*found))

    def is_in(self, there):
        return all(not word.isdisjoint(there) for word in self.words)


def _places(levels, terms):
    """Of the words with one of the terms, counted from 0."""
    found = set()
    for level in levels:
        if not terms.isdisjoint(level):  # which is much faster than to look at each
            found.update(place for place, term in enumerate(level) if term in terms)
    return found


def _start(found):
    """The word from which on most of the words found fit into one excerpt; of several the first."""
    found, room = sorted(found), LENGTH - LEAD
    fitting = [bisect_left(found, place + room) - index for index, place in enumerate(found)]
    return max(found[fitting.index(max(fitting))] - LEAD, 0)


def _part(text, start, length, found):
    """So many words of a text from one of them on; all there are without a length."""
    if not found:
        return escape(text)
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
