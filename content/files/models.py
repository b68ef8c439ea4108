"""Which pages use which files."""

from django.db import models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class FileUse(models.Model):
    """That a version of a page uses an image or a document.

    `is_published` says whether the version readers see does. Rows of earlier drafts stay: whoever
    may see a page's drafts may see its history. Wagtail's own reference index knows no drafts,
    and follows only when the task queue comes to it.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="file_uses")
    image = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.CASCADE, related_name="page_uses"
    )
    document = models.ForeignKey(
        get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="page_uses"
    )
    is_published = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "image"], name="one_use_of_an_image"),
            models.UniqueConstraint(fields=["page", "document"], name="one_use_of_a_document"),
            models.CheckConstraint(
                condition=models.Q(image__isnull=False) ^ models.Q(document__isnull=False),
                name="a_use_of_one_file",
            ),
        ]

    def __str__(self):
        return f"{self.page_id}: {self.image_id or self.document_id}"
