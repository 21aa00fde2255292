"""Disks and folders: room, who may write, and who must not read."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from operations.backups.places import megabytes

from .registry import Said, good, notice, register, wrong

_LITTLE, _TOO_LITTLE = 1_000_000_000, 200_000_000


def _folders() -> dict[str, Path]:
    folders = {
        "数据包": Path(settings.ARCHIVE_ROOT),
        "备份": Path(settings.BACKUP_ROOT),
        "临时文件": Path(tempfile.gettempdir()),
    }
    if isinstance(default_storage, FileSystemStorage):
        folders["原始文件"] = Path(settings.MEDIA_ROOT)
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        folders["数据库"] = Path(connection.settings_dict["NAME"]).parent
    return folders


def _nearest(folder: Path) -> Path:
    """Return the folder, or the one in which it would be made."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())


def _room() -> Iterator[Said]:
    disks: dict[int, tuple[Path, list[str]]] = {}
    for label, folder in _folders().items():
        there = _nearest(folder)
        disks.setdefault(there.stat().st_dev, (there, []))[1].append(label)
    for folder, labels in disks.values():
        free = shutil.disk_usage(folder).free
        sentence = f"{'、'.join(labels)}所在的磁盘还剩 {megabytes(free)}。"
        if free < _TOO_LITTLE:
            yield wrong(sentence, "马上腾出空间，否则编辑存不了、备份做不了。")
        elif free < _LITTLE:
            yield notice(sentence, "尽快腾出空间或换更大的磁盘。")
        else:
            yield good(sentence)


def _permissions() -> Iterator[Said]:
    found = [*_not_writable(), *_readable_by_all()]
    yield from found or [good("各文件夹可写，不该外人读的没有外人能读。")]


def _not_writable() -> Iterator[Said]:
    for label, folder in _folders().items():
        there = _nearest(folder)
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            yield wrong(f"{label}的文件夹 {folder} 写不进去。", "看看它属于谁、磁盘是否只读。")


def _readable_by_all() -> Iterator[Said]:
    private = [settings.BASE_DIR / ".env", Path(settings.BACKUP_ROOT)]
    if settings.BACKUP_KEY_FILE:
        private.append(Path(settings.BACKUP_KEY_FILE))
    if settings.PRODUCTION and connection.vendor == "sqlite":
        private.append(Path(connection.settings_dict["NAME"]))
    for path in private:
        if path.exists() and path.suffix != ".pub" and path.stat().st_mode & stat.S_IROTH:
            mode = "700" if path.is_dir() else "600"
            yield notice(f"{path} 这台机器上人人都能读。", f"运行 chmod {mode} {path}")


register("磁盘", _room)
register("权限", _permissions)
