"""The token indexes of the two databases, behind one small face.

A document has two sets of tokens: those of its head (title, names, gist, terms, sounds), and all of
them but the sounds. An engine keeps both, and finds the documents that have given tokens.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from django.db import DEFAULT_DB_ALIAS, connection, connections, router

from search.models import Document

from . import postgresql, sqlite

HEAD, ALL = "search_head", "search_all"

# Documents as a database takes them: values for SQLite, the rows of a binary COPY for PostgreSQL.
Written = list[int | str] | bytes


@dataclass(frozen=True)
class Tokens:
    """The tokens of one document."""

    document: int
    head: set[str]
    all: set[str]


class Engine(Protocol):
    """What a database's token index can do. `table` is HEAD or ALL.

    `COLUMN` is the name of the column with the numbers of documents, `EVERYTHING` the statement
    that gives all of those wanted as one text, commas between.
    """

    COLUMN: str
    EVERYTHING: str

    def written(self, rows: Iterable[tuple[int, Collection[str]]]) -> Written:
        """Return documents and their tokens in the form that the database takes."""

    def add(self, table: str, rows: Written) -> None:
        """Index documents that are not in the table, in one call that leaves Python alone."""

    def remove(self, table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Take documents out, given the tokens that they were indexed with."""

    def having(self, table: str, tokens: Sequence[str]) -> tuple[str, list]:
        """Return the SQL condition for documents with all `tokens`, and its parameters."""

    def source(self, table: str, first: int, last: int) -> str:
        """Return the table to read for documents with numbers from `first` to `last`."""

    def settings(self, *, newest: bool, together: bool) -> str:
        """Return what is to stand before a statement that reads the `newest`, or all.

        `together` says that it is part of a transaction.
        """

    def filling(self, table: str) -> AbstractContextManager[None]:
        """Fill an empty table in this block, to be followed by `settle`."""

    def clear(self, table: str) -> None:
        """Take all documents out."""

    def settle(self, table: str) -> None:
        """Put in order what many writes left behind."""

    def inform_planner(self) -> None:
        """Count what the tables hold now, so that statements are planned for so much."""

    def lacking(self, table: str, rows: Iterable[tuple[int, Iterable[str]]]) -> set[int]:
        """Return the documents that the table does not have with their tokens."""

    def is_settled(self, table: str) -> bool:
        """Tell whether no filling was stopped before `settle`."""


def of(vendor: str) -> Engine:
    return {"sqlite": sqlite, "postgresql": postgresql}[vendor]


def engine() -> Engine:
    return of(connection.vendor)


def _fetched(statement: str, values: list, *, newest: bool) -> list[tuple]:
    """Return the rows of a statement, from the database that this request reads."""
    asked = connections[router.db_for_read(Document)]
    settings = engine().settings(newest=newest, together=asked.in_atomic_block)
    with asked.cursor() as cursor:
        cursor.execute(settings + statement, values)
        return cursor.fetchall()


def add(documents: Sequence[Tokens]) -> None:
    """Index new documents."""
    _add(*_written(documents))


def _written(documents: Sequence[Tokens]) -> tuple[Written, Written]:
    heads = engine().written((row.document, row.head) for row in documents)
    return heads, engine().written((row.document, row.all) for row in documents)


def _add(heads: Written, everything: Written) -> None:
    engine().add(HEAD, heads)
    engine().add(ALL, everything)


def add_all(pieces: Iterator[Sequence[Tokens]]) -> None:
    """Index new documents piece by piece; while the database writes one, the next is made.

    Making a piece must not use the database: a thread has this one's connection meanwhile.
    """
    shared = connections[DEFAULT_DB_ALIAS]
    shared.inc_thread_sharing()
    try:
        taken = {"initializer": connections.__setitem__, "initargs": (DEFAULT_DB_ALIAS, shared)}
        with ThreadPoolExecutor(1, **taken) as writer:
            written = None
            for piece in map(_written, pieces):
                if written:
                    written.result()
                written = writer.submit(_add, *piece)
            if written:
                written.result()
    finally:
        shared.dec_thread_sharing()


