"""Topic: what a page is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from core.panels import translated_panels


@register_snippet
class Topic(models.Model):
    """A subject of political integrity, such as candidate selection or party finance.

    `synonyms` is what people call it otherwise: search takes it for the topic's name.
    """

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), unique=True)

    synonyms = models.TextField(_("other names"), blank=True)

    panels = [
        *translated_panels("name"),
        FieldPanel("slug"),
        MultiFieldPanel(
            translated_panels("synonyms"),
            heading=_("Other names"),
            help_text=_(
                "One on each line, better of several words than of one. Who searches for one of "
                "them also finds pages that call this topic otherwise, in every language, and "
                "those filed under it."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self):
        return self.name
