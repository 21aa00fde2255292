"""Count and page among a million practices, held by one worker; without texts and a database.

    python -m tests.bench.counting 1000000

What it measures is what grows with the catalogue inside a worker: its memory, the counts of all
facets under up to four filters, and the first page of a selection in an order.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
import numpy as np

from .timing import median, milliseconds, slow, yardstick

# Facets with as many values, and at most so many for one practice, as the made-up bases have.
FACETS = {
    "problem": (42, 3),
    "theme": (49, 3),
    "zone": (179, 2),
    "year": (15, 1),
    "org_type": (8, 1),
    "guest_type": (5, 1),
    "stage": (3, 1),
    "tag": (2000, 4),
    "outcome": (2, 1),
    "evidence": (2, 2),
}
REQUESTS = 200


def _rows(count: int) -> Iterator:
    """Yield rows as `Listing` keeps them, small keys far more often than large ones."""
    from search.shelves import Row

    draw = np.random.default_rng(20201117)
    for first in range(1, count + 1, 10_000):
        keys = {
            name: np.minimum((values ** draw.random((10_000, most))).astype(int), values)
            for name, (values, most) in FACETS.items()
        }
        for place in range(min(10_000, count + 1 - first)):
            record = first + place
            values = {name: set(drawn[place].tolist()) for name, drawn in keys.items()}
            orders = {
                "newest": f"2012-{record:09}",
                "started": f"{2008 + record % 18}-{1 + record % 12:02}",
                "name": f"zuofa-{record * 7919 % count:07}",
            }
            yield Row(record, True, True, values, orders)


def _select(shelf, filters: list[tuple[str, int]]) -> None:
    """Do what a page of the catalogue does: select, count every facet without itself, order."""

    def selected(leave_out: str = ""):
        records = shelf.base(drafts=False)
        having = [shelf.contents.having[name][key] for name, key in filters if name != leave_out]
        for some in sorted(having, key=len):
            records = records & some
        return records

    for name in FACETS:
        base = selected(leave_out=name)
        for records in shelf.contents.having[name].values():
            records.intersection_cardinality(base)
    shelf.in_order(shelf.collection.orders[0], selected())[:20].tolist()


def _make(count: int, path: Path) -> None:
    """Pack a shelf as `reindex` stores it; reading a million rows takes memory of its own."""
    from search.registry import collection_named
    from search.shelves import empty
    from search.snapshots import pack

    collection = collection_named("practice")
    path.write_bytes(pack(empty(collection).changed(collection, _rows(count))))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from search.registry import collection_named
    from search.shelves import Shelf, Values
    from search.snapshots import unpack

    count, collection = int(sys.argv[1]), collection_named("practice")
    before = _resident()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shelf"
        maker = multiprocessing.get_context("fork").Process(target=_make, args=(count, path))
        maker.start()
        maker.join()
        start = time.perf_counter()
        contents = unpack(path.read_bytes())
    loaded = time.perf_counter() - start
    shelf, draw = Shelf(collection, contents, Values({}, {})), random.Random(7)  # noqa: S311
    taken = []
    for _ in range(REQUESTS):
        names = draw.sample(sorted(FACETS), draw.randint(0, 4))
        filters = [(name, draw.choice(list(shelf.contents.having[name]))) for name in names]
        taken.append(milliseconds(lambda filters=filters: _select(shelf, filters)))
    moved = next(iter(_rows(1)))
    follow = [milliseconds(lambda: shelf.contents.changed(collection, [moved])) for _ in range(9)]
    print(f"{count:,} practices: select, count ten facets, first page of twenty")
    print(f"  median {median(taken):.1f} ms, 95 % {slow(taken):.1f} ms")
    print(f"  loaded in {loaded:.1f} s, one change more {median(follow):.1f} ms")
    print(f"  memory {_resident() - before:.0f} MB, yardstick {yardstick():.0f} ms")


def _resident() -> float:
    """Return the megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    main()
