"""A selection as a file: which table, in which format, for which address."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from editorial.addresses import absolute_root
from editorial.tables.writing import XLSX
from search import changes
from search.facets import Chip
from search.formats import Offer, refused
from search.panel import why_empty
from search.selection import Selection
from search.whole import Whole

from .attaching import attached
from .declaring import Column, Table, tables_of
from .reading import count_of, rows_of
from .word.compiling import MOST as MOST_IN_DOCUMENT
from .word.views import of_selection
from .writing import MOST_IN_SHEET, as_csv, as_json, as_ndjson, write_xlsx

FORMATS = {
    "csv": ("CSV", "text/csv; charset=utf-8"),
    "xlsx": ("XLSX", XLSX),
    "json": ("JSON", "application/json"),
    "ndjson": ("NDJSON", "application/x-ndjson"),
}
# What a selection of practices is besides tables.
DOCUMENT = "docx"
# The page of each list, which gives its files as well.
LISTS = {
    "practice": "practices:practices",
    "zone": "zones:zones",
    "interview": "interviews:interviews",
    "guest": "interviews:guests",
    "organization": "zones:organizations",
    "alliance": "zones:alliances",
    "source": "sources:sources",
}
LICENCE = "引用请注明出处；原话的权利属于原作者与原刊载者。"


@dataclass(frozen=True)
class Download:
    """One table of one selection, of what everybody may see.

    `root` is the address of the site, `page` that of the list in it.
    """

    selection: Selection | Whole
    table: Table
    root: str
    page: str

    @cached_property
    def columns(self) -> list[Column]:
        return self.table.heads

    @cached_property
    def records(self) -> list[int]:
        return self.selection.in_order.tolist()

    def rows(self) -> Iterator:
        return rows_of(self.table, self.records, self.root)

    @cached_property
    def about(self) -> dict[str, str]:
        """What a file says of itself."""
        address = (
            self.root + self.page + _with(self.selection.address(view=None), _query(self.table))
        )
        return said_of(self.table.label, self.table.about, self.selection, address)

    def notes(self) -> list[list[str]]:
        """Return the lines of the sheet that explains the workbook."""
        columns = [[column.title, column.name, column.about] for column in self.columns]
        return [*lines_of(self.about), [], ["列", "JSON 里的名字", "说明"], *columns]


_SAID = {
    "site": "来自",
    "table": "表",
    "row": "一行是什么",
    "selection": "选择的条件",
    "empty": "为什么没有行",
    "address": "网址",
    "taken": "下载时间",
    "version": "数据版本",
    "licence": "使用",
}


def said_of(label: str, row: str, selection: Selection | Whole, address: str) -> dict[str, str]:
    """Return what any file of a selection says of itself."""
    conditions = [f"{chip.name}：{chip.label}" for chip in selection.chips]
    empty = why_empty(selection) if isinstance(selection, Selection) else ""
    return {
        "site": settings.SITE_NAME,
        "table": label,
        "row": row,
        "selection": "；".join(conditions) or "全部",
        **({"empty": empty} if empty else {}),
        "address": address,
        "taken": timezone.localtime().isoformat(timespec="seconds"),
        "version": str(changes.current().number),
        "licence": LICENCE,
    }


def lines_of(about: dict[str, str]) -> list[list[str]]:
    return [[_SAID[name], words] for name, words in about.items()]


def respond(request, selection: Selection | Whole) -> HttpResponse:
    """Answer an address with `format`; `table` chooses one of the collection's tables."""
    name = request.GET["format"]
    tables = {table.name: table for table in tables_of(selection.collection.name)}
    asked = request.GET.get("table") or next(iter(tables), "")
    back = selection.address()
    documents = [DOCUMENT] if _has_document(selection) else []
    if name in documents:
        return of_selection(request, selection.for_everybody())
    if name not in FORMATS:
        formats = [*FORMATS, *documents]
        return refused(request, f"没有“{name[:30]}”这种格式", "可以用的格式", formats, back)
    if asked not in tables:
        return refused(request, f"没有“{asked[:30]}”这张表", "可以下载的表", tables, back)
    # Whoever asks: what is taken away is what everybody may see.
    shown = selection.for_everybody()
    download = Download(shown, tables[asked], absolute_root(request), request.path)
    if name == "xlsx" and (rows := count_of(download.table, download.records)) > MOST_IN_SHEET:
        return _too_long(request, download, rows, back)
    return attached(_answer(download, name), asked, download.table.label, name)


def _too_long(request, download: Download, rows: int, back: str) -> HttpResponse:
    """Say before the first row that a sheet cannot hold them all, and what can."""
    selection, table = download.selection, download.table
    address = selection.address(view=None)
    ways = [
        Chip(form, f"下载 {FORMATS[form][0]}", _with(address, _query(table, format=form)))
        for form in ("csv", "ndjson")
    ]
    archive = Chip("archive", "取全部数据的存档", f"{reverse('exports:data')}#archive")
    sentence = f"“{table.label}”有 {rows:,} 行，一张工作表最多放 {MOST_IN_SHEET:,} 行"
    return refused(request, sentence, "请改用", ["csv", "ndjson"], back, [*ways, archive])


def _answer(download: Download, name: str) -> HttpResponse:
    columns, kind = download.columns, FORMATS[name][1]
    if name == "xlsx":
        # It has a name only as long as it is open: what is cut off leaves nothing behind.
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        write_xlsx(file, download.table.label, columns, download.rows(), download.notes())
        file.seek(0)
        return FileResponse(file, content_type=kind)
    if name == "csv":
        parts = as_csv(columns, download.rows())
    elif name == "json":
        parts = as_json(download.about, columns, download.rows())
    else:
        parts = as_ndjson(columns, download.rows())
    return StreamingHttpResponse(parts, content_type=kind)


def offers(selection: Selection | Whole) -> list[Offer]:
    """Return the tables of a selection, each with its formats."""
    # Put together once: every page of a list prints twenty of them.
    address = selection.address(view=None)
    tables = [
        Offer(
            table.label,
            table.about,
            tuple(
                Chip(form, label, _with(address, _query(table, format=form)))
                for form, (label, _) in FORMATS.items()
            ),
        )
        for table in tables_of(selection.collection.name)
    ]
    return [*tables, _document(address)] if _has_document(selection) else tables


def _has_document(selection: Selection | Whole) -> bool:
    return selection.collection.name == "practice"


def _document(address: str) -> Offer:
    about = f"按公文格式排好的 Word 文档，附原话和出处，最多 {MOST_IN_DOCUMENT} 个做法。"
    by_problem = Chip(DOCUMENT, "Word，按问题编排", _with(address, {"format": DOCUMENT}))
    by_zone = _with(address, {"format": DOCUMENT, "by": "zone"})
    return Offer("材料汇编", about, (by_problem, Chip(DOCUMENT, "Word，按高新区编排", by_zone)))


def _query(table: Table, **more: str) -> dict[str, str]:
    """Return the parameters that name a table; that of the records themselves is the usual one."""
    is_usual = table is tables_of(table.collection)[0]
    return more if is_usual else {"table": table.name, **more}


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}{'&' if len(address) > 1 else ''}{urlencode(query)}"
