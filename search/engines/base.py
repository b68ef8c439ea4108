"""The contract of the search engines: what goes in, what comes out.

An engine is a class with a `name` and `search(query) -> Results`. For all of them:

- A document matches if each word of the query is found in it, in any of its columns and at any
  level. Where no document the person may read matches so, those with any of the words do: this is
  settled before the facets are, so choosing a value never changes what counts as a match.
- Within a facet chosen values are alternatives, across facets all must hold. The count of a value
  is the number of hits with this value alone chosen in its facet, the other facets as they are.
- Hits come in the order of languages the reader reads, in each the best first: exact above lemma
  above stem, title above summary above text; of equals the newer first. An empty query lists
  everything, newest first. A query without a letter or digit finds nothing.
- Nothing the person may not read is found or counted.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page

from search.models import SearchDocument


@dataclass(frozen=True)
class Query:
    """What somebody searches for.

    `language` is the code of the reader's language; `filters` maps a facet's name to the values
    chosen in it; `page` counts from 1 (one that does not exist means the nearest that does).
    """

    text: str
    language: str
    filters: dict[str, list[str]] = field(default_factory=dict)
    page: int | str = 1
    page_size: int = 10
    user: object = field(default_factory=AnonymousUser)


@dataclass(frozen=True)
class Hit:
    """A document found; `related` if it is not in the reader's own language.

    `highlights` are excerpts as safe HTML with the words found in `<mark>`.
    """

    document: SearchDocument
    related: bool
    highlights: list[str]


@dataclass(frozen=True)
class Facet:
    """How many hits each value of a facet has; values without hits are left out."""

    name: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Results:
    """`page` is Django's paginator page, for its numbers; `hits` is what stands on it."""

    engine: str
    page: Page
    hits: list[Hit]
    facets: list[Facet]

    @property
    def total(self) -> int:
        return self.page.paginator.count
