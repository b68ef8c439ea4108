"""Case studies: how a party, or several, met a challenge of political integrity."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.blocks import StreamBlock
from wagtail.fields import RichTextField, StreamField

from content.index_pages import IndexPage
from content.models import ContentPage
from content.text import html_text, stream_text
from core.blocks import TEXT_FEATURES, SourceBlock
from parties.models import Country, Party


class CaseStudyIndexPage(IndexPage):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["case_studies.CaseStudyPage"]

    class Meta:
        verbose_name = _("case studies")

    def listed(self):
        """With the country, year and mark of each, which only a case study has."""
        related = ("author", "author_party", "family", "locale", "country")
        return CaseStudyPage.objects.select_related(*related).prefetch_related("topics")


class SourcesBlock(StreamBlock):
    source = SourceBlock()


class CaseStudyPage(ContentPage):
    """A challenge, what was done, what came of it, what others can learn.

    `country` and `party` are what the study is about; the author's own party is
    `author_party`.
    """

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("party"),
        help_text=_("The party the study is about; leave it empty where it is about several."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The year the study is about; of several years, the last.")
    )
    is_example = models.BooleanField(
        _("made-up example"),
        default=False,
        help_text=_("Tick this if the study is invented for teaching. Readers are told."),
    )
    challenge = RichTextField(_("challenge"), features=TEXT_FEATURES)
    approach = RichTextField(_("approach"), features=TEXT_FEATURES)
    outcome = RichTextField(_("outcome"), features=TEXT_FEATURES)
    lessons = RichTextField(_("lessons"), features=TEXT_FEATURES)
    sources = StreamField(
        SourcesBlock(required=False),
        blank=True,
        verbose_name=_("sources"),
        help_text=_("Where the facts come from."),
    )

    type_slug = "case_study"
    starts_with_text = False
    write_label = _("Write a case study")
    is_creatable = True
    parent_page_types = ["case_studies.CaseStudyIndexPage"]
    subpage_types = []
    transfer_fields = {
        "author_party": "author_party",
        "party": "party",
        "country": "country",
        "year": "year",
        "example": "is_example",
        "challenge": "challenge",
        "approach": "approach",
        "outcome": "outcome",
        "lessons": "lessons",
        "sources": "sources",
    }

    text_panels = [
        ContentPage.title_panel,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("country"),
                FieldPanel("party"),
                FieldPanel("year"),
                FieldPanel("is_example"),
            ],
            heading=_("What it is about"),
        ),
        FieldPanel("challenge"),
        FieldPanel("approach"),
        FieldPanel("outcome"),
        FieldPanel("lessons"),
        FieldPanel("sources"),
        FieldPanel("body", heading=_("More")),
    ]
    api_fields = [
        *ContentPage.api_fields,
        *(
            APIField(name)
            for name in ("year", "is_example", "challenge", "approach", "outcome", "lessons")
        ),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @classmethod
    def fields_for_import(cls, user):
        """Of the author's own country and this year, until they say otherwise."""
        return user.party and {"country": user.party.country, "year": localdate().year}

    def clean(self):
        super().clean()
        if self.year is not None and not 1945 <= self.year <= localdate().year:
            from django.core.exceptions import ValidationError

            raise ValidationError(
                {"year": _("Give a year between 1945 and %(now)s.") % {"now": localdate().year}}
            )

    @property
    def parts(self):
        """The four parts with their headings, in reading order."""
        return [
            (_("The challenge"), self.challenge),
            (_("The approach"), self.approach),
            (_("The outcome"), self.outcome),
            (_("What others can learn"), self.lessons),
        ]

    def search_text(self):
        texts = [html_text(html) for _heading, html in self.parts]
        return " ".join([*texts, stream_text(self.body), str(self.party or "")]).strip()

    def search_country(self):
        return self.country

    def search_year(self):
        return self.year
