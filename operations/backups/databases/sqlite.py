"""SQLite: its own online copy, out of one read transaction, and in by one write transaction."""

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection

from operations.backups.describing import About, Sum
from operations.backups.places import require_space
from operations.backups.refusing import Refused

# Pages that are copied between two reports: 40 MB.
_STEP = 10_000
_SECONDS_FOR_WRITERS = 20


def place() -> Path:
    return Path(connection.settings_dict["NAME"])


def require() -> None:
    if connection.is_in_memory_db():
        raise Refused("数据库只在内存里，无从备份；请用 DATABASE_URL 指明一个文件。")


def server() -> str:
    return sqlite3.sqlite_version


def size() -> int:
    beside = (place(), place().with_name(f"{place().name}-wal"))
    return sum(path.stat().st_size for path in beside if path.is_file())


def _open(path: Path) -> sqlite3.Connection:
    """Open a file for reading only; what is not there is not made."""
    try:
        opened = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        raise Refused(f"打不开数据库 {path}：文件不存在，或没有读取的权限。") from None
    opened.isolation_level = None
    opened.text_factory = bytes
    return opened


def snapshot(target: Path, say: Callable[[str], None]) -> dict[str, Sum]:
    """Copy what one read transaction sees: in WAL mode editors save meanwhile, and nobody waits.

    Without the transaction of our own, each save between two steps would begin the copy anew.
    """

    def progress(status: int, remaining: int, total: int) -> None:
        say(f"数据库：已复制 {total - remaining:,} / {total:,} 页")

    try:
        with closing(_open(place())) as source, closing(sqlite3.connect(target)) as copy:
            # Nobody needs a copy that a power cut interrupted.
            copy.execute("PRAGMA synchronous = OFF")
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=_STEP, progress=progress, sleep=0)
            # One file, complete without a WAL beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        say("数据库：查验副本，逐表求和")
        _require_sound(target)
        return sums(target)
    except sqlite3.Error as error:
        raise Refused(
            f"数据库复制不出来：{error}。用 manage.py doctor 看看是哪里的问题。"
        ) from error


def sums(path: Path) -> dict[str, Sum]:
    """Return the sums of all tables, those of the search index too."""
    listed = (
        "SELECT name, ncol, wr FROM pragma_table_list WHERE schema = 'main'"
        " AND type IN ('table', 'shadow') AND name != 'sqlite_schema' ORDER BY name"
    )
    with closing(_open(path)) as opened:
        opened.execute("BEGIN")
        tables = [(name.decode(), *rest) for name, *rest in opened.execute(listed)]
        return {name: _sum(opened, name, columns, wr) for name, columns, wr in tables}


def _sum(opened: sqlite3.Connection, table: str, columns: int, without_rowid: int) -> Sum:
    # The order is given, as one version of SQLite may read by another index than the next.
    order = ", ".join(map(str, range(1, columns + 1))) if without_rowid else "rowid"
    rows, digest = 0, hashlib.sha256()
    for row in opened.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608
        digest.update(repr(row).encode())
        rows += 1
    return Sum(rows, digest.hexdigest())


def _require_sound(path: Path) -> None:
    with closing(_open(path)) as opened:
        (verdict,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != b"ok":
        raise Refused(f"数据库文件已经损坏（{verdict.decode()}）。请从更早的备份恢复。")


def is_empty() -> bool:
    if not place().is_file():
        return True
    try:
        with closing(_open(place())) as opened:
            return not opened.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Refused(
            f"现有的数据库 {place()} 打不开（{error}）。请停下网站，把它和旁边的 -wal、-shm 文件"
            "移到别处，再恢复。"
        ) from error


def check(copy: Path, about: About, expected: Mapping[str, Sum]) -> None:
    try:
        _require_sound(copy)
        found = sums(copy)
    except sqlite3.Error as error:
        raise Refused(f"备份里的数据库打不开：{error}。这份备份不能用。") from error
    if found != dict(expected):
        raise Refused("备份里的表与清单对不上，这份备份不能用。")


def put(copy: Path, expected: Mapping[str, Sum]) -> dict[str, Sum]:
    """Write the copy over the database in one transaction, which other processes see or do not.

    Moving files would leave whoever has the old one open writing into a file without a name.
    """
    target = place()
    target.parent.mkdir(parents=True, exist_ok=True)
    require_space(target.parent, 2 * copy.stat().st_size)
    try:
        with (
            closing(_open(copy)) as source,
            closing(sqlite3.connect(target, timeout=_SECONDS_FOR_WRITERS)) as written,
        ):
            written.execute("PRAGMA journal_mode = WAL")
            source.backup(written)
            written.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise Refused(f"写不进 {target}：{error}。原有的数据库没有动。") from error
    return sums(target)
