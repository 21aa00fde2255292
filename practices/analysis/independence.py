"""How far two facets go together: actual counts against those expected if neither knew the other.

N is the number of practices selected, R of those with the value of the row, C of those with the
value of the column. A practice may have several values of a facet, so that rows do not add up to N;
each cell is therefore read as a table of two by two of its own (has the one or not, has the other
or not), for which R · C / N is the expected count.

The residual is the adjusted (standardized) one, (O − E) / √(E (1 − R/N) (1 − C/N)): A. Agresti, An
Introduction to Categorical Data Analysis, section on testing independence. It is near a standard
normal where the values are independent and E is not small, and its square is Pearson's X² of the
table of two by two.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from practices.row_links import rows_of, value_of
from search.matrix import Axis
from search.selection import Selection

from .tables import Bar, Cell, Column, Row, Table, Term, decimals, signed

# Below it the normal approximation does not hold (Cochran's rule).
LEAST_EXPECTED = 5
# About one cell in twenty is beyond it by chance alone.
NOTABLE = 2
SHAKY = "期望不足 5，慎用"
NOTES = (
    "N 是所选做法的条数；行合计、列合计是其中属于这一行、这一列的做法数；"
    "期望 = 行合计 × 列合计 ÷ N，就是两者互不相干时该有的做法数。",
    "一个做法可以属于几行、几列，所以各行相加不等于 N。"
    "这里把每一格单独当作一张四格表来看：有没有这一行的值，有没有这一列的值，"
    "N 条做法正好分在四格里。",
    "标准化残差大于 2 是比预期多，小于 −2 是比预期少；格子很多，单凭巧合也会有约二十分之一超出。"
    "期望不足 5 的残差不可靠，排在后面并注明；所选做法全都有的值算不出残差，记作“—”。"
    "收录的做法不是随机抽样，这些数只说明库里的情形。",
)


def expected(row: int, column: int, total: int) -> float:
    """Return the expected count of a cell; `total` is above 0."""
    return row * column / total


def residual(actual: int, row: int, column: int, total: int) -> float | None:
    """Return the adjusted residual; None where a value is had by all or by none.

    >>> round(residual(30, 40, 60, 100), 2)
    2.5
    """
    variance = row * column * (total - row) * (total - column)
    if not variance:
        return None
    return (actual - expected(row, column, total)) * sqrt(total**3 / variance)


class Pair(NamedTuple):
    """A cell by its places, with what was counted and what was to be expected."""

    row: int
    column: int
    actual: int
    expected: float
    residual: float | None

    @property
    def is_shaky(self) -> bool:
        return self.expected < LEAST_EXPECTED


def pair_of(row: int, column: int, actual: int, of_row: int, of_column: int, total: int) -> Pair:
    return Pair(
        row,
        column,
        actual,
        expected(of_row, of_column, total),
        residual(actual, of_row, of_column, total),
    )


def pairs(rows: Axis, columns: Axis, total: int) -> list[Pair]:
    """Return all cells, the most remarkable first: those that are not shaky, by their residual."""
    found = [
        pair_of(r, c, one.intersection_cardinality(other), of_one, of_other, total)
        for r, (one, of_one) in enumerate(zip(rows.records, rows.totals, strict=True))
        for c, (other, of_other) in enumerate(zip(columns.records, columns.totals, strict=True))
    ]
    found.sort(key=lambda pair: (pair.is_shaky, -abs(pair.residual or 0)))
    return found


def deviations(selection: Selection, rows: Axis, columns: Axis, *, name: str, whole: str) -> Table:
    """Return a row for each pair of values; `whole` is the address of the matrix."""
    url, total = rows_of(selection, rows.facet.name, columns.facet.name), selection.total
    row_url, column_url = (rows_of(selection, axis.facet.name) for axis in (rows, columns))
    of_rows, of_columns = rows.totals, columns.totals
    found = pairs(rows, columns, total)
    largest = max((abs(pair.residual or 0) for pair in found), default=0)

    def row(pair: Pair) -> Row:
        one, other = rows.values[pair.row], columns.values[pair.column]
        chosen = f"{value_of(rows.facet.name, one.code)}&{value_of(columns.facet.name, other.code)}"
        far = None if pair.residual is None else round(pair.residual, 4)
        return Row(
            (Term(one.code, one.label), Term(other.code, other.label)),
            (
                Cell(pair.actual, url + chosen),
                Cell(round(pair.expected, 4)),
                Cell(far, bar=Bar.both_ways(far or 0, largest)),
                Cell(round(pair.actual - pair.expected, 4)),
                Cell(of_rows[pair.row], row_url + value_of(rows.facet.name, one.code)),
                Cell(
                    of_columns[pair.column],
                    column_url + value_of(columns.facet.name, other.code),
                ),
                Cell(SHAKY if pair.is_shaky else ""),
            ),
        )

    return Table(
        name,
        f"{rows.facet.label} × {columns.facet.label}：实际与期望",
        f"一行是“{rows.facet.label}”和“{columns.facet.label}”的一对取值。",
        selection,
        (rows.facet.label, columns.facet.label),
        _columns(rows.facet.label, columns.facet.label, total),
        found,
        row,
        NOTES,
        elsewhere=whole,
    )


def _columns(row: str, column: str, total: int) -> tuple[Column, ...]:
    return (
        Column("实际", "同时属于两者的做法数"),
        Column("期望", f"“{row}”合计 × “{column}”合计 ÷ {total}", decimals(1)),
        Column("标准化残差", "（实际 − 期望）÷ √[期望 ×（1 − 行合计/N）×（1 − 列合计/N）]", signed),
        Column("差", "实际减去期望", signed),
        Column(f"“{row}”合计", f"所选做法中，“{row}”是这一项的条数"),
        Column(f"“{column}”合计", f"所选做法中，“{column}”是这一项的条数"),
        Column("提示", f"期望小于 {LEAST_EXPECTED} 时残差不可靠", has_words=True),
    )
