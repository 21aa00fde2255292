"""What a backup says of itself: at its beginning what it is, at its end the sums of all in it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .refusing import Refused

FORMAT, VERSION = "gaoxinqu-dangjian-backup", 1
ABOUT, DATABASE, MEDIA, MANIFEST = "about.json", "database", "media/", "manifest.json"
_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and a digest of all of them."""

    rows: int
    digest: str


@dataclass(frozen=True)
class About:
    """The first member. `bytes` is how much there is to unpack, `server` the database's version."""

    release: str
    made: str
    vendor: str
    server: str
    migrations: tuple[str, ...]
    bytes: int
    format: str = FORMAT
    version: int = VERSION

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class Manifest:
    """The last member: the tables, and of every member before it the SHA-256."""

    tables: dict[str, Sum]
    members: dict[str, str]

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def about_now(vendor: str, server: str, size: int) -> About:
    applied = MigrationRecorder(connection).applied_migrations()
    return About(
        release=release(),
        made=timezone.localtime().isoformat(timespec="seconds"),
        vendor=vendor,
        server=server,
        migrations=tuple(sorted(f"{app}.{name}" for app, name in applied)),
        bytes=size,
    )


def release() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]


def read_about(data: bytes) -> About:
    """Return what a file says that it is; refuse what this program or database cannot take."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise Refused("这不是本程序的备份。")
        if told["version"] != VERSION:
            raise Refused(
                f"这是第 {told['version']} 版格式的备份，本程序只认第 {VERSION} 版；"
                "请用做这份备份的那一版程序恢复。"
            )
        return About(**{**told, "migrations": tuple(told["migrations"])})
    except (ValueError, KeyError, TypeError):
        raise Refused("这不是本程序的备份，或文件已经损坏。") from None


def read_manifest(data: bytes) -> Manifest:
    try:
        told = json.loads(data)
        tables = {name: Sum(**one) for name, one in told["tables"].items()}
        return Manifest(tables, dict(told["members"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused("备份末尾的清单损坏了，这份备份不能用。") from None


def refuse_foreign(about: About) -> None:
    """Refuse a backup of the other database, and one of a program that is newer than this."""
    if about.vendor != connection.vendor:
        here, there = _KINDS.get(connection.vendor), _KINDS.get(about.vendor, about.vendor)
        raise Refused(
            f"这是 {there} 的备份，而这里用的是 {here}；请让 DATABASE_URL 指向一个 {there} 数据库。"
        )
    on_disk = MigrationLoader(None).disk_migrations
    known = {f"{app}.{name}" for app, name in on_disk}
    for migration in on_disk.values():
        known |= {f"{app}.{name}" for app, name in migration.replaces}
    if unknown := sorted(set(about.migrations) - known):
        raise Refused(
            f"这份备份来自更新的程序（{about.release}，这里是 {release()}；"
            f"这里没有迁移 {unknown[0]}{' 等' * (len(unknown) > 1)}）。请先升级程序，再恢复。"
        )
