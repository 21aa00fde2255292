"""How many records of a selection each value of a facet has."""

from __future__ import annotations

from pyroaring import BitMap

from practices.row_links import rows_of, value_of
from search.matrix import axis
from search.selection import Selection

from .tables import Bar, Cell, Column, Row, Table, Term, percent

# Years are read in their order; of other values the largest come first.
_IN_ORDER = ("year",)


def counts(selection: Selection, facet: str, *, name: str, path: str = "") -> Table:
    """Return a row for each value that any record has, with its share of all records selected.

    A record may have several values, or none: shares are not parts of one whole.
    """
    found = axis(selection, facet, sort="usual" if facet in _IN_ORDER else "total", every=False)
    label, of = found.facet.label, selection.collection.label
    url, largest = rows_of(selection, facet, path=path), max(found.totals, default=0)

    def row(line) -> Row:
        value, number = line
        return Row(
            (Term(value.code, value.label),),
            (
                Cell(number, url + value_of(facet, value.code), Bar.of(number, largest)),
                Cell(round(number / selection.total, 4)),
            ),
        )

    without = selection.total - len(BitMap.union(BitMap(), *found.records))
    return Table(
        name,
        f"按“{label}”计的{of}数",
        f"一行是“{label}”的一个取值。",
        selection,
        (label,),
        (
            Column(f"{of}数", f"所选{of}中属于这一行的条数"),
            Column("占比", f"占所选{of}（共 {selection.total} 条）的比例", percent),
        ),
        list(zip(found.values, found.totals, strict=True)),
        row,
        (f"另有 {without} 条没有注明“{label}”，不在表中。",) if without else (),
    )
