"""Making a backup while the site serves."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.files.storage import default_storage

from . import keys, media
from .databases import Say, engine
from .describing import ABOUT, DATABASE, MANIFEST, MEDIA, Manifest, Sum, about_now
from .packing import Pack, packed
from .places import alone, drop_oldest, free_name, require_space, root

USUAL, BEFORE_RESTORE = "dangjian", "before-restore"


def make(say: Say) -> Path:
    """Write a backup and let go of the oldest ones."""
    with alone() as work:
        path = make_in(work, say)
        for old in drop_oldest():
            say(f"已删除旧备份 {old.name}")
    return path


def make_in(work: Path, say: Say, *, name: str = USUAL) -> Path:
    """Write a backup, by whoever is alone at work; it has its name when it is complete."""
    recipients = keys.recipients()
    database = engine()
    database.require()
    require_space(root(), 2 * database.size() + media.size())
    copy, unfinished = work / DATABASE, work / "unfinished"
    tables = database.snapshot(copy, say)
    with packed(unfinished, recipients) as pack:
        _fill(pack, copy, tables, say)
    path = free_name(name, encrypted=bool(recipients))
    unfinished.rename(path)
    _settle(path.parent)
    copy.unlink()
    return path


def _fill(pack: Pack, copy: Path, tables: dict[str, Sum], say: Say) -> None:
    from django.db import connection

    received = {name: default_storage.size(name) for name in media.names()}
    total = copy.stat().st_size + sum(received.values())
    about = about_now(connection.vendor, engine().server(), total)
    pack.add_bytes(ABOUT, about.written())
    say("写入数据库")
    with copy.open("rb") as file:
        pack.add(DATABASE, file, copy.stat().st_size)
    say(f"写入原始文件 {len(received)} 个")
    for name, size in received.items():
        with default_storage.open(name) as file:
            pack.add(f"{MEDIA}{name}", file, size)
    pack.add_bytes(MANIFEST, Manifest(tables, pack.members).written())


def _settle(folder: Path) -> None:
    """Have the new name outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
