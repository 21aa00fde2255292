"""A folder of documents: which files there are, how far the work is, what came of each."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_WIDTH = 24  # characters of the progress bar
_CLEAR = "\r\x1b[K"


class Outcome(Enum):
    """What came of one file; the value is its word in the summary."""

    IMPORTED = "导入"
    KNOWN = "已有"
    REFUSED = "不宜收录"
    UNREADABLE = "无法读取"
    UNWRITTEN = "没有写入"


_STATUS = {Outcome.REFUSED: 1, Outcome.UNREADABLE: 2, Outcome.UNWRITTEN: 2}


@dataclass(frozen=True, slots=True)
class Result:
    """`sentence` is for the person at the terminal; `waiting` counts the proposals not written."""

    outcome: Outcome
    sentence: str
    waiting: int = 0

    @property
    def status(self) -> int:
        return _STATUS.get(self.outcome, 0)


def documents_in(folder: Path) -> list[Path]:
    """Every file below a folder in the order of their paths, without hidden and temporary ones."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place, name) for name in names if not name.startswith((".", "~$"))]
    return sorted(found)


class Progress:
    """A line for each file that needs a word, and a bar below them where somebody is watching."""

    def __init__(self, total: int, stream) -> None:
        self._total = total
        self._stream = stream
        self._watched = stream.isatty()
        self._outcomes: Counter[Outcome] = Counter()
        self._waiting = 0
        self._current = ""

    def begin(self, path: Path) -> None:
        self._current = str(path)
        self._draw()

    def end(self, result: Result) -> None:
        self._outcomes[result.outcome] += 1
        self._waiting += result.waiting
        if result.status:
            self._clear()
            self._stream.write(f"{self._current}：{result.sentence}")
        self._draw()

    def summary(self, *, stopped: bool, dry_run: bool) -> str:
        self._clear()
        done = self._outcomes.total()
        counts = "，".join(
            f"{outcome.value} {self._outcomes[outcome]}"
            for outcome in Outcome
            if self._outcomes[outcome] or outcome is Outcome.IMPORTED
        )
        lines = [f"共 {self._total} 份文件，处理 {done}：{counts}。"]
        if dry_run:
            lines.append("这次只是试读，没有写入数据库。")
        elif self._waiting:
            lines.append(
                f"另有 {self._waiting} 条做法、数据和问题没有写入；"
                "在后台“导入”里交来文件，可以逐条核对。"
            )
        if stopped:
            lines.append("已中途停下；再运行一次会接着做，已导入的不会重复。")
        return "\n".join(lines)

    def _draw(self) -> None:
        if not self._watched:
            return
        done = self._outcomes.total()
        full = _WIDTH * done // self._total
        bar = "█" * full + "░" * (_WIDTH - full)
        self._stream.write(f"{_CLEAR}{bar} {done}/{self._total} {self._current[-40:]}", ending="")
        self._stream.flush()

    def _clear(self) -> None:
        if self._watched:
            self._stream.write(_CLEAR, ending="")
