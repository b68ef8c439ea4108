"""The grid of pages × languages, and taking on what is missing or outdated there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from accounts.roles import is_editor
from content.screens import WritersScreenMixin
from core.languages import get_language
from core.paging import NearestPageMixin, parameters_but_page

from .claims import TakenOn, day_of
from .grid import Overview, rows_of
from .grid_forms import GridFilterForm
from .permissions import user_has_grid
from .starting import AlreadyStarted
from .taking_on import give_back, take_on
from .views import page_or_404


class GridView(NearestPageMixin, WritersScreenMixin, ListView):
    """A row for each page, a column for each language, the person's own first."""

    template_name = "translations/grid.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if not user_has_grid(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def overview(self):
        return Overview(self.request.user)

    @cached_property
    def filters(self):
        return GridFilterForm(
            self.request.GET, codes=self.overview.codes, for_editor=is_editor(self.request.user)
        )

    @property
    def codes(self):
        """The languages to show: the chosen one, or all."""
        chosen = self.filters.chosen.get("language")
        return [chosen] if chosen else self.overview.codes

    @cached_property
    def groups(self):
        """What fits the filters but for language and state, by which it is counted."""
        pages = self.filters.pages()
        if pages is None:
            return list(self.overview.groups.values())
        return self.overview.that_have(pages)

    def get_queryset(self):
        state = self.filters.chosen.get("state")
        if not state:
            return self.groups
        codes = self.codes if self.filters.chosen.get("language") else self.overview.theirs
        return [group for group in self.groups if group.fits(state, codes)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "rows": rows_of(self.overview, context["object_list"], self.codes, self.request),
            "languages": [get_language(code) for code in self.codes],
            "counts": [self._counts(code) for code in self.codes],
            "chosen": self.filters.chosen,
            "filters": self.filters,
            "is_narrowed": any(self.filters.chosen.values()),
            "is_editor": is_editor(self.request.user),
            "query": parameters_but_page(self.request).urlencode(),
            "back": self.request.GET.urlencode(),
        }

    def _counts(self, code):
        """Of a language, each count with the address that shows what is counted."""
        counts = self.overview.counts(self.groups, code)
        return {
            "language": get_language(code),
            "is_theirs": code in self.overview.theirs,
            "address": self._narrowed(language=code, state=""),
            "states": {
                state: {"count": count, "address": self._narrowed(language=code, state=state)}
                for state, count in counts.items()
            },
        }

    def _narrowed(self, **chosen):
        query = parameters_but_page(self.request)
        for name, value in chosen.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"


class TakingOnView(View):
    """Changes who has taken on a page in a language; leads back to where it stands in the grid."""

    http_method_names = ["post"]

    def post(self, request, pk):
        page = page_or_404(pk)
        try:
            self.change(page, request.POST.get("language", ""))
        except PermissionDenied:
            raise Http404 from None
        back = QueryDict(request.POST.get("back", "")).urlencode()
        return redirect(f"{reverse('translations:grid')}?{back}#page-{page.pk}")


class TakeOnView(TakingOnView):
    def change(self, page, code):
        try:
            claim = take_on(page, code, self.request.user)
        except AlreadyStarted:
            messages.warning(self.request, _("There is nothing to take on: it has been begun."))
        except TakenOn as taken:
            messages.warning(self.request, taken.sentence)
        else:
            language = get_language(code).name
            said = {"language": language, "title": page.title, "date": day_of(claim.until)}
            messages.success(
                self.request,
                _("You have taken on “%(title)s”, %(language)s. It is yours until %(date)s.")
                % said,
            )


class GiveBackView(TakingOnView):
    def change(self, page, code):
        if give_back(page, code, self.request.user):
            messages.success(self.request, _("Others can take it on again."))
        else:
            messages.info(self.request, _("It was not taken on any more."))
