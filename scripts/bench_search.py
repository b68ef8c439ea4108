"""Search with few documents and with many; run by `scripts/bench.py`.

The documents have some 150 words of the texts in tests/relevance, in equal parts of the site's
languages, and are inserted into the tables directly.
"""

import copy
import random
import statistics
import time
import uuid
from datetime import date, timedelta

FEW = 1_000
MANY = {"sqlite": 10_000, "postgresql": 100_000}
BATCH = 500
WORDS = 150
# Stands in a tenth of the documents, in whatever language.
COMMON = "integritet"
REQUESTS = 60


def report_search():
    """Print the times of the search API with few and with many documents, as ratios."""
    from django.db import connection
    from django.test import Client

    texts, client = read_texts(), Client()
    many = MANY[connection.vendor]
    filler = Filler(texts)
    filler.add(FEW)
    small = measure(client, texts)
    began = time.perf_counter()
    filler.add(many - FEW)
    seconds = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself, some time after
    print(f"documents filled a second: {(many - FEW) / seconds:.0f}")
    large = measure(client, texts)
    print(f"{'search API':34}{'p50 ms':>8}{'p95 ms':>8}{'growth':>8}{'queries':>9}{'':>5}")
    for name, before in small.items():
        after = large[name]
        print(
            f"{name:34}{after.p50 * 1000:>8.0f}{after.p95 * 1000:>8.0f}"
            f"{after.p95 / before.p95:>8.1f}{before.queries:>9}{after.queries:>5}"
        )


class Timing:
    """Seconds of requests, and the largest number of database queries of one."""

    def __init__(self, seconds, queries):
        self.p50, self.p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        self.queries = queries


def measure(client, texts):
    """Timings by the kind of query; the first of a kind warms up."""
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
            {"q": query(texts[code]), "locale": code, **facet}
            for code in choose.choices(list(texts), k=REQUESTS)
        ]
        timings[kind] = Timing(*timed(client, asked))
    return timings


def timed(client, asked):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds, queries = [], 0
    for number, parameters in enumerate([asked[0], *asked]):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            response = client.get("/api/v2/search/", parameters)
            spent = time.perf_counter() - began
        assert response.status_code == 200, parameters  # noqa: S101
        if number:
            seconds.append(spent)
            queries = max(queries, len(captured))
    return seconds, queries


def read_texts():
    """The words of each language's texts, in their order."""
    from relevance import read_lines

    from core.languages import CONTENT_CODES

    return {
        code: " ".join(row["text"] for row in read_lines(f"{code}.documents.jsonl")).split()
        for code in CONTENT_CODES
    }


class Filler:
    """Adds published posts with their documents, row by row of each table."""

    def __init__(self, texts):
        from blog.models import BlogIndexPage, BlogPage

        self.texts, self.count = texts, 0
        self.choose = random.Random(1)  # noqa: S311 - the same documents in each run
        self.templates = {}
        for index in BlogIndexPage.objects.select_related("locale"):
            code = index.locale.language_code
            page = BlogPage(title="A post", summary="A summary.", locale=index.locale)
            self.templates[code] = index.add_child(instance=page)

    def add(self, count):
        from wagtail.models import Page

        from blog.models import BlogPage
        from content.models import ContentPage
        from search.models import SearchDocument

        start = Page.objects.order_by("-pk").first().pk + 1
        for first in range(0, count, BATCH):
            pages = [self.page(start + first + n) for n in range(min(BATCH, count - first))]
            insert_all((Page, ContentPage, BlogPage), pages)
            SearchDocument.objects.bulk_create([self.document(page) for page in pages])

    def page(self, pk):
        self.count += 1
        code = list(self.templates)[self.count % len(self.templates)]
        page = copy.copy(self.templates[code])
        page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = pk
        page.path = page._get_path(page.path[:-4], page.depth, 1_000 + self.count)
        page.translation_key, page.slug = uuid.uuid4(), f"bench-{self.count}"
        page.title = " ".join(self.choose.sample(self.texts[code], 5))
        page.date = date(2020, 1, 1) + timedelta(days=self.count % 2000)
        return page

    def document(self, page):
        from search.analysis import VERSION
        from search.described import with_terms
        from search.models import SearchDocument

        code = page.locale.language_code
        words = self.texts[code]
        start = self.choose.randrange(len(words) - WORDS)
        text = words[start : start + WORDS]
        if self.count % 10 == 0:
            text[self.choose.randrange(WORDS)] = COMMON
        values = {"title": page.title, "summary": page.title, "text": " ".join(text)}
        return SearchDocument(
            page_id=page.pk,
            analysis=VERSION,
            stamp=page.pk,
            translation_key=page.translation_key,
            type_slug=page.type_slug,
            year=page.date.year,
            date=page.date,
            visibility="public",
            **with_terms({**values, "locale": code}),
        )


def insert_all(models, objects):
    """Insert into each of the models' own tables; nothing is saved one at a time."""
    from bench_queue import insert
    from django.db import transaction

    with transaction.atomic():
        for model in models:
            insert(model, objects)
