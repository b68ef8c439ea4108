"""The front page of each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from blog.models import BlogPage
from case_studies.models import CaseStudyPage
from content.elsewhere import nearest_first
from content.index_pages import OFFERED
from core.languages import get_language
from toolkit_pages.models import ToolkitSectionPage

SHOWN = ("author", "author_party", "family", "locale")


class HomePage(Page):
    """A language's front page: what the programme is, and what is new."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=600)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "blog.BlogIndexPage",
        "case_studies.CaseStudyIndexPage",
        "toolkit_pages.ToolkitIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = self.get_children().live().specific()
        context["posts"] = self._newest(BlogPage, request.user, 6)
        context["case_studies"] = self._newest(CaseStudyPage, request.user, 3, "country")
        context["toolkit"] = self._newest(ToolkitSectionPage, request.user, 3)
        if not any(context[name] for name in ("posts", "case_studies", "toolkit")):
            context["elsewhere"] = self._elsewhere(request.user)
        return context

    def _elsewhere(self, user):
        """Posts in other languages, nearest first."""
        posts = BlogPage.objects.visible_to(user).select_related(*SHOWN)
        return nearest_first(posts, OFFERED)

    def _newest(self, model, user, count, *related):
        """The newest readable pages of a type in this language, with what a list shows of them."""
        return (
            model.objects.descendant_of(self)
            .visible_to(user)
            .select_related(*SHOWN, *related)
            .newest_first()[:count]
        )

    @property
    def language(self):
        return get_language(self.locale.language_code)
