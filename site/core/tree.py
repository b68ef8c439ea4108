"""The page tree in SQL: what holds for a page because of what stands above it."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from wagtail.models import Page, PageViewRestriction

# Root, a language's home, its indexes, sections, what stands in them; the rest is reserve.
# What stands deeper counts as closed.
DEEPEST = 8


def path_and_ancestors() -> list[Substr]:
    """For a subquery: the tree paths of the outer query's page and of all above it.

    Each is looked up in the index of paths, so the cost does not grow with the tree.
    """
    return [Substr(OuterRef("path"), 1, level * Page.steplen) for level in range(1, DEEPEST + 1)]


def unrestricted(pages, restrictions=None):
    """Those of the pages that no restriction of Wagtail's (or none of those given) closes.

    Wagtail's `public()` says the same in a condition for every restricted page there is.
    """
    if restrictions is None:
        restrictions = PageViewRestriction.objects.all()
    closed = restrictions.filter(page__path__in=path_and_ancestors())
    return pages.filter(~Exists(closed), depth__lte=DEEPEST)
