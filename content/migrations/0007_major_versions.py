import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

READ = {"title", "summary", "body"}
BESIDE = {"pk", "wagtail_admin_comments"}


def keep_what_is_live(apps, schema_editor):
    """What readers read of each published page is the text of its present major version."""
    ContentPage = apps.get_model("content", "ContentPage")
    MajorVersion = apps.get_model("content", "MajorVersion")
    common = {field.name for field in ContentPage._meta.get_fields()} - READ
    live = ContentPage.objects.filter(live=True, live_revision__isnull=False, major_version__gt=0)
    for page in live.select_related("live_revision").iterator(chunk_size=200):
        text = {
            name: value
            for name, value in page.live_revision.content.items()
            if name not in common and name not in BESIDE and not name.endswith("_ptr")
        }
        MajorVersion.objects.create(
            page=page,
            number=page.major_version,
            text=text,
            published_at=page.last_published_at or page.live_revision.created_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0006_table_block"),
    ]

    operations = [
        migrations.CreateModel(
            name="MajorVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="major_versions",
                        to="content.contentpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "major version",
                "verbose_name_plural": "major versions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "number"), name="one_text_of_each_version"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_what_is_live, migrations.RunPython.noop),
    ]
