"""The form of the index in Elasticsearch: settings, mapping, and a document as it is sent."""

from core.languages import CODES, reading_order

from .analysis import LEVELS
from .models import TEXTS, SearchDocument

# To be raised with every change below: the new code then waits for an index of its own form.
VERSION = 2

# Pages of results can be turned up to here.
LAST_HIT = 1_000_000
# A word is found by any of its terms in any column: all of them together.
ALL_TERMS = "terms"

SETTINGS = {
    "number_of_shards": 1,
    # A copy on another node, where there is one.
    "auto_expand_replicas": "0-1",
    # Said, though it is the default: otherwise a search after a quiet time would wait for it.
    "refresh_interval": "1s",
    "max_result_window": LAST_HIT,
    # What was removed stays known for as long as an older document may still be on its way.
    "gc_deletes": "1h",
}

# Terms come analysed, separated by spaces.
TERMS = {"type": "text", "analyzer": "whitespace"}
KEYWORD = {"type": "keyword"}
NUMBER = {"type": "long"}

MAPPINGS = {
    "dynamic": "strict",
    # Everything shown is read from the database, where rights are checked again.
    "_source": {"enabled": False},
    "properties": {
        **{
            # Phrases are looked for in the exact terms only.
            f"{column}_{level}": {
                **TERMS,
                "copy_to": ALL_TERMS,
                "index_options": "positions" if level == "exact" else "freqs",
            }
            for column in TEXTS
            for level in LEVELS
        },
        ALL_TERMS: {**TERMS, "index_options": "docs", "norms": False},
        "pk": NUMBER,
        # A number: pages are counted by it, which takes longest of all, and longer by a text.
        "page": NUMBER,
        "date": {"type": "date", "format": "strict_date"},
        "visibility": KEYWORD,
        "reader_family": KEYWORD,
        # The facets by their names; countries, families and topics by their ids.
        "type": KEYWORD,
        "country": KEYWORD,
        "family": KEYWORD,
        "topic": KEYWORD,
        "year": KEYWORD,
        "language": KEYWORD,
        # How far the document's language is from each reader's.
        "distance": {"properties": {code: {"type": "byte", "index": False} for code in CODES}},
    },
}  # fmt: skip


def as_entry(document: SearchDocument) -> dict:
    terms = [f"{column}_{level}" for column in TEXTS for level in LEVELS]
    return {
        **{name: getattr(document, name) for name in terms},
        "pk": document.pk,
        # The same for the translations of a page.
        "page": document.translation_key.int >> 65,  # which leaves what such a number holds
        "date": document.date.isoformat(),
        "visibility": document.visibility,
        "reader_family": document.reader_family_id,
        "type": document.type_slug,
        "country": document.country_id,
        "family": document.family_id,
        "topic": document.topics,
        "year": document.year,
        "language": document.locale,
        "distance": {code: reading_order(code).index(document.locale) for code in CODES},
    }
