"""The page tree of each content language, made by one step that is safe to run again.

Root
├── Home (en)
│   ├── Blog
│   ├── Case studies
│   └── Toolkit
├── Home (sq) …
"""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import GroupPagePermission, Locale, Page, Site

from accounts.roles import EDITORS, WRITERS
from blog.models import BlogIndexPage
from case_studies.models import CaseStudyIndexPage
from core.languages import CONTENT_LANGUAGES
from toolkit_pages.models import ToolkitIndexPage

from .models import HomePage

EDITOR_ACTIONS = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


def install():
    """Create the locales, the missing pages of each tree and who may write where."""
    homes = [_install_home(row) for row in CONTENT_LANGUAGES]
    _install_site(homes[0])
    for home in homes:
        _install_indexes(home)
    _install_page_permissions(homes)


def _install_home(row):
    locale, _created = Locale.objects.get_or_create(language_code=row.code)
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    with override(row.code):
        home = HomePage(
            title="Integrity Leaders",
            slug=f"home-{row.code}",
            locale=locale,
            introduction=_(
                "Members of some forty parties from ten countries of Southeastern Europe write "
                "about integrity in politics: what they tried, what worked, what others can use."
            ),
        )
    return _add(Page.get_first_root_node(), home, translation_of=HomePage.objects.first())


def _install_site(home):
    """Point the site at the English home page; Wagtail's welcome page goes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    welcome = site.root_page if site.root_page_id else None
    site.hostname, site.site_name, site.root_page = "localhost", "Integrity Leaders", home
    site.save()
    if welcome and type(welcome.specific) is Page:
        welcome.delete()


def _install_indexes(home):
    with override(home.locale.language_code):
        indexes = [
            BlogIndexPage(
                title=_("Blog"),
                slug="blog",
                introduction=_("Experience, views and questions from inside the parties."),
            ),
            CaseStudyIndexPage(
                title=_("Case studies"),
                slug="case-studies",
                introduction=_(
                    "How parties choose candidates, handle money and keep their own rules: "
                    "the challenge, the approach, the outcome."
                ),
            ),
            ToolkitIndexPage(
                title=_("Toolkit"),
                slug="toolkit",
                introduction=_(
                    "The Political Integrity Tool Kit: manuals and outlines to train your own "
                    "party with."
                ),
            ),
        ]
    for index in indexes:
        model = type(index)
        if not model.objects.child_of(home).exists():
            index.locale = home.locale
            _add(home, index, translation_of=model.objects.first())


def _add(parent, page, translation_of):
    """Add a page with a published revision, as a translation of the first of its kind."""
    if translation_of:
        page.translation_key = translation_of.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _install_page_permissions(homes):
    """Writers add pages below the indexes; editors do everything below the home pages."""
    indexes = [index for home in homes for index in home.get_children()]
    for role in WRITERS:
        _grant(role, indexes, ("add",))
    _grant(EDITORS, homes, EDITOR_ACTIONS)


def _grant(role, pages, actions):
    group = Group.objects.get(name=role)
    permissions = [Permission.objects.get(codename=f"{action}_page") for action in actions]
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
