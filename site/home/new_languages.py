"""A language that was added to the table: the vocabularies need a column for it.

Columns come by migrations, which are files of the project. They are written where the language is
added, and committed; a production site only applies them.
"""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from topics.models import Topic

APPS = ("parties", "topics")


def add_columns(stdout=None):
    """Write and apply the migrations for languages there is no column for."""
    new = without_column()
    if not new:
        return
    if not getattr(settings, "DEMO", False):
        raise CommandError(
            f"The database has no columns for {', '.join(new)}. Apply the migrations (migrate); "
            "if they do not exist yet, run setup_site where the language was added, commit what "
            "it writes and deploy that."
        )
    name = f"language_{'_'.join(new).replace('-', '_')}"
    call_command("makemigrations", *APPS, name=name, stdout=stdout)
    call_command("migrate", stdout=stdout)


def without_column() -> list[str]:
    """The codes of the table the database has no column for."""
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, Topic._meta.db_table)
    known = {column.name for column in table}
    return [code for code in CODES if build_localized_fieldname("name", code) not in known]
