"""Measure taking all of 100,000 practices away, in each format.

    python -m tests.bench.downloads

Texts for so many would take forty minutes to make and to index, and no download reads the index:
the practices of a base of 2,000 are copied fifty times, with all that hangs on them.
Each file is taken in a process of its own, so that its memory is its own.
"""

import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path

import django

from tests.bench.tables import KEPT, base, run

FEW, TIMES = 2_000, 50
# Further apart than any key of the first ones.
STEP = 1_000_000
FILES = (
    *(("practices", form) for form in ("csv", "ndjson", "json", "xlsx")),
    *(("measures", "csv"), ("evidence", "csv")),
)


def _large_base() -> Path:
    path = (KEPT / f"downloads-{FEW * TIMES}.sqlite3").resolve()
    if not path.exists():
        unfinished = path.with_suffix(".part")
        shutil.copy(base(FEW), unfinished)
        run("tests.bench.downloads", "multiply", url=f"sqlite:///{unfinished}")
        unfinished.rename(path)
    return path


def multiply() -> None:
    """Copy every practice, all that hangs on it, and its listing."""
    from django.db import connection, transaction
    from taggit.models import TaggedItem

    from practices.models import Evidence, Measure, Outcome, Practice, PracticeProblem
    from search import snapshots
    from search.models import Listing, StoredShelf

    relations = [field.remote_field.through for field in Practice._meta.many_to_many]
    ties = [model for model in relations if model._meta.auto_created]
    parts = (PracticeProblem, Measure, Evidence, Outcome)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in (Practice, *ties, *parts):
            moved = {
                field.column
                for field in model._meta.concrete_fields
                if field.primary_key or field.related_model in (Practice, *parts)
            }
            renamed = {
                field.column for field in model._meta.concrete_fields if field.unique
            } - moved
            cursor.execute(_copying(model, moved, renamed))
        cursor.execute(_copying(TaggedItem, {"id", "object_id"}, set()))
        cursor.execute(_copying(Listing, {"record"}, set(), "collection = 'practice'", {"id"}))
        StoredShelf.objects.filter(collection="practice").delete()
        # As after `reindex`: SQLite reads whole tables where it takes them for small.
        cursor.execute("ANALYZE")
    snapshots.store("practice")


def _copying(model, moved: set, renamed: set, where: str = "TRUE", made: frozenset = frozenset()):
    """Return the statement that copies rows: `moved` columns are keys, `made` ones left out."""
    columns = [field.column for field in model._meta.concrete_fields if field.column not in made]
    values = [
        f'"{column}" + times.n * {STEP}'
        if column in moved
        else f"\"{column}\" || '-' || times.n"
        if column in renamed
        else f'"{column}"'
        for column in columns
    ]
    names, table = ", ".join(f'"{column}"' for column in columns), model._meta.db_table
    return (
        f'INSERT INTO "{table}" ({names}) '  # noqa: S608 - names of our own tables
        "WITH RECURSIVE times(n) AS "
        f"(SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < {TIMES - 1}) "
        f'SELECT {", ".join(values)} FROM "{table}", times WHERE {where}'
    )


def measure(table: str, form: str) -> dict[str, float]:
    """Take one file as a visitor does, and throw it away."""
    from django.test import Client

    start = time.perf_counter()
    answer = Client(headers={"host": "localhost"}).get(
        "/practices/", {"format": form, "table": table}
    )
    size = first = 0
    for part in answer.streaming_content:
        first = first or time.perf_counter() - start
        size += len(part)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": first, "seconds": seconds, "size": size / 2**20, "peak": peak}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:] == ["multiply"]:
        django.setup()
        multiply()
        return
    if len(sys.argv) > 1:
        django.setup()
        print(json.dumps(measure(*sys.argv[1:])))
        return
    url = f"sqlite:///{_large_base()}"
    print(f"| {FEW * TIMES:,} practices | first bytes, s | all, s | MB | peak MB |")
    print("|---|---:|---:|---:|---:|")
    for table, form in FILES:
        found = json.loads(run("tests.bench.downloads", table, form, url=url))
        print(
            f"| {table} as {form.upper()} | {found['first']:.1f} | {found['seconds']:.1f} "
            f"| {found['size']:.0f} | {found['peak']:.0f} |"
        )


if __name__ == "__main__":
    main()
