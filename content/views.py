"""The writer's own screens beside Wagtail's: their pages, the toolkit's sections, withdrawing."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView
from wagtail.models import Page, WorkflowState

from core.languages import get_language
from core.lookups import contains
from core.paging import NearestPageMixin, parameters_but_page

from .models import ContentPage
from .own_pages import Standing, own_pages, rows_of
from .permissions import user_owns
from .screens import WritersScreenMixin
from .writing import address_to_begin, is_contribution, languages_of, places_for, writable_types


class OwnPagesView(NearestPageMixin, WritersScreenMixin, ListView):
    """All pages of the person, or those of one standing (`state`), or with words in the title."""

    template_name = "content/admin/own_pages.html"
    page_title = gettext_lazy("Your pages")
    header_icon = "doc-full"
    paginate_by = 30

    def get_queryset(self):
        pages = own_pages(self.request.user)
        if self.request.GET.get("state") in Standing.values:
            pages = pages.filter(standing=self.request.GET["state"])
        if words := self.request.GET.get("q", "").strip():
            pages = pages.filter(contains("draft_title", words))
        return pages

    def get_page_subtitle(self):
        state = self.request.GET.get("state")
        return Standing(state).label if state in Standing.values else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["rows"] = rows_of(context["object_list"], self.request)
        context["words"] = self.request.GET.get("q", "")
        context["query"] = parameters_but_page(self.request).urlencode()
        return context


class ContributeView(WritersScreenMixin, TemplateView):
    """What can be contributed to which section of the toolkit, in one language."""

    template_name = "content/admin/contribute.html"
    page_title = gettext_lazy("Contribute to the toolkit")
    header_icon = "folder-open-inverse"

    def get(self, request, code):
        if code not in [language.code for language in languages_of(request.user)]:
            raise Http404
        return super().get(request, code=code)

    def get_context_data(self, code, **kwargs):
        sections = {}
        for model in filter(is_contribution, writable_types()):
            for place in places_for(model, self.request.user, code):
                section = sections.setdefault(place.pk, {"section": place, "links": []})
                section["links"].append((model.write_label, address_to_begin(model, place)))
        return {
            **super().get_context_data(**kwargs),
            "sections": sections.values(),
            "language": get_language(code),
        }


@require_POST
def withdraw(request, pk):
    """Take one's own page out of review, so that one can go on writing."""
    page = get_object_or_404(ContentPage, pk=pk)
    if not user_owns(request.user, page):
        raise Http404
    if _cancel_review(page, request.user):
        messages.success(
            request, _("“%(title)s” is a draft again. You can go on writing.") % title_of(page)
        )
    else:
        messages.warning(request, _("“%(title)s” is no longer waiting.") % title_of(page))
    return redirect("wagtailadmin_home")


@transaction.atomic
def _cancel_review(page, user) -> bool:
    """Whether there was a review to end.

    Held in the order of all decisions, the page first: one made meanwhile stands.
    """
    list(Page.objects.filter(pk=page.pk).select_for_update().values_list("pk"))
    waiting = WorkflowState.objects.select_for_update(of=("self",)).filter(
        base_content_type__model="page",
        object_id=str(page.pk),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    review = waiting.first()
    if not review:
        return False
    review.cancel(user=user)
    return True


def title_of(page) -> dict[str, str]:
    return {"title": page.draft_title or page.title}
