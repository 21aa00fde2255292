"""Paging by marks: a mark says which record was the last one, not how many came before it.

In a list with an order of its own the mark holds what the order goes by, so that records which come
or go between two pages make none appear twice and none be passed over, even when the marked one is
gone. Results of a search have no such value: there the record itself is looked for, and only when
it is gone its former place counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.core.signing import BadSignature, Signer
from pyroaring import BitMap

from search.bitmaps import among
from search.selection import BEST, Selection
from search.shelves import Ordered

from .problems import BAD_CURSOR, Refused

_signer = Signer(salt="exports.api.cursors")


@dataclass(frozen=True)
class Mark:
    """A record in a line: `value` is what the order goes by, `place` where the record stood."""

    line: str
    value: str
    record: int
    place: int
    before: bool = False

    def __str__(self) -> str:
        parts = [self.line, self.value, self.record, self.place, self.before]
        return _signer.sign_object(parts)


def mark(written: str, line: Line) -> Mark:
    """Read a mark; `Refused` unless it was written here, for lines in this order."""
    try:
        read = Mark(*_signer.unsign_object(written))
    except BadSignature:
        raise Refused(BAD_CURSOR, BAD_CURSOR.about, parameter="cursor") from None
    if read.line != line.name:
        raise Refused(BAD_CURSOR, "翻页时不能换列表或排序。", parameter="cursor")
    return read


@dataclass(frozen=True)
class Line:
    """Records in an order, by their numbers; `name` says which list it is, in which order."""

    name: str
    records: np.ndarray

    def mark(self, place: int) -> Mark:
        record = int(self.records[place])
        return Mark(self.name, self.value(record), record, place)

    def value(self, record: int) -> str:
        return ""

    def around(self, mark: Mark) -> tuple[int, int]:
        """Return where the records before a mark end, and where those behind it begin."""
        found = np.flatnonzero(self.records == mark.record)
        if len(found):
            return int(found[0]), int(found[0]) + 1
        place = min(mark.place, len(self.records))
        return place, place


@dataclass(frozen=True)
class OrderedLine(Line):
    """The records selected in an order of their collection."""

    selected: BitMap
    ordered: Ordered
    descending: bool

    def value(self, record: int) -> str:
        return self.ordered.value_of(record)

    def around(self, mark: Mark) -> tuple[int, int]:
        first, last = self.ordered.places(mark.value, mark.record)
        smaller = int(np.count_nonzero(among(self.ordered.records[:first], self.selected)))
        itself = int(np.count_nonzero(among(self.ordered.records[first:last], self.selected)))
        start = len(self.records) - smaller - itself if self.descending else smaller
        return start, start + itself


def line_of(selection: Selection) -> Line:
    name = f"{selection.collection.name} {selection.order}"
    if selection.order == BEST:
        return Line(name, selection.in_order)
    order = selection.orders[selection.order.removeprefix("-")]
    return OrderedLine(
        name,
        selection.in_order,
        selection.selected,
        selection.shelf.contents.orders[order.name],
        order.descending != selection.order.startswith("-"),
    )


@dataclass(frozen=True)
class Page:
    """The records of one page, and the marks of the pages beside it (None: there is none)."""

    records: list[int]
    next: Mark | None
    previous: Mark | None


def page(line: Line, size: int, cursor: str) -> Page:
    """Return the page that a cursor asks for; "" is the first."""
    first, last = 0, size
    if cursor:
        asked = mark(cursor, line)
        end, begin = line.around(asked)
        first, last = (max(end - size, 0), end) if asked.before else (begin, begin + size)
    records = line.records[first:last].tolist()
    if not records:
        return Page([], None, None)
    return Page(
        records,
        line.mark(first + len(records) - 1) if last < len(line.records) else None,
        replace(line.mark(first), before=True) if first else None,
    )
