"""A search as engines see it: facets by ids, and the languages to keep to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, Self

from core.languages import get_language
from search.queries import Expression

from .base import Query

# So many pages in the reader's own language are enough to choose from.
ENOUGH = 5


class Counted(Protocol):
    """How many pages match.

    `total` with all that is chosen, `unfiltered` whatever is, `own` so in the reader's language.
    `facets` are by value, with what is chosen in the others; `without` is without what is chosen
    in a facet, for the languages and any facet with a choice.
    """

    total: int
    unfiltered: int
    own: int
    facets: dict[str, dict[str, int]]
    without: dict[str, int]


@dataclass(frozen=True)
class Asked:
    """A search, with its words and choices as documents have them.

    `wide` is the expression with more alternatives, for where too little has everything. `chosen`
    are the values chosen in each facet with a choice, `readable` the languages to keep to, if any;
    `every` is whether all that is required has to be found, or any of it. Where `whole` is, that
    comes first, and what has only some of it has to be in the reader's own language.
    """

    query: Query
    expression: Expression
    wide: Expression
    chosen: dict[str, list[str]]
    readable: tuple[str, ...]
    every: bool = True
    whole: Expression | None = None

    @classmethod
    def by(cls, query: Query, expression: Expression) -> Self:
        chosen = {
            name: _as_known(wanted, query.names.values.get(name))
            for name, wanted in query.filters.items()
            if wanted
        }
        language = get_language(query.language)
        everywhere = query.every_language or "language" in chosen
        readable = () if everywhere else (language.content, *language.related)
        return cls(query, expression.at_first, expression, chosen, readable)

    def choices(self, but: str = "") -> dict[str, list[str]]:
        """The values to keep to, by facet, in all facets but this one."""
        choices = {"language": list(self.readable)} if self.readable else {}
        choices |= self.chosen
        return {name: values for name, values in choices.items() if name != but}

    def in_one_language(self, but: str = "") -> bool:
        """Whether all of it is: each document is a page then, as no page is twice in a language."""
        return len(self.choices(but).get("language", ())) == 1

    @property
    def apart(self) -> list[str]:
        """The facets whose counts are of more than the hits: something is chosen in them."""
        return list(dict.fromkeys(["language", *self.chosen]))

    @property
    def own(self) -> str:
        """The language of the pages the reader reads first."""
        return get_language(self.query.language).content

    @property
    def finds_all(self) -> bool:
        """Whether something is found that has all that is required."""
        return self.every or self.whole is not None

    def narrowest[C: Counted](self, count: Callable[[Self], C]) -> tuple[Self, C]:
        """What was asked that finds something, or else everything, with how much that is.

        First by more alternatives for each word, then by any of the words. A few pages that happen
        to have everything do not hide what else there is in the reader's own language; they come
        first, unless the newest is to.
        """
        asked, counted = self, count(self)
        if counted.own < ENOUGH and self.wide != self.expression:
            wider = replace(self, expression=self.wide)
            more = count(wider)
            if more.unfiltered > counted.unfiltered:
                asked, counted = wider, more
        # Who says exactly what they want, or wants the newest, is not to get less than the whole.
        keeps_whole = self.query.newest_first or self.expression.is_exact
        is_enough = counted.unfiltered if keeps_whole else counted.own >= ENOUGH
        if self.expression.required and not is_enough:
            whole = asked.expression if counted.unfiltered else None
            less = replace(asked, expression=self.wide.loosened, every=False, whole=whole)
            # Languages the reader does not read are searched if what has everything is in them.
            if whole and less.readable and not counted.total and not counted.own:
                less = replace(less, readable=())
            more = count(less)
            if more.unfiltered > counted.unfiltered:
                asked, counted = less, more
        if asked.readable and not counted.total:
            asked = replace(asked, readable=())
            counted = count(asked)
        return asked, counted


def _as_known(wanted, values):
    if values is None:
        return list(wanted)
    return [pk for pk, value in values.items() if value in wanted]
