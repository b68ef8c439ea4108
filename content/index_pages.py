"""What the index of each type has in common."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .elsewhere import nearest_first
from .models import ContentPage
from .permissions import WritingPermissionTester

# With fewer pages than this, an index also offers so many of other languages.
FEW, OFFERED = 3, 6


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

    def listed(self):
        """Pages of the kind the index lists, with what a list shows of each."""
        related = ("author", "author_party", "family", "locale", "content_type")
        return ContentPage.objects.select_related(*related).prefetch_related("topics")

    def get_pages(self, user):
        """The readable pages below the index."""
        return self.listed().descendant_of(self).visible_to(user).newest_first()

    def pages_elsewhere(self, user):
        """What the reader finds below the index in other languages only, nearest first."""
        below = [Q(path__startswith=index.path) for index in self.get_translations().live()]
        if not below:
            return []
        others = self.listed().filter(Q(*below, _connector=Q.OR)).visible_to(user)
        here = self.get_pages(user).order_by().values("translation_key")
        return nearest_first(others.exclude(translation_key__in=here), OFFERED)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        paginator = Paginator(self.get_pages(request.user), self.page_size)
        context["pages"] = paginator.get_page(request.GET.get("page"))
        if paginator.count < FEW:
            context["elsewhere"] = self.pages_elsewhere(request.user)
        return context
