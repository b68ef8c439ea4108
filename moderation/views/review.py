"""A submission: read, decided, handed over."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import PageLogEntry, TaskState

from content.comparison import changed_parts
from content.visibility import user_can_read

from .. import assignment
from ..comments import open_comments
from ..forms import APPROVE, DecisionForm, HandOverForm
from ..permissions import is_text, last_approved_revision, own_refusal, refusal, revision_token
from ..queue import judged_by, with_assignee
from ..restart import second_review_follows
from ..revisions import shown_revisions
from ..rows import Row
from ..taken_down import taken_down
from .answers import BelowQueue, missing, to_queue, what_became_of


class SubmissionView(BelowQueue, WagtailAdminTemplateMixin, FormView):
    """A submission that waits for whoever is signed in; to others there is none."""

    header_icon = "tasks"

    def dispatch(self, request, *args, **kwargs):
        if self.state is None:
            return missing(request)
        if self.state.status != TaskState.STATUS_IN_PROGRESS:
            return to_queue(request, what_became_of(self.state))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self):
        states = with_assignee(judged_by(self.request.user)).filter(pk=self.kwargs["pk"])
        return states.select_related("page__locale", "task", "family", "assigned_to").first()

    @cached_property
    def latest(self):
        return self.state.page.specific.get_latest_revision()

    @cached_property
    def draft(self):
        return self.latest.as_object()

    def refused(self, error):
        """Somebody was faster, or the rules do not allow it; None if it still waits."""
        for read in ("state", "latest", "draft"):
            self.__dict__.pop(read, None)
        if self.state is None or self.state.status != TaskState.STATUS_IN_PROGRESS:
            reason = what_became_of(self.state) if self.state else str(error)
            return to_queue(self.request, reason)
        messages.error(self.request, str(error))
        return None


class ReviewView(SubmissionView):
    """The page as readers will see it, what changed, what people said of it, and the decision."""

    template_name = "moderation/review.html"
    form_class = DecisionForm

    def get_page_title(self):
        return self.draft.title

    @property
    def is_new(self):
        return self.state.page.first_published_at is None

    def get_initial(self):
        earlier = self.state.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
        last = earlier.order_by("pk").last()
        significance = last.specific.significance if last else ""
        return {"revision": revision_token(self.latest), "significance": significance}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_new": self.is_new}

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            self.state.task.specific.on_action(
                self.state,
                self.request.user,
                data["action"],
                revision=data["revision"],
                comment=data["comment"],
                significance=data.get("significance", ""),
            )
        except PermissionDenied as error:
            return self.refused(error) or self._show_again(data)
        messages.success(self.request, self._done(data["action"]))
        return redirect("moderation:queue")

    def _done(self, action):
        sentence = _("The author of “%(title)s” has been asked for changes.")
        if action == APPROVE:
            self.state.workflow_state.refresh_from_db()
            waits = self.state.workflow_state.status == TaskState.STATUS_IN_PROGRESS
            sentence = (
                _("“%(title)s” has been approved and goes to the editors for a second review.")
                if waits
                else _("“%(title)s” has been approved and published.")
            )
        return sentence % {"title": self.draft.title}

    def _show_again(self, data):
        """The page again, with the newest revision, what was written, and what is different."""
        kept = {name: data.get(name, "") for name in ("comment", "significance")}
        form = self.form_class(initial=self.get_initial() | kept, is_new=self.is_new)
        seen = data["revision"].partition("@")[0]
        return self.render_to_response(self.get_context_data(form=form, seen=seen))

    def get_context_data(self, seen="", **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        before = self._version(seen)
        context.update(
            {
                "row": Row(self.state),
                "page": self.draft,
                "author": getattr(self.draft, "author", None) or self.draft.owner,
                "source": self._source(),
                "revision": self.latest,
                "refusal": refusal(self.state, user, revision_token(self.latest)),
                "changes": changed_parts(before, self.draft, is_text) if before else [],
                "compared": before,
                "compared_with_seen": bool(seen),
                "taken_down": taken_down(self.state.page, user),
                "comments": open_comments(self.draft),
                "earlier": self._earlier(),
                "hand_over_form": self._hand_over_form(),
                "handed_over": self._handed_over(),
                "second_review_follows": second_review_follows(self.state, self.draft),
            }
        )
        return context

    def _source(self):
        """What the page was translated from, if whoever reviews it may read that."""
        source = getattr(self.draft, "translated_from", None)
        return source if source and user_can_read(self.request.user, source) else None

    def _version(self, seen):
        """The revision somebody saw if it is not the newest, else what readers saw last."""
        page = self.state.page.specific
        shown = shown_revisions(page, self.request.user)
        if seen.isdecimal() and int(seen) != self.latest.pk:
            return get_object_or_404(shown, pk=int(seen)).as_object()
        approved = last_approved_revision(page)
        if approved:
            return approved.as_object() if shown.filter(pk=approved.pk).exists() else None
        return page if page.live and user_can_read(self.request.user, page) else None

    def _earlier(self):
        """What was decided on earlier submissions of this page, the latest first."""
        decided = judged_by(self.request.user).filter(
            page=self.state.page,
            status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
        )
        return decided.select_related("finished_by").order_by("-finished_at")[:10]

    def _hand_over_form(self):
        if own_refusal(self.request.user, self.state):
            return None
        people = assignment.candidates(self.state, self.request.user)
        return hand_over_form(people) if people else None

    def _handed_over(self):
        """Who handed it to whoever has it, and what they said."""
        if not self.state.is_assigned:
            return None
        entries = PageLogEntry.objects.filter(
            page=self.state.page_id,
            action__in=("moderation.hand_over", "moderation.take_back"),
            data__submission=self.state.pk,
        )
        last = entries.select_related("user").order_by("pk").last()
        return last if last and last.action == "moderation.hand_over" else None


def hand_over_form(people, data=None):
    chosen = get_user_model().objects.filter(pk__in=[person.pk for person in people])
    return HandOverForm(data, people=chosen.order_by("first_name", "last_name", "username"))


class ChangeAssignmentView(SubmissionView):
    """Changes who has a submission, on POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            self.change(request)
        except PermissionDenied as error:
            if answer := self.refused(error):
                return answer
        return redirect("moderation:review", pk=self.kwargs["pk"])


class HandOverView(ChangeAssignmentView):
    def change(self, request):
        form = hand_over_form(assignment.candidates(self.state, request.user), request.POST)
        if not form.is_valid():
            raise PermissionDenied(_("Please choose somebody who may review this page."))
        to, message = form.cleaned_data["to"], form.cleaned_data["message"]
        assignment.hand_over(self.state, request.user, to, message)
        name = to.display_name()
        messages.success(request, _("%(name)s has this submission now.") % {"name": name})


class TakeBackView(ChangeAssignmentView):
    def change(self, request):
        assignment.take_back(self.state, request.user)
        messages.success(request, _("You have this submission now."))


class ReleaseView(ChangeAssignmentView):
    def change(self, request):
        assignment.release(self.state, request.user)
        messages.success(request, _("This submission waits for anybody again."))
