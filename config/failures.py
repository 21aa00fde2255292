"""What a request met with that is no fault of the program, and what people are told of it."""

import errno
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError

_KEEP = (
    "请不要关闭填写的页面：用浏览器的“后退”回到那里，内容还在；"
    "请告诉管理员，等磁盘恢复以后先看有没有保存，再决定要不要重新提交。"
)


@dataclass(frozen=True)
class Failure:
    heading: str
    message: str


NO_ANSWER = Failure(
    "数据库暂时没有应答",
    "已经保存的内容都在。如果刚才正在提交，请不要关闭填写的页面：用浏览器的“后退”回到那里，"
    "过一会儿先看有没有保存，再决定要不要重新提交。",
)
FULL = Failure(
    "服务器的磁盘满了",
    f"刚才提交的内容没有保存，以前保存的都在。{_KEEP}",
)
UNWRITABLE = Failure(
    "服务器的磁盘现在写不进去",
    f"刚才提交的内容没有保存，以前保存的都在，也可以照常阅读。{_KEEP}",
)

_NUMBERS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EIO: UNWRITABLE,
}
# PostgreSQL: disk_full, read_only_sql_transaction, io_error.
_CODES = {"53100": FULL, "25006": UNWRITABLE, "58030": UNWRITABLE}
_NAMES = {"SQLITE_FULL": FULL, "SQLITE_READONLY": UNWRITABLE, "SQLITE_IOERR": UNWRITABLE}


def failure_in(error: BaseException | None) -> Failure | None:
    """Return what an exception tells of; None where the program is to blame."""
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno)
    if not isinstance(error, (DatabaseError, InterfaceError)):
        return None
    said = error.__cause__
    if failure := _CODES.get(getattr(said, "pgcode", None)):
        return failure
    if "Read-only file system" in str(said):
        # PostgreSQL takes that for a lack of rights (42501).
        return UNWRITABLE
    name = getattr(said, "sqlite_errorname", "")
    if name == "SQLITE_IOERR_SHMSIZE":
        return FULL
    for beginning, failure in _NAMES.items():
        if name.startswith(beginning):
            return failure
    return NO_ANSWER if isinstance(error, (OperationalError, InterfaceError)) else None
