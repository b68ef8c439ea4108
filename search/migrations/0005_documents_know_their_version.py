"""Documents know by which rules they were made, and which of two is newer."""

from importlib import import_module

from django.db import migrations, models

# SQLite builds the table of documents anew, and loses its triggers: see migration 0002.
columns = import_module("search.migrations.0003_one_row_tells_all")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_one_row_tells_all")]

    operations = [
        migrations.RunPython(columns.uninstall, columns.install),
        migrations.AddField(
            "searchdocument",
            "analysis",
            models.PositiveIntegerField(db_index=True, default=0),
        ),
        migrations.AddField(
            "searchdocument",
            "stamp",
            models.BigIntegerField(db_index=True, default=0),
        ),
        migrations.RunPython(columns.install, columns.uninstall),
    ]
