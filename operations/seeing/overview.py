"""What the page for 管理员 says of the service: sections of lines, each found by a function.

Other modules of operations register theirs (`register`), as of backups or replicas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError


@dataclass(frozen=True)
class Line:
    """One thing, what is known of it, and, when it is not as it should be, what to do."""

    label: str
    value: str
    advice: str = ""


@dataclass(frozen=True)
class Section:
    label: str
    lines: list[Line] = field(default_factory=list)


_sections: list[tuple[int, str, Callable[[], list[Line]]]] = []


def register(order: int, label: str, find: Callable[[], list[Line]]) -> None:
    """Add a section; `find()` gives its lines when the page is asked for, and must be quick."""
    _sections.append((order, label, find))


def sections() -> list[Section]:
    return [Section(label, _found(find)) for _, label, find in sorted(_sections, key=_order)]


def _order(section) -> int:
    return section[0]


def _found(find: Callable[[], list[Line]]) -> list[Line]:
    try:
        return find()
    except (DatabaseError, OSError):
        return [Line("读取", "没有成功", "原因见日志；数据库和磁盘恢复以后刷新此页。")]


def size(number: float) -> str:
    """Say how many bytes there are.

    >>> size(1_500_000)
    '1.4 MB'
    """
    for unit in ("字节", "KB", "MB", "GB"):
        if number < 1024 or unit == "GB":
            break
        number /= 1024
    return f"{number:.0f} {unit}" if unit == "字节" else f"{number:.1f} {unit}"
