"""Hits and facets as readers get them: named in their language, written in their script."""

from django.utils.safestring import mark_safe

from core.collation import sort_key
from core.languages import get_language
from core.scripts import shown_tag, text_tag, writer

from .engines.base import Facet, Hit


def hit_as_dict(hit: Hit, reader: str) -> dict:
    """A hit in the words of the API, for a reader of a language; call it with that one active.

    Serbian pages come in Latin to those who read it so; their address is the one in the
    reader's script.
    """
    document = hit.document
    write = writer(document.locale, reader)
    return {
        "id": document.pk,
        "type": document.type_slug,
        "locale": document.locale,
        "language_name": get_language(document.locale).name,
        "related": hit.related,
        "title": write(document.title),
        "url": document.page.get_url(),
        "summary": write(document.summary),
        "highlights": [_written(excerpt, write) for excerpt in hit.marked.excerpts],
        "country": hit.country,
        "family": hit.family,
        "topics": hit.topics,
        "date": document.date.isoformat(),
    }


def marked_texts(hit: Hit, reader: str) -> dict:
    """Title and summary with the words found marked, for a page."""
    write = writer(hit.document.locale, reader)
    marked = {"title": hit.marked.title, "summary": hit.marked.summary}
    return {f"marked_{name}": _written(text, write) for name, text in marked.items()}


def language_tag(document, reader: str) -> str:
    """The `lang` of a hit as it is shown."""
    return shown_tag(text_tag(f"{document.title} {document.summary}", document.locale), reader)


def facet_values(facet: Facet, chosen: list[str], labels: dict[str, str]) -> list[dict]:
    """The values with hits and those chosen: years latest first, the rest by hits and name."""
    counts = {**dict.fromkeys(chosen, 0), **facet.counts}
    rows = [
        {
            "value": value,
            "label": labels.get(value, value),
            "count": count,
            "selected": value in chosen,
        }
        for value, count in counts.items()
    ]
    if facet.name == "year":
        return sorted(rows, key=lambda row: row["value"], reverse=True)
    return sorted(rows, key=lambda row: (-row["count"], sort_key(row["label"])))


def _written(text, write):
    """Safe HTML in another script: it is escaped already, and letters are all that changes."""
    return mark_safe(write(text))
