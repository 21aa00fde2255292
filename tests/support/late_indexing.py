"""Indexing what tests make when somebody looks at the index, not at every save.

A third of the time of all tests would go into an index that most of them never look at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import indexing

# What the names of all tables of the index begin with.
TABLES = "search_"


class LateIndex:
    """Keeps what waits to be indexed, and indexes it before the first statement that reads it."""

    def __init__(self):
        self.waiting = indexing.Concerned()
        self.is_indexing = False

    def catch_up(self) -> None:
        waiting = self.waiting
        if self.is_indexing or not (waiting.records or waiting.keys):
            return
        concerned = indexing.Concerned(waiting.records, waiting.values, waiting.keys)
        waiting.records, waiting.values, waiting.keys = {}, False, {}
        self.is_indexing = True
        try:
            indexing._index(concerned)
        finally:
            self.is_indexing = False

    def before_statement(self, execute, sql, params, many, context):
        if TABLES in sql:
            self.catch_up()
        return execute(sql, params, many, context)


@contextmanager
def late_indexing() -> Iterator[None]:
    """Index in this block when the index is read; statements are counted without the indexing."""
    late, enter = LateIndex(), CaptureQueriesContext.__enter__

    def count_from_here(captured):
        late.catch_up()
        return enter(captured)

    token = indexing._waiting.set(late.waiting)
    try:
        with (
            connection.execute_wrapper(late.before_statement),
            patch.object(CaptureQueriesContext, "__enter__", count_from_here),
        ):
            yield
    finally:
        indexing._waiting.reset(token)
