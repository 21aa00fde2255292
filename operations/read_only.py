"""An SQLite database on a disk that has become read-only goes on being read.

In WAL mode SQLite makes two files beside the database even to read it. Where it cannot, and they
are not there, all that was written is in the database itself, and nobody can change it: it is read
as such, until Django opens the next connection.
"""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote


class Connection(sqlite3.Connection):
    def __init__(self, database: str, **options):
        super().__init__(
            f"file:{quote(database)}?immutable=1" if _is_fixed(database) else database, **options
        )


def _is_fixed(database: str) -> bool:
    path = Path(database)
    if not path.is_file() or not os.statvfs(path).f_flag & os.ST_RDONLY:
        return False
    log = Path(f"{database}-wal")
    return not log.exists() or log.stat().st_size == 0
