"""Other names of topics; those the programme started with get the ones they would start with now."""

from django.db import migrations, models

from core.vocabulary import columns
from topics.vocabulary import VOCABULARY


def fill(apps, schema_editor):
    topics = apps.get_model("topics", "Topic").objects
    for row in VOCABULARY["topics"]:
        topics.filter(slug=row["slug"]).update(**columns("synonyms", row["synonyms"]))


class Migration(migrations.Migration):
    dependencies = [
        ("topics", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="synonyms",
            field=models.TextField(
                blank=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_bg",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_bs",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_cnr",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_en",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_hr",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_mk",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_ro",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_sl",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_sq",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_sr",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="synonyms_sr_latn",
            field=models.TextField(
                blank=True,
                null=True,
                verbose_name="other names",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
