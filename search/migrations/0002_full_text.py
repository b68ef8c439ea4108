"""The index of the terms, kept up to date by the database itself.

SQLite has an FTS5 table over the documents' columns, with triggers. They belong to the table of
documents: a later migration that makes SQLite build that table anew (most alterations of columns)
loses them and must run `install` again. PostgreSQL has a generated vector with a GIN index.
"""

from django.db import migrations

COLUMNS = [
    f"{name}_{level}"
    for name in ("title", "summary", "text")
    for level in ("exact", "lemma", "stem")
]


def install(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def uninstall(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER search_fts_{event}", params=None)
        schema_editor.execute("DROP TABLE search_fts", params=None)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchdocument DROP COLUMN vector", params=None)


def statements(vendor):
    return {"sqlite": sqlite, "postgresql": postgresql}.get(vendor, list)()


def sqlite():
    columns = ", ".join(COLUMNS)
    new = ", ".join(f"new.{column}" for column in COLUMNS)
    old = ", ".join(f"old.{column}" for column in COLUMNS)
    # ruff: noqa: S608 - nothing here comes from outside
    add = f"INSERT INTO search_fts(rowid, {columns}) VALUES (new.page_id, {new});"
    remove = f"INSERT INTO search_fts(search_fts, rowid, {columns}) VALUES ('delete', old.page_id, {old});"
    on = "ON search_searchdocument BEGIN"
    # Terms hold letters and digits only: the plainest tokenizer takes every other letter as one.
    return [
        f"CREATE VIRTUAL TABLE search_fts USING fts5({columns}, "
        "content='search_searchdocument', content_rowid='page_id', tokenize='ascii')",
        f"CREATE TRIGGER search_fts_insert AFTER INSERT {on} {add} END",
        f"CREATE TRIGGER search_fts_update AFTER UPDATE OF {columns} {on} {remove} {add} END",
        f"CREATE TRIGGER search_fts_delete AFTER DELETE {on} {remove} END",
        "INSERT INTO search_fts(search_fts) VALUES ('rebuild')",
    ]


def postgresql():
    parts = " || ".join(
        f"setweight(to_tsvector('simple', {name}_{level}), '{weight}')"
        for name, weight in (("title", "A"), ("summary", "B"), ("text", "C"))
        for level in ("exact", "lemma", "stem")
    )
    return [
        f"ALTER TABLE search_searchdocument ADD COLUMN vector tsvector "
        f"GENERATED ALWAYS AS ({parts}) STORED",
        # A word of a query is some fifteen terms, most of them rare: with the default's few
        # statistics PostgreSQL expects too many hits and reads every vector instead of the index.
        "ALTER TABLE search_searchdocument ALTER COLUMN vector SET STATISTICS 2000",
        "CREATE INDEX search_searchdocument_vector ON search_searchdocument USING gin (vector)",
    ]


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
