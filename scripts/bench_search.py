"""Search with few documents and with many; run by `scripts/bench.py`.

The documents have some 150 words of the texts in tests/relevance, in equal parts of the site's
languages, and are inserted into the tables directly. Elasticsearch is measured too where
ELASTICSEARCH_URLS names one, with the documents of a PostgreSQL: it has to be nobody else's
meanwhile, as 100,000 documents may fill the memory of a small node.
"""

import copy
import random
import statistics
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import batched
from unittest import mock

SIZES = {"sqlite": (1_000, 10_000), "postgresql": (1_000, 10_000, 100_000)}
REBUILT = 10_000
BATCH = 500
WORDS = 150
# Stands in a tenth of the documents of each language.
COMMON = "integritet"
TYPES = ("blog", "case_study", "toolkit_section", "training_manual")
REQUESTS = 60
# What readers seldom search for is shorter.
LETTERS = 4
ATTEMPTS, PAUSE = 60, 2


def report_search():
    """Print the times of the search API by engine and number of documents."""
    from django.conf import settings
    from django.db import connection

    texts = read_texts()
    filler, measured = Filler(texts), {}
    for size in SIZES[connection.vendor]:
        filler.fill(size)
        with connection.cursor() as cursor:  # what a server does by itself, some time after
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if size == REBUILT:
            report_rebuild(size)
        measured[connection.vendor, size] = measure(texts)
        if connection.vendor == "postgresql" and settings.ELASTICSEARCH_URLS:
            with filled_index(size) as index:
                measured["elasticsearch", size] = measure(texts, index)
    report_timings(measured)


def report_rebuild(size):
    from search.documents import rebuild
    from search.models import SearchDocument

    SearchDocument.objects.update(analysis=0)
    print_speed(f"rebuild_search of {size}", size, seconds(rebuild))


def print_speed(what, count, seconds):
    print(f"{what}: {seconds:.0f} s, {count / seconds:.0f} documents a second")


@contextmanager
def filled_index(size):
    """An index in Elasticsearch of its own that has all documents, and is asked meanwhile."""
    from django.test import override_settings

    from search.index import get_index
    from search.models import SearchDocument

    documents = SearchDocument.objects.order_by("pk").iterator(chunk_size=BATCH)
    with override_settings(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_INDEX="bench"):
        index = get_index()
        try:
            spent = seconds(index.rebuild, batched(documents, BATCH))
            print_speed(f"index in Elasticsearch of {size}", size, spent)
            yield index
        finally:
            delete_surely(index)


def delete_surely(index):
    """A node whose memory is full refuses that too for a while: what stays would keep it so."""
    from search.index import IndexUnavailable

    for _attempt in range(ATTEMPTS):
        try:
            return index.delete()
        except IndexUnavailable:
            time.sleep(PAUSE)
    raise RuntimeError(f"Delete the indices {index.name}-* in Elasticsearch: it did not answer")


@dataclass
class Timing:
    """Seconds of requests, those of the same sent to the index raw, and database queries of one."""

    api: list[float]
    raw: list[float]
    queries: int

    @property
    def ratio(self):
        return f"{p95(self.api) / p95(self.raw):.1f}" if self.raw else ""


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1]


def report_timings(measured):
    """`growth` is from the fewest documents, `x raw` the 95th percentiles' ratio."""
    print(f"{'engine':14}{'documents':>10}  {'query':32}"
          f"{'p50 ms':>8}{'p95 ms':>8}{'growth':>8}{'x raw':>8}{'queries':>9}")  # fmt: skip
    for (engine, size), timings in measured.items():
        fewest = next(few for (of, _size), few in measured.items() if of == engine)
        for kind, timing in timings.items():
            growth = p95(timing.api) / p95(fewest[kind].api)
            print(
                f"{engine:14}{size:>10}  {kind:32}{statistics.median(timing.api) * 1000:>8.0f}"
                f"{p95(timing.api) * 1000:>8.0f}{growth:>8.1f}{timing.ratio:>8}{timing.queries:>9}"
            )


def measure(texts, index=None):
    """Timings by the kind of query."""
    choose = random.Random(7)  # noqa: S311 - the same queries in each run
    kinds = {
        "two words": lambda words: " ".join(choose.sample(words, 2)),
        "two words, a facet chosen": lambda words: " ".join(choose.sample(words, 2)),
        "a word in a tenth of documents": lambda words: COMMON,
        "everything": lambda words: "",
    }
    timings = {}
    for kind, query in kinds.items():
        facet = {"type": "blog"} if "facet" in kind else {}
        asked = [
            {"q": query(texts[code].asked), "locale": code, **facet}
            for code in choose.choices(list(texts), k=REQUESTS)
        ]
        timings[kind] = timed(asked, index)
    return timings


