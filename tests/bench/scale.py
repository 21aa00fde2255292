"""Measure the public pages on a large made-up base, in this process and through gunicorn.

    make bench-scale SIZES="1000 10000 100000"

For each size the base is made once (SQLite: kept under var/bench; PostgreSQL: in a throw-away
server) and each kind of page is asked for at many different addresses, so that no page comes from
the cache. Beside each stands a floor measured in the same run.
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import django

REQUESTS = 120
PORT = 8123
WORDS = [
    "党建",
    "党员",
    "支部",
    "企业",
    "高新区",
    "服务",
    "书记",
    "工作",
    "组织",
    "活动",
    "园区",
    "党员教育",
    "非公企业",
    "流动党员",
    "产业链",
    "先锋",
    "红色",
    "人才",
]
QUESTIONS = (
    "老板不重视党建怎么办",
    "党员流动大怎么管理",
    "支部活动没人参加怎么办",
    "企业没有场地怎么开展活动",
    "怎样发挥党员先锋作用",
)


def percentiles(taken: list[float]) -> str:
    """Return median and 95 % of milliseconds as two columns."""
    ordered = sorted(taken)
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered):>9.1f}{slow:>9.1f}"


def addresses(draw: random.Random) -> dict[str, list[str]]:
    """Return different addresses of each kind of page; the same for the same base."""
    from taggit.models import Tag

    from practices.models import Practice, Problem, Theme
    from zones.models import Zone

    values = {
        "problem": list(Problem.objects.values_list("code", flat=True)),
        "theme": list(Theme.objects.values_list("code", flat=True)),
        "zone": list(Zone.objects.values_list("slug", flat=True)),
        "province": [f"{code}" for code in (11, 31, 32, 37, 44, 50, 51, 61)],
        "year": [str(year) for year in range(2012, 2026)],
        "tag": list(Tag.objects.values_list("name", flat=True)[:500]),
        "stage": ["pilot", "expanding", "routine"],
        "sort": ["newest", "started", "name"],
        "page": [str(page) for page in range(1, 40)],
    }

    def filtered(most: int) -> str:
        names = draw.sample(sorted(values), draw.randint(0, most))
        pairs = [(name, draw.choice(values[name])) for name in names]
        return urlencode([*pairs, ("n", draw.random())])

    newest = list(Practice.objects.order_by("-pk").values_list("slug", flat=True)[:5000])
    matrix = ("problem", "theme", "zone", "province", "year", "guest_type", "org_type")

    def query() -> str:
        if draw.random() < 0.25:
            return draw.choice(QUESTIONS)
        return " ".join(draw.sample(WORDS, draw.randint(1, 2)))

    kinds = {
        "catalogue": lambda: f"/practices/?{filtered(4)}",
        "catalogue, words": lambda: f"/practices/?{urlencode({'q': query()})}&{filtered(2)}",
        "search": lambda: f"/search/?{urlencode({'q': query(), 'n': draw.random()})}",
        "practice": lambda: f"/practices/{draw.choice(newest)}/?n={draw.random()}",
        "matrix": lambda: f"/matrix/?{filtered(1)}",
        "matrix, others": lambda: (
            "/matrix/?"
            + urlencode(dict(zip(("rows", "cols"), draw.sample(matrix, 2), strict=True)))
            + f"&n={draw.random()}"
        ),
        "problem": lambda: f"/problems/{draw.choice(values['problem'])}/?n={draw.random()}",
        "zone": lambda: f"/zones/{draw.choice(values['zone'])}/?n={draw.random()}",
        "home": lambda: f"/?n={draw.random()}",
    }
    return {name: [make() for _ in range(REQUESTS)] for name, make in kinds.items()}


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def floor_of_rows() -> list[float]:
    """Time the raw SQL for twenty practices with their zones and themes."""
    from django.db import connection

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, slug, name, gist FROM practices_practice WHERE state = 'published'"
                " ORDER BY id DESC LIMIT 20"
            )
            pks = ",".join(str(row[0]) for row in cursor.fetchall())
            for table, other in (("zones", "zones_zone"), ("themes", "practices_theme")):
                cursor.execute(
                    f"SELECT * FROM practices_practice_{table} JOIN {other} AS other"  # noqa: S608
                    f" ON other.id = {table[:-1]}_id WHERE practice_id IN ({pks})"
                )
                cursor.fetchall()

    return [timed(read) for _ in range(REQUESTS)]


def measure_here(pages: dict[str, list[str]]) -> None:
    """Print the times of single requests in this process, rendering included."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    for name, urls in pages.items():
        for url in urls[:3]:
            client.get(url)
        taken = []
        for url in urls[3:]:
            start = time.perf_counter()
            response = client.get(url)
            taken.append((time.perf_counter() - start) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{url} answered {response.status_code}")
        print(f"  {name:<20}{percentiles(taken)}", flush=True)
    print(f"  {'floor: SQL, 20 rows':<20}{percentiles(floor_of_rows())}", flush=True)


def measure_shelves() -> None:
    """Print how long a worker takes to start, and to follow one publication."""
    from practices.models import Practice
    from search import snapshots
    from search.models import StoredShelf

    snapshots.forget()
    print(f"  shelf, from the stored one {timed(lambda: snapshots.shelf('practice')):9.1f} ms")
    stored = list(StoredShelf.objects.filter(collection="practice"))
    StoredShelf.objects.filter(collection="practice").delete()
    snapshots.forget()
    print(f"  shelf, from all listings   {timed(lambda: snapshots.shelf('practice')):9.1f} ms")
    StoredShelf.objects.bulk_create(stored)
    practice = Practice.objects.order_by("-pk").first()
    save = timed(practice.save)
    print(f"  saving one practice        {save:9.1f} ms")
    print(f"  shelf, after one save      {timed(lambda: snapshots.shelf('practice')):9.1f} ms")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of this process     {used:9.0f} MB", flush=True)


def _workers(server: subprocess.Popen) -> list[int]:
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return [int(child) for child in children]


def _cpu(pids: list[int]) -> float:
    """Return the seconds of processor time that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _fetch(path: str) -> float:
    return timed(lambda: urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}").read())


def measure_served(pages: dict[str, list[str]]) -> None:
    """Print the times through gunicorn: two workers, four requests at a time."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(_fetch, [pages["catalogue"][0]] * 8))
            pids = _workers(server)
            pages = {**pages, "from the cache": ["/practices/?cached=1"] * REQUESTS}
            pages["floor: static file"] = ["/static/site.css"] * REQUESTS
            for name, urls in pages.items():
                urls = [f"{url}&served=1" if "?n=" in url or "&n=" in url else url for url in urls]
                before = _cpu(pids)
                taken = list(pool.map(_fetch, urls))
                each = (_cpu(pids) - before) * 1000 / len(urls)
                print(f"  {name:<20}{percentiles(taken)}{each:>9.1f}", flush=True)
        memory = ", ".join(f"{_memory(pid):.0f}" for pid in pids)
        print(f"  memory of the workers: {memory} MB", flush=True)
    finally:
        server.terminate()
        server.wait()


def _wait() -> None:
    for _ in range(100):
        try:
            _fetch("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("gunicorn does not answer")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from practices.models import Practice

    call_command("migrate", verbosity=0)
    if len(sys.argv) > 1 and not Practice.objects.exists():
        generate = [sys.executable, "-m", "tests.bench.generate", sys.argv[1]]
        subprocess.run(generate, check=True)  # noqa: S603
    print(f"\n{connection.vendor}, {Practice.objects.count()} practices, cores: {os.cpu_count()}")
    pages = addresses(random.Random(7))  # noqa: S311
    print(f"  {'this process':<20}{'median':>9}{'95 %':>9}  (milliseconds)")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    measure_here(pages)
    measure_shelves()
    print(f"  {'gunicorn':<20}{'median':>9}{'95 %':>9}{'CPU':>9}")
    measure_served(pages)


if __name__ == "__main__":
    main()
