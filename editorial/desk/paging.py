"""Pages of lists that are too long to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

PER_PAGE = 50
_LAST = 100_000


@dataclass(frozen=True)
class Slice:
    """One page of rows, and whether there are pages before and after it."""

    rows: Sequence
    number: int
    has_next: bool

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.has_next else None


def slice_of(rows: QuerySet, number: str | None) -> Slice:
    """Return the page that the address asks for; anything that is no number is the first."""
    wanted = int(number) if number and number.isascii() and number.isdecimal() else 1
    wanted = min(max(wanted, 1), _LAST)
    start = (wanted - 1) * PER_PAGE
    found = list(rows[start : start + PER_PAGE + 1])
    return Slice(found[:PER_PAGE], wanted, len(found) > PER_PAGE)
