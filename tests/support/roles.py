"""The roles of the office in a test that empties the database: migrations make them only once."""

from types import SimpleNamespace

from django.apps import apps
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader


def make_roles() -> None:
    """Run again what the migrations called `…_roles` do."""
    migrations = MigrationLoader(None).disk_migrations
    # The groups themselves come from `editorial`, whose name comes first.
    for key in sorted(key for key in migrations if key[1].endswith("_roles")):
        for operation in migrations[key].operations:
            if isinstance(operation, RunPython):
                operation.code(apps, SimpleNamespace(connection=connection))
