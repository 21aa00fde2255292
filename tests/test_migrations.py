"""Migrations say what the models say, and lose nothing that is stored."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests import factories

OWN_APPS = {"editorial", "sources", "zones", "interviews", "practices"}

LATER_MIGRATIONS = sorted(
    key
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if key[0] in OWN_APPS and not migration.initial
)


def everything(tables=None):
    """Return all rows of the project, by kind, as they are stored; only of `tables`, if given."""
    return {
        model._meta.label: json.loads(
            serializers.serialize("json", model._base_manager.order_by("pk"))
        )
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS and (tables is None or model._meta.db_table in tables)
    }


def migrate(app, name):
    MigrationExecutor(connection).migrate([(app, name)])


def migrate_to_the_newest():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def migrated_again(transactional_db):
    """Leave the database as the next tests expect it, whatever happens here."""
    yield
    migrate_to_the_newest()


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration():
    complaint = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=complaint)
    except SystemExit:
        pytest.fail(complaint.getvalue())


def test_there_are_migrations_to_try():
    assert len(LATER_MIGRATIONS) >= 2


@pytest.mark.parametrize(("app", "name"), LATER_MIGRATIONS, ids="-".join)
def test_a_filled_database_goes_back_and_forth_and_keeps_every_row(migrated_again, app, name):
    for factory in map(vars(factories).get, factories.__all__):
        factory()
    before = everything()
    assert sum(map(len, before.values())) > 100
    (parent,) = [
        parent
        for parent in MigrationLoader(connection).disk_migrations[app, name].dependencies
        if parent[0] == app
    ]
    migrate(*parent)
    # Later migrations went back, too. A table that was not there before has nowhere to keep rows.
    tables = set(connection.introspection.table_names())
    migrate_to_the_newest()
    there = everything(tables)
    assert len(there) > 10
    assert there == {label: rows for label, rows in before.items() if label in there}
