"""Writing records to files, batch by batch, so that memory does not grow with their number."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import xlsxwriter

from .cells import DIGITS, guarded, guarded_once
from .columns import Choice, Column, Flag
from .comparing import directories, learn
from .contents import Current, current, rows_of
from .declaring import KEY, REASON, REVISION, STATE, Table
from .reading import MAX_ROWS
from .workbooks import NOTES

Line = Sequence[str]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD_STYLE = {"bold": True, "bottom": 1, "bg_color": "#F2EEE8"}

_BATCH = 400
_WIDTHS = {KEY: 18, STATE: 12, REVISION: 8, REASON: 40}
_LONGEST_LIST = 255  # characters of the choices that a spreadsheet offers in a cell
_RULES = (
    "第一行是表头，不要改动；列可以删去，删去的列不动库里的内容，空格子则会清空库里的内容。",
    f"“{KEY}”认出是哪一条记录；整行新增时留空。“{STATE}”和“{REVISION}”只供核对，不要改。",
    "单元格里不要用公式，请粘贴为数值。",
    "草稿直接修改；已发布的记录存成修改稿，审校通过以前读者看到的不变；送审中的不能改。",
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of a file as it is laid out."""

    title: str
    width: int
    is_number: bool = False
    column: Column | None = None


def lines_of(table: Table, pks: Sequence[int]) -> Iterator[Line]:
    """Yield the cells of records, in the order of `pks`."""
    known = directories(table)
    rows = rows_of(table, table.model._base_manager.order_by("pk"))
    for start in range(0, len(pks), _BATCH):
        batch = pks[start : start + _BATCH]
        found = {record.pk: record for record in rows.filter(pk__in=batch)}
        contents = current(table, [found[pk] for pk in batch if pk in found])
        learn(table, known, contents)
        for one in contents:
            yield _line(table, one, known)


def _line(table: Table, one: Current, known) -> Line:
    cells = [column.write(column.get(one.data), known.get(column.name)) for column in table.columns]
    extras = [one.state, str(one.revision)] if table.extras else []
    return [str(getattr(one.record, table.key)), *cells, *extras]


def write_csv(file: BinaryIO, table: Table, lines: Iterable[Line], more: Line = ()) -> None:
    """Write UTF-8 with the mark by which Excel knows it; a negative number is no formula."""
    heads = _heads(table, more)
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([head.title for head in heads])
    writer.writerows(
        [cell if head.is_number else guarded(cell) for head, cell in zip(heads, line, strict=True)]
        for line in lines
    )
    text.detach()


def new_book(file: BinaryIO) -> xlsxwriter.Workbook:
    """Return an empty workbook that is written row by row, and in which no text is a formula."""
    return xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})


def write_xlsx(file: BinaryIO, table: Table, lines: Iterable[Line], more: Line = ()) -> None:
    """Write a workbook; `more` are titles after those of the table."""
    book = new_book(file)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    bold = book.add_format({**HEAD_STYLE, "valign": "top"})
    sheet = book.add_worksheet(table.label)
    heads = _heads(table, more)
    sheet.freeze_panes(1, 1)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, head.width, plain if head.is_number else text)
        _offer_choices(sheet, place, head)
        sheet.write_string(0, place, head.title, bold)
    for number, line in enumerate(lines, start=1):
        for place, (head, cell) in enumerate(zip(heads, line, strict=True)):
            if head.is_number and cell and len(cell) <= DIGITS:
                sheet.write_number(number, place, float(cell), plain)
            elif cell:
                sheet.write_string(number, place, guarded_once(cell), text)
    _explain(book.add_worksheet(NOTES), table, bold, text)
    book.close()


def _heads(table: Table, more: Line) -> list[_Head]:
    columns = [_Head(c.title, c.width, c.is_number, c) for c in table.columns]
    return [
        _Head(KEY, _WIDTHS[KEY]),
        *columns,
        *(_Head(title, _WIDTHS.get(title, 20)) for title in (*table.extras, *more)),
    ]


def _offer_choices(sheet, place: int, head: _Head) -> None:
    if not isinstance(head.column, Choice | Flag):
        return
    labels = head.column.allowed().split("、")
    if len(",".join(labels)) <= _LONGEST_LIST:
        options = {"validate": "list", "source": labels, "error_type": "warning"}
        sheet.data_validation(1, place, MAX_ROWS, place, options)


def _explain(sheet, table: Table, bold, text) -> None:
    """Write the sheet that says what each column is for, and what may stand in it."""
    for place, width in enumerate((16, 10, 60, 60)):
        sheet.set_column(place, place, width, text)
    rows = [
        (KEY, "新增留空" if not table.gives_key else "必填", "", table.key_help),
        *(
            (column.title, "必填" if column.required else "可空", column.allowed(), column.help)
            for column in table.columns
        ),
    ]
    for number, rule in enumerate(_RULES):
        sheet.merge_range(number, 0, number, 3, rule, text)
    first = len(_RULES) + 1
    for place, title in enumerate(("列", "能否空着", "可以写什么", "说明")):
        sheet.write_string(first, place, title, bold)
    for number, row in enumerate(rows, start=first + 1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, text)
