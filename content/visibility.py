"""Who may read a published page.

A page's visibility is a field of the revision, so it is reviewed with it; the effective one is
the narrowest along the path of its ancestors. When a page is published its visibility is
mirrored to Wagtail's own restrictions, so that Wagtail's sitemap and API keep it out too.
"""

from django.db.models import Q
from wagtail.models import PageViewRestriction

from accounts.roles import is_editor

PUBLIC, MEMBERS, FAMILY = "public", "members", "family"


def readable_by(pages, user):
    """Those of the live ContentPages that the person may read, whatever their ancestors' say."""
    from .models import ContentPage

    if not user.is_authenticated or not user.is_active:
        return pages.public()
    if user.is_superuser or is_editor(user):
        return pages
    closed = (
        ContentPage.objects.live()
        .filter(visibility=FAMILY)
        .exclude(Q(family=user.family_id) & Q(family__isnull=False))
        .exclude(owner=user)
    )
    for path in closed.values_list("path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def user_can_read(user, page) -> bool:
    """Whether a person may read this published page."""
    from .models import ContentPage

    return ContentPage.objects.filter(pk=page.pk).visible_to(user).exists()


def mirror_restriction(page):
    """Make Wagtail's restriction on the page say what the page's visibility says."""
    restrictions = PageViewRestriction.objects.filter(page_id=page.pk)
    if page.visibility == PUBLIC:
        restrictions.delete()
    elif not restrictions.exists():
        PageViewRestriction.objects.create(
            page_id=page.pk, restriction_type=PageViewRestriction.LOGIN
        )
