"""Where moderation stands in the admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.roles import is_editor, is_reviewer
from content.permissions import user_can_withdraw

from . import late_forms, record_hooks  # noqa: F401
from .queue import in_reading_order, submissions_for, with_assignee
from .rows import rows


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("review/", include("moderation.urls"))]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request):
        return is_reviewer(request.user)


@hooks.register("insert_global_admin_css")
def review_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/review.css"))


@hooks.register("register_admin_menu_item")
def register_review_menu_item():
    return ReviewMenuItem(
        _("Review"), reverse("moderation:queue"), name="review", icon_name="tasks", order=90
    )


class WaitingPanel(Component):
    """What waits for the person's review, on their first screen."""

    name = "waiting"
    order = 50
    limit = 10
    template_name = "moderation/waiting_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        languages = self.user.content_languages
        waiting = in_reading_order(with_assignee(submissions_for(self.user)), languages)
        return {"rows": rows(waiting[: self.limit], languages)}


@hooks.register("construct_homepage_panels", order=10)
def show_what_waits(request, panels):
    if is_reviewer(request.user):
        panels.append(WaitingPanel(request.user))


class SubmitMenuItem(SubmitForModerationMenuItem):
    label = _("Submit for review")

    def get_context_data(self, parent_context):
        """Wagtail would name the workflow here; authors know no workflows."""
        return ActionMenuItem.get_context_data(self, parent_context)


class WithdrawMenuItem(CancelWorkflowMenuItem):
    label = _("Withdraw from review")

    def is_shown(self, context):
        review = context["view"] == "edit" and context["page"].current_workflow_state
        return bool(review) and user_can_withdraw(context["request"].user, review)


@hooks.register("construct_page_action_menu")
def name_actions_for_authors(menu_items, request, context):
    """Plain words, and submitting first for those who cannot publish."""
    ours = {SubmitForModerationMenuItem: SubmitMenuItem, CancelWorkflowMenuItem: WithdrawMenuItem}
    items = [
        ours[type(item)](order=item.order) if type(item) in ours else item
        for item in menu_items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]
    if not is_editor(request.user):
        items.sort(key=lambda item: not isinstance(item, SubmitMenuItem))
    menu_items[:] = items
