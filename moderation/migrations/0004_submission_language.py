"""A submission names its language, so that a queue finds its order without reading pages."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_languages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    codes = Page.objects.filter(pk=OuterRef("page_id")).values("locale__language_code")
    apps.get_model("moderation", "FamilyTaskState").objects.update(language=Subquery(codes))


class Migration(migrations.Migration):
    # PostgreSQL does not change a table in the transaction that filled it.
    atomic = False

    dependencies = [
        ("moderation", "0003_submission_page"),
        ("parties", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="familytaskstate",
            name="language",
            field=models.CharField(default="", max_length=10, verbose_name="language"),
            preserve_default=False,
        ),
        migrations.RunPython(name_languages, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="familytaskstate",
            name="family",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.partyfamily",
                verbose_name="party family",
            ),
        ),
        migrations.AddIndex(
            model_name="familytaskstate",
            index=models.Index(
                fields=["family", "language", "taskstate_ptr"], name="submissions_of_a_family"
            ),
        ),
    ]
