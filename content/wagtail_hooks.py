"""What a writer meets in the admin."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel

from accounts.roles import is_editor

from .dashboard import OwnPagesPanel, WritePanel
from .files.api import OwnDocumentsAPIViewSet, OwnImagesAPIViewSet
from .models import ContentPage
from .policies import visible_in_chooser
from .visibility import narrow, user_can_read

# A portrait says who writes, also of those who write anonymously: there are none.
AvatarSettingsPanel.is_active = lambda self: False
WRITERS_MENU = {"explorer", "review", "log", "people"}


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


@hooks.register("construct_admin_api")
def list_own_files_only(router):
    """In place of Wagtail's, whose lists name the files of all."""
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


@hooks.register("construct_homepage_panels")
def show_writers_their_work(request, panels):
    """Wagtail's panels speak of all pages; ours of the person's own."""
    panels[:] = [WritePanel(request.user), OwnPagesPanel(request.user)]


@hooks.register("construct_homepage_summary_items")
def hide_totals(request, summary_items):
    """How many pages there are in all tells of other families' drafts."""
    if not is_editor(request.user) and not request.user.is_superuser:
        summary_items.clear()


@hooks.register("construct_main_menu")
def reduce_main_menu(request, menu_items):
    """Writers and moderators see what they use, nothing else."""
    if not is_editor(request.user) and not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name in WRITERS_MENU]
