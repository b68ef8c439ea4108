"""Published pages for search, and searching, in a line each."""

from datetime import date

from accounts.models import User
from blog.models import BlogIndexPage, BlogPage
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import Visibility
from parties.models import Country
from search.documents import write_document
from search.engines import get_engine
from search.engines.base import Query
from topics.models import Topic

from .people import party


def blog_post(title, code="en", text="Text.", summary="Summary.", topics=(), **fields):
    """A published post that search knows; `family` may be a slug, of a party in Macedonia."""
    return _publish(BlogPage, BlogIndexPage, title, code, text, summary, topics, fields)


def case_study(
    title, country="MK", code="en", text="Text.", summary="Summary.", topics=(), **fields
):
    fields = {"country": Country.objects.get(code=country), "year": 2020, **fields}
    parts = dict.fromkeys(("challenge", "approach", "outcome", "lessons"), "<p>Part.</p>")
    fields = {**parts, **fields}
    return _publish(CaseStudyPage, CaseStudyIndexPage, title, code, text, summary, topics, fields)


def _publish(model, index_model, title, code, text, summary, topics, fields):
    if slug := fields.pop("family", None):
        fields |= {"author_party": party(slug), "family": party(slug).family}
    index = index_model.objects.get(locale__language_code=code)
    fields = {"date": date(2024, 5, 1), "locale": index.locale, **fields}
    page = model(title=title, summary=summary, body=[("text", f"<p>{text}</p>")], **fields)
    index.add_child(instance=page)
    page.topics.set(Topic.objects.filter(slug__in=topics))
    page.save()
    page.save_revision().publish()
    write_document(page)
    return model.objects.get(pk=page.pk)


def topic(slug):
    return Topic.objects.get_or_create(slug=slug, defaults={"name_en": slug})[0]


def search(text="", reader="en", user=None, page=1, page_size=50, everywhere=True, **filters):
    """The results of a search by somebody; filters are lists of values by facet."""
    user = {"user": user} if isinstance(user, User) else {}
    order = {"newest_first": filters.pop("newest_first", False), "every_language": everywhere}
    return get_engine().search(Query(text, reader, filters, page, page_size, **order, **user))


def found(text="", **arguments):
    """The titles found, in order."""
    return [hit.document.title for hit in search(text, **arguments).hits]


def whole(text, **arguments):
    """The titles of those found that have all of it, in order."""
    return [hit.document.title for hit in search(text, **arguments).hits if hit.marked.whole]


def counts(facet, text="", **arguments):
    results = search(text, **arguments)
    return next(row.counts for row in results.facets if row.name == facet)


__all__ = ["Visibility", "blog_post", "case_study", "counts", "found", "search", "topic", "whole"]
