"""What a writer meets in the admin."""

from django.http import Http404
from wagtail import hooks

from accounts.roles import is_editor

from .dashboard import OwnPagesPanel, WritePanel
from .models import ContentPage
from .policies import visible_in_chooser
from .visibility import user_can_read

WRITERS_MENU = {"explorer", "review", "log"}


@hooks.register("before_serve_page", order=-1)
def answer_closed_pages_as_missing(page, request, serve_args, serve_kwargs):
    """Before Wagtail's own check, whose redirect to sign-in would tell that a page exists."""
    if isinstance(page, ContentPage) and not user_can_read(request.user, page):
        raise Http404


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_in_chooser(pages, request):
    return visible_in_chooser(pages, request.user)


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
