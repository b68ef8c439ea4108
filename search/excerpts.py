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
    """A document's title and summary, and parts of its text, as safe HTML with `<mark>`.

    `whole` is whether it has all that is asked for.
    """

    title: SafeString
    summary: SafeString
    excerpts: list[SafeString]
    whole: bool = True


class Marker:
    """Marks in documents what makes them match an expression.

    Of each thing asked for that is what was meant, and what stands in for it only in documents
    that do not have what was meant. `whole` is what they have to have not to be told as parts.
    """

    def __init__(self, expression: Expression, whole: Expression | None = None):
        self.clauses = _clauses(expression)
        self.whole = _clauses(whole) if whole else []
        self.terms = frozenset().union(*(one.terms for clause in self.clauses for one in clause))

    def mark(self, document: SearchDocument) -> Marked:
        """Of the text it is the part with most of the words, if there is any."""
        if not self.clauses:
            return Marked(escape(document.title), escape(document.summary), [])
        terms = {
            text: [getattr(document, f"{text}_{level}").split() for level in LEVELS]
            for text in TEXTS
        }
        there = self.terms.intersection(chain(*chain(*terms.values())))
        found = [_found(clause, there, terms) for clause in self.clauses]
        sought = list(chain(*found))
        title, summary, text = (_places(terms[name], there, sought) for name in TEXTS)
        return Marked(
            _part(document.title, 0, None, title),
            _part(document.summary, 0, None, summary),
            [_part(document.text, _start(text), LENGTH, text)] if text else [],
            whole=all(_found(clause, there, terms) for clause in self.whole),
        )


@dataclass(frozen=True, slots=True)
class _Sought:
    """One alternative of what is asked for: by which terms each of its words is found, and all.

    A phrase has `sequences` of terms that stand side by side.
    """

    stand_in: bool
    words: list[frozenset[str]]
    terms: frozenset[str]
    sequences: list[tuple[str, ...]]

    @classmethod
    def by(cls, group: Words):
        found = [frozenset(word.exact if group.phrase else word.terms) for word in group.words]
        sequences = group.sequences if group.phrase else []
        return cls(group.stand_in, found, frozenset().union(*found), sequences)

    def is_in(self, there, terms):
        """Whether it is in a document that has these terms, and those of each text by level."""
        if any(word.isdisjoint(there) for word in self.words):
            return False
        return not self.sequences or any(
            _side_by_side(sequence, exact)
            for exact, *_ in terms.values()
            for sequence in self.sequences
        )


def _clauses(expression):
    return [list(map(_Sought.by, clause)) for clause in expression.required]


def _found(clause, there, terms):
    """The alternatives to be marked in a document: those that were meant, if it has one."""
    whole = [one for one in clause if one.is_in(there, terms)]
    return [one for one in whole if not one.stand_in] or whole


def _places(levels, there, sought):
    """Of the words to be marked in a text, counted from 0."""
    words = there.intersection(chain(*(one.terms for one in sought if not one.sequences)))
    found = set()
    for level in levels:
        if not words.isdisjoint(level):  # which is much faster than to look at each
            found.update(place for place, term in enumerate(level) if term in words)
    exact, *_others = levels
    for sequence in chain(*(one.sequences for one in sought)):
        for place in _side_by_side(sequence, exact):
            found.update(range(place, place + len(sequence)))
    return found


def _side_by_side(sequence, exact):
    """Where the sequence begins in a text."""
    first, *_others = sequence
    places = (place for place, term in enumerate(exact) if term == first)
    return [place for place in places if tuple(exact[place : place + len(sequence)]) == sequence]


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
