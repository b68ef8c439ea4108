"""Documents say which pages are translations of one another, and their topics by id.

What documents hold is derived from pages, so they are not altered but written anew: run
`rebuild_search` afterwards.
"""

from importlib import import_module

from django.db import migrations, models

full_text = import_module("search.migrations.0002_full_text")


def empty(apps, schema_editor):
    apps.get_model("search", "SearchDocument").objects.all().delete()


def uninstall(apps, schema_editor):
    """SQLite builds the table of documents anew, and loses its triggers: see migration 0002."""
    if schema_editor.connection.vendor == "sqlite":
        full_text.uninstall(apps, schema_editor)


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        full_text.install(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [
        migrations.RunPython(empty, empty),
        migrations.RunPython(uninstall, install),
        migrations.AddField(
            "searchdocument",
            "translation_key",
            models.UUIDField(default=None),
            preserve_default=False,
        ),
        migrations.RemoveField("searchdocument", "topics"),
        migrations.AddField("searchdocument", "topics", models.JSONField(default=list)),
        migrations.RunPython(install, uninstall),
    ]
