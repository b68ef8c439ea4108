"""Party families, countries and parties: the vocabularies that say who someone is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from core.panels import translated_panels


@register_snippet
class PartyFamily(models.Model):
    """One of the groups in which participants share openly among like-minded people."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), unique=True)

    panels = [*translated_panels("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("party family")
        verbose_name_plural = _("party families")
        ordering = ["slug"]

    def __str__(self):
        return self.name


@register_snippet
class Country(models.Model):
    """A country of the programme, by its ISO 3166-1 alpha-2 code (XK for Kosovo)."""

    name = models.CharField(_("name"), max_length=100)
    code = models.CharField(_("code"), max_length=2, unique=True)

    panels = [*translated_panels("name"), FieldPanel("code")]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self):
        return self.name


@register_snippet
class Party(models.Model):
    """A political party: one country, one family."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="parties", verbose_name=_("country")
    )
    family = models.ForeignKey(
        PartyFamily,
        on_delete=models.PROTECT,
        related_name="parties",
        verbose_name=_("party family"),
    )

    panels = [
        *translated_panels("name"),
        FieldPanel("slug"),
        FieldPanel("country"),
        FieldPanel("family"),
    ]

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["slug"]

    def __str__(self):
        return self.name
