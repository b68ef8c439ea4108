"""PostgreSQL keeps texts and terms apart from what is counted, which it reads much of.

Most of them would fit beside it: then a row is four times as long, and a word that is in many
documents takes that much longer. Topics are JSON and would go with the texts otherwise. Rows that
are there already follow as they are written again; those of less than 2 kB stay whole.
"""

from django.db import migrations

# Bytes of what is not kept apart.
NARROW = 256


def _alter(how):
    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE search_searchdocument {how}", params=None)

    return alter


class Migration(migrations.Migration):
    dependencies = [("search", "0009_changes_that_narrow")]

    operations = [
        migrations.RunPython(
            _alter(f"SET (toast_tuple_target = {NARROW}), ALTER topics SET STORAGE MAIN"),
            _alter("RESET (toast_tuple_target), ALTER topics SET STORAGE EXTENDED"),
        )
    ]
