"""What a page said in each of its major versions, kept when Wagtail's revisions are purged.

Only what was published is kept, and of that only what readers read: neither who wrote it nor
who may read it. A version is as it was first published; minor changes to it are not kept.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from .text import as_read


class MajorVersion(models.Model):
    """The text of a page when its `number`th major version was published."""

    page = models.ForeignKey(
        "content.ContentPage", on_delete=models.CASCADE, related_name="major_versions"
    )
    number = models.PositiveIntegerField()
    text = models.JSONField(encoder=DjangoJSONEncoder)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("major version")
        verbose_name_plural = _("major versions")
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_text_of_each_version")
        ]

    def __str__(self):
        return f"{self.page_id}: {self.number}"

    def as_page(self):
        """The page with the text it had then; all else as it is now."""
        page = self.page.specific
        return page.with_content_json({**page.serializable_data(), **self.text})


def text_of(page) -> dict:
    """What readers read of the page, by field, as JSON can keep it."""
    content = page.serializable_data()
    return {name: content[name] for name in page.text_fields()}


def keep_version(page):
    """Keep what the page says as its present major version."""
    MajorVersion.objects.update_or_create(
        page_id=page.pk,
        number=page.major_version,
        defaults={"text": text_of(page), "published_at": page.last_published_at or timezone.now()},
    )


def published_at(page):
    """When the page said for the first time what its present major version says."""
    kept = MajorVersion.objects.filter(page=page.pk, number=page.major_version).first()
    return kept.published_at if kept else page.last_published_at


def says_the_same(page) -> bool:
    """Whether a page says what its present major version said when it was published."""
    kept = MajorVersion.objects.filter(page=page.pk, number=page.major_version).first()
    return kept is not None and _as_read(page, kept.text) == _as_read(page, text_of(page))


def _as_read(page, text):
    text = json.loads(json.dumps(text, cls=DjangoJSONEncoder))
    return {name: _value(page, name, as_read(text.get(name))) for name in page.text_fields()}


def _value(page, name, value):
    """To compare: PostgreSQL gives the keys of a block back in another order."""
    blocks = isinstance(page._meta.get_field(name), StreamField)
    return json.loads(value) if value and blocks else value
