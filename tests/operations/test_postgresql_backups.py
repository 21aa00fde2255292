"""Backups on PostgreSQL: out of one snapshot, in by one transaction that proves itself."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from operations.backups import last_backup
from operations.backups.databases import postgresql
from operations.backups.describing import Sum
from tests.support.postgres import INSTALLATION, PACKAGE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _programs(settings, tmp_path, monkeypatch):
    settings.BACKUP_ROOT = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = ""
    programs = PACKAGE / INSTALLATION / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(monkeypatch):
    """Have the commands work on another, empty database from now on."""
    before = connection.settings_dict["NAME"]

    def move():
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE elsewhere")
        connection.close()
        connection.settings_dict["NAME"] = "elsewhere"

    yield move
    connection.close()
    connection.settings_dict["NAME"] = before
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS elsewhere")


def run(*arguments, **options) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def asked(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_backup_is_restored_proven_and_restored_over_content(elsewhere, monkeypatch):
    run("backup")
    path = last_backup().path
    assert "完好" in run("backup", check=path)
    elsewhere()
    assert "全部与" in run("restore", str(path))
    groups = asked("SELECT count(*) FROM auth_group")
    assert groups
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_group_permissions")
        cursor.execute("DELETE FROM auth_group")
        cursor.execute("CREATE TABLE left_over (id integer)")
    with pytest.raises(CommandError, match="--replace"):
        run("restore", str(path))
    # Tables that do not come out as they were undo the whole restore.
    told = postgresql._told
    monkeypatch.setattr(postgresql, "_told", lambda *one: {**told(*one), "auth_group": Sum(0, "")})
    with pytest.raises(CommandError, match="不一致"):
        run("restore", str(path), replace=True)
    assert asked("SELECT count(*) FROM auth_group") == 0
    monkeypatch.setattr(postgresql, "_told", told)
    run("restore", str(path), replace=True)
    assert asked("SELECT count(*) FROM auth_group") == groups
    assert asked("SELECT to_regclass('left_over')") is None


def test_a_client_that_is_missing_or_too_old_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="postgresql-client"):
        run("backup")
    for name in ("pg_dump", "pg_restore", "psql"):
        program = Path(tmp_path / name)
        program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
        program.chmod(0o700)
    with pytest.raises(CommandError, match="第 9 版"):
        run("backup")
