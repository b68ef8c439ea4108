"""Inviting in the admin, and the page an invitation leads to."""

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, ListView, View

from .invitations import accept, find, invite, withdraw
from .people_forms import InvitationForm, JoinForm
from .people_views import PeopleScreenMixin
from .permissions import invitations_seen_by, may_invite, roles_to_invite
from .sign_in_views import language_was_chosen


class InvitersOnlyMixin:
    """For others there is no such page."""

    def dispatch(self, request, *args, **kwargs):
        if not roles_to_invite(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class InvitationsView(InvitersOnlyMixin, PeopleScreenMixin, ListView):
    """Who was asked to join, and what became of it, newest first."""

    template_name = "accounts/invitations.html"
    page_title = gettext_lazy("Invitations")
    header_icon = "mail"
    paginate_by = 50

    def get_queryset(self):
        invitations = invitations_seen_by(self.request.user)
        return invitations.select_related("party__country", "party__family", "invited_by")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        for invitation in context["object_list"]:
            invitation.is_mine = not invitation.accepted_at and may_invite(
                user, invitation.role, invitation.party
            )
        return context


class InviteView(InvitersOnlyMixin, PeopleScreenMixin, FormView):
    template_name = "accounts/invite.html"
    form_class = InvitationForm
    page_title = gettext_lazy("Invite somebody")
    header_icon = "mail"
    success_url = reverse_lazy("people:invitations")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        invite(self.request.user, **form.cleaned_data)
        _say_invited(self.request, form.cleaned_data["email"])
        return super().form_valid(form)


class InvitationActionView(InvitersOnlyMixin, View):
    """What is done with an invitation that was not accepted yet."""

    http_method_names = ["post"]

    def post(self, request, pk):
        waiting = invitations_seen_by(request.user).filter(accepted_at=None)
        invitation = get_object_or_404(waiting.select_related("party"), pk=pk)
        if not may_invite(request.user, invitation.role, invitation.party):
            raise Http404
        self.act(invitation)
        return redirect("people:invitations")


class WithdrawView(InvitationActionView):
    def act(self, invitation):
        withdraw(invitation, self.request.user)
        messages.success(
            self.request,
            _("The invitation to %(name)s no longer works.") % {"name": invitation.name},
        )


class InviteAgainView(InvitationActionView):
    def act(self, invitation):
        invite(
            self.request.user,
            name=invitation.name,
            email=invitation.email,
            role=invitation.role,
            party=invitation.party,
            languages=invitation.languages,
        )
        _say_invited(self.request, invitation.email)


def _say_invited(request, email):
    messages.success(request, _("A mail to %(email)s is on its way.") % {"email": email})


@method_decorator(
    [never_cache, sensitive_post_parameters(), rate_limit(action="accept_invitation")],
    name="dispatch",
)
class JoinView(FormView):
    """Where the link of an invitation leads.

    A link that was used, withdrawn, is too old or was never given answers in one way.
    """

    template_name = "account/join.html"
    form_class = JoinForm

    def dispatch(self, request, *args, **kwargs):
        if self.invitation is None:
            return self.gone()
        with override(self.language):
            request.LANGUAGE_CODE = self.language
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    @cached_property
    def invitation(self):
        return find(self.kwargs["token"])

    @cached_property
    def language(self):
        """The one they chose on the site, else the one they were written to in."""
        return get_language() if language_was_chosen(self.request) else self.invitation.language

    def gone(self):
        return render(self.request, "account/invitation_gone.html", status=404)

    def get_initial(self):
        invitation = self.invitation
        return {"email": invitation.email, "name": invitation.name, "language": self.language}

    def form_valid(self, form):
        data = form.cleaned_data
        user = accept(
            self.kwargs["token"],
            name=data["name"],
            language=data["language"],
            password=data["password1"],
        )
        if user is None:
            return self.gone()
        return perform_login(self.request, user, redirect_url=reverse("wagtailadmin_home"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(invitation=self.invitation, **kwargs)
