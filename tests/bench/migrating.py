"""How long each migration takes on a large base, and how long a reader waits for it.

    python -m tests.support.postgres -- python -m tests.bench.migrating

Fills a PostgreSQL base with 2,000 practices, copies them fifty times, and goes back and forth by
each migration while somebody reads twenty rows of every table, again and again. The copies' words
are not indexed: no migration changes that index.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context

import django


def read(tables: list[str], asked) -> None:
    """Read the first rows of each table in turn; tell the slowest since the last time, if asked.

    A process of its own: the Python of the migration would hold up a thread.
    """
    django.setup()
    from django.db import ProgrammingError, connection

    slowest = (0.0, "")
    while True:
        for table in tables:
            begun = time.perf_counter()
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f'SELECT * FROM "{table}" LIMIT 20')  # noqa: S608
                    cursor.fetchall()
            except ProgrammingError:
                continue  # this migration makes it
            slowest = max(slowest, ((time.perf_counter() - begun) * 1000, table))
        if asked.poll():
            asked.recv()
            asked.send(slowest)
            slowest = (0.0, "")


@contextmanager
def reading(tables: list[str]) -> Iterator[Callable[[], tuple[float, str]]]:
    """Have somebody read; what is yielded gives the slowest read since it was last called."""
    asking, asked = Pipe()
    reader = get_context("spawn").Process(target=read, args=(tables, asked), daemon=True)
    reader.start()

    def slowest() -> tuple[float, str]:
        asking.send(None)
        return asking.recv()

    try:
        yield slowest
    finally:
        reader.kill()


def fill() -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.bench import downloads
    from tests.bench.generate import fill as generate

    with connection._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE tests")
    call_command("migrate", verbosity=0)
    for command in ("load_zones", "load_vocabularies"):
        call_command(command)
    generate(downloads.FEW)
    call_command("reindex", renew=True)
    downloads.multiply()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from practices.models import Practice
    from tests.support.migrating import OWN_APPS, in_order, states_before

    fill()
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.partition("_")[0] in OWN_APPS
    ]
    base = f"PostgreSQL, {Practice.objects.count():,} practices"
    print(f"\n| {base} | s | a reader waits, ms | for |")
    print("|---|---:|---:|---|")
    executor = MigrationExecutor(connection)
    begun, later = in_order(executor)
    before = states_before(executor, (*begun, *later))
    for migration in reversed(later):
        executor.unapply_migration(before[migration], migration)
    with reading(tables) as slowest:
        for migration in later:
            slowest()
            start = time.monotonic()
            executor.apply_migration(before[migration].clone(), migration)
            seconds = time.monotonic() - start
            waited, table = slowest()
            print(f"| {migration} | {seconds:.1f} | {waited:.0f} | {table} |", flush=True)


if __name__ == "__main__":
    main()
