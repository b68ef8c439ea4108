"""Words some write together and others apart: video nadzor, videonadzor.

Only what the documents have counts: two words of a query may be one of theirs, and a word that none
of them has may be two.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

from .analysis import exact_terms, query_word
from .queries import Words
from .spelling import spelt
from .vocabulary import LONGEST_WORD, SHORTEST_WORD, is_countable

# Of so many words of a query, the parts are looked up.
MOST_SPLIT = 8


class Compounds:
    """What the words of a query, each a clause of its own, may be together or apart."""

    def __init__(self, required: Sequence[tuple[Words, ...]]):
        single = [
            clause[0] if len(clause) == 1 and clause[0].typed else None for clause in required
        ]
        self.together = {
            query_word(one.typed + other.typed): (one, other)
            for one, other in pairwise(single)
            if one and other and is_countable(one.typed + other.typed)
        }
        long = [one for one in single if one and _may_be_two(one.typed)]
        self.apart = {one: _parts(one.typed) for one in long[:MOST_SPLIT]}

    @property
    def terms(self) -> list[str]:
        """What is to be looked up among the words of the documents."""
        together = (word.terms for word in self.together)
        apart = (both for parts in self.apart.values() for both in chain(*parts.values()))
        return [*chain.from_iterable(together), *chain.from_iterable(apart)]

    def written_together(self, known: frozenset[str]) -> dict[Words, list[Words]]:
        """By word of the query, those of the documents it is a part of."""
        found = defaultdict(list)
        for word, pair in self.together.items():
            if not known.isdisjoint(word.terms):
                for one in pair:
                    found[one].append(Words((word,)))
        return found

    def written_apart(self, known: frozenset[str]) -> dict[Words, list[Words]]:
        """By word of the query that no document has, the two words it may be."""
        return {
            one: [
                Words(tuple(map(query_word, pair)))
                for pair, terms in parts.items()
                if any(map(known.issuperset, terms))
            ]
            for one, parts in self.apart.items()
            if known.isdisjoint(spelt(one))
        }


def _may_be_two(word):
    return word.isalpha() and 2 * SHORTEST_WORD <= len(word) <= LONGEST_WORD


def _parts(word):
    """Each two words it may be, with the exact terms of both in each language of analysis."""
    places = range(SHORTEST_WORD, len(word) - SHORTEST_WORD + 1)
    pairs = [(word[:place], word[place:]) for place in places]
    return {pair: list(zip(*map(exact_terms, pair), strict=True)) for pair in pairs}
