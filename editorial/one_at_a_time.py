"""What may run only once at a time: others wait until it is done.

A lock is held by an open transaction or an open file: both end when their process does.
"""

import fcntl
import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from django.db import connections

logger = logging.getLogger(__name__)


def once_in_database(name: str, alias: str = "default") -> AbstractContextManager[None]:
    """Run a block in one process at a time, of all that use the database, on any machine."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        return _locked_by_server(connection, zlib.crc32(f"dangjian {name}".encode()))
    if connection.is_in_memory_db():
        return nullcontext()
    return once_in_folder(Path(f"{connection.settings_dict['NAME']}.{name}.lock"))


@contextmanager
def once_in_folder(lock: Path) -> Iterator[None]:
    """Run a block in one process at a time, of all that lock this file."""
    with lock.open("w") as file:

        def take_now() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _wait(take_now, lambda: fcntl.flock(file, fcntl.LOCK_EX))
        yield


@contextmanager
def _locked_by_server(connection, number: int) -> Iterator[None]:
    """Hold a lock by a transaction on a connection of its own, as PgBouncer takes it, too."""
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")

        def take(function: str):
            cursor.execute(f"SELECT {function}(%s)", [number])
            return cursor.fetchone()[0]

        _wait(lambda: take("pg_try_advisory_xact_lock"), lambda: take("pg_advisory_xact_lock"))
        yield


def _wait(take_now: Callable[[], bool], take: Callable[[], object]) -> None:
    if not take_now():
        logger.warning("另一个进程正在做同样的事，等它做完再继续……")
        take()
