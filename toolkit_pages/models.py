"""The Political Integrity Tool Kit: sections with training manuals and outlines."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from accounts.roles import is_editor
from content.index_pages import IndexPage
from content.models import ContentPage
from content.permissions import WritingPermissionTester
from content.text import stream_text
from core.blocks import SessionBlock


class StructurePermissionTester(WritingPermissionTester):
    """The toolkit's structure is the editors': others write below its sections."""

    def can_add_subpage(self):
        allowed = is_editor(self.user) or self.user.is_superuser
        return allowed and super().can_add_subpage()


class ToolkitIndexPage(IndexPage):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["toolkit_pages.ToolkitSectionPage"]

    class Meta:
        verbose_name = _("toolkit")

    def permissions_for_user(self, user):
        return StructurePermissionTester(user, self)

    def listed(self):
        return super().listed().type(ToolkitSectionPage)

    def get_pages(self, user):
        return super().get_pages(user).order_by("path")


class ToolkitSectionPage(ContentPage):
    """A subject of the toolkit; manuals and outlines stand below it."""

    type_slug = "toolkit_section"
    is_structure = True
    is_creatable = True
    parent_page_types = ["toolkit_pages.ToolkitIndexPage"]
    subpage_types = ["toolkit_pages.TrainingManualPage", "toolkit_pages.TrainingOutlinePage"]

    class Meta:
        verbose_name = _("toolkit section")
        verbose_name_plural = _("toolkit sections")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        below = (
            ContentPage.objects.child_of(self)
            .visible_to(request.user)
            .select_related("author", "author_party", "family", "locale")
            .order_by("path")
        )
        context["manuals"] = below.type(TrainingManualPage)
        context["outlines"] = below.type(TrainingOutlinePage)
        return context


class TrainingManualPage(ContentPage):
    """How to train people in a subject: aims, exercises, hand-outs."""

    audience = models.CharField(
        _("audience"), max_length=255, help_text=_("Who the training is for, in one sentence.")
    )

    type_slug = "training_manual"
    write_label = _("Write a training manual")
    is_creatable = True
    parent_page_types = ["toolkit_pages.ToolkitSectionPage"]
    subpage_types = []
    transfer_fields = {**ContentPage.transfer_fields, "audience": "audience"}
    text_panels = [
        ContentPage.title_panel,
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("training manual")
        verbose_name_plural = _("training manuals")

    def search_text(self):
        return f"{self.audience} {super().search_text()}"


class SessionsBlock(StreamBlock):
    session = SessionBlock()


class TrainingOutlinePage(ContentPage):
    """A training's plan: its sessions, each with minutes, aim, method and materials."""

    audience = models.CharField(
        _("audience"), max_length=255, help_text=_("Who the training is for, in one sentence.")
    )
    sessions = StreamField(SessionsBlock(), verbose_name=_("sessions"))

    type_slug = "training_outline"
    starts_with_text = False
    write_label = _("Write a training outline")
    is_creatable = True
    parent_page_types = ["toolkit_pages.ToolkitSectionPage"]
    subpage_types = []
    transfer_fields = {
        **ContentPage.transfer_fields,
        "audience": "audience",
        "sessions": "sessions",
    }
    text_panels = [
        ContentPage.title_panel,
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("sessions"),
        FieldPanel("body", heading=_("More")),
    ]

    class Meta:
        verbose_name = _("training outline")
        verbose_name_plural = _("training outlines")

    @classmethod
    def fields_for_import(cls, user):
        """An outline is made of sessions, which no document has."""
        return None

    @property
    def minutes(self) -> int:
        """How long the whole training takes."""
        return sum(block.value["minutes"] for block in self.sessions)

    def search_text(self):
        return f"{self.audience} {stream_text(self.sessions)} {super().search_text()}"
