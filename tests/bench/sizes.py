"""Measure the pages on large bases of several sizes, on SQLite and on PostgreSQL.

    make bench SIZES="1000 10000 100000"

Prints Markdown for docs/performance.md. Bases are made once: SQLite's are kept in var/bench, those
of PostgreSQL live in a server of their own for the run (or in the one that BENCH_POSTGRES names).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg2

from tests.support.postgres import postgres

KEPT = Path("var/bench")


def _run(module: str, *arguments: str, url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", module, *arguments], env=environment, check=True)  # noqa: S603


def _on_sqlite(size: int) -> dict:
    path = (KEPT / f"{size}.sqlite3").resolve()
    url = f"sqlite:///{path}"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        _run("tests.bench.generate", str(size), url=f"sqlite:///{unfinished}")
        unfinished.rename(path)
    return _measured(size, "sqlite", url)


def _url_of(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def _server() -> Iterator[str]:
    if kept := os.environ.get("BENCH_POSTGRES"):
        yield kept
    else:
        with postgres() as url:
            yield url


def _on_postgres(size: int, server: str) -> dict:
    name = f"bench_{size}"
    url = _url_of(server, name)
    if _create_database(server, name):
        _run("tests.bench.generate", str(size), url=url)
    return _measured(size, "postgresql", url)


def _create_database(server: str, name: str) -> bool:
    """Create a database unless it is there; tell whether it is new."""
    parts = environ.Env.db_url_config(server)
    connection = psycopg2.connect(
        dbname="postgres",
        user=parts["USER"],
        password=parts["PASSWORD"],
        host=parts["HOST"],
        port=parts["PORT"] or None,
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        cursor.execute(f"CREATE DATABASE {name}")
    return True


def _measured(size: int, vendor: str, url: str) -> dict:
    result = (KEPT / f"{vendor}-{size}.json").resolve()
    _run("tests.bench.scale", str(result), url=url)
    return json.loads(result.read_text(encoding="utf-8"))


def _table(title: str, results: list[dict], part: str, columns: tuple[str, ...]) -> str:
    """Return one table: a row for each page, for each size its median, p95 and so on."""
    heads = [f"{result['practices']:,}: {column}" for result in results for column in columns]
    lines = [f"\n**{title}**\n", f"| page | {' | '.join(heads)} | growth |"]
    lines.append("|---|" + "---:|" * (len(heads) + 1))
    for page in results[0][part]:
        cells = [result[part][page].get(column) for result in results for column in columns]
        said = ["" if cell is None else f"{cell:.1f}" for cell in cells]
        medians = [result[part][page]["median"] for result in results]
        growth = f"{medians[-1] / medians[-2]:.1f} ×" if len(medians) > 1 else ""
        lines.append(f"| {page} | {' | '.join(said)} | {growth} |")
    return "\n".join(lines)


def _rest(results: list[dict]) -> str:
    lines = ["\n| | " + " | ".join(f"{result['practices']:,}" for result in results) + " |"]
    lines.append("|---|" + "---:|" * len(results))
    for name in results[0]["shelves"]:
        cells = (f"{result['shelves'][name]:.0f}" for result in results)
        lines.append(f"| {name}, ms | {' | '.join(cells)} |")
    cells = (f"{result['worker']:.0f}" for result in results)
    lines.append(f"| memory of a worker, MB | {' | '.join(cells)} |")
    cells = ("–".join(f"{took:.0f}" for took in result["yardstick"]) for result in results)
    lines.append(f"| yardstick, ms | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10_000]
    KEPT.mkdir(parents=True, exist_ok=True)
    _run("tests.bench.relevance", url="sqlite://:memory:")
    on_sqlite = [_on_sqlite(size) for size in sizes]
    with _server() as server:
        _create_database(server, "bench_relevance")
        _run("tests.bench.relevance", url=_url_of(server, "bench_relevance"))
        on_postgres = [_on_postgres(size, server) for size in sizes]
    for name, results in (("SQLite", on_sqlite), ("PostgreSQL", on_postgres)):
        print(f"\n### {name}")
        print(_table("Single requests, ms", results, "here", ("median", "p95")))
        title = "Four at a time through gunicorn with two workers, ms"
        print(_table(title, results, "gunicorn", ("median", "p95", "cpu")))
        print(_rest(results), flush=True)


if __name__ == "__main__":
    main()