def timed(asked, index):
    """Each is asked once before it is timed: it tells the queries, and what the index is sent."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, timing = Client(), Timing([], [], 0)
    for parameters in asked:
        caches["search"].clear()  # what is remembered is not sent
        with sent_to_index() as requests, CaptureQueriesContext(connection) as queries:
            response = client.get("/api/v2/search/", parameters)
        assert response.status_code == 200, parameters  # noqa: S101
        expected = "elasticsearch" if index else connection.vendor
        assert response.json()["engine"] == expected, parameters  # noqa: S101
        timing.queries = max(timing.queries, len(queries))
        if index:
            timing.raw.append(seconds(ask_raw, index, requests))
        timing.api.append(seconds(client.get, "/api/v2/search/", parameters))
    return timing


@contextmanager
def sent_to_index():
    """The requests Elasticsearch is sent meanwhile."""
    from search.index import Index

    sent, search = [], Index.search

    def recorded(index, request, **options):
        sent.append(request)
        return search(index, request, **options)

    with mock.patch.object(Index, "search", recorded):
        yield sent


def ask_raw(index, requests):
    for request in requests:
        index.client.search(index=index.alias, body=request)


def seconds(call, *arguments):
    began = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - began


@dataclass
class Text:
    """The texts of a language in a row: the n-th of each level's terms is that of the n-th word."""

    words: list[str]
    terms: dict[str, list[str]]

    @property
    def asked(self):
        """The words readers may search for."""
        return [word for word in self.words if len(word) >= LETTERS]


def read_texts():
    from relevance import read_lines

    from core.languages import CONTENT_CODES
    from search.analysis import index_terms, words

    texts = {}
    for code in CONTENT_CODES:
        lines = [row["text"] for row in read_lines(f"{code}.documents.jsonl")]
        found = [match[0] for match in words("\n".join(lines))]
        terms = index_terms("\n".join(found), code)
        texts[code] = Text(found, {level: terms[level].split() for level in terms})
    return texts


class Filler:
    """Adds published posts with their documents, row by row of each table.

    A third of the pages are translations of the one before. Each language is analysed once, and
    documents are cut out of that.
    """

    def __init__(self, texts):
        from blog.models import BlogIndexPage, BlogPage
        from parties.models import Country, PartyFamily
        from topics.models import Topic

        self.texts, self.count = texts, 0
        self.choose = random.Random(1)  # noqa: S311 - the same documents in each run
        self.countries, self.families, self.topics = (
            list(model.objects.order_by("pk").values_list("pk", flat=True))
            for model in (Country, PartyFamily, Topic)
        )
        self.templates = {}
        for index in BlogIndexPage.objects.select_related("locale").order_by("path"):
            page = BlogPage(title="A post", summary="A summary.", locale=index.locale)
            self.templates[index.locale.language_code] = index.add_child(instance=page)

    def fill(self, size):
        """Add documents until there are so many of them."""
        from wagtail.models import Page

        from blog.models import BlogPage
        from content.models import ContentPage
        from search.models import SearchDocument
        from search.vocabulary import recount

        start = Page.objects.order_by("-pk").first().pk + 1
        for numbers in batched(range(start, start + size - self.count), BATCH):
            rows = [self.page_with_document(number) for number in numbers]
            pages, documents = zip(*rows, strict=True)
            insert_all((Page, ContentPage, BlogPage), pages)
            SearchDocument.objects.bulk_create(documents)
        if size <= REBUILT:
            recount()  # beyond that there are no other words

    def page_with_document(self, pk):
        from search.analysis import VERSION
        from search.models import SearchDocument
        from search.thesaurus import topic_terms

        self.count += 1
        code = list(self.templates)[self.count % len(self.templates)]
        title, summary, text = (self.cut(code, length) for length in (5, 15, WORDS))
        if self.count // 10 % 10 == 0:  # a tenth of each language
            self.mention(COMMON, text, code)
        page = self.page(pk, code, title, text)
        topics = self.choose.sample(self.topics, self.choose.randrange(4))
        terms = {
            f"{name}_{level}": " ".join(part.terms[level])
            for name, part in (("title", title), ("summary", summary), ("text", text))
            for level in part.terms
        }
        terms["summary_stem"] = " ".join([terms["summary_stem"], *topic_terms(sorted(topics))])
        return page, SearchDocument(
            page_id=pk,
            analysis=VERSION,
            stamp=pk,
            locale=code,
            translation_key=page.translation_key,
            type_slug=self.choose.choice(TYPES),
            title=page.title,
            summary=" ".join(summary.words),
            text=" ".join(text.words),
            country_id=self.choose.choice(self.countries),
            family_id=self.choose.choice(self.families),
            topics=sorted(topics),
            year=page.date.year,
            date=page.date,
            visibility="public",
            **terms,
        )

    def cut(self, code, length):
        text = self.texts[code]
        start = self.choose.randrange(len(text.words) - length)
        part = slice(start, start + length)
        return Text(text.words[part], {level: text.terms[level][part] for level in text.terms})

    def mention(self, word, text, code):
        """Put the word somewhere into the text."""
        from search.analysis import index_terms

        place = self.choose.randrange(len(text.words))
        text.words[place] = word
        for level, term in index_terms(word, code).items():
            text.terms[level][place] = term

    def page(self, pk, code, title, text):
        page = copy.copy(self.templates[code])
        page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = pk
        page.path = page._get_path(page.path[:-4], page.depth, 1_000 + self.count)
        page.slug = f"bench-{self.count}"
        if self.count % 3:
            self.key = uuid.uuid4()
        page.translation_key = self.key
        page.title = page.draft_title = " ".join(title.words)
        page.body = [("text", f"<p>{' '.join(text.words)}</p>")]
        page.date = date(2020, 1, 1) + timedelta(days=self.count % 2000)
        return page


def insert_all(models, objects):
    """Insert into each of the models' own tables; nothing is saved one at a time."""
    from bench_queue import insert
    from django.db import transaction

    with transaction.atomic():
        for model in models:
            insert(model, objects)
