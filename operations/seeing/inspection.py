"""The sections of the page for 管理员 that say what is here: versions, parts, sizes, queues, index.

Nothing is read to its end that can grow without end: files are counted up to a number, and large
tables on PostgreSQL as its planner knows them.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from editorial.checks import publishable_models
from editorial.models import AddressCheck, MistakeReport
from exports.archive.keeping import offered
from imports.models import ImportJob, TableJob
from operations.examining import backing_up
from operations.examining.readiness import examine
from search.changes import newest
from search.listings import in_step
from search.models import Document, Listing, StoredShelf
from search.registry import collections

from .overview import Line, register, size
from .stock import of_all_processes, records_by_state

MOST_FILES = 20_000
# A table that PostgreSQL takes for smaller is counted.
_LARGE = 50_000
_PARTS = {"database": "数据库", "migrations": "数据表结构", "index": "检索索引", "cache": "缓存"}
_STATES = {
    "ok": ("正常", ""),
    "pending": ("有更新没有执行", "运行 manage.py migrate（升级时 manage.py prepare 会做）。"),
    "missing": ("没有", "运行 manage.py reindex。"),
    "being made": ("正在重建", "等 manage.py reindex 做完；它若已中断，请再运行一次。"),
    "no answer": ("没有回应", "查看它的服务是否在运行，地址设置是否正确。"),
}


def versions() -> list[Line]:
    return [
        Line("Django", django.get_version()),
        Line("Python", platform.python_version()),
        Line("数据库", _database_version()),
        Line("运行环境", settings.DJANGO_ENV),
    ]


def _database_version() -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
    return f"SQLite {'.'.join(map(str, connection.Database.sqlite_version_info))}"


def parts() -> list[Line]:
    return [Line(_PARTS[part.name], *_STATES[part.state]) for part in examine()]


def records() -> list[Line]:
    found = []
    for model in publishable_models():
        states = records_by_state(model)
        public = states.get("published", 0)
        total = sum(states.values())
        found.append(Line(str(model._meta.verbose_name), f"{total:,} 条，已发布 {public:,}"))
    return found


def sizes() -> list[Line]:
    archive = offered()
    return [
        Line("数据库", size(_database_size())),
        Line("收到的原件", _files()),
        Line("供下载的数据包", size(archive.size) if archive else "没有"),
    ]


def _database_size() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    name = str(settings.DATABASES["default"]["NAME"])
    files = [Path(f"{name}{suffix}") for suffix in ("", "-wal", "-shm")]
    return sum(file.stat().st_size for file in files if file.is_file())


def _files() -> str:
    if not settings.STORAGES["default"]["BACKEND"].endswith("FileSystemStorage"):
        return "存放在对象存储"
    walked = (
        Path(folder, name) for folder, _, names in os.walk(settings.MEDIA_ROOT) for name in names
    )
    files = list(islice(walked, MOST_FILES))
    told = f"{len(files):,} 个，{size(sum(file.lstat().st_size for file in files))}"
    return f"{told}以上" if len(files) == MOST_FILES else told


def queues() -> list[Line]:
    return [
        *_waiting("待识别的导入", ImportJob, "waiting", "working"),
        *_waiting("识别失败的导入", ImportJob, "failed"),
        *_waiting("待核对的导入", ImportJob, "ready"),
        *_waiting("待核对的成批修改", TableJob, "ready"),
        *_waiting("没有完成的成批修改", TableJob, "failed"),
        *_waiting("读者指出的错误", MistakeReport, "new"),
    ]


def _waiting(label: str, model, *states: str) -> Iterable[Line]:
    yield Line(label, f"{model.objects.filter(state__in=states).count():,} 件")


def index() -> list[Line]:
    state = newest()
    stored = StoredShelf.objects.aggregate(newest=Max("number"))["newest"]
    return [
        Line("更动号", f"{state.number:,}"),
        Line("检索文档", f"{rows_of(Document):,} 篇"),
        Line("目录条目", f"{rows_of(Listing):,} 条"),
        Line("存档的目录", f"更动号 {stored:,}" if stored is not None else "没有"),
        *map(_in_step, collections()),
    ]


def _in_step(collection) -> Line:
    there, listed = in_step(collection)
    if listed == there:
        return Line(f"目录“{collection.label}”", f"与记录一致（{there:,}）")
    advice = "运行 manage.py reindex；网站照常服务。"
    return Line(f"目录“{collection.label}”", f"目录 {listed:,}，记录 {there:,}", advice)


def rows_of(model) -> int:
    """Return how many rows there are; of a large table on PostgreSQL, about how many."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = model._meta.db_table
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table]
            )
            about = cursor.fetchone()[0]
        if about > _LARGE:
            return about
    return model.objects.count()


def pages() -> list[Line]:
    """Say how many pages were answered from the cache, by all processes since they started."""
    sources: Counter[str] = Counter()
    memory = {}
    for family in of_all_processes().collect():
        for sample in family.samples:
            if sample.name == "site_pages_total":
                sources[sample.labels["source"]] += int(sample.value)
            elif sample.name == "site_worker_memory_bytes":
                memory[sample.labels.get("pid", str(os.getpid()))] = sample.value
    total = sources.total()
    hits = sources["cache"] + sources["unchanged"]
    share = f"，占 {hits / total:.0%}" if total else ""
    return [
        Line("缓存", type(caches["default"]).__name__),
        Line("取自缓存的页面", f"{hits:,} / {total:,}{share}"),
        *(Line(f"进程 {pid} 的内存", size(held)) for pid, held in sorted(memory.items())),
    ]


def backups() -> list[Line]:
    """Say what doctor says of them."""
    said = backing_up.look()
    return [Line("备份", sentence, advice) for _, sentence, advice in said]


def by_the_clock() -> list[Line]:
    asked = AddressCheck.objects.aggregate(last=Max("checked_at"))["last"]
    archive = offered()
    return [
        Line("查验网址（check_addresses）", _when(asked)),
        Line("制作数据包（export_archive）", _when(archive.made if archive else None)),
    ]


def _when(moment) -> str:
    if moment is None:
        return "还没有运行过"
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def register_all() -> None:
    register(10, "版本", versions)
    register(20, "服务", parts)
    register(30, "队列", queues)
    register(40, "索引", index)
    register(50, "缓存与进程", pages)
    register(60, "大小", sizes)
    register(70, "记录", records)
    register(80, "备份", backups)
    register(90, "定时任务", by_the_clock)
