"""SearchDocument: what search knows of a page. SearchWord: the words that stand in documents."""

from time import time_ns

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from content.models import ContentPage, Visibility
from parties.models import Country, Party, PartyFamily

from .readers import Readable, readable

# What a document says in words; each has a column of terms for each level of `analysis`.
TEXTS = ("title", "summary", "text")
# The facets, in the order readers meet them.
FACETS = ("type", "country", "family", "topic", "year", "language")
PATTERN = ["varchar_pattern_ops"]
LONGEST_TERM = 80


class SearchDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of pages the person may read."""
        return self.readable_as(readable(user))

    def readable_as(self, own: Readable | None):
        """The same for all who may read this."""
        if own is None:
            return self
        found = Q(visibility__in=own.visibilities)
        if own.family_id:
            found |= Q(visibility=Visibility.FAMILY, reader_family=own.family_id)
        return self.filter(found)


def next_stamp(stamp: int = 0) -> int:
    """A higher stamp than the document's: microseconds, if clocks agree."""
    return max(time_ns() // 1000, stamp + 1)


def raised_stamp():
    """The same for documents that are updated by a query."""
    return Greatest(F("stamp") + 1, next_stamp())


class SearchDocument(models.Model):
    """A live page as search finds it: text, terms, facets and who may read it.

    `family`, `party` and `country` are what the page names, `reader_family` is who may read a
    page for its family and is never shown. The nine columns of terms hold `analysis.index_terms`
    of title, summary and text; each database keeps its index of them up to date itself (see
    migration 0002). `analysis` is the version of the rules the terms were made by, 0 where the
    document has to be written again. `stamp` grows whenever the document changes: so an index
    outside the database knows which of two is newer.
    """

    page = models.OneToOneField(
        ContentPage, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    # The same for the translations of a page.
    translation_key = models.UUIDField()
    locale = models.CharField(max_length=20)
    type_slug = models.CharField(max_length=50)
    title = models.TextField()
    summary = models.TextField()
    text = models.TextField()
    country = models.ForeignKey(Country, null=True, on_delete=models.SET_NULL, related_name="+")
    family = models.ForeignKey(PartyFamily, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    # Ids, so that one row tells all that is to be counted.
    topics = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(null=True)
    date = models.DateField(db_index=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    reader_family = models.ForeignKey(
        PartyFamily, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    analysis = models.PositiveIntegerField(default=0, db_index=True)
    stamp = models.BigIntegerField(default=0, db_index=True)

    title_exact = models.TextField()
    title_lemma = models.TextField()
    title_stem = models.TextField()
    summary_exact = models.TextField()
    summary_lemma = models.TextField()
    summary_stem = models.TextField()
    text_exact = models.TextField()
    text_lemma = models.TextField()
    text_stem = models.TextField()

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self):
        return self.title


class SearchWordQuerySet(models.QuerySet):
    def known_to(self, user):
        """Words of pages the person may read."""
        scopes = known_scopes(user)
        return self if scopes is None else self.filter(scope__in=scopes)


def known_scopes(user) -> list[str] | None:
    """The scopes of the words the person may know; None is all."""
    if (own := readable(user)) is None:
        return None
    family = [word_scope(Visibility.FAMILY, own.family_id)] if own.family_id else []
    return [*own.visibilities, *family]


def word_scope(visibility: str, family_id: int | None) -> str:
    """Who may know the words of a document; a family page of no family is the editors' own."""
    return f"{visibility}-{family_id}" if visibility == Visibility.FAMILY else str(visibility)


class SearchWord(models.Model):
    """A word of the documents of one language that the same people may read.

    `written` is the word as it stands there, in small letters; the others are its terms (see
    `analysis`), `reverse` its stem from the end. `documents` is in how many it stands.
    `search.vocabulary` keeps it right.
    """

    written = models.CharField(max_length=64)
    locale = models.CharField(max_length=20)
    scope = models.CharField(max_length=30)
    exact = models.CharField(max_length=LONGEST_TERM)
    lemma = models.CharField(max_length=LONGEST_TERM)
    stem = models.CharField(max_length=LONGEST_TERM)
    reverse = models.CharField(max_length=LONGEST_TERM)
    documents = models.IntegerField()

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["written", "locale", "scope"], name="search_word_once_in_each_scope"
            )
        ]
        indexes = [
            models.Index(fields=["exact"], name="search_word_exact"),
            models.Index(fields=["lemma"], name="search_word_lemma"),
            # Words that begin so: in PostgreSQL an index of another kind.
            models.Index(fields=["stem"], name="search_word_stem", opclasses=PATTERN),
            models.Index(fields=["reverse"], name="search_word_reverse", opclasses=PATTERN),
            models.Index(
                fields=["documents"], condition=Q(documents__lte=0), name="search_word_used_up"
            ),
        ]

    def __str__(self):
        return self.written


class MissedSearch(models.Model):
    """How often something was searched for in a week and not found, by the reader's language.

    `week` is its Monday. See `search.missed` for what is kept and shown.
    """

    language = models.CharField(_("language"), max_length=20)
    week = models.DateField(_("week"))
    text = models.CharField(_("What was searched for"), max_length=80)
    times = models.PositiveIntegerField(_("Times"))

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "text", "week"], name="missed_search_once_a_week"
            )
        ]
        indexes = [models.Index(fields=["week", "language"], name="missed_search_of_a_week")]

    def __str__(self):
        return self.text


class SearchChange(models.Model):
    """A note that the index outside the database is to be told of a page's document.

    `narrows` is whether the index may show more of the page until then than may be known;
    `retry_at` is when sending is tried again; see `search.changes`.
    """

    page_id = models.BigIntegerField()
    since = models.DateTimeField(auto_now_add=True)
    # Given by the database too: a release meets processes that do not know the column yet.
    narrows = models.BooleanField(default=False, db_default=False)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("search change")
        verbose_name_plural = _("search changes")

    def __str__(self):
        return str(self.page_id)
