"""The database: whether it answers, and is set up as the program needs it."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from operations.replicas import health

from .registry import Said, file_is_there, good, register, wrong

_OLDEST_POSTGRESQL = 15
_ADDRESSES = "再核对 DATABASE_REPLICA_URLS。"


def _database() -> Iterator[Said]:
    if not file_is_there():
        path = connection.settings_dict["NAME"]
        yield wrong(f"数据库文件不存在：{path}。", "运行 manage.py prepare，或从备份恢复。")
        return
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        said = next(iter(str(error).strip().splitlines()), "没有说明原因")
        yield wrong(f"连不上：{said}", "看看数据库是否在运行，DATABASE_URL 是否写对。")
        return
    with connection.cursor() as cursor:
        yield from (_sqlite if connection.vendor == "sqlite" else _postgresql)(cursor)


def _asked(cursor, statement: str) -> str:
    cursor.execute(statement)
    return str(cursor.fetchone()[0])


def _sqlite(cursor) -> Iterator[Said]:
    version = _asked(cursor, "SELECT sqlite_version()")
    encoding = _asked(cursor, "PRAGMA encoding")
    mode = _asked(cursor, "PRAGMA journal_mode")
    if encoding != "UTF-8":
        yield wrong(f"编码是 {encoding}，应当是 UTF-8。", "建一个新库，用备份恢复。")
    if mode not in ("wal", "memory"):
        yield wrong(
            f"日志方式是 {mode}，不是 WAL，读者会等编辑。", "看看数据库所在的磁盘是否支持 WAL。"
        )
    if _asked(cursor, "PRAGMA foreign_keys") != "1":
        yield wrong("外键约束没有打开。", "请重新启动网站；仍如此，请看是谁改了连接的设置。")
    yield good(f"SQLite {version}，{mode.upper()}，{encoding}，有回答。")


def _postgresql(cursor) -> Iterator[Said]:
    major = connection.pg_version // 10_000
    encoding = _asked(cursor, "SHOW server_encoding")
    if major < _OLDEST_POSTGRESQL:
        yield wrong(f"PostgreSQL {major} 太旧。", f"升级到 {_OLDEST_POSTGRESQL} 或更新的版本。")
    if encoding != "UTF8":
        yield wrong(f"编码是 {encoding}，应当是 UTF8。", "建一个 UTF8 编码的新库，用备份恢复。")
    if _asked(cursor, "SHOW fsync") != "on":
        yield wrong("fsync 关着，断电会丢失数据。", "在 postgresql.conf 里打开 fsync。")
    yield good(f"PostgreSQL {major}，{encoding}，有回答。")


def _migrations() -> Iterator[Said]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    replaced = {one for m in executor.loader.disk_migrations.values() for one in m.replaces}
    if waiting:
        yield wrong(f"有 {len(waiting)} 个迁移还没有执行。", "运行 manage.py prepare。")
    if newer := sorted(unknown - replaced):
        name = ".".join(newer[0])
        yield wrong(f"数据库比程序新：程序不认得迁移 {name}。", "换用与数据库相配的程序版本。")
    if not waiting and not newer:
        yield good("全部执行过。")


def _replicas() -> Iterator[Said]:
    for alias in health.replicas():
        answer = health.ask(alias)
        if answer is None:
            yield wrong(f"{alias} 没有应答，读者改读别的库。", f"看看它是否在运行。{_ADDRESSES}")
        elif not answer.is_replica:
            yield wrong(f"{alias} 不是副本，不会被读。", f"是否已提升为主库？{_ADDRESSES}")
        else:
            yield good(f"{alias} 有应答，跟到第 {answer.number} 号改动。")
    if not health.replicas():
        yield good("没有设置副本，不查。")


register("数据库", _database)
register("副本", _replicas)
register("迁移", _migrations, needs_database=True)
