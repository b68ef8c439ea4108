"""What the index of each type has in common."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .models import ContentPage
from .permissions import WritingPermissionTester


class IndexPage(Page):
    """Lists the pages below it that the reader may read, newest first."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    page_size = 12
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return WritingPermissionTester(user, self)

    def get_pages(self, user):
        """The readable pages below the index, with what a list shows of each."""
        return (
            ContentPage.objects.descendant_of(self)
            .visible_to(user)
            .select_related("author", "author_party", "family", "locale", "content_type")
            .prefetch_related("topics")
            .newest_first()
        )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        paginator = Paginator(self.get_pages(request.user), self.page_size)
        context["pages"] = paginator.get_page(request.GET.get("page"))
        return context
