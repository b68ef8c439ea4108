"""Requests to Elasticsearch for what somebody searches for: hits, and counts by facet."""

from content.models import Visibility
from core.languages import get_language
from search.models import FACETS
from search.readers import readable

from .asked import Asked
from .elasticsearch_queries import all_of, any_of, excluded, matching, scoring, whole_score

# A facet has fewer values.
MOST_VALUES = 10_000
# Hits are pages, however many of their translations match. (The threshold is the highest.)
PAGES = {"pages": {"cardinality": {"field": "page", "precision_threshold": 40_000}}}
# Every order ends with these two.
NEWEST = [{"date": "desc"}, {"pk": "desc"}]
# What has all that is asked for is told by its score.
IS_WHOLE = "_score >= params.whole ? 0 : 1"


class Request(Asked):
    """A search as Elasticsearch is asked it."""

    def request(self, start: int, size: int, *, newest_first=False, counting=False, only=()):
        """Hits from `start` on, one for each page; of its translations that which sorts first.

        `only` are pages, by their keys in the index, of which alone hits are wanted.
        """
        request = {
            "query": self._query(only),
            "post_filter": all_of(self._choices()),
            "collapse": {"field": "page"},
            "sort": NEWEST if newest_first else self._nearest,
            "from": start,
            "size": size,
            "stored_fields": "_none_",
            "track_total_hits": False,
        }
        return {**request, "aggs": self._counts()} if counting else request

    @property
    def _nearest(self):
        reader = get_language(self.query.language).code
        nearest = [{f"distance.{reader}": "asc"}, {"_score": "desc"}, *NEWEST]
        if not self.whole:
            return nearest
        script = {"source": IS_WHOLE, "params": {"whole": whole_score(self.expression)}}
        return [{"_script": {"type": "number", "script": script}}, *nearest]

    def _query(self, only):
        """What matches, whatever is chosen."""
        filters = _readable_by(self.query.user)
        if self.expression.required:
            filters.append(matching(self.expression, self.every))
            if self.whole:
                filters.append(any_of([matching(self.whole, every=True), self._in_own]))
        elif not self.expression and self.query.text.strip():
            filters.append({"match_none": {}})
        if only:
            filters.append({"terms": {"page": list(only)}})
        return {
            "bool": {
                "filter": filters,
                "must_not": excluded(self.expression),
                "should": [*scoring(self.expression, self.every), *self._wholly],
            }
        }

    @property
    def _in_own(self):
        return {"term": {"language": self.own}}

    @property
    def _wholly(self):
        """What raises the score of what has the whole above any other."""
        if not self.whole:
            return []
        whole = matching(self.whole, every=True)
        return [{"constant_score": {"filter": whole, "boost": whole_score(self.expression)}}]

    def _choices(self, but: str = ""):
        """What is chosen in all facets but this one."""
        return [{"terms": {name: values}} for name, values in self.choices(but).items()]

    def _counts(self):
        """The hits, also by value in each facet, whatever is chosen in it; and all that matches."""
        # Facets nothing is chosen in have the same hits: these are gathered once for all of them.
        alike = [name for name in FACETS if name not in self.apart]
        return {
            "hits": self._gathered(alike),
            **{name: self._gathered([name], but=name) for name in self.apart},
            # Nothing chosen, that is what is found in any language.
            **({"matching": {"filter": {"match_all": {}}, "aggs": PAGES}} if self.chosen else {}),
            "own": {"filter": self._in_own},
        }

    def _gathered(self, facets, but=""):
        """Pages by the values of facets, whatever is chosen in one."""
        # Counting pages takes longest of all.
        pages = {} if self.in_one_language(but) else PAGES
        values = {
            name: {
                "terms": {"field": name, "size": MOST_VALUES},
                "aggs": {} if name == "language" else pages,
            }
            for name in facets
        }
        return {"filter": all_of(self._choices(but)), "aggs": {**pages, **values}}


def _readable_by(user):
    if (own := readable(user)) is None:
        return []
    found = [{"terms": {"visibility": own.visibilities}}]
    if own.family_id:
        family = {"visibility": Visibility.FAMILY, "reader_family": str(own.family_id)}
        found.append(all_of([{"term": {name: value}} for name, value in family.items()]))
    return [any_of(found)]
