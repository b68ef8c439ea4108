"""What the writer's own screens have in common."""

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class WritersScreenMixin(WagtailAdminTemplateMixin):
    """A screen one step from the first, under its own name: Wagtail shows the trail's last."""

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_header_title()}]
