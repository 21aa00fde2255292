"""Two facets of one selection crossed: how many records have both values."""

from dataclasses import dataclass

from pyroaring import BitMap

from .registry import Facet, Value
from .selection import Selection
from .shelves import Shelf

# The sorts of rows and columns, by parameter value.
SORTS = {"usual": "词表次序", "total": "数量多少"}


@dataclass(frozen=True)
class Axis:
    """The values of one facet that make rows or columns, with the records of each."""

    facet: Facet
    values: list[Value]
    records: list[BitMap]

    @property
    def totals(self) -> list[int]:
        return [len(records) for records in self.records]


@dataclass(frozen=True)
class Matrix:
    """Counts of records by row and column, and how many records there are in all.

    `gaps` are the places (row, column) without a record where something speaks for a need.
    """

    rows: Axis
    columns: Axis
    counts: list[list[int]]
    total: int
    gaps: frozenset[tuple[int, int]]

    @property
    def largest(self) -> int:
        return max((count for row in self.counts for count in row), default=0)


def axis(selection: Selection, name: str, *, sort: str, every: bool) -> Axis:
    """Return one axis: leaves of a vocabulary (chosen ones only, if any of it is chosen).

    `every` keeps the values without records, so that gaps can be seen.
    """
    facet, shelf = selection.collection.facet(name), selection.shelf
    vocabulary = shelf.vocabularies[name]
    wanted = _leaves_chosen(selection, name)
    leaves = [
        value
        for value in vocabulary.values
        if not vocabulary.children.get(value.code) and (wanted is None or value.code in wanted)
    ]
    pairs = [(value, shelf.having(name, value.code) & selection.selected) for value in leaves]
    pairs = [pair for pair in pairs if pair[1] or (every and not pair[0].retired)]
    if sort == "total":
        pairs.sort(key=lambda pair: -len(pair[1]))
    return Axis(facet, [value for value, _ in pairs], [records for _, records in pairs])


def _leaves_chosen(selection: Selection, name: str) -> set[str] | None:
    """Return the leaves that records are selected by; None when each of them may have others."""
    chosen = selection.chosen.get(name)
    if not chosen or selection.filters.matches_all(selection.collection.facet(name)):
        return None
    children = selection.shelf.vocabularies[name].children
    return {leaf.code for value in chosen for leaf in (children.get(value.code) or [value])}


def cross(selection: Selection, rows: Axis, columns: Axis, needs: Shelf | None) -> Matrix:
    """Count every row with every column; `needs` is a shelf whose records speak for a need."""
    counts = [
        [
            row.intersection_cardinality(column) if row and column else 0
            for column in columns.records
        ]
        for row in rows.records
    ]
    gaps = _gaps(selection, rows, columns, needs)
    return Matrix(rows, columns, counts, selection.total, gaps)


def rows_by(matrix: Matrix, code: str, *, share: bool) -> Matrix:
    """Return the matrix with the rows that have most in one column first.

    With `share` it is the share of the row that counts. An unknown column changes nothing.
    """
    column = next((c for c, one in enumerate(matrix.columns.values) if one.code == code), None)
    if column is None:
        return matrix

    def amount(row: int) -> float:
        count = matrix.counts[row][column]
        return count / max(len(matrix.rows.records[row]), 1) if share else count

    order = sorted(range(len(matrix.rows.values)), key=lambda row: -amount(row))
    places = {row: place for place, row in enumerate(order)}
    rows = Axis(
        matrix.rows.facet,
        [matrix.rows.values[row] for row in order],
        [matrix.rows.records[row] for row in order],
    )
    return Matrix(
        rows,
        matrix.columns,
        [matrix.counts[row] for row in order],
        matrix.total,
        frozenset((places[row], column) for row, column in matrix.gaps),
    )


def _gaps(
    selection: Selection, rows: Axis, columns: Axis, needs: Shelf | None
) -> frozenset[tuple[int, int]]:
    """Return the cells without any record, filtered away or not, for which there is a need.

    A facet that needs know nothing of narrows nothing: there only a whole row or column that is
    empty is a gap, since a need is not of one theme or another.
    """
    if needs is None:
        return frozenset()
    known = {facet.name for facet in needs.collection.facets}
    if not {rows.facet.name, columns.facet.name} & known:
        return frozenset()
    everything = needs.base(drafts=False)

    def of(place: Axis, index: int) -> BitMap:
        if place.facet.name not in known:
            return everything
        return needs.having(place.facet.name, place.values[index].code) & everything

    def all_of(place: Axis) -> list[BitMap]:
        if place.facet.name not in known:
            return [selection.base] * len(place.values)
        having = (selection.shelf.having(place.facet.name, value.code) for value in place.values)
        return [records & selection.base for records in having]

    in_rows = [of(rows, index) for index in range(len(rows.values))]
    in_columns = [of(columns, index) for index in range(len(columns.values))]
    all_columns = all_of(columns)
    return frozenset(
        (r, c)
        for r, row in enumerate(all_of(rows))
        for c, column in enumerate(all_columns)
        if not row.intersect(column) and in_rows[r].intersect(in_columns[c])
    )
