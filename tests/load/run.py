"""The site under load: `make load`. What came of it stands in docs/load.md.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python -m tests.load.run MINUTES

The base is one of `tests.bench.generate`. Each phase prints a table; the last one is the soak.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import quote

import django

from tests.bench.timing import yardstick

from .clients import TROUBLES
from .readers import crowd
from .site import memory, serving

COLUMNS = ("", "requests/s", "median, ms", "95 %, ms", "slowest, ms", "answers")
# Four readers at a time, who are a hundred: nobody alone comes near a limit.
READERS = [[f"127.0.{1 + crew}.{number}" for number in range(1, 26)] for crew in range(4)]
# Much more than anybody may do alone, all from one address.
ATTACKER = [["127.0.9.1"]] * 12
READ = ("catalogue", "practice", "zone", "home", "matrix 42 × 49", "search, words", "problem")
FLOODS = {
    "searches": f"/search/?q={quote('党建')}{{}}",
    "downloads": "/practices/?format=xlsx&n={}",
    "the interface": "/api/practices/?n={}",
    "pages that are not there": "/practices/nothing-{}/",
}


def heading(title: str) -> None:
    print(f"\n**{title}**\n\n| {' | '.join(COLUMNS)} |\n|---|{'---:|' * 4}---|")


def row(name: str, cells: str) -> None:
    print(f"| {name} | {cells} |", flush=True)


def mixed(kinds: dict[str, list[str]]) -> Callable[[], str]:
    """Return a function that gives one page after the other, as readers ask for them."""
    draw = random.Random(11)  # noqa: S311
    pages = [path for name in READ for path in kinds[name]]
    return lambda: draw.choice(pages)


def each_kind(port: int, kinds: dict[str, list[str]]) -> None:
    """Ask for each kind of page, each page once, four at a time."""
    heading("Every kind of page, four at a time, nothing cached")
    for name, paths in kinds.items():
        left = iter(paths)
        with crowd(port, lambda left=left: next(left, None), READERS, 0) as met:
            time.sleep(8)
        row(name, met.cells())


def floods(port: int, read: Callable[[], str]) -> None:
    """Ask as readers do, alone and beside a flood from one address."""
    heading("Readers alone, and beside a flood from one address")
    with crowd(port, read, READERS, 0.2) as alone:
        time.sleep(20)
    row("readers alone", alone.cells())
    numbers = count()
    for name, path in FLOODS.items():
        flood = crowd(port, lambda path=path: path.format(next(numbers)), ATTACKER, 0)
        with flood as flooding, crowd(port, read, READERS, 0.2) as beside:
            time.sleep(20)
        row(f"readers beside {name}", beside.cells())
        row(name, f"{flooding.cells()}; {flooding.told_when} with Retry-After")


def bad_clients(port: int, read: Callable[[], str]) -> None:
    """Ask as readers do beside slow, many and malformed connections."""
    heading("Readers beside bad clients")
    for name, trouble in TROUBLES.items():
        with trouble(port) as came, crowd(port, read, READERS, 0.2) as beside:
            time.sleep(15)
            ended = came()
        row(f"readers beside {name}: {ended}", beside.cells())


def soak(made, read: Callable[[], str], minutes: float) -> None:
    """Read on for so long, and look at the memory of the workers each minute."""
    heading(f"Soak of {minutes:.0f} minutes")
    remembered = []
    with crowd(made.nginx.port, read, READERS, 0.05) as met:
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end:
            time.sleep(min(60, max(end - time.monotonic(), 0.1)))
            remembered.append(max(memory(made)))
    row("readers", met.cells())
    print("\nMegabytes of the larger worker, each minute:", *(f"{one:.0f}" for one in remembered))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from practices.models import Practice
    from tests.bench.pages import addresses

    print(f"{Practice.objects.count():,} practices, yardstick {yardstick():.0f} ms", flush=True)
    kinds = addresses(2000)
    read = mixed(kinds)
    with tempfile.TemporaryDirectory(prefix="tests-load-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        with serving(Path(folder)) as made:
            each_kind(made.nginx.port, kinds)
            floods(made.nginx.port, read)
            bad_clients(made.nginx.port, read)
            soak(made, read, float(sys.argv[1]))
    print(f"\nyardstick {yardstick():.0f} ms")


if __name__ == "__main__":
    main()
