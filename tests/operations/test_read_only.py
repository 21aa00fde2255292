"""An SQLite database on a read-only disk is read, and refuses to be written."""

import os
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from operations.read_only import Connection

pytestmark = pytest.mark.one_database


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "库?#.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE names (name)")
        database.commit()
    return path


def opened(path):
    return closing(sqlite3.connect(database=str(path), factory=Connection, uri=True))


def test_on_a_disk_that_can_be_written_it_is_as_ever(path):
    with opened(path) as database:
        database.execute("INSERT INTO names VALUES ('一心三亮')")


def test_on_a_read_only_disk_it_is_read(path, monkeypatch):
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_flag=os.ST_RDONLY))
    with opened(path) as database:
        assert database.execute("SELECT * FROM names").fetchall() == []
        assert not path.with_name(f"{path.name}-shm").exists()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("INSERT INTO names VALUES ('一心三亮')")


def test_what_waits_in_the_log_is_not_passed_over(path, monkeypatch):
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO names VALUES ('一心三亮')")
        other.commit()
        monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_flag=os.ST_RDONLY))
        with opened(path) as database:
            assert database.execute("SELECT * FROM names").fetchall() == [("一心三亮",)]
