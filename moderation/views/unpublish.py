"""Asking for a page to be taken down, and deciding on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.models import ContentPage
from content.screens import WritersScreenMixin

from .. import unpublishing
from ..forms import UNPUBLISH, AskUnpublishForm, UnpublishDecisionForm
from ..models import UnpublishRequest
from .answers import BelowQueue, missing, to_queue


class AskUnpublishView(WritersScreenMixin, FormView):
    """The author of a published page asks for it to be taken down; to others it is missing."""

    template_name = "moderation/ask_unpublish.html"
    header_icon = "download"
    form_class = AskUnpublishForm

    def dispatch(self, request, *args, **kwargs):
        if self.page is None:
            raise Http404
        if not unpublishing.user_may_ask(request.user, self.page):
            messages.info(
                request, _("This page is not published, so nothing has to be taken down.")
            )
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self):
        own = ContentPage.objects.filter(owner=self.request.user)
        return own.filter(pk=self.kwargs["pk"]).first()

    def get_page_title(self):
        return _("Ask to take it down")

    def get_page_subtitle(self):
        return self.page.title

    def form_valid(self, form):
        try:
            unpublishing.ask(self.page, self.request.user, form.cleaned_data["reason"])
        except PermissionDenied as error:
            messages.info(self.request, str(error))
        else:
            messages.success(
                self.request,
                _("Your request about “%(title)s” has been sent.") % {"title": self.page.title},
            )
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = unpublishing.open_requests().filter(page=self.page).first()
        context.update({"page": self.page, "waiting": waiting})
        return context


class WithdrawUnpublishView(View):
    """The author takes their request back."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        waiting = UnpublishRequest.objects.filter(requested_by=request.user, pk=pk).first()
        if waiting is None:
            raise Http404
        try:
            unpublishing.withdraw(waiting, request.user)
        except PermissionDenied as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("You no longer ask to take the page down."))
        return redirect("wagtailadmin_home")


class UnpublishRequestView(BelowQueue, WagtailAdminTemplateMixin, FormView):
    """A request to take a page down, decided by whoever may."""

    template_name = "moderation/unpublish_request.html"
    header_icon = "download"
    form_class = UnpublishDecisionForm

    def dispatch(self, request, *args, **kwargs):
        if self.waiting is None:
            return missing(request)
        if self.waiting.decided_at:
            return to_queue(request, _("This request has been decided already."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def waiting(self):
        requests = unpublishing.judged_by(self.request.user)
        return requests.select_related("page", "requested_by").filter(pk=self.kwargs["pk"]).first()

    def get_page_title(self):
        return _("Request to take a page down")

    def get_page_subtitle(self):
        return self.waiting.page.title

    def form_valid(self, form):
        data = form.cleaned_data
        outcomes = UnpublishRequest.Outcome
        outcome = outcomes.UNPUBLISHED if data["action"] == UNPUBLISH else outcomes.DECLINED
        try:
            unpublishing.decide(self.waiting, self.request.user, outcome, data["answer"])
        except PermissionDenied as error:
            return to_queue(self.request, str(error))
        messages.success(self.request, self._done(outcome))
        return redirect("moderation:queue")

    def _done(self, outcome):
        sentence = _("“%(title)s” stays published; its author reads your answer.")
        if outcome == UnpublishRequest.Outcome.UNPUBLISHED:
            sentence = _("“%(title)s” has been taken down.")
        return sentence % {"title": self.waiting.page.title}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["waiting"] = self.waiting
        context["refusal"] = unpublishing.refusal(self.waiting, self.request.user)
        context["back"] = reverse("moderation:queue")
        return context
