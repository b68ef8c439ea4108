"""The words of the documents, and in how many of them each stands.

Whatever writes documents does it inside `counted`; a document that is deleted is counted off by
its signal. A transaction takes hold of documents before words, and of words in their order, so
that two of them never wait for each other.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from itertools import batched, chain
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from core.languages import is_cyrillic

from .analysis import ANALYSES, LEVELS, LONGEST_WORD, QueryWord, index_terms, words
from .models import LONGEST_TERM, TEXTS, SearchDocument, SearchWord, known_scopes, word_scope
from .sql import placeholders

SHORTEST_WORD = 4
# How many words are read for a query.
MOST_READ = 20_000
BATCH_SIZE = 500
COLUMNS = (*TEXTS, "locale", "visibility", "reader_family")
COUNTED = ("written", "locale", "scope", "documents", *LEVELS)
# Analyses whose terms are in Cyrillic: those of the group `hbs` are brought to Latin.
CYRILLIC_ANALYSES = {"mk", "bg"}


@contextmanager
def counted(page_ids: Iterable[int]):
    """The vocabulary follows what becomes of these pages' documents inside."""
    page_ids = list(page_ids)
    with transaction.atomic():
        before = _uses(SearchDocument.objects.select_for_update().filter(pk__in=page_ids))
        yield
        changes = _uses(SearchDocument.objects.filter(pk__in=page_ids))
        changes.subtract(before)
        _count(changes)


def forget(page_id: int):
    """Count off the words of a document that is about to be deleted, once however often asked."""
    with counted([page_id]):
        SearchDocument.objects.filter(pk=page_id).update(title="", summary="", text="")


@transaction.atomic
def recount():
    """Count all documents anew. Those who write documents meanwhile wait for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE search_searchword IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM search_searchword")
    _count(_uses(SearchDocument.objects.all()))


def is_right() -> bool:
    """Whether what was counted is what a new count would come to, by the same terms."""
    kept = {}
    for *key, count, exact, lemma, stem in SearchWord.objects.values_list(*COUNTED).iterator():
        if (exact, lemma, stem) != _terms(*key[:2])[: len(LEVELS)]:
            return False  # by other rules, before a release
        kept[tuple(key)] = count
    return kept == _uses(SearchDocument.objects.all())


def _uses(documents):
    """How often each word stands in each scope, by (written, locale, scope).

    A document that was made room for has no terms yet, and so no words.
    """
    uses = Counter()
    written = documents.exclude(title_exact="", summary_exact="", text_exact="")
    rows = written.order_by("pk").values_list(*COLUMNS)
    for *texts, locale, visibility, family_id in rows.iterator(chunk_size=1000):
        scope = word_scope(visibility, family_id)
        uses.update((word, locale, scope) for word in _words(texts))
    return uses


def _words(texts):
    found = {match[0] for match in words("\n".join(texts))}
    return {word for word in map(_written, found) if is_countable(word)}


def _written(word):
    return unicodedata.normalize("NFC", word.replace("\u00ad", "").lower())


def is_countable(word: str) -> bool:
    """Whether the vocabulary would have this word."""
    return SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()


class Known(NamedTuple):
    """A word that some may know: in which language, in how many documents, and its terms."""

    locale: str
    documents: int
    exact: str
    lemma: str
    stem: str


def known_words(terms: Sequence[str], stems: Sequence[str], user) -> list[Known]:
    """Words of documents the person may read that have one of the terms, or a stem so beginning.

    Of more than can be read those that have a term come first.
    """
    having = [_having(set(terms))] if terms else []
    asked = [*having, *([_beginning("stem", stems)] if stems else [])]
    if not asked:
        return []
    where, parameters = _any(sql for sql, _more in asked), [*chain(*(more for _sql, more in asked))]
    if (scopes := known_scopes(user)) is not None:
        where, parameters = f"{where} AND scope IN {placeholders(scopes)}", [*parameters, *scopes]
    if len(asked) > 1:
        (first, more), *_others = having
        where, parameters = f"{where} ORDER BY {first} DESC", [*parameters, *more]
    # Written out: Django takes longer to make such a statement than a database to answer it.
    known = f"SELECT {', '.join(Known._fields)} FROM search_searchword"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{known} WHERE {where} LIMIT {MOST_READ}", parameters)
        return list(map(Known._make, cursor.fetchall()))


def _having(terms):
    """That a word has one of the terms, as SQL with its parameters."""
    by_level = {level: [term for term in terms if term[0] == level[0]] for level in LEVELS}
    conditions = [f"{level} IN {placeholders(own)}" for level, own in by_level.items() if own]
    return _any(conditions), [*chain(*by_level.values())]


def terms_of(known: Iterable[Known]) -> frozenset[str]:
    terms = ((word.exact, word.lemma, word.stem) for word in known)
    return frozenset(chain.from_iterable(terms))


def begins(field: str, starts: Sequence[str]) -> Q:
    """Words that begin in one of these ways, all of letters and digits, by an index."""
    sql, parameters = _beginning(field, starts)
    return Q(RawSQL(sql, parameters, BooleanField()))  # noqa: S611 - all are parameters


def _beginning(field, starts):
    """The same as SQL with its parameters: SQLite has no index for LIKE, PostgreSQL no other."""
    if connection.vendor == "sqlite":
        one, bounds = f"({field} >= %s AND {field} < %s)", ("", "\U0010ffff")
    else:
        one, bounds = f"{field} LIKE %s", ("%",)
    return _any([one] * len(starts)), [start + bound for start in starts for bound in bounds]


def _any(conditions):
    return f"({' OR '.join(conditions)})"


def as_typed(word: QueryWord) -> list[tuple[str, str, str]]:
    """Analysis, exact term and stem of a word in each language it may be of by its script.

    What is Cyrillic is no word in Latin, nor the other way round. Of stems only those of what was
    typed.
    """
    terms = zip(ANALYSES, word.exact, word.stem, strict=False)
    return [
        (analysis, exact, stem)
        for analysis, exact, stem in terms
        if is_cyrillic(exact[1:]) == (analysis in CYRILLIC_ANALYSES)
    ]


def _count(changes):
    changes = sorted((key, count) for key, count in changes.items() if count)
    for batch in batched(changes, BATCH_SIZE):
        _add(batch)
    if any(count < 0 for key, count in changes):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_searchword WHERE documents <= 0")


def _add(changes):
    """Rows that are not there come to be; one that is counted off too often is deleted after."""
    names = ("written", "locale", "scope", "exact", "lemma", "stem", "reverse", "documents")
    rows = [[*key, *_terms(*key[:2]), count] for key, count in changes]
    values = ", ".join([placeholders(names)] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_searchword ({', '.join(names)}) VALUES {values} "  # noqa: S608
            "ON CONFLICT (written, locale, scope) "
            "DO UPDATE SET documents = search_searchword.documents + excluded.documents",
            [value for row in rows for value in row],
        )


def _terms(written, locale):
    terms = (terms.split()[0][:LONGEST_TERM] for terms in index_terms(written, locale).values())
    exact, lemma, stem = terms
    return exact, lemma, stem, stem[::-1]
