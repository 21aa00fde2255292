"""Migrations say what the models say, and lose nothing that is stored."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import factories
from tests.support.migrating import OWN_APPS, in_order, states_before


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration():
    complaint = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=complaint)
    except SystemExit:
        pytest.fail(complaint.getvalue())


def stored() -> dict[str, list[dict]]:
    """Return all rows of the project, by table, as they are stored."""
    with connection.cursor() as cursor:
        return {
            table: rows(cursor, table)
            for table in connection.introspection.table_names(cursor)
            if table.partition("_")[0] in OWN_APPS
        }


def rows(cursor, table: str) -> list[dict]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
    columns = [
        column.name if hasattr(column, "name") else column[0] for column in cursor.description
    ]
    return sorted(
        (dict(zip(columns, row, strict=True)) for row in cursor.fetchall()), key=as_written
    )


def as_written(row: dict) -> str:
    return repr(sorted(row.items()))


@pytest.fixture
def executor(transactional_db):
    """Leave the database as the next tests expect it, whatever happens here."""
    yield MigrationExecutor(connection)
    again = MigrationExecutor(connection)
    again.migrate(again.loader.graph.leaf_nodes())


def test_a_filled_database_goes_back_and_forth_by_each_migration_and_keeps_every_row(executor):
    for factory in map(vars(factories).get, factories.__all__):
        factory()
    assert sum(map(len, stored().values())) > 100
    begun, later = in_order(executor)
    assert len(later) > 20
    before = states_before(executor, (*begun, *later))

    for migration in reversed(later):
        rows = stored()
        executor.unapply_migration(before[migration], migration)
        # A table that was not there before has nowhere to keep rows.
        tables = stored().keys() & rows.keys()
        assert len(tables) > 10
        executor.apply_migration(before[migration].clone(), migration)
        kept = stored()
        for table in tables:
            assert kept[table] == rows[table], f"{migration} loses rows of {table}"
        executor.unapply_migration(before[migration], migration)
