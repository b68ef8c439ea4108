"""Requests to Elasticsearch for what somebody searches for: hits, and counts by facet."""

from content.models import Visibility
from core.languages import get_language
from search.models import FACETS
from search.readers import readable

from .asked import Asked
from .elasticsearch_queries import all_of, any_of, excluded, matching, scoring

# A facet has fewer values.
MOST_VALUES = 10_000
# Hits are pages, however many of their translations match. (The threshold is the highest.)
PAGES = {"pages": {"cardinality": {"field": "page", "precision_threshold": 40_000}}}
# Every order ends with these two.
NEWEST = [{"date": "desc"}, {"pk": "desc"}]


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
        return [{f"distance.{reader}": "asc"}, {"_score": "desc"}, *NEWEST]

    def _query(self, only):
        """What matches, whatever is chosen."""
        filters = _readable_by(self.query.user)
        if self.expression.required:
            filters.append(matching(self.expression, self.every))
        elif not self.expression and self.query.text.strip():
            filters.append({"match_none": {}})
        if only:
            filters.append({"terms": {"page": list(only)}})
        return {
            "bool": {
                "filter": filters,
                "must_not": excluded(self.expression),
                "should": scoring(self.expression, self.every),
            }
        }

    def _choices(self, but: str = ""):
        """What is chosen in all facets but this one."""
        return [{"terms": {name: values}} for name, values in self.choices(but).items()]

    def _counts(self):
        """By facet, and by value in it, the hits whatever is chosen in the facet."""
        counts = {
            name: {
                "filter": all_of(self._choices(but=name)),
                "aggs": {
                    **PAGES,
                    "values": {"terms": {"field": name, "size": MOST_VALUES}, "aggs": PAGES},
                },
            }
            for name in FACETS
        }
        total = {"filter": all_of(self._choices()), "aggs": PAGES}
        return {**counts, "total": total, "matching": {"filter": {"match_all": {}}, "aggs": PAGES}}


def _readable_by(user):
    if (own := readable(user)) is None:
        return []
    found = [{"terms": {"visibility": own.visibilities}}]
    if own.family_id:
        family = {"visibility": Visibility.FAMILY, "reader_family": str(own.family_id)}
        found.append(all_of([{"term": {name: value}} for name, value in family.items()]))
    return [any_of(found)]
