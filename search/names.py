"""Countries, party families and topics: what readers choose them by and what they are called.

They are read anew for every search, in one query; what is made of them is kept in each process for
as long as they stay as they are.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import connection
from django.db.models import QuerySet, TextField, Value
from modeltranslation.utils import get_language, resolution_order

from core.languages import CODES
from parties.models import Country, PartyFamily
from topics.models import Topic

from .thesaurus import Thesaurus

# By facet: whose rows are its values, the column readers choose them by, and those that have
# what they are called, and what else, in each language.
NAMED = {
    "country": (Country, "code", ["name"]),
    "family": (PartyFamily, "slug", ["name"]),
    "topic": (Topic, "slug", ["name", "synonyms"]),
}
MOST_NAMES = max(len(fields) for _model, _value, fields in NAMED.values())


@dataclass(frozen=True)
class Names:
    """`rows` are facet, id, value, and the texts of each field in the order of `CODES`."""

    rows: tuple[tuple, ...]

    @cached_property
    def values(self) -> dict[str, dict[str, str]]:
        """What readers choose, by facet and by the ids that documents have."""
        values = {facet: {} for facet in NAMED}
        for facet, pk, value, *_texts in self.rows:
            values[facet][str(pk)] = value
        return values

    @cached_property
    def thesaurus(self) -> Thesaurus:
        topics = [(pk, texts) for facet, pk, _value, *texts in self.rows if facet == "topic"]
        return Thesaurus(topics)

    def labels(self) -> dict[str, dict[str, str]]:
        """What each value is called in the active language, by facet."""
        places = [CODES.index(code) for code in resolution_order(get_language())]
        labels = {facet: {} for facet in NAMED}
        for facet, _pk, value, *texts in self.rows:
            labels[facet][value] = next((texts[at] for at in places if texts[at]), "")
        return labels


def read_names() -> Names:
    with connection.cursor() as cursor:
        cursor.execute(*_statement(connection.vendor))
        return _names(tuple(sorted(cursor.fetchall())))


@lru_cache(maxsize=2)
def _names(rows):
    return Names(rows)


@lru_cache
def _statement(vendor):
    # Plain querysets: those of models with translations give columns in an order of their own.
    first, *others = (
        QuerySet(model).order_by().values_list(Value(facet), "pk", value, *_texts(fields))
        for facet, (model, value, fields) in NAMED.items()
    )
    return first.union(*others, all=True).query.sql_with_params()


def _texts(fields):
    columns = [f"{field}_{code.replace('-', '_')}" for field in fields for code in CODES]
    missing = MOST_NAMES * len(CODES) - len(columns)
    return [*columns, *[Value("", TextField())] * missing]
