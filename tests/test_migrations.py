"""Migrations say what the models say, and lose nothing that is stored."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from tests import factories

OWN_APPS = {"editorial", "sources", "zones", "interviews", "practices", "imports"}


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


def in_order(executor: MigrationExecutor) -> tuple[list, list]:
    """Return what each app began with, and what came later, in an order that can be gone back."""
    loader = executor.loader
    later = {
        key
        for key, migration in loader.disk_migrations.items()
        if key[0] in OWN_APPS and not migration.initial
    }
    first = {key for key in loader.disk_migrations if key[0] in OWN_APPS} - later
    others = [key for key in loader.graph.leaf_nodes() if key[0] not in OWN_APPS]
    begun = [step for step, _ in executor.migration_plan([*first, *others], clean_start=True)]
    whole = [
        step for step, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True)
    ]
    return begun, [step for step in whole if step not in begun]


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
    state, before = ProjectState(real_apps=executor.loader.unmigrated_apps), {}
    for migration in (*begun, *later):
        before[migration] = state.clone()
        migration.mutate_state(state, preserve=False)

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
