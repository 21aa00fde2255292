"""Which looks there are, and going through many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models

_BATCH = 500

# How many are done, of how many.
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Broken:
    """Something that contradicts something else.

    `repair` mends it, if that takes nothing but what can be derived, and returns what it did.
    """

    record: str
    sentence: str
    repair: Callable[[], str] | None = None


@dataclass(frozen=True)
class Look:
    """One thing that must hold; `find` goes through all rows that it concerns, in batches."""

    label: str
    find: Callable[[Report], Iterator[Broken]]


_looks: dict[str, Look] = {}


def register(label: str, find: Callable[[Report], Iterator[Broken]]) -> None:
    _looks[label] = Look(label, find)


def looks() -> list[Look]:
    return list(_looks.values())


def batches(rows: models.QuerySet, report: Report) -> Iterator[list]:
    """Yield rows in the order of their keys, some hundreds at a time; they may change meanwhile."""
    rows = rows.order_by("pk")
    done, of, batch = 0, rows.count(), list(rows[:_BATCH])
    while batch:
        # A repair may delete the row, which then has no key.
        last, count = batch[-1].pk, len(batch)
        yield batch
        done += count
        report(done, max(of, done))
        batch = list(rows.filter(pk__gt=last)[:_BATCH])


def named(row: models.Model) -> str:
    """Return how a row is called in a line for the operator."""
    return f"{row._meta.verbose_name} {row.pk}"
