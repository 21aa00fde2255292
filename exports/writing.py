"""Writing rows as CSV, XLSX, JSON and NDJSON, one after the other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO

from editorial.tables.cells import DIGITS, LONGEST, guarded, plain_text
from editorial.tables.writing import HEAD_STYLE, new_book

from .declaring import Column, Value

BETWEEN = "；"
CUT = "……（太长，表格放不下；全文见 CSV 或 JSON）"
# Without the line of titles; what a sheet holds.
MOST_IN_SHEET = 1_048_575
_AT_ONCE = 200

Rows = Iterable[list[Value]]


class _Line:
    """Takes what `csv` writes and gives it back."""

    def write(self, text: str) -> str:
        return text


def as_csv(columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
    """Yield UTF-8 with the mark by which Excel knows it; no cell is taken for a formula."""
    writer = csv.writer(_Line())
    yield ("\ufeff" + writer.writerow([column.title for column in columns])).encode()
    lines: list[str] = []
    for row in rows:
        lines.append(writer.writerow(map(_cell, row)))
        if len(lines) == _AT_ONCE:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def _cell(value: Value) -> str | int | float:
    # Most cells are words that begin with a letter: telling so first is half the time of a file.
    if isinstance(value, str):
        text = value if value.isprintable() else plain_text(value)
        return text if text[:1].isalnum() else guarded(text)
    if value is None:
        return ""
    if isinstance(value, list):
        return _cell(BETWEEN.join(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def as_json(about: dict, columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
    """Yield one object: what it is, its columns, and its rows as objects."""
    head = {
        **about,
        "columns": [
            {"name": column.name, "title": column.title, "about": column.about}
            for column in columns
        ],
    }
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [').encode()
    between = "\n"
    for lines in _objects(columns, rows):
        yield (between + ",\n".join(lines)).encode()
        between = ",\n"
    yield b"\n]}\n"


def as_ndjson(columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
    """Yield one object a line."""
    for lines in _objects(columns, rows):
        yield "".join(f"{line}\n" for line in lines).encode()


def _objects(columns: Sequence[Column], rows: Rows) -> Iterator[list[str]]:
    names = [column.name for column in columns]
    encode = json.JSONEncoder(ensure_ascii=False, default=plain_number).encode
    lines: list[str] = []
    for row in rows:
        lines.append(encode(dict(zip(names, row, strict=True))))
        if len(lines) == _AT_ONCE:
            yield lines
            lines = []
    if lines:
        yield lines


def plain_number(value: Decimal) -> int | float:
    """Return a number of a figure as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def write_xlsx(
    file: BinaryIO, label: str, columns: Sequence[Column], rows: Rows, notes: Rows
) -> None:
    """Write a workbook of two sheets: the rows, and what they are."""
    book = new_book(file)
    bold = book.add_format(HEAD_STYLE)
    sheet = book.add_worksheet(label[:31])
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 22)
        sheet.write_string(0, place, column.title, bold)
    _fill(sheet, rows, start=1)
    sheet.autofilter(0, 0, max(sheet.dim_rowmax or 0, 1), len(columns) - 1)
    about = book.add_worksheet("说明")
    about.set_column(0, 1, 24)
    about.set_column(2, 2, 90)
    _fill(about, notes, start=0)
    book.close()


def _fill(sheet, rows: Rows, *, start: int) -> None:
    for number, row in enumerate(rows, start=start):
        for place, value in enumerate(row):
            if value is None or value == "" or value == []:
                continue
            if isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | float | Decimal) and len(str(value)) <= DIGITS:
                sheet.write_number(number, place, value)
            else:
                words = BETWEEN.join(value) if isinstance(value, list) else str(value)
                sheet.write_string(number, place, _fitting(plain_text(words)))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
