"""The contract of the search engines: what goes in, what comes out.

An engine is a class with a `name` and `search(query) -> Results`. For all of them:

- A query is read by `search.queries`: words, phrases in quotes, and what is not wanted.
- A document matches if each thing asked for is found in it, in any of its columns and at any
  level (a phrase: as typed, side by side). Where no document the person may read matches so,
  those with any of them do (`every` is False). Where few match so in the reader's own language,
  those there with any of them do too, after all others (but not where the newest comes first).
  What has more of them comes before what has less. This is settled before choices are, so
  choosing never changes what counts as a match.
- Hits are in the languages the reader reads: their own first, then related ones, nearest first.
  Where there is none, and where the query asks for every language, all languages are searched.
  Chosen languages take the place of these.
- The translations of a page are one hit: the one nearest to the reader, of those that have
  everything if not all have. In each language the best comes first: exact above lemma above stem,
  title above summary above text; of equals the newer.
  An empty query lists everything, newest first. A query without a letter or digit finds nothing.
- Within a facet chosen values are alternatives, across facets all must hold. The count of a value
  is the number of hits with this value alone chosen in its facet, the other facets as they are.
- Nothing the person may not read is found or counted.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page

from search.excerpts import Marked
from search.models import SearchDocument
from search.names import Names, read_names


@dataclass(frozen=True)
class Query:
    """What somebody searches for.

    `language` is the code of the reader's language; `filters` maps a facet's name to the values
    chosen in it; `page` counts from 1 (one that does not exist means the nearest that does);
    `names` are the vocabularies as they are when it is asked.
    """

    text: str
    language: str
    filters: dict[str, list[str]] = field(default_factory=dict)
    page: int | str = 1
    page_size: int = 10
    user: object = field(default_factory=AnonymousUser)
    newest_first: bool = False
    every_language: bool = False
    names: Names = field(default_factory=read_names, compare=False, repr=False)


@dataclass(frozen=True)
class Hit:
    """A document found; `related` if it is not in the reader's own language.

    `country`, `family` and `topics` are what readers choose them by; `marked` is what is shown of
    the document, with the words found marked.
    """

    document: SearchDocument
    related: bool
    country: str | None
    family: str | None
    topics: list[str]
    marked: Marked


@dataclass(frozen=True)
class Facet:
    """How many hits each value of a facet has; values without hits are left out."""

    name: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Results:
    """`page` is Django's paginator page, for its numbers; `hits` is what stands on it.

    `every` is whether the hits have everything asked for, not only some of it;
    `every_language` whether all languages were searched; `in_every_language` how many hits that
    is or would be; `without` how many hits there would be without what is chosen in each facet
    with a choice, and `unfiltered` how many without any choice, in all languages.
    """

    engine: str
    page: Page
    hits: list[Hit]
    facets: list[Facet]
    every: bool
    every_language: bool
    in_every_language: int
    without: dict[str, int]
    unfiltered: int
    suggestion: str | None = None

    @property
    def total(self) -> int:
        return self.page.paginator.count
