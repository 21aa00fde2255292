"""What a table to take away is: its rows, and columns in the code and in the words of the field.

Values are plain: text, numbers, True and False, lists of text; None where nothing is known. Rows
are read in batches, as tuples and not as records: a hundred thousand of them are a usual download.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

Value = str | int | float | bool | list[str] | None


@dataclass(frozen=True)
class Column:
    """A column that is read from the row: `path` is what `values_list` takes.

    `shown` makes the value that is written of what was read. With `look`, what was read are keys,
    and it gives the values of many of them: so other records are named only if they may be seen.
    What is `of_site` is an address of this site, and is written with the site's own before it.
    """

    name: str
    title: str
    about: str
    path: Any = ""
    shown: Callable[[Any], Value] | None = None
    look: Callable[[set], Mapping[Any, Value]] | None = None
    of_site: bool = False

    @property
    def read(self) -> Any:
        return self.path or self.name


@dataclass(frozen=True)
class Ties:
    """Two columns, of codes and of words, for the others that a record is tied to.

    `ties(records)` gives (row, code, words) for many records, in the order to print them.
    """

    name: str
    title: str
    about: str
    ties: Callable[[Sequence[int]], Iterable[tuple[int, Any, str]]]

    @property
    def codes(self) -> Column:
        return Column(self.name, f"{self.title}（代码）", self.about)

    @property
    def words(self) -> Column:
        return Column(f"{self.name}_names", self.title, self.about)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows that hang on the records of a collection, or are these records.

    `rows` are those that everybody may see; `of` is the path from a row to the record of the
    collection, and rows of one record stand in `order`.
    """

    name: str
    label: str
    about: str
    collection: str
    rows: Callable[[], QuerySet]
    of: str = "pk"
    order: tuple[str, ...] = ()
    columns: tuple[Column | Ties, ...]

    @property
    def heads(self) -> list[Column]:
        """All columns as they are written."""
        heads: list[Column] = []
        for column in self.columns:
            heads += [column] if isinstance(column, Column) else [column.codes, column.words]
        return heads


_tables: dict[str, Table] = {}


def register(tables: Iterable[Table]) -> None:
    for table in tables:
        _tables[table.name] = table


def tables_of(collection: str) -> list[Table]:
    """Return the tables of a collection, that of its records first."""
    return [table for table in _tables.values() if table.collection == collection]


def tables() -> list[Table]:
    return list(_tables.values())
