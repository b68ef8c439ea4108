"""How well search finds what readers mean: hit@1, hit@3 and MRR for each language.

Searches the texts of tests/relevance/ with the queries beside them, as a reader of each language,
and prints Wagtail's own search over the same pages for comparison. `tuned` are the queries one may
look at while working on search, `held out` those one may not.

    python scripts/relevance.py [--misses] [language …]

Runs on a new database: SQLite, or the server DATABASE_URL names, with the engine SEARCH_ENGINE
names.
"""

import argparse
import json
import os
import sys
from itertools import batched
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests" / "relevance"
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ["ELASTICSEARCH_INDEX"] = "relevance"

SEEN = 10  # a target further down counts as not found


class Asked(NamedTuple):
    """A query with what its reader looks for."""

    query: str
    target: str
    form: str
    held_out: bool


def read_lines(name):
    return [json.loads(line) for line in (TEXTS / name).read_text().splitlines() if line]


def queries(language):
    return [Asked(**row) for row in read_lines(f"{language}.queries.jsonl")]


def add_documents(languages):
    """Publish the texts in these languages; returns the page ids by the texts' ids."""
    from wagtail.search.index import SearchField

    from blog.models import BlogIndexPage, BlogPage
    from core.languages import get_language
    from search.documents import rebuild

    # As plain search would have it: the site's own has no use for more than titles in Wagtail's.
    fields = [SearchField("summary"), SearchField("body")]
    BlogPage.search_fields = [*BlogPage.search_fields, *fields]
    ids = {}
    for code in dict.fromkeys(get_language(language).content for language in languages):
        index = BlogIndexPage.objects.select_related("locale").get(locale__language_code=code)
        for row in read_lines(f"{code}.documents.jsonl"):
            page = BlogPage(
                title=row["title"],
                summary=row["summary"],
                slug=row["id"].lower(),
                locale=index.locale,
                body=[("text", f"<p>{row['text']}</p>")],
            )
            ids[row["id"]] = index.add_child(instance=page).pk
    rebuild()
    fill_index()
    return ids


def fill_index():
    """Elasticsearch knows the documents too, where it is to be asked."""
    from search.index import get_index
    from search.models import SearchDocument

    if index := get_index():
        index.rebuild(batched(SearchDocument.objects.order_by("pk").iterator(), 200))


def by_the_site(language, text):
    """Ids of the pages our search shows first to a reader of the language."""
    from search.engines import get_engine
    from search.engines.base import Query

    results = get_engine().search(Query(text, language, page_size=SEEN))
    return [hit.document.pk for hit in results.hits]


def by_wagtail(language, text):
    """The same by Wagtail's own search over titles, summaries and texts of the language."""
    from wagtail.models import Locale

    from blog.models import BlogPage
    from core.languages import get_language

    locale = Locale.objects.get(language_code=get_language(language).content)
    return [page.pk for page in BlogPage.objects.filter(locale=locale).search(text)[:SEEN]]


class Figures(NamedTuple):
    hit_1: float
    hit_3: float
    mrr: float

    @classmethod
    def of(cls, ranks):
        """From the target's places, counted from 1; 0 for one that was not found."""
        count = len(ranks) or 1
        return cls(
            sum(rank == 1 for rank in ranks) / count,
            sum(1 <= rank <= 3 for rank in ranks) / count,
            sum(1 / rank for rank in ranks if rank) / count,
        )

    def __str__(self):
        return f"{self.hit_1:>7.0%}{self.hit_3:>7.0%}{self.mrr:>7.2f}"


def rank(found, wanted):
    return found.index(wanted) + 1 if wanted in found else 0


def report(languages, show_misses):
    ids = add_documents(languages)
    heads = ("tuned", "held out", "all", "Wagtail, all")
    print(f"{'':10}" + " |".join(f"{head:>21}" for head in heads))
    print(f"{'language':10}" + " |".join([f"{'hit@1':>7}{'hit@3':>7}{'MRR':>7}"] * len(heads)))
    for language in languages:
        asked = queries(language)
        ranks = {row: rank(by_the_site(language, row.query), ids[row.target]) for row in asked}
        tuned, held_out = (
            Figures.of([ranks[row] for row in asked if row.held_out == which])
            for which in (False, True)
        )
        plain = Figures.of(
            [rank(by_wagtail(language, row.query), ids[row.target]) for row in asked]
        )
        print(f"{language:10}{tuned} |{held_out} |{Figures.of(ranks.values())} |{plain}")
        if show_misses:
            report_misses(ranks)


def report_misses(ranks):
    for row, place in ranks.items():
        if not row.held_out and not 1 <= place <= 3:
            print(f"    {row.form:12}{place or '-':>3}  {row.query}  ({row.target})")


def main():
    from fresh_site import fresh_site

    from core.languages import CODES

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("languages", nargs="*", default=CODES, metavar="language")
    parser.add_argument("--misses", action="store_true", help="list the tuned queries that miss")
    options = parser.parse_args()
    with fresh_site():
        from search.engines import get_engine
        from search.index import get_index

        try:
            print(f"engine: {get_engine().name}")
            report(options.languages, options.misses)
        finally:
            if index := get_index():
                index.delete()


if __name__ == "__main__":
    main()
