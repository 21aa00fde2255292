"""PostgreSQL: out by `pg_dump` of one snapshot; in by `psql`, in one transaction with the proof."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient

from operations.backups.describing import About, Sum
from operations.backups.refusing import Refused

_PROGRAMS = ("pg_dump", "pg_restore", "psql")
# Rows are compared as text, which must not depend on who asks.
_AS_TEXT = (
    "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';"
    " SET extra_float_digits = 1; SET bytea_output = 'hex'"
)
# Of every row the first 64 bits of its SHA-256; added up, the order of rows does not matter.
_SUM = (
    "SELECT count(*), coalesce(sum(('x' || left(encode(sha256(convert_to(whole::text, 'UTF8')),"
    " 'hex'), 16))::bit(64)::bigint::numeric), 0)::text FROM {table} AS whole"
)
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
)
_DONE = "-- all tables are told --"


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise Refused(f"找不到程序 {name}。请安装 PostgreSQL 的客户端（postgresql-client），再运行。")


def _major(name: str) -> int:
    said = subprocess.run([_program(name), "--version"], capture_output=True, text=True)  # noqa: S603
    match = re.search(r"\) (\d+)", said.stdout)
    if not match:
        raise Refused(f"程序 {_program(name)} 没有说出自己的版本，用不了：{said.stderr.strip()}")
    return int(match[1])


def require() -> None:
    here = _server_major()
    for name in _PROGRAMS:
        if (major := _major(name)) < here:
            raise Refused(
                f"{_program(name)} 是第 {major} 版，比数据库（第 {here} 版）旧，不能用。"
                f"请安装 postgresql-client-{here}，并让它排在 PATH 的前面。"
            )


def _server_major() -> int:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise Refused(f"连不上数据库：{str(error).strip()}") from error
    return connection.pg_version // 10_000


def server() -> str:
    return str(_server_major())


def size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def _command(name: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return the command with where the database is; its password goes by the environment."""
    where, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, database = where[1:]
    environment = {**os.environ, **(secrets or {}), "PGCONNECT_TIMEOUT": "20"}
    return [_program(name), *arguments, *where, "--dbname", database], environment


def snapshot(target: Path, say: Callable[[str], None]) -> dict[str, Sum]:
    """Dump one snapshot, and sum up the tables in the same one."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            exported, schema = cursor.fetchone()
            say("数据库：正在导出")
            _dump(target, exported, schema)
            say("数据库：逐表求和")
            found = _sums(cursor)
            cursor.execute("COMMIT")
    except DatabaseError as error:
        raise Refused(f"数据库导不出来：{str(error).strip()}") from error
    finally:
        own.close()
    return found


def _dump(target: Path, snapshot: str, schema: str) -> None:
    # Not compressed here: all of the backup is, later.
    options = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-comments")
    command, environment = _command(
        "pg_dump", *options, f"--schema={schema}", f"--snapshot={snapshot}", f"--file={target}"
    )
    _run(command, environment, "pg_dump 没有完成")


def _run(command: list[str], environment: dict[str, str] | None, what: str) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Refused(f"{what}：{_reason(done.stderr)}")


def _reason(said: str) -> str:
    if "lock timeout" in said:
        return "网站正在使用这些表，等了一分钟还没有让出来；请停下网站再恢复。"
    lines = [line for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "ERROR" in line or "error" in line]
    return (errors or lines or ["没有说明原因"])[0]


def _sums(cursor) -> dict[str, Sum]:
    cursor.execute(_AS_TEXT)
    cursor.execute(_TABLES)
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(_SUM.format(table=connection.ops.quote_name(table)))
        found[table] = Sum(*cursor.fetchone())
    return found


def is_empty() -> bool:
    _server_major()
    return not connection.introspection.table_names()


def check(copy: Path, about: About, expected: Mapping[str, Sum]) -> None:
    """Have `pg_restore` read all of the dump; what is in its tables is proven by restoring."""
    if int(about.server) > _major("pg_restore"):
        raise Refused(
            f"备份来自 PostgreSQL {about.server}，这里的 pg_restore 是第"
            f" {_major('pg_restore')} 版，读不了；请安装 postgresql-client-{about.server}。"
        )
    command = [_program("pg_restore"), "--file=/dev/null", str(copy)]
    _run(command, None, "备份里的数据库读不出来，这份备份不能用")


def put(copy: Path, expected: Mapping[str, Sum]) -> dict[str, Sum]:
    """Drop the tables, restore, and sum up, in one transaction: it holds only if all sums do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    tables = connection.introspection.table_names()
    connection.close()
    quoted = connection.ops.quote_name
    with _transaction() as (psql, run):
        run("SET lock_timeout = '60s'; SET client_min_messages = warning;\n")
        for table in tables:
            run(f"DROP TABLE IF EXISTS {quoted(schema)}.{quoted(table)} CASCADE;\n")
        _replay(copy, schema, psql)
        found = _told(psql, run, schema, expected)
        run("COMMIT;\n" if found == dict(expected) else "ROLLBACK;\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return found


@contextmanager
def _transaction() -> Iterator[tuple[subprocess.Popen, Callable[[str], None]]]:
    """Open a transaction of `psql`; unless what follows says COMMIT, it never was."""
    options = ("--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1")
    command, environment = _command("psql", *options)
    pipe = subprocess.PIPE
    with tempfile.TemporaryFile() as errors:
        psql = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=errors)  # noqa: S603

        def run(sql: str) -> None:
            psql.stdin.write(sql.encode())
            psql.stdin.flush()

        try:
            run("BEGIN;\n")
            yield psql, run
            psql.stdin.close()
            failed = psql.wait()
        except BrokenPipeError:
            failed = True
        finally:
            if psql.poll() is None:
                psql.kill()
            psql.wait()
            psql.stdout.close()
        if failed:
            errors.seek(0)
            said = _reason(errors.read().decode(errors="replace"))
            raise Refused(f"没有恢复，数据库保持原样：{said}")


def _replay(copy: Path, schema: str, psql: subprocess.Popen) -> None:
    options = ("--no-owner", "--no-privileges", "--no-comments", f"--schema={schema}", "--file=-")
    command = [_program("pg_restore"), *options, str(copy)]
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as reading,  # noqa: S603
    ):
        shutil.copyfileobj(reading.stdout, psql.stdin, 1 << 20)
        if reading.wait():
            errors.seek(0)
            said = _reason(errors.read().decode(errors="replace"))
            raise Refused(f"备份读不出来，数据库保持原样：{said}")


def _told(psql, run, schema: str, expected: Mapping[str, Sum]) -> dict[str, Sum]:
    """Return the sums of the tables as they are within the transaction."""
    quoted = connection.ops.quote_name
    run(f"{_AS_TEXT};\n")
    for table in expected:
        run(f"\\echo {quoted(table)}\n{_SUM.format(table=f'{quoted(schema)}.{quoted(table)}')};\n")
    run(f"\\echo '{_DONE}'\n")
    lines = []
    for line in iter(psql.stdout.readline, b""):
        if (said := line.decode().strip()) == _DONE:
            break
        lines.append(said)
    else:
        raise BrokenPipeError
    # The script's own statements may have said something before.
    told = lines[-2 * len(expected) :]
    found = {}
    for name, numbers in zip(told[::2], told[1::2], strict=True):
        rows, digest = numbers.split("|")
        found[name.strip('"')] = Sum(int(rows), digest)
    return found
