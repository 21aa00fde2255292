"""Measure changing practices by a table of 10,000 rows: taking it, comparing it, writing it.

    python -m tests.bench.tables

Each case runs in a process of its own on a copy of one base, so that its memory is its own.
"""

import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

ROWS = 10_000
KEPT = Path("var/bench")
# Changed drafts, changed published practices, new ones.
CASES = {
    "all unchanged": (0, 0, 0),
    "500 drafts changed": (500, 0, 0),
    "500 published changed": (0, 500, 0),
    "500 new": (0, 0, 500),
    "all drafts, changed": (ROWS, 0, 0),
    "all published, changed": (0, ROWS, 0),
    "all new": (0, 0, ROWS),
}


def base(size: int) -> Path:
    """Return a base of so many practices, made once; the measurements of pages use it, too."""
    path = (KEPT / f"{size}.sqlite3").resolve()
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        run("tests.bench.generate", str(size), url=f"sqlite:///{unfinished}")
        unfinished.rename(path)
    return path


def run(module: str, *arguments: str, url: str) -> str:
    environment = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603
    return done.stdout.decode()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _edited(content: bytes, changed: int, added: int) -> bytes:
    """Return the table with another gist in the first rows, and new rows at the end."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    for place, row in enumerate(rows[:changed]):
        row["一句话"] = f"改后的第{place}句话。"
    for place in range(added):
        rows[-1 - place] |= {"编号": "", "修订": "", "名称": f"新做法{place}"}
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def measure(drafts: int, published: int, added: int) -> dict[str, float]:
    """Return seconds and megabytes of one case."""
    from django.contrib.auth import get_user_model

    from editorial.tables.declaring import table_named
    from editorial.tables.writing import lines_of, write_csv, write_xlsx
    from imports.tables import jobs
    from practices.models import Practice
    from search.indexing import together

    user = get_user_model().objects.create_superuser("bench-tables")
    table = table_named("practices")
    pks = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    with together():
        for practice in Practice.objects.filter(pk__in=pks[:drafts]):
            practice.state = "draft"
            practice.save()
    taken = {"XLSX out": _seconds(lambda: write_xlsx(io.BytesIO(), table, lines_of(table, pks)))}
    file = io.BytesIO()
    write_csv(file, table, lines_of(table, pks))
    file = io.BytesIO(_edited(file.getvalue(), drafts or published, added))
    job = jobs.hand_in(table=table, file=file, name="bench.csv", size=1, user=user)
    del file
    jobs.claim(job)
    taken["compare"] = _seconds(lambda: jobs.work(job))
    if job.counts["wrong"]:
        raise SystemExit(f"{job.rows.filter(kind='wrong').first().reasons}")
    if job.counts["changed"] + job.counts["new"]:
        jobs.claim(job, to_write=True)
        taken["write"] = _seconds(lambda: jobs.apply(job, user))
        if job.state != job.State.WRITTEN:
            raise SystemExit(job.message)
    job.file.delete(save=False)
    return taken | {"peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    if len(sys.argv) > 1:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        print(json.dumps(measure(*CASES[sys.argv[1]])))
        return
    columns = ("XLSX out", "compare", "write", "peak MB")
    print(f"{f'tables, {ROWS:,} rows':<26}" + "".join(f"{column:>12}" for column in columns))
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            copy = shutil.copy(base(ROWS), Path(folder) / "copy.sqlite3")
            url = f"sqlite:///{copy}"
            run("django", "migrate", "--settings=config.settings", "--verbosity=0", url=url)
            found = json.loads(run("tests.bench.tables", case, url=url))
            print(f"{case:<26}" + "".join(f"{found.get(c, 0):>12.1f}" for c in columns))


if __name__ == "__main__":
    main()
