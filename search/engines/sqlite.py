"""FTS5 without a copy of the text and without positions: tokens in three lengths replace both.

Measured on 400,000 documents: those with a common word are counted in 4 to 12 ms, a rare one is
found in 0.1 ms (docs/decisions/0010-finding.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

# What FTS5's tokenizer, which goes by a Unicode of 2012, is sure to take for one token.
_PLAIN = re.compile("[0-9a-zˇˈ\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
# One class: a pattern of words and spaces would try every way to part them before it failed.
_ALL_PLAIN = re.compile(_PLAIN.pattern.replace("]+", " ]*"))

# A document is looked for by so many of its tokens, spread over all.
_ASKED_FOR = 8
# FTS5's own number.
_MERGED = 4

COLUMN = "rowid"
EVERYTHING = "SELECT group_concat(rowid) FROM {source} WHERE {condition}"


def create(table: str, execute) -> None:
    """Make the table of a migration; `execute` runs one statement."""
    execute(
        f"CREATE VIRTUAL TABLE {table} USING fts5(tokens, content='', detail=none, columnsize=0,"
        ' tokenize="unicode61 remove_diacritics 0")'
    )


def _spelled(token: str) -> str:
    """Return a token in characters that are not taken apart; the same token always the same."""
    return token if _PLAIN.fullmatch(token) else f"ˇ{token.encode().hex()}"


def _joined(tokens: Iterable[str]) -> str:
    """Return the tokens of a document as one text; nearly always they all are plain."""
    text = " ".join(tokens)
    return text if _ALL_PLAIN.fullmatch(text) else " ".join(map(_spelled, text.split(" ")))


def written(rows: Iterable[tuple[int, Iterable[str]]]) -> list[int | str]:
    return [value for document, tokens in rows for value in (document, _joined(tokens))]


def add(table: str, rows: list[int | str]) -> None:
    """Index documents by one statement: it does not come back to Python for each."""
    if not rows:
        return
    places = ", ".join(["(%s, %s)"] * (len(rows) // 2))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (rowid, tokens) VALUES {places}", rows)  # noqa: S608


def remove(table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({table}, rowid, tokens) VALUES ('delete', %s, %s)",  # noqa: S608
            [(document, _joined(tokens)) for document, tokens in rows],
        )


def source(table: str, first: int, last: int) -> str:
    return table


def having(table: str, tokens: Sequence[str]) -> tuple[str, list]:
    # Quoted, no token can be read as an operator; none has a quotation mark.
    return f"{table} MATCH %s", [" AND ".join(f'"{_spelled(token)}"' for token in tokens)]


def settings(*, newest: bool, together: bool) -> str:
    return ""


@contextmanager
def filling(table: str) -> Iterator[None]:
    """Leave merging to the end, where `settle` does it once; a quarter of the time was merging."""
    _merge(table, 0)
    yield


def _merge(table: str, segments: int) -> None:
    """Say of how many segments of one size FTS5 makes one as it goes; 0: it does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', %s)",  # noqa: S608
            [segments],
        )


def clear(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608


def settle(table: str) -> None:
    """Merge what many small writes left behind."""
    _merge(table, _MERGED)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608


def inform_planner() -> None:
    """Count the tables of models, and nothing that is FTS5's own.

    It was led astray by numbers of an empty index, 36 s instead of 7 for six thousand documents,
    and they stay with the connection that counted even when they are deleted.
    """
    with connection.cursor() as cursor:
        for table in {model._meta.db_table for model in apps.get_models(include_auto_created=True)}:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl GLOB 'search_all_*'")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl GLOB 'search_head_*'")


def is_settled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT v FROM {table}_config WHERE k = 'automerge'")  # noqa: S608
        (segments,) = cursor.fetchone() or (_MERGED,)
    return segments != 0


def lacking(table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> set[int]:
    """Ask for some tokens of each document: FTS5 without a copy cannot give back what it holds."""
    missing = set()
    with connection.cursor() as cursor:
        for document, tokens in rows:
            some = sorted(tokens)
            condition, parameters = having(table, some[:: len(some) // _ASKED_FOR + 1])
            statement = f"SELECT 1 FROM {table} WHERE {condition} AND rowid = %s"  # noqa: S608
            cursor.execute(statement, [*parameters, document])
            if some and cursor.fetchone() is None:
                missing.add(document)
    return missing
