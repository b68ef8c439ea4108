"""Who may read a published page, and how that is narrowed at once.

A page's visibility is a field of the revision, so it is reviewed with it; the effective one is
the narrowest along the path of ancestors. Whenever a page's row is written, its visibility is
mirrored to Wagtail's own restrictions in the same transaction (`ContentPage.save`), so that
Wagtail's sitemap and API keep it out too.
"""

from django.db import transaction
from django.db.models import Exists, F, Q
from django.dispatch import Signal
from wagtail.log_actions import log
from wagtail.models import PageViewRestriction

from accounts.roles import is_editor
from core.tree import path_and_ancestors, unrestricted

from .translated import translations_of

PUBLIC, MEMBERS, FAMILY = "public", "members", "family"
NARROWER = {PUBLIC: 0, MEMBERS: 1, FAMILY: 2}

# Sent inside the transaction when a published page is narrowed; `instance` is the page.
visibility_narrowed = Signal()


def readable_by(pages, user):
    """Those of the live pages, of whatever type, that the person may read.

    A page is closed by itself and by every page above it, published or not. A restriction of
    Wagtail's other than to be signed in, which nothing of ours makes, leaves it to the editors.
    """
    from .models import ContentPage

    if not user.is_authenticated or not user.is_active:
        closed = ~Q(visibility=PUBLIC)
        pages = unrestricted(pages)
    elif user.is_superuser or is_editor(user):
        return pages
    else:
        closed = Q(visibility=FAMILY) & ~Q(family__isnull=False, family=user.family_id)
        login = PageViewRestriction.LOGIN
        pages = unrestricted(pages, PageViewRestriction.objects.exclude(restriction_type=login))
    above = ContentPage.objects.filter(closed, path__in=path_and_ancestors())
    return pages.filter(~Exists(above))


def user_can_read(user, page) -> bool:
    """Whether a person may read this published page."""
    return readable_by(type(page).objects.live().filter(pk=page.pk), user).exists()


def mirror_restriction(page):
    """Make Wagtail's restriction on the page say what the page's visibility says."""
    restrictions = PageViewRestriction.objects.filter(page_id=page.pk)
    if page.visibility == PUBLIC:
        restrictions.delete()
    elif not restrictions.exists():
        PageViewRestriction.objects.create(
            page_id=page.pk, restriction_type=PageViewRestriction.LOGIN
        )


def stay_narrow(page, stored):
    """A version of a page from before it was narrowed at once stays as narrow as it is stored."""
    if page.narrowings < stored.narrowings:
        page.visibility = max(page.visibility, stored.visibility, key=NARROWER.__getitem__)
        page.narrowings = stored.narrowings


def keep_narrow(page) -> bool:
    """The same for a page about to be saved that was read, or published, before.

    Returns whether its readers are about to get fewer.
    """
    from .models import ContentPage

    stored = ContentPage.objects.select_for_update(of=("self",)).filter(pk=page.pk)
    for row in stored.only("visibility", "narrowings", "live"):
        stay_narrow(page, row)
        return row.live and NARROWER[page.visibility] > NARROWER[row.visibility]
    return False


@transaction.atomic
def narrow(page, visibility: str, by) -> bool:
    """Give a published page a narrower visibility without publishing anything else of it.

    Returns whether it was wider before. What was translated from it is narrowed with it.
    """
    from .models import ContentPage

    current = ContentPage.objects.select_for_update(of=("self",)).filter(pk=page.pk).first()
    if not current or not current.live or NARROWER[visibility] <= NARROWER[current.visibility]:
        return False
    _narrow(current, visibility, by)
    narrow_translations(current, visibility, by)
    return True


def narrow_translations(page, visibility: str, by=None):
    """A translation tells the text of its source: it is read by no more people from now on.

    Drafts too, since they would be published; widening does not follow in the same way.
    """
    for translation in translations_of(page):
        narrower = max(visibility, translation.visibility, key=NARROWER.__getitem__)
        _narrow(translation, narrower, by)


def _narrow(page, visibility, by):
    """With what shows the same page elsewhere (Wagtail's aliases).

    No revision written before can widen it again: see `ContentPage.with_content_json`.
    """
    from .models import ContentPage

    same = ContentPage.objects.filter(Q(pk=page.pk) | Q(alias_of=page.pk))
    same.update(visibility=visibility, narrowings=F("narrowings") + 1)
    for narrowed in same:
        mirror_restriction(narrowed)
        visibility_narrowed.send(ContentPage, instance=narrowed)
    # The record tells of no draft.
    if page.live and page.visibility != visibility:
        change = {"old": page.visibility, "new": visibility}
        log(instance=page, action="content.narrow_visibility", user=by, data={"visibility": change})
