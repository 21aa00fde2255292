"""The token indexes, which each database has in its own form (`search/engines/`)."""

from django.db import migrations

TABLES = ("search_head", "search_all")


def create(apps, schema_editor):
    from search import engines

    for table in TABLES:
        engines.of(schema_editor.connection.vendor).create(table, schema_editor.execute)


def drop(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
