"""A table that was counted of a selection, as a file; it is small, and made in memory."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpResponse

from editorial.addresses import absolute_root
from search.formats import Sheet

from .attaching import attached
from .declaring import Column
from .downloads import FORMATS, lines_of, said_of
from .writing import as_csv, write_xlsx


def respond(request, sheet: Sheet, form: str) -> HttpResponse:
    """Return the sheet as CSV or XLSX; a workbook says on a second sheet what is on the first."""
    columns = [Column(title, title, about) for title, about in sheet.columns]
    kind = FORMATS[form][1]
    if form == "csv":
        answer = HttpResponse(b"".join(as_csv(columns, sheet.lines)), content_type=kind)
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        write_xlsx(file, sheet.label, columns, sheet.lines, _notes(request, sheet))
        file.seek(0)
        answer = FileResponse(file, content_type=kind)
    return attached(answer, sheet.name, sheet.label, form)


def _notes(request, sheet: Sheet) -> list[list[str]]:
    query = request.GET.copy()
    query.pop("format", None)
    address = f"{absolute_root(request)}{request.path}?{query.urlencode()}"
    about = said_of(sheet.label, sheet.about, sheet.selection, address)
    columns = [[title, words] for title, words in sheet.columns]
    return [*lines_of(about), [], ["列", "说明"], *columns]
