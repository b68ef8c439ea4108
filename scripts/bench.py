"""Measure the figures of docs/benchmarks.md, as ratios within one run.

Uses new SQLite databases, or test databases on the server DATABASE_URL names.
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

PATHS = ("/en/", "/en/blog/", "/en/case-studies/", "/en/search/", "/api/v2/search/?q=party")
RUNS = 15


def median_and_queries(client, path):
    """Median seconds of a request once warm, and its number of database queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path  # noqa: S101
    count = len(queries)  # now: later requests clear the log
    times = []
    for _run in range(RUNS):
        began = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - began)
    return statistics.median(times), count


def add_posts(count):
    """Publish posts of about 150 words in English."""
    from blog.models import BlogIndexPage, BlogPage

    index = BlogIndexPage.objects.get(locale__language_code="en")
    words = ("party", "candidate", "list", "vote", "rule", "member", "finance", "report", "open")
    for number in range(count):
        text = " ".join(words[(number + step * 7) % len(words)] for step in range(150))
        page = BlogPage(
            title=f"Post {number} on rules",
            summary="A summary.",
            slug=f"bench-{time.monotonic_ns()}",
            locale=index.locale,
            body=[("text", f"<p>{text}</p>")],
        )
        index.add_child(instance=page)
        page.save_revision().publish()


def main():
    from bench_grid import report_grid
    from bench_queue import report_queue
    from bench_search import report_search
    from fresh_site import fresh_site

    # Each on a site of its own: what one fills it with is nothing to the next.
    for report in (report_addresses, report_queue, report_grid, report_search):
        with fresh_site():
            report()


def report_addresses():
    """Print each address at 12 and at 120 posts, and the memory of a process that answered them."""
    from django.test import Client

    client = Client()
    add_posts(12)
    small = {path: median_and_queries(client, path) for path in PATHS}
    add_posts(108)
    base, _queries = median_and_queries(client, "/healthz")
    print(f"{'address':28}{'x /healthz':>12}{'growth x10':>12}{'queries 12':>12}{'120':>6}")
    for path in PATHS:
        (before, few), (after, many) = small[path], median_and_queries(client, path)
        print(f"{path:28}{after / base:>12.1f}{after / before:>12.2f}{few:>12}{many:>6}")
    report_memory()


def report_memory():
    """As a worker that has answered some requests."""
    from search.analysis import ANALYSES, dictionary
    from search.lexicon import load_lexicon

    load_lexicon()
    for analysis in ANALYSES:
        dictionary(analysis)._text.find(b"\0")  # which stands nowhere: all of it is read
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory with all dictionaries: {memory:.0f} MB")


if __name__ == "__main__":
    main()
