"""The writer's first screen: start something, see where one's own pages stand."""

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState, get_page_models

from accounts.roles import is_editor
from core.languages import get_language

from .models import ContentPage


def writable_types():
    """The page types people start from the dashboard, in the order of the site."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return [model for model in models if model.write_label]


class WritePanel(Component):
    """Links to a new page of each type, in each of the person's languages."""

    name = "write"
    order = 100
    template_name = "content/admin/write_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        languages = [(get_language(code), self._links(code)) for code in self._codes()]
        return {"languages": [(language, links) for language, links in languages if links]}

    def _codes(self):
        return self.user.content_languages

    def _links(self, code):
        """What the person may start in a language: (label, parent's title, address)."""
        links = []
        for model in writable_types():
            for parent in self._parents(model, code):
                if parent.permissions_for_user(self.user).can_add_subpage():
                    app, name = model._meta.app_label, model._meta.model_name
                    url = reverse("wagtailadmin_pages:add", args=(app, name, parent.pk))
                    links.append((model.write_label, self._place(parent), url))
        return links

    def _parents(self, model, code):
        for parent_model in model.allowed_parent_page_models():
            yield from parent_model.objects.live().filter(locale__language_code=code)

    def _place(self, parent):
        """Named where there may be several, as with the sections of the toolkit."""
        return parent.title if isinstance(parent, ContentPage) else ""


class OwnPagesPanel(Component):
    """The person's own pages with their state: draft, waiting, changes asked, published."""

    name = "own_pages"
    order = 200
    limit = 50
    template_name = "content/admin/own_pages_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        # Plain Pages: Wagtail's prefetch of workflow states finds nothing for a subclass.
        pages = (
            Page.objects.filter(owner=self.user, contentpage__isnull=False)
            .select_related("locale", "content_type")
            .prefetch_workflow_states()
            .order_by("-latest_revision_created_at")[: self.limit]
        )
        rows = [self._row(page) for page in pages]
        return {"rows": rows, "is_editor": is_editor(self.user)}

    def _row(self, page):
        return {
            "page": page,
            "title": page.draft_title or page.title,
            "type": page.page_type_display_name,
            "language": get_language(page.locale.language_code).name,
            "edit_url": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
            **self._state(page),
        }

    def _state(self, page):
        """What the workflow says of the page, in the words of the panel's template."""
        workflow = page.current_workflow_state
        if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
            return {"state": "waiting", "since": workflow.current_task_state.started_at}
        if workflow and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return {"state": "changes_asked", "reason": self._reason(workflow)}
        return {"state": "published" if page.live else "draft"}

    def _reason(self, workflow):
        rejected = workflow.current_task_state
        if rejected and rejected.status == TaskState.STATUS_REJECTED:
            return rejected.comment
        return ""
