"""Who has promised to translate what."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class ClaimQuerySet(models.QuerySet):
    def recent(self):
        return self.filter(since__gt=timezone.now() - TranslationClaim.VALID_FOR)


class TranslationClaim(models.Model):
    """One person's promise to bring a page into a language, or its translation up to date.

    The page is meant in all its languages: a translation may be made from any of them. `version`
    is what the translation said of its source when the promise was made, empty where there was
    none. A promise ends by itself (see `translations.claims`); rows that are over are left until
    the next one takes their place.
    """

    VALID_FOR = timedelta(days=14)

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translation_claims"
    )
    since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(null=True)

    # Whom others may know of; `translations.claims` says.
    named_person = None

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation taken on")
        verbose_name_plural = _("translations taken on")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="one_claim_on_each_translation"
            )
        ]

    def __str__(self):
        return f"{self.translation_key}: {self.locale_id}"

    @property
    def until(self):
        return self.since + self.VALID_FOR
