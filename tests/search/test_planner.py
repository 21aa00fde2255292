"""SQLite plans its statements by what it was last told of the tables."""

from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

from search.indexing import rebuild
from tests.factories import InterviewFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def told() -> dict[str, int]:
    """Return how many rows the planner believes each table to have."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("SELECT tbl, stat FROM sqlite_stat1")
        return {table: int(numbers.split()[0]) for table, numbers in cursor.fetchall()}


def test_what_has_come_since_is_counted_by_the_nightly_command(capsys):
    InterviewFactory.create_batch(3)
    call_command("analyze")
    assert told()["interviews_interview"] == 3
    InterviewFactory.create_batch(2)
    call_command("analyze")
    assert told()["interviews_interview"] == 5
    assert "已重新统计" in capsys.readouterr().out


def test_what_was_loaded_is_counted_before_it_is_indexed():
    InterviewFactory.create_batch(2)
    call_command("analyze")
    InterviewFactory.create_batch(2)
    known = []
    rebuild(lambda *_: known.append(told()["interviews_interview"]))
    assert set(known) == {4}


def test_the_tables_of_the_token_index_are_never_counted():
    InterviewFactory()
    rebuild(lambda *_: None)
    call_command("analyze")
    assert not [name for name in told() if name.startswith(("search_all", "search_head"))]
