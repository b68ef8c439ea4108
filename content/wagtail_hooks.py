"""What a writer meets in the admin."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.views.account import AvatarSettingsPanel

from accounts.roles import is_editor

from . import shown_links
from .dashboard import OwnPagesPanel, WritePanel
from .document_views import ImportView
from .editor import page_viewset
from .files.api import OwnDocumentsAPIViewSet, OwnImagesAPIViewSet
from .models import ContentPage
from .policies import visible_in_chooser
from .views import ContributeView, OwnPagesView, title_of, withdraw
from .visibility import narrow, user_can_read

# A portrait says who writes, also of those who write anonymously: there are none.
AvatarSettingsPanel.is_active = lambda self: False
WRITERS_MENU = {"own-pages", "review", "log", "people", "translations"}


def has_whole_admin(user) -> bool:
    return is_editor(user) or user.is_superuser


@hooks.register("before_serve_page", order=-1)
def answer_closed_pages_as_missing(page, request, serve_args, serve_kwargs):
    """Before Wagtail's own check, whose redirect to sign-in would tell that a page exists."""
    if not user_can_read(request.user, page):
        raise Http404


@hooks.register("after_edit_page", order=-1)
def narrow_at_once(request, page):
    """A narrower visibility holds from when somebody saves it, not from the next approval.

    Not from the editor's autosave, which follows every slip of the mouse.
    """
    autosaved = not request.accepts("text/html")
    if autosaved or not isinstance(page, ContentPage):
        return
    if narrow(page, page.visibility, by=request.user):
        message = _(
            "From now on the published page is for: %(readers)s. "
            "To open it again, choose more readers and submit the page."
        )
        messages.success(request, message % {"readers": page.get_visibility_display()})


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_in_chooser(pages, request):
    return visible_in_chooser(pages, request.user)


@hooks.register("register_rich_text_features", order=1)
def link_to_what_may_be_read(features):
    """After Wagtail has registered its own."""
    shown_links.register(features)


@hooks.register("construct_admin_api")
def list_own_files_only(router):
    """In place of Wagtail's, whose lists name the files of all."""
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


@hooks.register("register_admin_urls")
def register_admin_urls():
    patterns = [
        path("", OwnPagesView.as_view(), name="own_pages"),
        path("contribute/<slug:code>/", ContributeView.as_view(), name="contribute"),
        path("import/<slug:code>/", ImportView.as_view(), name="import"),
        path("<int:pk>/withdraw/", withdraw, name="withdraw"),
    ]
    return [path("my-pages/", include((patterns, "content")))]


@hooks.register("register_admin_viewset")
def register_page_viewset():
    return page_viewset


@hooks.register("construct_homepage_panels")
def show_writers_their_work(request, panels):
    """Wagtail's panels speak of all pages; ours of the person's own."""
    panels[:] = [WritePanel(request.user), OwnPagesPanel(request.user)]


@hooks.register("construct_homepage_summary_items")
def hide_totals(request, summary_items):
    """How many pages there are in all tells of other families' drafts."""
    if not has_whole_admin(request.user):
        summary_items.clear()


@hooks.register("register_admin_menu_item")
def register_own_pages_menu_item():
    return MenuItem(
        gettext_lazy("Your pages"),
        reverse("wagtailadmin_home"),
        name="own-pages",
        icon_name="doc-full",
        order=10,
    )


@hooks.register("construct_main_menu")
def reduce_main_menu(request, menu_items):
    """Writers and moderators see what they use, nothing else."""
    if not has_whole_admin(request.user):
        menu_items[:] = [item for item in menu_items if item.name in WRITERS_MENU]


class OwnPagesSearchArea(SearchArea):
    """The side bar's search: a writer looks for what they wrote themselves."""

    def is_shown(self, request):
        return not has_whole_admin(request.user)


@hooks.register("register_admin_search_area")
def register_own_pages_search_area():
    return OwnPagesSearchArea(
        gettext_lazy("Your pages"), reverse("content:own_pages"), name="own-pages", order=0
    )


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def editor_js():
    return format_html('<script src="{}"></script>', static("js/editor.js"))


def _author_submits(request) -> bool:
    return "action-submit" in request.POST and not is_editor(request.user)


@hooks.register("after_create_page", order=-2)
@hooks.register("after_edit_page", order=-2)
def forget_what_wagtail_says(request, page):
    """Its message speaks of moderation and offers buttons to a locked editor; ours follow."""
    if _author_submits(request):
        list(messages.get_messages(request))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_happens_next(request, page):
    """After submitting, authors see the page among their own, waiting."""
    if not _author_submits(request):
        return None
    messages.success(
        request,
        _(
            "“%(title)s” has been submitted. A moderator reads it now; you get a mail as soon "
            "as it is published or something should be changed."
        )
        % title_of(page),
    )
    return redirect("wagtailadmin_home")
