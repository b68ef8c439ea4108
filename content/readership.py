"""Who may read a page in effect: the narrowest visibility along the path of its ancestors.

The same rule as `content.visibility.readable_by`, answered for pages instead of for a person.
"""

from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page, PageViewRestriction

from accounts.roles import is_editor

from .models import ContentPage, Visibility


class Readership(NamedTuple):
    """`family_id` is whose people may read a page for its family; None: the editors only."""

    visibility: str
    family_id: int | None = None

    def allows(self, user) -> bool:
        """Whether the person is one of those who may read it."""
        if self.visibility == Visibility.PUBLIC:
            return True
        if not user.is_authenticated or not user.is_active:
            return False
        if self.visibility == Visibility.MEMBERS or user.is_superuser or is_editor(user):
            return True
        return self.family_id is not None and self.family_id == user.family_id


def readerships(pages: Iterable[Page]) -> dict[int, Readership]:
    """The readership of each page, by its id, in two queries however many there are.

    Ancestors count whether published or not, and so does any restriction of Wagtail's: where
    they say more than the page, the narrower holds. A restriction other than to be signed in,
    which nothing of ours makes, leaves a page to the editors.
    """
    pages = list(pages)
    paths = {path for page in pages for path in _path_and_ancestors(page.path)}
    closed = dict(_closed(paths))
    return {
        page.pk: _narrowest(
            closed[path] for path in _path_and_ancestors(page.path) if path in closed
        )
        for page in pages
    }


def _path_and_ancestors(path):
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def _closed(paths):
    """Pairs of path and readership, the family's own last where a page has two."""
    restricted = PageViewRestriction.objects.filter(page__path__in=paths)
    for path, kind in restricted.values_list("page__path", "restriction_type"):
        members = kind == PageViewRestriction.LOGIN
        yield path, Readership(Visibility.MEMBERS if members else Visibility.FAMILY)
    pages = ContentPage.objects.filter(path__in=paths).exclude(visibility=Visibility.PUBLIC)
    for path, visibility, family in pages.values_list("path", "visibility", "family"):
        yield path, Readership(visibility, family)


def _narrowest(along_the_path):
    along_the_path = list(along_the_path)
    families = {own.family_id for own in along_the_path if own.visibility == Visibility.FAMILY}
    if families:
        # Nobody is of two families: below another family's page a page is for editors only.
        return Readership(Visibility.FAMILY, families.pop() if len(families) == 1 else None)
    return Readership(Visibility.MEMBERS if along_the_path else Visibility.PUBLIC)
