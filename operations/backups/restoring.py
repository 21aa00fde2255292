"""Restoring a backup, all or nothing, and proving that what is there now is what was there then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor

from search.indexing import is_missing

from . import media
from .databases import Say, engine
from .describing import MEDIA, About, Manifest, Sum
from .making import BEFORE_RESTORE, make_in
from .opening import opened
from .places import alone
from .refusing import Refused


@dataclass(frozen=True)
class Compared:
    """A table as the backup says that it was, and as it is now."""

    table: str
    then: Sum | None
    now: Sum | None

    @property
    def is_same(self) -> bool:
        return self.then == self.now


@dataclass(frozen=True)
class Restored:
    about: About
    tables: list[Compared]
    documents: int
    stored: int
    safety_copy: Path | None

    @property
    def is_proven(self) -> bool:
        return all(one.is_same for one in self.tables)


def check(path: Path, key: Path | None, say: Say) -> tuple[About, Manifest]:
    """Prove that a backup can be read and that every sum in it holds; nothing is restored."""
    with alone() as work:
        say("读出备份，核对校验和")
        found = opened(path, work, key)
        say("查验里面的数据库")
        engine().check(found.database, found.about, found.manifest.tables)
    return found.about, found.manifest


def restore(path: Path, key: Path | None, say: Say, *, replace: bool) -> Restored:
    """Make a backup the base. The old one is kept as a safety copy, and goes only on `replace`."""
    database = engine()
    database.require()
    with alone() as work:
        if not database.is_empty() and not replace:
            raise Refused(
                "这里的数据库不是空的。确定要用备份替换全部内容，请加上 --replace"
                "（替换之前会先给现有内容做一份备份）。"
            )
        say("读出备份，核对校验和")
        found = opened(path, work, key)
        say("查验里面的数据库")
        database.check(found.database, found.about, found.manifest.tables)
        safety_copy = None if database.is_empty() else _safety_copy(work, say)
        say(f"放回原始文件 {len(found.media)} 个")
        sums = {name.removeprefix(MEDIA): one for name, one in found.manifest.members.items()}
        stored = media.put(found.media, sums)
        say("放回数据库")
        now = database.put(found.database, found.manifest.tables)
    tables = list(_compared(found.manifest.tables, now))
    return Restored(found.about, tables, len(found.media), stored, safety_copy)


def _safety_copy(work: Path, say: Say) -> Path:
    say("先给现有内容做一份备份")
    own = work / "safety"
    own.mkdir()
    try:
        return make_in(own, say, name=BEFORE_RESTORE)
    except Refused as refusal:
        raise Refused(
            f"没有恢复：现有内容备份不出来（{refusal}）。若现有的数据库已经坏了，"
            "请停下网站，把它移到别处，再恢复到空的数据库里。"
        ) from refusal


def _compared(then: dict[str, Sum], now: dict[str, Sum]) -> Iterator[Compared]:
    for table in sorted({*then, *now}):
        yield Compared(table, then.get(table), now.get(table))


def catch_up(say: Say) -> int:
    """Bring an older base to this program's state; return how many migrations that took."""
    from django.db import connection

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"备份来自较早的程序，执行 {len(waiting)} 个迁移")
        call_command("migrate", verbosity=0)
    if is_missing():
        say("重建检索索引")
        call_command("reindex", verbosity=0)
    return len(waiting)
