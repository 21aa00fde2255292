"""Reading XLSX workbooks: the cells as text, and never more than memory can bear."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

import openpyxl

from editorial.packages import MOST_PARTS, declares_entities, xml_size

from .cells import BadCell

NOTES = "说明"

# What a workbook may be unpacked, and what of it is held in memory at once.
_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_HELD = 80 * 1024 * 1024
_MAX_LINES = 1_048_576  # of a spreadsheet
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Unreadable(Exception):
    """A file that cannot be taken; the sentence says what to do."""


def rows_of_workbook(file: BinaryIO, label: str, *, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row of the sheet called `label`, or of the first one."""
    _refuse_bombs(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False)
        sheets = [sheet for sheet in book.worksheets if sheet.title != NOTES]
        if not sheets:
            raise Unreadable("这个工作簿里没有工作表")
        sheet = next((sheet for sheet in sheets if sheet.title == label), sheets[0])
        # What the file says of its size need not be so.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=width), start=1):
            if number > _MAX_LINES:
                break
            yield number, [_text(cell) for cell in cells]
        book.close()
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # whatever a broken package makes the library raise
        raise Unreadable(
            "这个 XLSX 文件坏了，读不出来；请在 Excel 或 WPS 里重新另存一次"
        ) from error


def _refuse_bombs(file: BinaryIO) -> None:
    """Look at the package before anything is unpacked."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if "xl/workbook.xml" not in package.namelist():
                raise Unreadable("这不是 XLSX 表格；请在 Excel 或 WPS 里另存为“.xlsx”")
            whole = sum(part.file_size for part in parts)
            # Of sheets only rows are held, one by one.
            held = xml_size(package, but="xl/worksheets/sheet")
            if len(parts) > MOST_PARTS or whole > _MAX_UNPACKED or held > _MAX_HELD:
                raise Unreadable("这个文件展开以后太大，请分成几个文件")
            if declares_entities(package):
                raise Unreadable("这个文件里有不该有的内容，不能读入")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError) as error:
        raise Unreadable("这个 XLSX 文件坏了或者加了密码，读不出来") from error
    finally:
        file.seek(0)


def _text(cell) -> str:
    """Return what a cell holds as text; of a formula only the sentence that refuses it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return BadCell("是公式，请粘贴为数值")
    if cell.data_type == "e":
        return BadCell(f"是出错的公式（{value}），请改成内容")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, cell.number_format or "")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


def _number(value: int | float) -> str:
    """Return a number as it was typed: a spreadsheet keeps fifteen digits."""
    if isinstance(value, int) or value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return f"{Decimal(f'{value:.15g}').normalize():f}"


def _date(value: datetime.date, shown_as: str) -> str:
    """Return a date as far as the cell shows it: a spreadsheet makes a day of 2020-09."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown_as).lower()
    if "d" in shown or "y" not in shown:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
