"""Which pages a text may name: those its writer may choose, and those it names already.

A text names a page by its number, and an editor's form takes any number. The editor then shows
the page's address, which is its title.
"""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from .bad_input import is_number
from .policies import visible_in_chooser


def borrowed_links(user, page) -> bool:
    """Whether a draft names pages the person may not choose that it has not named before.

    The number of a page that is not there is one of them: nobody learns which there are.
    """
    named = pages_named_in(page)
    unknown = named - choosable(user, named)
    if not unknown or page.pk is None:
        return bool(unknown)
    # Read anew: `page` says already what the form asks for.
    stored = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    return bool(unknown - pages_named_in(stored))


def pages_named_in(page) -> set[str]:
    """What a version of a page gives as numbers of pages, wherever it does."""
    kind = ContentType.objects.get_for_model(Page).pk
    # Wagtail's way to find references in every kind of field; it has no public name.
    found = ReferenceIndex._extract_references_from_object(page)
    return {str(pk) for content_type, pk, *_paths in found if content_type == kind}


def choosable(user, numbers: set[str]) -> set[str]:
    """Those of the numbers that are pages the person may link to."""
    pages = Page.objects.filter(pk__in=[int(pk) for pk in numbers if is_number(pk)])
    return {str(pk) for pk in visible_in_chooser(pages, user).values_list("pk", flat=True)}
