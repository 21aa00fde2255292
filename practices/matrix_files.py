"""The matrix as a file: the whole table, in the order that the page shows."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from io import StringIO

from django.http import FileResponse, HttpResponse

from editorial.tables.cells import guarded
from editorial.tables.writing import HEAD_STYLE, XLSX, new_book
from search.matrix import Matrix


def _lines(crossed: Matrix) -> Iterator[list[str | int]]:
    """Yield a line of labels, one of codes, one for each row, and one of totals."""
    rows, columns = crossed.rows, crossed.columns
    head = [f"{rows.facet.label}＼{columns.facet.label}", "代码", "合计"]
    yield [*head, *(value.label for value in columns.values)]
    yield ["", "", crossed.total, *(value.code for value in columns.values)]
    for value, total, counts in zip(rows.values, rows.totals, crossed.counts, strict=True):
        yield [value.label, value.code, total, *counts]
    yield ["合计", "", crossed.total, *columns.totals]


def as_csv(crossed: Matrix) -> HttpResponse:
    """Return the table with a byte order mark, so that Excel and WPS read it as UTF-8."""
    out = StringIO()
    csv.writer(out).writerows(
        [guarded(cell) if isinstance(cell, str) else cell for cell in line]
        for line in _lines(crossed)
    )
    return _named(
        HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8"),
        crossed,
        "csv",
    )


def as_xlsx(crossed: Matrix) -> FileResponse:
    """Return a workbook whose labels and codes stay in view; counts are numbers."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = new_book(file)
    bold = book.add_format({**HEAD_STYLE, "text_wrap": True})
    sheet = book.add_worksheet("矩阵")
    sheet.freeze_panes(2, 3)
    sheet.set_column(0, 0, 30)
    for number, line in enumerate(_lines(crossed)):
        for place, cell in enumerate(line):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell, bold if number == 0 else None)
            else:
                sheet.write_number(number, place, int(cell))
    book.close()
    file.seek(0)
    return _named(FileResponse(file, content_type=XLSX), crossed, "xlsx")


def _named(response, crossed: Matrix, suffix: str):
    name = f"matrix-{crossed.rows.facet.name}-{crossed.columns.facet.name}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


FILES = {"csv": as_csv, "xlsx": as_xlsx}
