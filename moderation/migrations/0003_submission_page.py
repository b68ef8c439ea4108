"""A submission names its page, so that lists need not read revisions."""

import django.db.models.deletion
from django.db import migrations, models


def name_pages(apps, schema_editor):
    State = apps.get_model("moderation", "FamilyTaskState")
    for state in (
        State.objects.filter(page=None).select_related("revision").defer("revision__content")
    ):
        State.objects.filter(pk=state.pk).update(page_id=int(state.revision.object_id))


class Migration(migrations.Migration):
    # PostgreSQL does not change a table in the transaction that filled it.
    atomic = False

    dependencies = [
        ("moderation", "0002_submission_and_significance"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="familytaskstate",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submissions",
                to="wagtailcore.page",
            ),
        ),
        migrations.RunPython(name_pages, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="familytaskstate",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submissions",
                to="wagtailcore.page",
            ),
        ),
    ]
