"""One collection in memory: which records have which value, as bitmaps of primary keys.

A shelf never changes once it is made; a newer state is a new shelf that shares with the old one all
that stayed. So whoever holds one counts, filters and pages within one state.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress
from sys import intern

import numpy as np
from pyroaring import BitMap

from .bitmaps import among
from .registry import Collection, Facet, Order, Value

NOTHING = BitMap()
Key = int | str
# More than so many keys are sorted in anew instead of being moved one by one.
_MOST_MOVED = 500


@dataclass(frozen=True)
class Ordered:
    """Records in one order: `values` ascending, equals by primary key, and the `records` beside.

    Values are kept as one list of strings, not as pairs: pairs would take three times the memory.
    """

    values: list[str]
    records: np.ndarray

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Ordered":
        ordered = sorted(pairs)
        return cls(
            [value for value, _ in ordered],
            np.fromiter((record for _, record in ordered), np.uint32, len(ordered)),
        )

    def changed(self, gone: BitMap, come: list[tuple[str, int]]) -> "Ordered":
        """Return the order without some records and with others."""
        places = np.flatnonzero(among(self.records, gone))
        left = [(self.values[place], int(self.records[place])) for place in places.tolist()]
        if sorted(left) == sorted(come):
            return self
        values, records = self._without(places)
        if len(come) > _MOST_MOVED:
            return Ordered.of([*zip(values, records.tolist(), strict=True), *come])
        for value, record in come:
            place, _ = Ordered(values, records).places(value, record)
            values.insert(place, value)
            records = np.insert(records, place, record)
        return Ordered(values, records)

    def places(self, value: str, record: int) -> tuple[int, int]:
        """Return where a record with a value begins and ends; the same when it is not there."""
        first, last = bisect_left(self.values, value), bisect_right(self.values, value)
        equals = self.records[first:last]
        return (
            first + int(np.searchsorted(equals, record, "left")),
            first + int(np.searchsorted(equals, record, "right")),
        )

    def value_of(self, record: int) -> str:
        """Return the value of a record that is there."""
        return self.values[int(np.flatnonzero(self.records == record)[0])]

    def _without(self, places: np.ndarray) -> tuple[list[str], np.ndarray]:
        if len(places) > _MOST_MOVED:
            left = np.ones(len(self.records), bool)
            left[places] = False
            return list(compress(self.values, left.tolist())), self.records[left]
        values = self.values.copy()
        for place in reversed(places.tolist()):
            del values[place]
        return values, np.delete(self.records, places)


@dataclass(frozen=True)
class Row:
    """One record's part in a shelf; what `models.Listing` keeps."""

    record: int
    there: bool
    published: bool
    values: Mapping[str, list[Key]]
    orders: Mapping[str, str]


@dataclass(frozen=True)
class Contents:
    """The records themselves: everything but the vocabularies."""

    every: BitMap
    published: BitMap
    having: dict[str, dict[Key, BitMap]]
    orders: dict[str, Ordered]

    def changed(self, collection: Collection, rows: Iterable[Row]) -> "Contents":
        """Return the contents with some rows in their new form."""
        rows = list(rows)
        touched = BitMap(row.record for row in rows)
        every = (self.every - touched) | BitMap(row.record for row in rows if row.there)
        published = (self.published - touched) | BitMap(row.record for row in rows if row.published)
        having = {
            facet.name: _rehung(self.having.get(facet.name, {}), facet.name, touched, rows)
            for facet in collection.facets
            if facet.ties
        }
        orders = {
            order.name: _reordered(self.orders[order.name], order, touched, rows)
            for order in collection.orders
        }
        return Contents(every, published, having, orders)


def _rehung(having, name: str, touched: BitMap, rows: list[Row]) -> dict[Key, BitMap]:
    """Return which records have which key; the very same mapping when nothing of it changes."""
    now: dict[Key, BitMap] = defaultdict(BitMap)
    for row in rows:
        for key in row.values.get(name, ()) if row.there else ():
            now[key].add(row.record)
    before = {key: of for key, records in having.items() if (of := records & touched)}
    differing = [key for key in {*before, *now} if before.get(key) != now.get(key)]
    if not differing:
        return having
    result = dict(having)
    for key in differing:
        records = result.pop(key, NOTHING) - touched | now.get(key, NOTHING)
        if records:
            result[key] = records
    return result


def _place(order: Order, row: Row) -> tuple[str, int]:
    return intern(row.orders.get(order.name) or ""), row.record


def _reordered(ordered: Ordered, order: Order, touched: BitMap, rows: list[Row]) -> Ordered:
    return ordered.changed(touched, [_place(order, row) for row in rows if row.there])