def remove(documents: Sequence[Tokens]) -> None:
    """Take documents out of the index."""
    engine().remove(HEAD, ((row.document, row.head) for row in documents))
    engine().remove(ALL, ((row.document, row.all) for row in documents))


def lacking(documents: Sequence[Tokens]) -> set[int]:
    """Return the documents that the index does not have with their tokens."""
    head = engine().lacking(HEAD, ((row.document, row.head) for row in documents))
    return head | engine().lacking(ALL, ((row.document, row.all) for row in documents))


def settle() -> None:
    """Put the index in order after many writes."""
    for table in (HEAD, ALL):
        engine().settle(table)
    inform_planner()


def inform_planner() -> None:
    """Count what the tables hold now, so that statements are planned for so much.

    To be called after many changes. SQLite counts by itself never: told once of six interviews, it
    went through all pairs of five hundred of them.
    """
    engine().inform_planner()


def are_settled() -> bool:
    """Tell whether the index is in order: no filling of it was stopped half-way."""
    return all(engine().is_settled(table) for table in (HEAD, ALL))


def clear() -> None:
    """Take everything out of the index."""
    for table in (HEAD, ALL):
        engine().clear(table)


@contextmanager
def filling() -> Iterator[None]:
    """Fill the empty index in this block; `settle` puts it in order, even if this was stopped."""
    with engine().filling(HEAD), engine().filling(ALL):
        yield


@dataclass(frozen=True)
class Wanted:
    """The documents from one number to another with all `tokens`, in the head or anywhere."""

    tokens: tuple[str, ...]
    first: int
    last: int
    table: str = ALL


def count(several: Sequence[Wanted], most: int) -> list[int]:
    """Return how many documents there are of each, counting up to `most`, by one statement."""
    numbers = f"SELECT {engine().COLUMN} FROM {{source}} WHERE {{condition}} LIMIT {most:d}"  # noqa: S608
    select = f"SELECT count(*) FROM ({numbers}) AS numbers"  # noqa: S608
    return [rows[0] for rows in _together(several, select, newest=False)]


def newest(several: Sequence[Wanted], limit: int) -> list[list[int]]:
    """Return the highest numbers of each, at most `limit`, by one statement."""
    column = engine().COLUMN
    ending = f"ORDER BY {column} DESC LIMIT {limit:d}"
    select = f"SELECT {column} FROM {{source}} WHERE {{condition}} {ending}"  # noqa: S608
    return _together(several, select, newest=True)


def everything(wanted: Wanted) -> np.ndarray:
    """Return the numbers of all documents wanted, ascending.

    They come as one text: a hundred thousand rows would take three times as long to fetch.
    """
    statement, values = _filled(wanted, engine().EVERYTHING)
    [(numbers,)] = _fetched(statement, values, newest=False)
    return np.sort(np.fromstring(numbers or "", np.int64, sep=","), kind="stable")


def _filled(wanted: Wanted, select: str) -> tuple[str, list]:
    """Return `select` for the documents wanted, with its parameters."""
    condition, parameters = engine().having(wanted.table, wanted.tokens)
    statement = select.format(
        source=engine().source(wanted.table, wanted.first, wanted.last),
        condition=f"{condition} AND {engine().COLUMN} BETWEEN %s AND %s",
    )
    return statement, [*parameters, wanted.first, wanted.last]


def _together(several: Sequence[Wanted], select: str, *, newest: bool) -> list[list[int]]:
    """Run `select`, of one number, for each as one statement; return the numbers of each."""
    if not several:
        return []
    selects, values = [], []
    for index, wanted in enumerate(several):
        one, parameters = _filled(wanted, select)
        selects.append(f"SELECT {index}, found.* FROM ({one}) AS found")  # noqa: S608
        values += parameters
    results: list[list[int]] = [[] for _ in several]
    for index, number in _fetched(" UNION ALL ".join(selects), values, newest=newest):
        results[index].append(number)
    return results
