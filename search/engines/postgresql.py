"""Arrays of token numbers under GIN: no positions, no ranking, no row to check again.

A token is kept as the 32 bits of its CRC, which makes arrays and index a third as large as words
would be. That two tokens share a number is rare, and is looked for in the text (`ranking.py`).

Measured on 400,000 documents (docs/decisions/0010-finding.md): each kind in a partition of its own
and rows kept narrow, by `toast_tuple_target`, let a common word be counted in 11 ms instead of 900;
the planner does not know what long arrays cost to read, so reading all of them is switched off.
"""

import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

import numpy as np
from django.db import connection, transaction

from search.ids import kind_of, range_of_kind

COLUMN = "id"
EVERYTHING = "SELECT string_agg(id::text, ',') FROM {source} WHERE {condition}"
KINDS = 24  # partitions; the numbers of kinds stay below


def create(table: str, execute) -> None:
    """Make the table of a migration; `execute` runs one statement."""
    columns = "id bigint NOT NULL, tokens integer[] NOT NULL"
    execute(f"CREATE TABLE {table} ({columns}) PARTITION BY RANGE (id)")
    for kind in range(KINDS):
        first, last = range_of_kind(kind)
        execute(
            f"CREATE TABLE {table}_{kind} PARTITION OF {table} (PRIMARY KEY (id))"
            f" FOR VALUES FROM ({first}) TO ({last + 1}) WITH (toast_tuple_target = 128)"
        )
    execute(_INDEX.format(table=table))


_INDEX = (
    "CREATE INDEX IF NOT EXISTS {table}_tokens"
    " ON {table} USING gin (tokens) WITH (fastupdate = off)"
)


def number(token: str) -> int:
    """Return a token as a signed number of 32 bits."""
    return zlib.crc32(token.encode()) - _HALF


def written(rows: Iterable[tuple[int, Collection[str]]]) -> bytes:
    """Return documents as a binary COPY takes them: nothing is spelled, nor read again."""
    return b"".join(_row(document, tokens) for document, tokens in rows)


_HALF = 1 << 31
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
# Two fields: a number of eight bytes, and an array of one dimension, without NULL, of int4 (23).
_FRAME = struct.Struct("!hiqiiiiii")
_FRAME_OF_ARRAY = 20


def _row(document: int, tokens: Collection[str]) -> bytes:
    # As `number` does it for each; a call for each would take longer than all else here.
    numbers = np.fromiter(map(zlib.crc32, map(str.encode, tokens)), np.int64, len(tokens))
    # Before each stands how many bytes it has.
    elements = np.full((len(tokens), 2), 4, ">i4")
    elements[:, 1] = numbers - _HALF
    size = _FRAME_OF_ARRAY + elements.nbytes
    return _FRAME.pack(2, 8, document, size, 1, 0, 23, len(tokens), 1) + elements.tobytes()


def add(table: str, rows: bytes) -> None:
    """Index documents by COPY: as values of an INSERT, each number took a microsecond to write."""
    if rows:
        with connection.cursor() as cursor:
            command = f"COPY {table} (id, tokens) FROM STDIN (FORMAT binary)"
            cursor.copy_expert(command, BytesIO(_HEADER + rows + _TRAILER), 1 << 20)


def remove(table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE id = ANY(%s)",  # noqa: S608
            [[document for document, _ in rows]],
        )


def source(table: str, first: int, last: int) -> str:
    """Return the table to read for the documents from `first` to `last`."""
    kind = kind_of(first)
    return f"{table}_{kind}" if kind == kind_of(last) else table


def having(table: str, tokens: Sequence[str]) -> tuple[str, list]:
    return "tokens @> %s::integer[]", [[number(token) for token in tokens]]


def settings(*, newest: bool, together: bool) -> str:
    """Return what stands before a statement so that it reads by the tokens' index.

    Only the newest of a common word are found by their numbers: counting ten thousand so took 100
    to 600 ms, since each array is read. All is sent at once, and holds for that statement alone;
    within a transaction it would hold until its end, so there the planner is left to itself.
    """
    if together:
        return ""
    local = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "
    return local if newest else f"{local}SET LOCAL enable_indexscan = off; "


@contextmanager
def filling(table: str) -> Iterator[None]:
    """Fill an empty table without its index, which `settle` makes at once, quicker."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {table}_tokens")
    yield


def clear(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def settle(table: str) -> None:
    """Make the index if a filling, perhaps one that was stopped, left it out.

    Outside a transaction a setting would stay with a connection that others use, too (PgBouncer).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
        # The arrays lie beside the rows, which look too few for workers.
        cursor.execute("SET LOCAL min_parallel_table_scan_size = 0")
        cursor.execute(_INDEX.format(table=table))
        # As part of a larger transaction they would hold until its end.
        cursor.execute("SET LOCAL min_parallel_table_scan_size TO DEFAULT")
        cursor.execute("SET LOCAL maintenance_work_mem TO DEFAULT")


def inform_planner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_settled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{table}_tokens"])
        return cursor.fetchone()[0] is not None


def lacking(table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> set[int]:
    wanted = {document: {number(token) for token in tokens} for document, tokens in rows}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, tokens FROM {table} WHERE id = ANY(%s)",  # noqa: S608
            [list(wanted)],
        )
        found = {document: set(tokens) for document, tokens in cursor}
    return {document for document, tokens in wanted.items() if found.get(document) != tokens}
