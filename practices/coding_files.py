"""Agreement, and the codings behind it, as files for spreadsheets."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import FileResponse, HttpResponse

from editorial.persons import name_of
from editorial.tables.cells import fitting, guarded, guarded_once, plain_text
from editorial.tables.writing import HEAD_STYLE, XLSX, new_book
from practices.coding import Comparison

Line = Sequence[str | int | float]

_FIGURES = ("代码", "名称", "可比单位", "都选", "只一人选", "都未选", "一致百分比")
_MEASURES = ("κ", "α", "说明")
_CODINGS = ("回答网址", "锚点", "编码人", "代码", "选中", "理由")


def agreement_lines(compared: Comparison) -> Iterable[Line]:
    """Yield the table as the page has it: each term, then all together; undefined is “—”."""
    yield (*_FIGURES, *_MEASURES)
    rows = [(term.code, term.name, one) for term, one in compared.by_term()]
    for code, name, one in [*rows, ("", "全部二级词合计", compared.pooled())]:
        numbers = (one.percent, one.kappa, one.alpha)
        cells = ["—" if number is None else round(number, 4) for number in numbers]
        reasons = "；".join(dict.fromkeys(filter(None, (one.kappa_reason, one.alpha_reason))))
        yield (code, name, one.units, one.both, one.one, one.neither, *cells, reasons)


def coding_lines(compared: Comparison) -> Iterable[Line]:
    """Yield each decision on each leaf."""
    yield _CODINGS
    for coding in compared.codings:
        answer = coding.answer
        for term in compared.leaves:
            chosen = int(compared.chosen(coding, term))
            where = (answer.get_absolute_url(), answer.anchor, name_of(coding.coder))
            yield (*where, term.code, chosen, coding.note)


def as_csv(lines: Iterable[Line], name: str) -> HttpResponse:
    """Return lines with the mark by which Excel and WPS know UTF-8."""
    out = StringIO()
    csv.writer(out).writerows(
        [guarded(plain_text(cell)) if isinstance(cell, str) else cell for cell in line]
        for line in lines
    )
    return _named(
        HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8"), name
    )


def as_xlsx(lines: Iterable[Line], name: str) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = new_book(file)
    bold = book.add_format(HEAD_STYLE)
    sheet = book.add_worksheet("编码")
    sheet.freeze_panes(1, 0)
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            if isinstance(cell, str):
                text = guarded_once(fitting(plain_text(cell)))
                sheet.write_string(number, place, text, None if number else bold)
            else:
                sheet.write_number(number, place, cell)
    book.close()
    file.seek(0)
    return _named(FileResponse(file, content_type=XLSX), name)


def _named(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


TABLES = {"agreement": agreement_lines, "codings": coding_lines}
FILES = {"csv": as_csv, "xlsx": as_xlsx}
