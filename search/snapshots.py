"""The shelves that this process holds, each of the newest state that was asked for.

A request asks once (`shelf`); if the change number in the database is not that of the shelf held,
the listings changed since are put in, or everything is read anew: from the stored shelf, or from
all listings. Threads that come meanwhile wait for the one that does it.
"""

import base64
import json
import logging
import threading
import zlib
from collections.abc import Iterator
from sys import intern

import numpy as np
from django.db import DatabaseError, connections
from pyroaring import BitMap

from .changes import State, current, kept, newest
from .models import Listing, StoredShelf
from .registry import Collection, collection_named, collections
from .shelves import Contents, Ordered, Row, Shelf, Values, empty

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_held: dict[str, tuple[State, Shelf]] = {}
# A state that changes while it is read is read again, so often.
_TRIES = 3
# So many changed listings are put in one by one; more are read anew with all others.
_MOST_CHANGES = 20_000


def shelf(name: str) -> Shelf:
    """Return the collection of this name in its present state; in one request always the same."""
    made = kept()
    if name not in made:
        state, held = current(), _held.get(name)
        if held is None or held[0] != state:
            with _lock:
                held = _held[name] = _renewed(collection_named(name), _held.get(name))
        made[name] = held[1]
    return made[name]


def forget() -> None:
    """Let go of all shelves."""
    _held.clear()


def warm_up() -> None:
    """Make all shelves, in a thread of a worker that has just started."""
    try:
        for collection in collections():
            shelf(collection.name)
    except DatabaseError:
        logger.warning("the shelves could not be made yet; the first requests will try again")
    finally:
        connections.close_all()


def _renewed(collection: Collection, held) -> tuple[State, Shelf]:
    """Return the newest state with its shelf; `held` is what there was so far, if anything."""
    for _ in range(_TRIES):
        state = newest()
        if held is None or held[0] != state:
            held = state, _made(collection, held, state)
        # What was read belongs together when nothing has changed meanwhile.
        if newest() == state:
            break
    return held


def _made(collection: Collection, held, state: State) -> Shelf:
    contents = _contents(collection, held, state)
    if held is None:
        return Shelf(collection, contents, Values.of(collection))
    before: Shelf = held[1]
    values = before.values if held[0].values == state.values else Values.of(collection)
    return Shelf(collection, contents, values, before)


def _contents(collection: Collection, held, state: State) -> Contents:
    if held is not None and held[0].number < state.number:
        before = held[0].number, held[1].contents
    else:
        before = _stored(collection, state)
    contents = _with_changes(collection, *before) if before else None
    if contents is None:
        rows = _rows(Listing.objects.filter(collection=collection.name, there=True))
        contents = empty(collection).changed(collection, rows)
    return contents


def _with_changes(collection: Collection, number: int, contents: Contents) -> Contents | None:
    """Return the contents with all that changed after `number`; None when it is too much."""
    changed = Listing.objects.filter(collection=collection.name, changed__gt=number)
    rows = list(_rows(changed[: _MOST_CHANGES + 1]))
    if len(rows) > _MOST_CHANGES:
        return None
    return contents.changed(collection, rows) if rows else contents


def _rows(listings) -> Iterator[Row]:
    columns = ("record", "there", "published", "values", "orders")
    for row in listings.values_list(*columns).iterator(chunk_size=5000):
        yield Row(*row)


def store(name: str) -> None:
    """Keep a collection's shelf in the database, for workers that start later."""
    shelf(name)
    state, held = _held[name]
    data = pack(held.contents)
    values = {"number": state.number, "stamp": state.stamp, "data": data}
    StoredShelf.objects.update_or_create(collection=name, defaults=values)


def _stored(collection: Collection, state: State) -> tuple[int, Contents] | None:
    """Return the stored contents and their number, if they are of this line of states."""
    row = StoredShelf.objects.filter(collection=collection.name, number__lte=state.number).first()
    if row is None or (row.number == state.number and row.stamp != state.stamp):
        return None
    contents = unpack(row.data)
    facets = {facet.name for facet in collection.facets if facet.ties}
    orders = {order.name for order in collection.orders}
    if set(contents.orders) != orders or set(contents.having) != facets:
        return None  # stored by a version with other facets
    return row.number, contents


def pack(contents: Contents) -> bytes:
    """Return contents as they are stored."""
    data = {
        "every": _packed(contents.every),
        "published": _packed(contents.published),
        "having": {
            facet: [[key, _packed(records)] for key, records in having.items()]
            for facet, having in contents.having.items()
        },
        "orders": {
            name: ["\n".join(ordered.values), ordered.records.tolist()]
            for name, ordered in contents.orders.items()
        },
    }
    return zlib.compress(json.dumps(data).encode(), 1)


def unpack(stored: bytes) -> Contents:
    """Return the contents that `pack` made these bytes of."""
    data = json.loads(zlib.decompress(stored).decode())
    having = {
        facet: {key: _unpacked(records) for key, records in pairs}
        for facet, pairs in data.pop("having").items()
    }
    orders = {}
    # One after the other, each let go of before the next: all of them are most of a worker's peak.
    for name in [*data["orders"]]:
        values, records = data["orders"].pop(name)
        orders[name] = Ordered(list(map(intern, values.split("\n"))), np.array(records, np.uint32))
    return Contents(_unpacked(data["every"]), _unpacked(data["published"]), having, orders)


def _packed(records: BitMap) -> str:
    return base64.b64encode(records.serialize()).decode()


def _unpacked(packed: str) -> BitMap:
    return BitMap.deserialize(base64.b64decode(packed))
