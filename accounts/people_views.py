"""The people of the site, in the admin: all of them for editors, their family for moderators."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, UpdateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import BY_CODE
from core.lookups import contains
from core.paging import parameters_but_page

from .people import change_person, deactivate, reactivate
from .people_forms import PeopleFilterForm, PersonForm
from .permissions import manages_people, may_change, people_seen_by, sees_people


class PeopleScreenMixin(WagtailAdminTemplateMixin):
    """A screen below “People”, which the trail above it names."""

    def get_breadcrumbs_items(self):
        here = [{"url": "", "label": self.get_page_title()}]
        if not isinstance(self, PeopleView):
            here.insert(0, {"url": reverse("people:people"), "label": _("People")})
        return super().get_breadcrumbs_items() + here


class PeopleView(PeopleScreenMixin, ListView):
    """Who is here; filters are for those who see more than one family."""

    template_name = "accounts/people.html"
    page_title = gettext_lazy("People")
    header_icon = "group"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if not sees_people(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self):
        return PeopleFilterForm(self.request.GET)

    def get_queryset(self):
        people = people_seen_by(self.request.user).order_by("-is_active", "last_name", "pk")
        people = people.select_related("party__country", "party__family")
        return people.prefetch_related("groups").filter(self._chosen()).distinct()

    def _chosen(self):
        """What the filters ask for; what they cannot mean is left out."""
        self.filters.is_valid()
        data = self.filters.cleaned_data
        chosen = Q()
        for name, lookup in (
            ("family", "party__family"),
            ("country", "party__country"),
            ("role", "groups__name"),
        ):
            if data.get(name):
                chosen &= Q(**{lookup: data[name]})
        for word in data.get("q", "").split():
            fields = ("first_name", "last_name", "email", "username")
            chosen &= reduce(or_, (contains(field, word) for field in fields))
        return chosen

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        query = parameters_but_page(self.request)
        rows = [
            {
                "person": person,
                "languages": [BY_CODE[code].name for code in person.languages if code in BY_CODE],
                "may_change": may_change(user, person),
            }
            for person in context["object_list"]
        ]
        return {
            **context,
            "rows": rows,
            "filters": self.filters,
            "manages": manages_people(user),
            "query": query.urlencode(),
        }


class ChangingMixin:
    """About one person the signed-in one may change; for others there is no such page."""

    def dispatch(self, request, *args, **kwargs):
        if not may_change(request.user, self.person):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self):
        people = people_seen_by(self.request.user).select_related("party__family")
        return get_object_or_404(people, pk=self.kwargs["pk"])


class PersonView(ChangingMixin, PeopleScreenMixin, UpdateView):
    """One person: name, address, roles, party, languages; and whether they may come in."""

    template_name = "accounts/person.html"
    form_class = PersonForm
    header_icon = "user"
    success_url = reverse_lazy("people:people")

    def get_object(self):
        return self.person

    def get_page_title(self):
        return self.person.display_name()

    def form_valid(self, form):
        # The form has written to its own copy; what is stored is compared with what was.
        person = people_seen_by(self.request.user).get(pk=self.person.pk)
        change_person(person, self.request.user, **form.cleaned_data)
        messages.success(self.request, _("“%(name)s” has been saved.") % {"name": person})
        return redirect(self.get_success_url())


class AccessView(ChangingMixin, View):
    """Lets a person in or shuts them out."""

    http_method_names = ["post"]
    active = True

    def post(self, request, pk):
        act = reactivate if self.active else deactivate
        act(self.person, request.user, request.POST.get("reason", "")[:500])
        text = (
            _("%(name)s can sign in again.")
            if self.active
            else _("%(name)s can no longer sign in.")
        )
        messages.success(request, text % {"name": self.person.display_name()})
        return redirect("people:person", pk)
