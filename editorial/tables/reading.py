"""Reading a file that an editor hands in: what it really is, whatever its name says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files import File

from .cells import plain_text, unguarded
from .declaring import KEY, REASON, Table
from .workbooks import Unreadable, rows_of_workbook

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
_MAX_COLUMNS = 100
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Text of this many bytes tells which encoding, and which mark between cells, a file uses.
_SAMPLE = 64 * 1024

SAVE_AS = "请在 Excel 或 WPS 里另存为“.xlsx”或“CSV UTF-8”，再交上来"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its cells by the titles above."""

    number: int
    cells: dict[str, str]


def rows_of_file(file: BinaryIO, table: Table) -> Iterator[Row]:
    """Yield the rows of a file. Raises `Unreadable`, before the first row or at any later one."""
    while isinstance(file, File):
        # What Django hands around lacks methods that text is decoded with.
        file = file.file
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise Unreadable("这个文件是空的")
    if head.startswith(_OLD_OFFICE):
        raise Unreadable(f"这是旧版的 Excel 文件（.xls）。{SAVE_AS}")
    if head.startswith(_ZIP):
        return _rows(rows_of_workbook(file, table.label, width=_MAX_COLUMNS), table)
    return _rows(_rows_of_csv(file), table)


def _rows_of_csv(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        sample = text.read(_SAMPLE).partition("\n")[0]
        text.seek(0)
        mark = max(",;\t", key=sample.count)
        reader = csv.reader(text, delimiter=mark)
        # A spreadsheet counts rows, not lines: a cell may have several.
        for number, row in enumerate(reader, start=1):
            yield number, row[:_MAX_COLUMNS]
    except csv.Error as error:
        raise Unreadable(
            f"第 {reader.line_num} 行附近读不下去，可能少了一个引号。{SAVE_AS}"
        ) from error
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> str:
    """Tell which encoding the whole file keeps to."""
    for encoding in ("utf-8-sig", "gb18030"):
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding)
        try:
            while piece := text.read(_SAMPLE):
                if "\0" in piece:
                    raise Unreadable(f"这不是表格文件。{SAVE_AS}")
        except UnicodeDecodeError:
            continue
        finally:
            text.detach()
        file.seek(0)
        return encoding
    raise Unreadable(f"这不是表格文件，或者文字编码不是 UTF-8 或 GB18030。{SAVE_AS}")


def _rows(lines: Iterable[tuple[int, list[str]]], table: Table) -> Iterator[Row]:
    """Yield rows under the titles of the first line; empty rows say nothing."""
    titles: list[str] | None = None
    count = 0
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if titles is None:
            titles = _titles(cells, table)
            continue
        count += 1
        if count > MAX_ROWS:
            raise Unreadable(f"超过 {MAX_ROWS} 行，请分成几个文件")
        if any(cell.strip() for cell in cells[len(titles) :]):
            raise Unreadable(f"第 {number} 行比表头还宽，多出的格子不知道是什么")
        padded = [*cells, *[""] * (len(titles) - len(cells))]
        row = zip(titles, padded, strict=False)
        yield Row(number, {title: _cell(cell) for title, cell in row if title not in ("", REASON)})
    if titles is None:
        raise Unreadable("文件里没有内容；第一行应当是表头")
    if not count:
        raise Unreadable("表头下面没有内容")


def _cell(cell: str) -> str:
    return unguarded(cell) if type(cell) is str else cell


def _titles(cells: list[str], table: Table) -> list[str]:
    """Return the titles of the first line. Raises `Unreadable` unless all are known, each once."""
    titles = [plain_text(cell).strip().rstrip("*＊ ") for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    known = {*table.titles, REASON}
    unknown = [title for title in titles if title not in known]
    if len(unknown) == len(titles):
        raise Unreadable(f"第一行不是“{table.label}”的表头。表头应当是：{'、'.join(table.titles)}")
    if unknown:
        named = "、".join(f"“{title}”" if title else "（空白）" for title in unknown)
        raise Unreadable(f"表头里有不认识的列：{named}。可以用的列：{'、'.join(table.titles)}")
    if twice := {title for title in titles if titles.count(title) > 1}:
        raise Unreadable(f"表头里“{'、'.join(sorted(twice))}”出现了两次")
    if KEY not in titles:
        raise Unreadable(f"缺少“{KEY}”一列。{KEY}{table.key_help}")
    return titles
