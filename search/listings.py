"""The rows that lists are filtered, counted and put in order by."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from .models import Listing
from .registry import Collection

_COMPARED = ("there", "published", "values", "orders")


def ties(facet, rows: QuerySet | Sequence[int]) -> QuerySet:
    """Return the pairs of record and key that a facet ties these records with."""
    return facet.ties().filter(row__in=rows).order_by().values_list("row", "key").distinct()


def _made(collection: Collection, records: Sequence[int], changed: int) -> dict[int, Listing]:
    rows = collection.model._base_manager.filter(pk__in=records)
    published = set(collection.rows(None).filter(pk__in=records).values_list("pk", flat=True))
    made = {
        pk: Listing(
            collection=collection.name, record=pk, published=pk in published, changed=changed
        )
        for pk in rows.values_list("pk", flat=True)
    }
    for facet in collection.facets:
        if facet.ties is None:
            continue
        keys = defaultdict(list)
        for pk, key in ties(facet, records):
            keys[pk].append(key)
        for pk, found in keys.items():
            if pk in made:
                made[pk].values[facet.name] = sorted(found)
    for order in collection.orders:
        column = order.by(rows)
        for pk, value in column.order_by().values_list("pk", "by"):
            made[pk].orders[order.name] = value or ""
    return made


def put_listings(
    collection: Collection, records: Sequence[int], changed: int, *, empty: bool = False
) -> bool:
    """Make the listings of these records anew; say whether visitors may see a difference.

    Whatever is or was published counts as one: a page shows more than what it is listed by.
    """
    made = _made(collection, records, changed)
    stored = {}
    if not empty:
        rows = Listing.objects.filter(collection=collection.name, record__in=records)
        stored = {row.record: row for row in rows}
    visible = any(row.published for row in (*made.values(), *stored.values()))
    new = [row for pk, row in made.items() if pk not in stored]
    kept = []
    for pk, row in stored.items():
        now = made.get(pk) or Listing(there=False)
        if any(getattr(row, name) != getattr(now, name) for name in _COMPARED):
            for name in _COMPARED:
                setattr(row, name, getattr(now, name))
            row.changed = changed
            kept.append(row)
    Listing.objects.bulk_create(new, batch_size=500)
    Listing.objects.bulk_update(kept, [*_COMPARED, "changed"], batch_size=200)
    return visible


def differing(collection: Collection, records: Sequence[int]) -> set[int]:
    """Return which of these records have other values than their listings."""
    made = _made(collection, records, changed=0)
    rows = Listing.objects.filter(collection=collection.name, record__in=records)
    stored = {row.record: row for row in rows if row.there}
    both = made.keys() & stored.keys()
    apart = {
        pk
        for pk in both
        if any(getattr(made[pk], name) != getattr(stored[pk], name) for name in _COMPARED)
    }
    return apart | (made.keys() ^ stored.keys())


def in_step(collection: Collection) -> tuple[int, int]:
    """Return how many records there are, and how many have a listing."""
    listed = Listing.objects.filter(collection=collection.name, there=True).count()
    return collection.model._base_manager.count(), listed


def records_listed(collection: Collection) -> set[int]:
    """Return the primary keys of the records of a collection that have a listing."""
    rows = Listing.objects.filter(collection=collection.name, there=True)
    return set(rows.values_list("record", flat=True))
