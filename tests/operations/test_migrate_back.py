"""The database goes back to what an earlier release knows, or stays as it is."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]


@pytest.fixture
def release(tmp_path):
    """Return a function that makes a folder whose program knows all migrations but some."""

    def make(without=lambda app, name: False):
        program = tmp_path / ".venv" / "bin" / "python"
        program.parent.mkdir(parents=True)
        known = MigrationLoader(connection).disk_migrations
        lines = "\n".join(f"[X]  {app}.{name}" for app, name in known if not without(app, name))
        program.write_text(f"#!/bin/sh\ncat <<END\n{lines}\nEND\n")
        program.chmod(0o755)
        return tmp_path

    return make


@pytest.fixture
def asked(monkeypatch) -> list:
    """Collect where the database is asked to go, and leave it where it is."""
    targets = []
    monkeypatch.setattr(MigrationExecutor, "migrate", lambda self, to: targets.extend(to))
    return targets


def migrate_back(folder) -> str:
    said = StringIO()
    call_command("migrate_back", folder, stdout=said)
    return said.getvalue()


def test_what_the_earlier_release_lacks_is_taken_back(release, asked):
    said = migrate_back(release(lambda app, name: app == "axes" or name == "0008_account_roles"))
    assert asked == [("axes", None), ("editorial", "0007_accounts")]
    assert "已退回 editorial.0008_account_roles" in said
    assert "已退回 axes.0001_initial" in said


def test_a_release_that_knows_everything_changes_nothing(release, asked):
    assert "已退回" not in migrate_back(release())
    assert asked == []


def test_a_migration_without_a_way_back_is_told_before_anything_is_changed(
    release, asked, monkeypatch
):
    loader = MigrationLoader(connection)
    step = loader.disk_migrations["editorial", "0008_account_roles"]
    operation = type(step.operations[0])
    monkeypatch.setattr(operation, "reversible", False)
    with pytest.raises(
        CommandError, match=r"退不回去：editorial\.0008_account_roles.*恢复升级前的备份"
    ):
        migrate_back(release(lambda app, name: name == "0008_account_roles"))
    assert asked == []


def test_a_folder_without_a_release_is_told(tmp_path, asked):
    with pytest.raises(CommandError, match="里没有装好的版本"):
        migrate_back(tmp_path)
    assert asked == []
