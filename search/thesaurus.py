"""Topics and what else they are called: a query that names one finds it by its other names too."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import cycle
from typing import NamedTuple

from core.languages import CODES, get_language

from .analysis import QueryWord, index_terms, is_word, words
from .queries import Expression, Words
from .stop_words import is_stop_word

# A page is seldom filed under more topics.
PLACES = 8


class Name(NamedTuple):
    """A name of a topic in one language, by the words that make it one.

    `places` are theirs, of all `words` it has; `needed` are these words as they stand in for it.
    """

    topic: int
    words: tuple[QueryWord, ...]
    places: tuple[int, ...]
    needed: tuple[QueryWord, ...]


class Naming(NamedTuple):
    """Clauses of a query, by their places, that together name topics."""

    places: frozenset[int]
    topics: frozenset[int]


def topic_terms(topics: Iterable[int]) -> list[str]:
    """What stands among a document's terms for the topics it is filed under.

    As many for each document, so that those of few topics are no shorter and thereby better.
    """
    terms = [f"t{pk}" for pk in topics]
    return terms + ["t0"] * (PLACES - len(terms))


class Thesaurus:
    """`topics` are ids with what they are called: texts in the order of `CODES`, over and over."""

    def __init__(self, topics: Iterable[tuple[int, Sequence[str | None]]]):
        self.names = [name for pk, texts in topics for name in _names(pk, texts)]
        self.of_topic = defaultdict(list)
        self.places = defaultdict(set)
        for number, name in enumerate(self.names):
            self.of_topic[name.topic].append(Words(name.needed, stand_in=True))
            for place, word in enumerate(name.words):
                for term in word.terms:
                    self.places[term].add((number, place))

    def widen(self, expression: Expression) -> Expression:
        """Clauses that name a topic become one, with its other names standing in for them."""
        clauses, named = dict(enumerate(expression.required)), {}
        for naming in self._namings(expression.required):
            if naming.places <= clauses.keys():
                typed = [clauses.pop(place)[0] for place in sorted(naming.places)]
                # Not at a place of their own: no other name is found in them.
                named[min(naming.places)] = self._clause(typed, naming.topics)
        required = tuple(clause for _place, clause in sorted((clauses | named).items()))
        return replace(expression, required=required)

    def _clause(self, typed, topics):
        """What was typed, the topics' names, and what is filed under them."""
        meant = Words(tuple(word for one in typed for word in one.words))
        filed = [QueryWord((), (), (f"t{pk}",)) for pk in sorted(topics)]
        names = [name for topic in sorted(topics) for name in self.of_topic[topic]]
        return (meant, *names, *(Words((word,), stand_in=True) for word in filed))

    def _namings(self, required) -> list[Naming]:
        """The names in a query: those of most words first."""
        found = defaultdict(set)
        for number, places in self._found(required).items():
            name = self.names[number]
            if all(place in places for place in name.places):
                clauses = frozenset().union(*places.values())
                found[len(name.places), clauses].add(name.topic)
        longest_first = sorted(found.items(), key=lambda one: (-one[0][0], sorted(one[0][1])))
        return [Naming(clauses, frozenset(topics)) for (_, clauses), topics in longest_first]

    def _found(self, required):
        """By name and by its words: the clauses that have the word in any form."""
        found = defaultdict(lambda: defaultdict(set))
        for clause, (first, *_others) in enumerate(required):
            for term in first.words[0].terms if first.typed else ():
                for number, place in self.places.get(term, ()):
                    found[number][place].add(clause)
        return found


def _names(topic, texts) -> list[Name]:
    """Each name of a topic once, though several languages have it."""
    names = {}
    for code, text in zip(cycle(CODES), texts, strict=False):
        for name in re.split(r"[,;\n]", text or ""):
            if (found := _words(name, code)) and found not in names:
                places, standing_in = _places(name, code), _standing_in(found, name, code)
                needed = tuple(standing_in[place] for place in places)
                names[found] = Name(topic, found, places, needed)
    return list(names.values())


def _words(name, code):
    """The words of a name in its language only: the terms of others would find other words."""
    columns = (terms.split() for terms in index_terms(name, code).values())
    return tuple(
        QueryWord((exact,), (lemma,), (stem,)) for exact, lemma, stem in zip(*columns, strict=True)
    )


def _standing_in(found, name, code):
    """Without the stems of what the dictionary knows: other words have them too (укљученост)."""
    analysis = get_language(code).analysis
    return [
        replace(word, stem=()) if is_word(said[0], analysis) else word
        for word, said in zip(found, words(name), strict=True)
    ]


def _places(name, code):
    """The places of the words that say something: people leave out the others."""
    analysis = get_language(code).analysis
    said = [match[0] for match in words(name)]
    needed = [place for place, word in enumerate(said) if not is_stop_word(word, analysis)]
    return tuple(needed or range(len(said)))
