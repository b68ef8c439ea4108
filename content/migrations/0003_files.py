import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def copy_known_uses(apps, schema_editor):
    """What Wagtail's reference index knows of existing pages, so that readers keep their files."""
    FileUse = apps.get_model("content", "FileUse")
    Page = apps.get_model("wagtailcore", "Page")
    pages = dict(Page.objects.values_list("pk", "live"))
    for field, app in (("image", "wagtailimages"), ("document", "wagtaildocs")):
        files = set(apps.get_model(app, field).objects.values_list("pk", flat=True))
        references = apps.get_model("wagtailcore", "ReferenceIndex").objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            to_content_type__app_label=app,
            to_content_type__model=field,
        )
        pairs = {
            (int(page), int(file))
            for page, file in references.values_list("object_id", "to_object_id")
        }
        FileUse.objects.bulk_create(
            FileUse(page_id=page, is_published=pages[page], **{f"{field}_id": file})
            for page, file in pairs
            if page in pages and file in files
        )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_submission_and_significance"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_published", models.BooleanField(default=False)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_uses",
                        to="wagtaildocs.document",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_uses",
                        to="wagtailimages.image",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_uses",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("page", "image"), name="one_use_of_an_image"),
                    models.UniqueConstraint(
                        fields=("page", "document"), name="one_use_of_a_document"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("image__isnull", False), ("document__isnull", False), _connector="XOR"
                        ),
                        name="a_use_of_one_file",
                    ),
                ],
            },
        ),
        migrations.RunPython(copy_known_uses, migrations.RunPython.noop),
        # A file is found by its place in storage, at every request for one.
        migrations.RunSQL(
            "CREATE INDEX content_image_file ON wagtailimages_image (file)",
            "DROP INDEX content_image_file",
        ),
        migrations.RunSQL(
            "CREATE INDEX content_rendition_file ON wagtailimages_rendition (file)",
            "DROP INDEX content_rendition_file",
        ),
    ]
