"""The editor as writers meet it: their text, a preview, comments; nothing to administer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel, PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from accounts.roles import is_editor

from .models import ContentPage
from .permissions import user_can_withdraw

EDITORS_PANELS = (PageStatusSidePanel, ChecksSidePanel)


class WritersEditorMixin:
    """Leaves out what only editors use: locks, schedules, privacy, usage, checks of the markup."""

    @property
    def for_writers(self) -> bool:
        return not (is_editor(self.request.user) or self.request.user.is_superuser)

    def get_side_panels(self):
        panels = super().get_side_panels()
        if not self.for_writers:
            return panels
        return MediaContainer([panel for panel in panels if not isinstance(panel, EDITORS_PANELS)])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.for_writers:
            context["way_back"] = [
                {"url": reverse("wagtailadmin_home"), "label": _("Your pages")},
                {"label": context["header_title"]},
            ]
        return context


class ContentCreateView(WritersEditorMixin, CreateView):
    pass


class ContentEditView(WritersEditorMixin, EditView):
    @property
    def is_cancelling_workflow(self):
        asked = "action-cancel-workflow" in self.request.POST
        return asked and user_can_withdraw(self.request.user, self.workflow_state)


class ContentRevertView(WritersEditorMixin, RevisionsRevertView):
    pass


class ContentPageViewSet(PageViewSet):
    model = ContentPage
    parent_models = ()
    add_view_class = ContentCreateView
    edit_view_class = ContentEditView
    revisions_revert_view_class = ContentRevertView


page_viewset = ContentPageViewSet()
