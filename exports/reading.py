"""Reading the rows of a table, batch by batch, in the order of a selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from editorial.keys import among

from .declaring import Column, Table, Ties, Value

# So many records are read at once: fewer statements, and memory that does not grow.
BATCH = 1000


def rows_of(table: Table, records: Sequence[int], root: str) -> Iterator[list[Value]]:
    """Yield the rows of these records of the table's collection, one list of values each.

    Addresses of this site begin with `root`.
    """
    for start in range(0, len(records), BATCH):
        yield from _batch(table, records[start : start + BATCH], root)


def count_of(table: Table, records: Sequence[int]) -> int:
    """Return how many rows these records have in a table."""
    if table.of == "pk":
        return len(records)
    batches = (records[start : start + BATCH] for start in range(0, len(records), BATCH))
    return sum(
        table.rows().filter(**{f"{table.of}__in": among(batch)}).count() for batch in batches
    )


def _batch(table: Table, records: Sequence[int], root: str) -> Iterator[list[Value]]:
    plain = [column for column in table.columns if isinstance(column, Column)]
    found = table.rows().filter(**{f"{table.of}__in": among(records)}).order_by(*table.order, "pk")
    by_record = defaultdict(list)
    for record, pk, *values in found.values_list(table.of, "pk", *(one.read for one in plain)):
        by_record[record].append((pk, values))
    _look_up(plain, [values for rows in by_record.values() for _, values in rows])
    pks = [pk for rows in by_record.values() for pk, _ in rows]
    # What makes each column, told apart once and not for every row.
    ways = [
        (_tied(one, pks), None) if isinstance(one, Ties) else (None, _way(one, root))
        for one in table.columns
    ]
    for record in records:
        for pk, values in by_record.get(record, ()):
            yield _row(ways, pk, iter(values))


def _way(column: Column, root: str) -> Callable | None:
    """Return what makes the value that is written."""
    if not (column.of_site and column.shown):
        return column.shown
    shown = column.shown
    return lambda value: f"{root}{shown(value)}"


def _look_up(columns: Sequence[Column], rows: Sequence[list]) -> None:
    """Put what keys stand for in their place."""
    for place, column in enumerate(columns):
        if column.look is not None:
            known = column.look({row[place] for row in rows} - {None})
            for row in rows:
                row[place] = known.get(row[place])


def _row(ways: Sequence[tuple], pk: int, values: Iterator) -> list[Value]:
    row: list[Value] = []
    for tied, shown in ways:
        if tied is not None:
            row += tied.get(pk) or ([], [])
        else:
            value = next(values)
            row.append(shown(value) if shown else value)
    return row


def _tied(column: Ties, pks: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    """Return the codes and the words for each row that has any."""
    tied = defaultdict(lambda: ([], []))
    for row, code, words in column.ties(pks):
        codes, names = tied[row]
        codes.append(str(code))
        names.append(words)
    return tied
