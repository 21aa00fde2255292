"""Measure the import of the seed document, the main pages, and how good the import is.

    make bench

Times are those of this machine, without network and template compilation (every page is asked for
once before it is measured); the number of queries is the same everywhere.
"""

import io
import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

SEED = Path("imports/fixtures/seed-interview.txt")
REQUESTS = 30
IMPORTS = 5
# Lists whose first entry stands for the pages of its kind.
LISTS = {"problem": "/problems/", "practice": "/practices/", "zone": "/zones/"}
PAGES = {
    "home": "/",
    "catalogue": "/practices/",
    "zones": "/zones/",
    "search": "/search/?q=%E5%85%9A%E5%BB%BA",
}


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of `times` runs of `work` took, in ascending order."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def row(name: str, taken: list[float], queries: int | str = "", size: str = "") -> None:
    """Print one line of the table."""
    slow = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(f"{name:<20}{statistics.median(taken):>10.1f}{slow:>10.1f}{queries:>9}{size:>9}")


def first_entry(client: Client, address: str) -> str:
    """Return the address of the first record that the list at `address` links to."""
    page = client.get(address).content.decode()
    return re.search(rf'href="({re.escape(address)}(?!feed/)[^"/?#]+/)"', page).group(1)


def measure_page(client: Client, name: str, address: str) -> None:
    """Print the times of one page; exit when it is not answered with 200."""
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}; run `make run` first")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)  # the log is emptied by the next request
    size = f"{len(response.content) / 1024:.0f} KB"
    row(name, milliseconds(lambda: client.get(address), REQUESTS), queries, size)


def import_seed() -> None:
    """Run the whole pipeline on the seed document without writing anything."""
    call_command("import_interview", SEED, dry_run=True, json=True, stdout=io.StringIO())


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.bench.nearness import print_nearness  # these need the settings
    from tests.bench.quality import print_quality

    print(f"{connection.vendor}, {settings.DJANGO_ENV}")
    print(f"{'':<20}{'median ms':>10}{'95 % ms':>10}{'queries':>9}{'size':>9}")
    row("import, first", milliseconds(import_seed, 1))
    row("import, then", milliseconds(import_seed, IMPORTS))
    client = Client(SERVER_NAME="localhost")
    entries = {name: first_entry(client, address) for name, address in LISTS.items()}
    for name, address in {**PAGES, **entries}.items():
        measure_page(client, name, address)
    print_quality()
    print_nearness()


if __name__ == "__main__":
    main()
