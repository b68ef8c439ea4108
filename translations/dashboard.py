"""A translator's first screen."""

from wagtail.admin.ui.components import Component

from .next_steps import next_steps


class NextStepsPanel(Component):
    """What is theirs to translate next; what they have begun stands among their own pages."""

    name = "next_steps"
    order = 150
    template_name = "translations/next_steps_panel.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {"steps": next_steps(request), "languages": request.user.content_languages}
