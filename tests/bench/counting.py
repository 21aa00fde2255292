"""Count and page among a million practices, held by one worker; without texts and a database.

    python -m tests.bench.counting 1000000

What it measures is what grows with the catalogue inside a worker: its memory, the counts of all
facets under up to four filters, and the first page of a selection in an order.
"""

import os
import random
import resource
import sys
from collections.abc import Iterator

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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from search.registry import collection_named
    from search.shelves import Shelf, Values, empty

    count, collection = int(sys.argv[1]), collection_named("practice")
    contents = empty(collection)
    made = milliseconds(lambda: contents.changed(collection, _rows(count)))
    shelf = Shelf(collection, contents.changed(collection, _rows(count)), Values({}, {}))
    draw = random.Random(7)  # noqa: S311
    taken = []
    for _ in range(REQUESTS):
        names = draw.sample(sorted(FACETS), draw.randint(0, 4))
        filters = [(name, draw.choice(list(shelf.contents.having[name]))) for name in names]
        taken.append(milliseconds(lambda filters=filters: _select(shelf, filters)))
    moved = next(iter(_rows(1)))
    follow = [milliseconds(lambda: shelf.contents.changed(collection, [moved])) for _ in range(9)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} practices: select, count ten facets, first page of twenty")
    print(f"  median {median(taken):.1f} ms, 95 % {slow(taken):.1f} ms")
    print(f"  read from rows {made / 1000:.1f} s, one more change {median(follow):.1f} ms")
    print(f"  memory at most {memory:.0f} MB (reading included), yardstick {yardstick():.0f} ms")


if __name__ == "__main__":
    main()
