"""The words found in a document, marked in its title and summary and in a part of its text.

The n-th term of each column of terms belongs to the n-th word of the text, so nothing is analysed
anew, and no word is marked, or cut, in part.
"""

from bisect import bisect_left
from collections import defaultdict
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
        sought = list(chain(*self.clauses))
        self.terms = frozenset(chain(*(one.terms for one in sought)))
        self.in_phrases = frozenset(chain(*(one.terms for one in sought if one.sequences)))

    def mark(self, document: SearchDocument) -> Marked:
        """Of the text it is the part with most of the words, if there is any."""
        if not self.clauses:
            return Marked(escape(document.title), escape(document.summary), [])
        texts = [_Text.of(document, name, self.in_phrases) for name in TEXTS]
        there = self.terms.intersection(chain(*(chain(*text.levels) for text in texts)))
        sought = list(chain(*(_found(clause, there, texts) for clause in self.clauses)))
        title, summary, text = (text.places(there, sought) for text in texts)
        return Marked(
            _part(document.title, 0, None, title),
            _part(document.summary, 0, None, summary),
            [_part(document.text, _start(text), LENGTH, text)] if text else [],
            whole=all(any(one.is_in(there, texts) for one in clause) for clause in self.whole),
        )


@dataclass(frozen=True, slots=True)
class _Text:
    """The terms of a text by level, and the places of those of phrases, counted from 0."""

    levels: list[list[str]]
    of_phrases: dict[str, list[int]]

    @classmethod
    def of(cls, document, name, in_phrases):
        levels = [getattr(document, f"{name}_{level}").split() for level in LEVELS]
        places = defaultdict(list)
        for place, term in enumerate(levels[0] if in_phrases else ()):
            if term in in_phrases:
                places[term].append(place)
        return cls(levels, places)

    def begins(self, sequence):
        """Where the terms stand side by side."""
        exact, length = self.levels[0], len(sequence)
        return [
            place
            for place in self.of_phrases.get(sequence[0], ())
            if tuple(exact[place : place + length]) == sequence
        ]

    def places(self, there, sought):
        """Those of the words to be marked."""
        words = there.intersection(chain(*(one.terms for one in sought if not one.sequences)))
        found = set()
        for level in self.levels:
            if not words.isdisjoint(level):  # which is much faster than to look at each
                found.update(place for place, term in enumerate(level) if term in words)
        for sequence in chain(*(one.sequences for one in sought)):
            for place in self.begins(sequence):
                found.update(range(place, place + len(sequence)))
        return found


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

    def is_in(self, there, texts):
        """Whether it is in a document with these of the terms, and these texts."""
        if any(word.isdisjoint(there) for word in self.words):
            return False
        return not self.sequences or any(
            text.begins(sequence) for text in texts for sequence in self.sequences
        )


def _clauses(expression):
    return [list(map(_Sought.by, clause)) for clause in expression.required]


def _found(clause, there, texts):
    """The alternatives to be marked in a document: those that were meant, if it has one."""
    whole = [one for one in clause if one.is_in(there, texts)]
    return [one for one in whole if not one.stand_in] or whole


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
