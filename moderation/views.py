"""The moderator's queue and the page on which a submission is read and decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import get_language

from .forms import APPROVE, DecisionForm
from .permissions import refusal, revision_token
from .queue import submissions_for


class QueueView(WagtailAdminTemplateMixin, ListView):
    """What waits for the signed-in person's review, oldest first."""

    template_name = "moderation/queue.html"
    page_title = gettext_lazy("Review")
    header_icon = "tasks"
    paginate_by = 50

    def get_queryset(self):
        return (
            submissions_for(self.request.user)
            .select_related("revision", "revision__content_type", "workflow_state__requested_by")
            .select_related("family")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["rows"] = [submission_row(state) for state in context["object_list"]]
        return context


def submission_row(state):
    """What a list tells of a submission; reads no page, only its revision."""
    page = state.revision.as_object()
    return {
        "state": state,
        "title": page.title,
        "type": page.page_type_display_name,
        "language": get_language(page.locale.language_code),
        "author": getattr(page, "author", None) or page.owner,
        "is_new": not page.live,
    }


class ReviewView(WagtailAdminTemplateMixin, FormView):
    """One submission: the page as readers will see it, what changed, and the decision.

    For a person whose submission it is not to judge there is no such page.
    """

    template_name = "moderation/review.html"
    form_class = DecisionForm
    header_icon = "tasks"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated or self.state is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self):
        return submissions_for(self.request.user).filter(pk=self.kwargs["pk"]).first()

    @cached_property
    def latest(self):
        return self.state.revision.content_object.get_latest_revision()

    @cached_property
    def draft(self):
        return self.latest.as_object()

    def get_page_title(self):
        return _("Review")

    def get_page_subtitle(self):
        return self.draft.title

    def get_initial(self):
        return {"revision": revision_token(self.latest)}

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            self.state.task.specific.on_action(
                self.state,
                self.request.user,
                data["action"],
                revision=data["revision"],
                comment=data["comment"],
            )
        except PermissionDenied as error:
            messages.error(self.request, str(error))
            return self._show_again(data)
        messages.success(self.request, self._done(data["action"]))
        return redirect("moderation:queue")

    def _done(self, action):
        if action == APPROVE:
            return _("“%(title)s” has been approved.") % {"title": self.draft.title}
        return _("The author of “%(title)s” has been asked for changes.") % {
            "title": self.draft.title
        }

    def _show_again(self, data):
        """The page again, with the newest revision, what was written, and what is different."""
        form = self.form_class(initial={**self.get_initial(), "comment": data["comment"]})
        seen = data["revision"].partition("@")[0]
        return self.render_to_response(self.get_context_data(form=form, seen=seen))

    def get_context_data(self, seen="", **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(
            {
                "row": submission_row(self.state),
                "page": self.draft,
                "revision": self.latest,
                "refusal": refusal(self.state, self.request.user, revision_token(self.latest)),
                "changes": self._changes(seen),
            }
        )
        return context

    def _changes(self, seen):
        """Field by field, what differs from the version seen before, or the published one."""
        before = self._version(seen)
        if before is None:
            return []
        panel = self.draft.get_edit_handler().get_bound_panel(
            instance=self.draft, request=self.request, form=None
        )
        fields = [compare(before, self.draft) for compare in panel.get_comparison()]
        return [field for field in fields if field.has_changed()]

    def _version(self, seen):
        """The revision somebody saw if it is not the newest, else what is published."""
        page = self.state.revision.content_object
        if seen.isdecimal() and int(seen) != self.latest.pk:
            return get_object_or_404(page.revisions, pk=int(seen)).as_object()
        return page.specific if page.live else None
