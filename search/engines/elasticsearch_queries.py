"""What somebody asks for, in Elasticsearch's query language."""

from search.analysis import LEVELS
from search.index_form import ALL_TERMS
from search.models import TEXTS
from search.queries import Expression, Words

from .weights import WEIGHTS

EXACT = [f"{column}_exact" for column in TEXTS]
# Every term counts for three columns, and Elasticsearch takes 1,024 of them at least: the terms
# of some twenty words. Words beyond that have to be found too, but do not count for the order.
SCORED_TERMS = 300
# More than any sum: what has the words as they are meant comes before what stands in for them, and
# what has more of what is asked for before what has less.
AS_MEANT = 10_000


def matching(expression: Expression, every: bool) -> dict:
    """Documents with all that is required, or any of it."""
    clauses = [any_of([_words(group) for group in clause]) for clause in expression.required]
    return all_of(clauses) if every else any_of(clauses)


def excluded(expression: Expression) -> list[dict]:
    return [_words(group) for group in expression.excluded]


def scoring(expression: Expression, every: bool) -> list[dict]:
    """Each level in each column, of which a document gets the sum."""
    scores = [
        {
            "match": {
                f"{column}_{level}": {
                    "query": " ".join(terms),
                    "boost": WEIGHTS[f"{column}_{level}"],
                }
            }
        }
        for level, terms in _scored(expression).items()
        if terms
        for column in TEXTS
    ]
    return scores + [
        {"constant_score": {"filter": matching(first, every), "boost": AS_MEANT}}
        for first in expression.first(every)
    ]


def whole_score(expression: Expression) -> int:
    """More than what has only some of it can have: no higher than that, or scores get coarse."""
    return (len(expression.required) + 1) * AS_MEANT


def all_of(clauses: list[dict]) -> dict:
    return {"bool": {"filter": clauses}}


def any_of(clauses: list[dict]) -> dict:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _words(group: Words):
    if group.phrase:
        return any_of([_phrase(terms) for terms in group.sequences])
    return all_of([{"terms": {ALL_TERMS: word.terms}} for word in group.words])


def _phrase(terms):
    return {"multi_match": {"type": "phrase", "query": " ".join(terms), "fields": EXACT}}


def _scored(expression):
    """The terms that count, by level."""
    terms = dict.fromkeys(
        (level, term)
        for group in sorted(expression.alternatives, key=lambda group: group.stand_in)
        for word in group.words
        for level in LEVELS
        for term in getattr(word, level)
    )
    scored = list(terms)[:SCORED_TERMS]
    return {level: [term for of, term in scored if of == level] for level in LEVELS}