def empty(collection: Collection) -> Contents:
    return Contents(
        BitMap(), BitMap(), {}, {order.name: Ordered.of(()) for order in collection.orders}
    )


@dataclass
class Vocabulary:
    """The values of one facet, in their order, with the keys that each of them takes."""

    values: list[Value]
    by_code: dict[str, Value] = field(init=False)
    by_key: dict[Key, Value] = field(init=False)
    children: dict[str, list[Value]] = field(init=False)
    tops: list[Value] = field(init=False)

    def __post_init__(self):
        self.by_code = {value.code: value for value in self.values}
        self.by_key = {value.key: value for value in self.values if value.key is not None}
        self.children = defaultdict(list)
        self.tops = [value for value in self.values if not value.parent]
        for value in self.values:
            if value.parent:
                self.children[value.parent].append(value)


@dataclass(frozen=True)
class Values:
    """What the facets of a collection can be set to, at one time."""

    vocabularies: dict[str, Vocabulary]
    under: dict[str, dict[Key, Iterable[Key]]]

    @classmethod
    def of(cls, collection: Collection) -> "Values":
        return cls(
            {facet.name: Vocabulary(list(facet.values())) for facet in collection.facets},
            {facet.name: dict(facet.under()) for facet in collection.facets if facet.under},
        )


class Shelf:
    """A collection in one state; `before` is the one that it is made from, if any."""

    def __init__(
        self,
        collection: Collection,
        contents: Contents,
        values: Values,
        before: "Shelf | None" = None,
    ):
        self.collection = collection
        self.contents = contents
        self.values = values
        self._having: dict[str, dict[str, BitMap]] = {}
        if before is not None and before.values is values:
            had = before.contents.having
            self._having = {
                name: having
                for name, having in before._having.items()
                if contents.having.get(own := collection.facet(name).own) is had.get(own)
            }

    @property
    def vocabularies(self) -> dict[str, Vocabulary]:
        return self.values.vocabularies

    def _of(self, name: str) -> dict[str, BitMap]:
        if name not in self._having:
            self._having[name] = self._made(self.collection.facet(name))
        return self._having[name]

    def _made(self, facet: Facet) -> dict[str, BitMap]:
        """Return the records of each value by its code; a parent takes those under it."""
        vocabulary = self.vocabularies[facet.name]
        own = self.contents.having.get(facet.own, {})
        if facet.of:
            under = self.values.under[facet.name]
            having = {
                value.code: BitMap.union(*(own.get(key, NOTHING) for key in under[value.key]))
                for value in vocabulary.values
                if under.get(value.key)
            }
        else:
            having = {value.code: own[value.key] for value in vocabulary.values if value.key in own}
        for code, children in vocabulary.children.items():
            parts = [having[child.code] for child in children if child.code in having]
            if parts:
                having[code] = BitMap.union(*parts, having.get(code, NOTHING))
        return having

    def base(self, *, drafts: bool) -> BitMap:
        """Return the records that there are: published ones, or with drafts all of them."""
        return self.contents.every if drafts else self.contents.published

    def having(self, facet: str, code: str) -> BitMap:
        """Return the records that have a value, or one under it."""
        return self._of(facet).get(code, NOTHING)

    def values_of(self, record: int, facet: str) -> list[Value]:
        """Return the values of a facet that a record itself has, in their order."""
        own = self.contents.having.get(facet, {})
        has = {key for key, records in own.items() if record in records}
        return [value for key, value in self.vocabularies[facet].by_key.items() if key in has]

    def codes(self, facet: str) -> Iterable[tuple[str, BitMap]]:
        """Return the values of a facet that any record has, with those records."""
        return self._of(facet).items()

    def counts(self, facet: str, *bases: BitMap) -> dict[str, int]:
        """Return how many of `bases` have each value; values that none has are left out.

        A record counts once for each base that it is in.
        """
        counted = (
            (code, sum(map(records.intersection_cardinality, bases)))
            for code, records in self.codes(facet)
        )
        return {code: count for code, count in counted if count}

    def in_order(self, order: Order, records: BitMap) -> np.ndarray:
        """Return `records` in an order, as an array of primary keys."""
        ordered = self.contents.orders[order.name].records
        if len(records) < len(ordered):
            ordered = ordered[among(ordered, records)]
        return ordered[::-1] if order.descending else ordered

    def keys_of(self, facet: Facet, value: Value) -> list[Key]:
        """Return the keys that a value takes in the ties of its facet."""
        values = [value, *self.vocabularies[facet.name].children.get(value.code, ())]
        keys = [one.key for one in values if one.key is not None]
        if facet.of:
            return [key for one in keys for key in self.values.under[facet.name].get(one, ())]
        return keys
