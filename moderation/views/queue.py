"""The queue: what waits for the signed-in person's review."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from accounts.roles import is_editor, is_reviewer
from content.screens import WritersScreenMixin
from core.paging import NearestPageMixin, parameters_but_page

from ..forms import QueueFilterForm
from ..queue import in_reading_order, submissions_for, with_assignee
from ..rows import rows
from ..unpublishing import requests_for


class QueueView(NearestPageMixin, WritersScreenMixin, ListView):
    """What waits for the signed-in person: the languages they read first, the oldest first."""

    template_name = "moderation/queue.html"
    page_title = gettext_lazy("Review")
    header_icon = "tasks"
    paginate_by = 25

    def dispatch(self, request, *args, **kwargs):
        """Who reviews nothing, perhaps since a moment ago, is shown their own pages."""
        if not is_reviewer(request.user):
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self):
        return QueueFilterForm(self.request.GET, for_editor=is_editor(self.request.user))

    @property
    def languages(self):
        return self.request.user.content_languages

    def get_queryset(self):
        waiting = with_assignee(submissions_for(self.request.user))
        return in_reading_order(self.filters.narrow(waiting, self.request.user), self.languages)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(
            {
                "rows": rows(context["object_list"], self.languages),
                "has_languages": bool(self.languages),
                "filters": self.filters,
                "is_narrowed": any(self.filters.cleaned_data.values()),
                "query": parameters_but_page(self.request).urlencode(),
                "requests": requests_for(self.request.user).select_related(
                    "page", "requested_by", "family"
                )[:50],
            }
        )
        return context
