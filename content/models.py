"""ContentPage: what every page written by people of the programme has in common.

It is concrete, so that one table answers for every type.
"""

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from core.blocks import BodyBlock
from core.scripts import text_tag
from parties.models import Party, PartyFamily
from topics.models import Topic

from .attribution import AttributionMixin
from .choices import Attribution, Significance, Visibility
from .files.models import FileUse
from .files.uses import record_draft
from .forms import ContentPageForm
from .panels import KeptCommentsPanel, NotePanel, OneColumn
from .permissions import ContentPagePermissionTester
from .revisions import rewritable
from .slugs import free_slug, hold_parent_of_changed
from .text import stream_text
from .translated import attribution_kept, newest, published_version_only
from .versions import MajorVersion
from .visibility import (
    keep_narrow,
    mirror_restriction,
    narrow_translations,
    readable_by,
    stay_narrow,
)

__all__ = [
    "Attribution",
    "ContentPage",
    "FileUse",
    "MajorVersion",
    "Significance",
    "Visibility",
]


class ContentPageQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Live pages the person may read (see `content.visibility`)."""
        return readable_by(self.live(), user)

    def newest_first(self):
        return self.order_by("-date", "-pk")


class ContentPage(AttributionMixin, Page):
    """A page with an author, a party family that moderates it, and a text.

    `family` may be empty: such pages go to the editors. `author_party` is the author's party
    when the page was created: people change parties, what they wrote does not.
    `major_version` counts approved major changes; it is the page's, not the revision's, whose
    `significance` says whether publishing it is one. `submission_note` is for those who review
    the revision and is never shown to readers. `translated_from` is the page a translation was
    made from, `translated_version` the version of it that the translation says: the revision's,
    and never less than the page's (see `content.translated`). A translation keeps the author
    of its source; who translated it owns it.
    """

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences, shown in lists and search results."),
    )
    date = models.DateField(_("date"), default=localdate)
    body = StreamField(BodyBlock(required=False), blank=True, verbose_name=_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="written_pages",
        verbose_name=_("author"),
    )
    author_party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("author's party"),
    )
    family = models.ForeignKey(
        PartyFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("party family"),
        help_text=_("Its moderators review this page; without a family, the editors do."),
    )
    visibility = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=Visibility,
        default=Visibility.PUBLIC,
        help_text=_("Fewer readers: as soon as you save. More readers: once the page is approved."),
    )
    attribution = models.CharField(
        _("who is named as author"),
        max_length=10,
        choices=Attribution,
        default=Attribution.NAME,
    )
    topics = ParentalManyToManyField(
        Topic, blank=True, related_name="pages", verbose_name=_("topics")
    )
    significance = models.CharField(
        _("significance"),
        max_length=10,
        choices=Significance,
        default=Significance.MAJOR,
        help_text=_("Translations are marked as outdated after a major change."),
    )
    submission_note = models.TextField(
        _("note to the moderator"),
        blank=True,
        max_length=2000,
        help_text=_("Only those who review the page read it."),
    )
    major_version = models.PositiveIntegerField(default=0, editable=False)
    narrowings = models.PositiveIntegerField(default=0, editable=False)
    translated_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="translated_into",
    )
    translated_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # What is said about one version of one page, not about its copies and translations.
    exclude_fields_in_copy = [
        "submission_note",
        "significance",
        "major_version",
        "translated_from",
        "translated_version",
    ]

    base_form_class = ContentPageForm
    objects = PageManager.from_queryset(ContentPageQuerySet)()

    # What a type declares of itself; other apps read it here and know no type.
    type_slug = ""
    schema_type = "Article"
    write_label = ""
    is_structure = False
    starts_with_text = True
    is_creatable = False
    show_in_menus_default = False
    # Front matter key → field, beside those every page has (see `content.transfer`).
    transfer_fields = {"party": "author_party"}

    title_panel = FieldPanel(
        "title", heading=_("Title"), help_text=_("What readers see first, in lists too.")
    )
    text_panels = [title_panel, FieldPanel("summary"), FieldPanel("body")]
    submit_panels = [
        MultiFieldPanel(
            [
                NotePanel("says_source"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel(
                    "attribution",
                    widget=forms.RadioSelect,
                    help_text=_(
                        "What readers are told about the author; beyond it, only your family's "
                        "moderators and the editors know who wrote this."
                    ),
                ),
                FieldPanel(
                    "visibility",
                    widget=forms.RadioSelect,
                    help_text=_(
                        "Who finds and reads this once it is published; for all others it does "
                        "not exist."
                    ),
                ),
                NotePanel("submission_note"),
            ],
            heading=_("Before you submit"),
        )
    ]
    editor_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", permission="topics.change_topic"),
                FieldPanel("date", permission="topics.change_topic"),
                FieldPanel("author", permission="topics.change_topic"),
                FieldPanel("author_party", permission="topics.change_topic"),
                FieldPanel("family", permission="topics.change_topic"),
                FieldPanel("significance", permission="topics.change_topic"),
            ],
            heading=_("For editors"),
            permission="topics.change_topic",
        )
    ]

    api_fields = [
        APIField("summary"),
        APIField("date"),
        APIField("type_slug"),
        APIField("byline"),
        APIField("body"),
    ]

    class Meta:
        verbose_name = _("content page")

    @classmethod
    def fields_for_import(cls, user) -> dict | None:
        """What a draft made of the person's document needs beside it; None: it cannot be one."""
        return {}

    @classmethod
    def get_edit_handler(cls):
        """One column, in the order of the work: nothing that is asked for hides behind a tab."""
        return OneColumn(
            [*cls.text_panels, *cls.submit_panels, *cls.editor_panels, KeptCommentsPanel()],
            base_form_class=cls.base_form_class,
        ).bind_to_model(cls)

    def full_clean(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self)
        super().full_clean(*args, **kwargs)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """With Wagtail's restriction, so that there is never one without the other."""
        fields = kwargs.get("update_fields")
        says_visibility = fields is None or "visibility" in fields
        narrows = says_visibility and keep_narrow(self)
        if fields is None or "slug" in fields:
            hold_parent_of_changed(self)
        with published_version_only(self):
            super().save(*args, **kwargs)
        if says_visibility:
            mirror_restriction(self)
        if narrows:
            narrow_translations(self, self.visibility)

    def with_content_json(self, content):
        """A revision as a page, but for what is the page's to say, not the revision's.

        Publishing, scheduling or restoring a revision from before the page was narrowed at once
        leaves it as narrow as it is; one of a translation from before somebody said it is still
        accurate leaves that said.
        """
        page = super().with_content_json(content)
        page.major_version = self.major_version
        page.narrowings = content.get("narrowings", 0)
        stay_narrow(page, self)
        page.translated_version = newest(page.translated_version, self.translated_version)
        page.attribution = attribution_kept(page)
        return page

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        over = rewritable(self, overwrite_revision)
        revision = super().save_revision(*args, overwrite_revision=over, **kwargs)
        record_draft(self)
        return revision

    @property
    def is_translation(self) -> bool:
        """Whether it was made from another page, which may be gone."""
        return self.translated_version is not None

    @property
    def translator(self):
        """Who is named beside the author for having translated the page, if somebody else."""
        return self.owner if self.is_translation and self.owner_id != self.author_id else None

    @classmethod
    def text_fields(cls) -> list[str]:
        """Names of the fields that hold what readers read, in the order of the editor."""
        return [panel.field_name for panel in _leaves(cls.text_panels)]

    def _check_slug_is_unique(self):
        """Take the next free address instead: a refusal would tell of pages one may not see."""
        self.slug = free_slug(self, wanted=self.slug)

    def permissions_for_user(self, user):
        return ContentPagePermissionTester(user, self)

    def get_admin_display_title(self):
        """The published title where there is one: a draft's title is its author's own."""
        return self.title

    @cached_property
    def language_tag(self) -> str:
        """The `lang` of the page's text as it is written."""
        return text_tag(f"{self.title} {self.summary}", self.locale.language_code)

    # What a type offers the apps below it; types override what differs.

    def search_text(self) -> str:
        """The page's text without markup, for search."""
        return stream_text(self.body)

    def summary_text(self) -> str:
        return self.summary

    def search_country(self):
        """The country a search finds it under: its author's, as far as the author is named."""
        return self.named_party.country if self.named_party else None

    def search_year(self) -> int | None:
        return self.date.year


def _leaves(panels):
    """Panels of one field each, whatever they stand in."""
    for panel in panels:
        if isinstance(panel, FieldPanel):
            yield panel
        else:
            yield from _leaves(panel.children)
