"""Where backups lie: their folder and names, who works there, how many are kept."""

from __future__ import annotations

import datetime
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .refusing import Refused

_NAME = re.compile(r"dangjian-(\d{8}-\d{6})\.tar\.gz(\.age)?")
_WORK = ".work-"
# What is left over for everything else on the disk.
_SPARE = 100_000_000


@dataclass(frozen=True)
class Backup:
    """A backup that was made to its end: before that it has another name."""

    path: Path
    made: datetime.datetime
    size: int

    @property
    def is_encrypted(self) -> bool:
        return self.path.suffix == ".age"


def root() -> Path:
    return Path(settings.BACKUP_ROOT)


def backups() -> list[Backup]:
    """Return the backups, the newest first; safety copies and files of others are none."""
    found = []
    for path in root().iterdir() if root().is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            made = datetime.datetime.strptime(match[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007
            found.append(Backup(path, timezone.make_aware(made), path.stat().st_size))
    return sorted(found, key=lambda one: one.made, reverse=True)


def last_backup() -> Backup | None:
    return next(iter(backups()), None)


def free_name(prefix: str, *, encrypted: bool) -> Path:
    """Return a name for now, or for the first second after it that has none yet."""
    now = timezone.localtime()
    while True:
        name = f"{prefix}-{now:%Y%m%d-%H%M%S}.tar.gz"
        if not any((root() / f"{name}{ending}").exists() for ending in ("", ".age")):
            return root() / (f"{name}.age" if encrypted else name)
        now += datetime.timedelta(seconds=1)


def drop_oldest() -> list[Path]:
    """Delete the backups that are one too many."""
    old = [one.path for one in backups()[settings.BACKUP_KEEP :]]
    for path in old:
        path.unlink()
    return old


@contextmanager
def alone() -> Iterator[Path]:
    """Be the only one at work here, and have a folder for it that is gone afterwards.

    The lock goes with the process, however it ends; a folder that it left is cleared by the next.
    """
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(root() / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("另一个备份或恢复正在进行，请等它结束后再运行。") from None
        for left in root().glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=root()) as work:
            yield Path(work)
    finally:
        os.close(lock)


def require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise Refused(
            f"{folder} 所在的磁盘只剩 {megabytes(free)}，这次约需 {megabytes(needed + _SPARE)}。"
            "请腾出空间，或换一个放备份的地方（BACKUP_ROOT）。"
        )


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
