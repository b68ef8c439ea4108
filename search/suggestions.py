"""What a reader may be about to type: titles, topics and parties, as JSON."""

from functools import lru_cache
from itertools import islice
from urllib.parse import urlencode

from django.db.models import Case, Q, When
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import get_language as active_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.collation import sort_key
from core.languages import get_language, reading_order
from core.scripts import writer
from parties.models import Party
from topics.models import Topic

from .analysis import LEVELS, QueryWord, index_terms, query_word, words
from .engines import get_database_engine
from .models import SearchDocument
from .presentation import language_tag

FEWEST_LETTERS, MOST_WORDS = 2, 8
# How many suggestions there are at most, and how many of these are topics, and parties.
MOST, MOST_NAMES = 8, 2
# Titles that are read for these: some are translations of one another.
MOST_READ = 40
LONG = ["text", *(f"{name}_{level}" for name in ("summary", "text") for level in LEVELS)]


@require_safe
@cache_control(private=True)
def suggestions(request):
    typed = read_beginnings(request.GET.get("q", ""))
    found = _suggestions(typed, active_language(), request.user) if typed else []
    return JsonResponse({"suggestions": found})


def read_beginnings(text: str) -> list[QueryWord]:
    """The words of a text, as beginnings of words; none if there is too little of it."""
    found = [match[0] for match in islice(words(text), MOST_WORDS)]
    return list(map(query_word, found)) if len("".join(found)) >= FEWEST_LETTERS else []


def _suggestions(typed, reader, user):
    topics = [
        _named(str(topic), "topic", {"topic": topic.slug}, reader)
        for topic in _beginning(Topic.objects.all(), typed, reader)
    ]
    parties = [
        _named(str(party), "party", {"q": str(party)}, reader)
        for party in _beginning(Party.objects.all(), typed, reader)
    ]
    room = MOST - len(topics) - len(parties)
    titles = [_titled(document, reader) for document in _titles(typed, reader, user)]
    return [*titles[:room], *topics, *parties]


def _titled(document, reader):
    return {
        "label": writer(document.locale, reader)(document.title),
        "kind": "title",
        "url": document.page.get_url(),
        "language": document.locale,
        "tag": language_tag(document, reader),
    }


def _named(label, kind, parameters, reader):
    return {
        "label": label,
        "kind": kind,
        "url": f"{reverse('search')}?{urlencode(parameters)}",
        "language": reader,
        "tag": get_language(reader).tag,
    }


def _titles(typed, reader, user):
    """Documents with such a title, one of each page, those in the reader's language first."""
    readable = SearchDocument.objects.visible_to(user)
    places = [When(locale=code, then=place) for place, code in enumerate(reading_order(reader))]
    first = Q(*(Q(title_exact__startswith=term) for term in set(typed[0].exact)), _connector=Q.OR)
    found = (
        get_database_engine()
        .beginning(readable, typed)
        .select_related("page")
        .defer(*LONG, "page__body")
        .order_by(Case(*places), Case(When(first, then=0), default=1), "-date", "-pk")
    )
    pages = {}
    for document in found[:MOST_READ]:
        pages.setdefault(document.translation_key, document)
    return list(pages.values())


def _beginning(rows, typed, reader):
    """Rows of a vocabulary with such a name in a language the person reads, their own first."""
    own = [reader, *get_language(reader).related]
    places = {}
    for row in rows:
        names = ((place, getattr(row, f"name_{code.replace('-', '_')}"), code)
                 for place, code in enumerate(own))  # fmt: skip
        fits = (place for place, name, code in names if name and _fits(name, code, typed))
        places[row] = next(fits, None)
    found = [row for row in rows if places[row] is not None]
    return sorted(found, key=lambda row: (places[row] > 0, sort_key(str(row))))[:MOST_NAMES]


def _fits(name, code, typed):
    """Whether each word typed is the beginning of a word of the name."""
    terms = _terms(name, code)
    return all(any(term.startswith(word.exact) for term in terms) for word in typed)


@lru_cache(maxsize=2**12)
def _terms(name, code):
    return index_terms(name, code)["exact"].split()
