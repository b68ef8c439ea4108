"""What everybody asks for, and every document has to be read for, is worked out once.

That is, once in each process for each state of the documents: nothing is answered from before a
change.
"""

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import caches
from django.db.models import Count, F, Sum

from search.models import SearchDocument

# Stamps are summed by their rest: whole ones would be more than SQLite can count. That two states
# have one sum is as likely as that two changes are whole multiples of it apart.
STAMPS = 2**31


def state_of_documents() -> dict[str, int]:
    """Another whenever a document is added, changed or gone: how many there are, and of when."""
    return SearchDocument.objects.aggregate(count=Count("*"), stamps=Sum(F("stamp") % STAMPS))


def remembered[T](
    state: dict[str, int], asked: object, answer: Callable[[], T], seconds: int | None = None
) -> T:
    """The answer in this state of the documents; `asked` tells it from others by its `repr`."""
    key = f"search-{sha256(repr((state, asked)).encode()).hexdigest()}"
    return caches["search"].get_or_set(key, answer, seconds)
