"""Starting a translation, and saying that one is still accurate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from content.comparison import changed_parts
from content.models import ContentPage
from content.permissions import user_can_see_draft
from content.screens import WritersScreenMixin
from content.versions import published_at
from content.visibility import user_can_read
from core.languages import get_language

from .claims import TakenOn
from .confirming import still_accurate
from .freshness import is_outdated
from .permissions import (
    translators_may_be_named,
    user_may_compare,
    user_may_confirm,
    user_may_read_source,
    user_may_start,
)
from .starting import AlreadyStarted, SectionMissing, in_language, start


def page_or_404(pk: int) -> ContentPage:
    """By the number of the page, which may be one no database can hold."""
    return get_object_or_404(ContentPage.objects.select_related("locale"), page_ptr__id=pk)


class StartView(WritersScreenMixin, TemplateView):
    """Starts a translation of a page; where that cannot be, says why and what can be done."""

    http_method_names = ["post"]
    template_name = "translations/not_started.html"
    header_icon = "globe"

    def post(self, request, pk):
        self.page = page_or_404(pk)
        self.language = get_language(request.POST.get("language"))
        try:
            made = start(self.page, request.POST.get("language", ""), request.user)
        except PermissionDenied:
            raise Http404 from None
        except AlreadyStarted as already:
            if user_can_see_draft(request.user, already.page):
                message = _("This translation has been started already.")
                return self._to_editor(already.page, message)
            return self._explain(existing=already.page)
        except SectionMissing as missing:
            return self._explain(section=missing.section)
        except TakenOn as taken:
            return self._explain(taken=taken)
        return self._to_editor(
            made,
            _(
                "This draft is yours. It has the text of the original: write over it in your "
                "language, then submit it."
            ),
        )

    def _to_editor(self, page, message):
        messages.success(self.request, message)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _explain(self, **why):
        context = self.get_context_data(**why)
        return self.render_to_response(context, status=409)

    def _person_on(self, existing):
        """Who works on it, as far as the person may know."""
        if not existing.owner or not user_may_read_source(self.request.user, existing):
            return None
        same = ContentPage.objects.filter(translation_key=existing.translation_key)
        return existing.owner if translators_may_be_named(same) else None

    def get_page_title(self):
        return _("This translation cannot be started")

    def get_context_data(self, existing=None, section=None, **kwargs):
        user, code = self.request.user, self.language.code
        if section and not user_can_read(user, section):
            section = None
        return super().get_context_data(
            source=self.page,
            language=self.language,
            existing=existing,
            existing_person=existing and self._person_on(existing),
            existing_url=existing and user_can_read(user, existing) and existing.url,
            section=section,
            section_language=section and get_language(section.locale.language_code),
            section_started=section and in_language(section, code),
            may_start_section=section and user_may_start(user, section, code),
            **kwargs,
        )


class SourceChangesView(WritersScreenMixin, TemplateView):
    """What changed in the source since a translation was made: of published texts only."""

    template_name = "translations/changes.html"
    page_title = gettext_lazy("What has changed in the original")
    header_icon = "globe"

    def get(self, request, pk):
        self.page = page_or_404(pk)
        if not user_may_compare(request.user, self.page):
            raise Http404
        return super().get(request)

    def get_page_subtitle(self):
        return self.page.translated_from.title

    def get_context_data(self, **kwargs):
        page, source = self.page, self.page.translated_from.specific
        before = source.major_versions.filter(number=page.translated_version).first()
        texts = source.text_fields()
        return super().get_context_data(
            translation=page,
            page=source,
            before=before,
            now=published_at(source),
            changes=before and changed_parts(before.as_page(), source, texts.__contains__),
            outdated=is_outdated(page),
            may_confirm=user_may_confirm(self.request.user, page),
            **kwargs,
        )


class StillAccurateView(View):
    """One click: the translation says what the version of the source says that was shown."""

    http_method_names = ["post"]

    def post(self, request, pk):
        translation = page_or_404(pk)
        version = request.POST.get("version", "")
        try:
            page = still_accurate(translation, _number(version), request.user)
        except PermissionDenied:
            raise Http404 from None
        if is_outdated(page):
            messages.warning(request, _("The original has changed again. Please look once more."))
        else:
            messages.success(
                request,
                _("Readers are no longer told that the original has changed. Thank you."),
            )
        return redirect(page.get_url(request) or reverse("wagtailadmin_home"))


def _number(text) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
