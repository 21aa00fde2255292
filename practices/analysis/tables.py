"""The shape of a table: lines that were found, each made into a row when it is shown or written.

Thousands of lines are counted for ten that a page shows: only these are made into rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from search.formats import Sheet
from search.selection import Selection

Plain = str | int | float | None


@dataclass(frozen=True)
class Bar:
    """A bar in a drawing 100 wide: where nothing is, where it begins, and how long it is."""

    zero: float
    start: float
    length: float

    @classmethod
    def of(cls, number: float, largest: float) -> Bar:
        return cls(0, 0, round(100 * number / largest, 1) if largest else 0)

    @classmethod
    def both_ways(cls, number: float, largest: float) -> Bar:
        """Return a bar that leaves the middle: to the right for more, to the left for less."""
        length = round(50 * abs(number) / largest, 1) if largest else 0
        return cls(50, 50 if number > 0 else 50 - length, length)


@dataclass(frozen=True)
class Term:
    """What a row is of; in a file two columns, code and label."""

    code: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A number or some words; `url` leads to the rows behind it."""

    value: Plain
    url: str = ""
    bar: Bar | None = None


@dataclass(frozen=True)
class Row:
    terms: tuple[Term, ...]
    cells: tuple[Cell, ...]


def as_it_is(value: Plain) -> str:
    return "—" if value is None else str(value)


def decimals(places: int) -> Callable[[Plain], str]:
    return lambda value: "—" if value is None else f"{value:.{places}f}"


def signed(value: Plain) -> str:
    if value is None:
        return "—"
    written = f"{value:+.1f}".replace("-", "−")
    return "0.0" if written[1:] == "0.0" else written


def percent(value: Plain) -> str:
    return "—" if value is None else f"{value:.1%}"


@dataclass(frozen=True)
class Column:
    """A column of cells; `shown` makes the words of the page, a file has the value itself."""

    title: str
    about: str
    shown: Callable[[Plain], str] = as_it_is
    has_words: bool = False


@dataclass(frozen=True)
class Table:
    """A table of what `selection` selects; `heads` are the titles of the terms before each row.

    `about` says what a row is, `notes` how the numbers were made. `row(line)` makes the row of one
    of the `lines`. `elsewhere` is the address of another look at the same numbers.
    """

    name: str
    label: str
    about: str
    selection: Selection
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: Sequence[Any]
    row: Callable[[Any], Row]
    notes: tuple[str, ...] = ()
    elsewhere: str = ""

    def rows(self, most: int | None = None) -> Iterator[Row]:
        return map(self.row, self.lines[:most])

    def sheet(self) -> Sheet:
        codes = [
            column
            for head in self.heads
            for column in ((f"{head}（代码）", "词表或网址里的代码"), (head, "名称"))
        ]
        about = "".join((self.about, *self.notes))
        columns = [*codes, *((column.title, column.about) for column in self.columns)]
        return Sheet(self.name, self.label, about, self.selection, columns, self._written())

    def _written(self) -> Iterator[list[Plain]]:
        for row in self.rows():
            terms = [words for term in row.terms for words in (term.code, term.label)]
            yield [*terms, *(cell.value for cell in row.cells)]
