"""Documents of records, of what is compared, and of a selection."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from django.http import FileResponse, HttpResponse
from django.urls import reverse

from editorial.addresses import absolute_root
from exports.attaching import attached
from practices.comparing import FEWEST
from practices.comparing import MOST as MOST_COMPARED
from search.facets import Chip
from search.formats import refused
from search.selection import Selection

from . import briefing, records
from .compiling import BY, MOST, compile_pieces
from .drafting import Draft, Section, plain
from .records import TooFew, TooMany, pieces_of
from .templates import opened
from .writing import write

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a file's name cannot hold on one system or another.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def word(request, kind: str, name: str):
    """The document of a record; `by` arranges what it holds: problem, zone or order."""
    if reply := unknown_order(request, request.path):
        return reply
    by, root = request.GET.get("by", ""), absolute_root(request)
    return _made(request, lambda: records.document(kind, name, root, by), f"{kind}-{name}")


def brief(request, kind: str, name: str):
    """A record on one page."""
    root = absolute_root(request)
    return _made(request, lambda: briefing.brief(kind, name, root), f"{kind}-{name}-brief")


def compare(request):
    """Two to four practices side by side; `practice` is a slug, repeated."""
    slugs = list(filter(None, request.GET.getlist("practice")))[:50]
    return _made(request, lambda: records.comparison(slugs, absolute_root(request)), "compare")


def of_selection(request, selection: Selection) -> HttpResponse:
    """The practices of a selection, as everybody may see them."""
    back = selection.address()
    if reply := unknown_order(request, back):
        return reply
    if not selection.total:
        return refused(request, "没有符合条件的做法", "请先", ["放宽条件"], back)
    by, root = request.GET.get("by", "") or "problem", absolute_root(request)
    conditions = "；".join(f"{chip.name}：{chip.label}" for chip in selection.chips)
    before = (Section("", (), (plain(f"收录的条件：{conditions}。"),)),) if conditions else ()

    def make() -> Draft:
        pieces = pieces_of(selection)
        return compile_pieces(pieces, title="做法材料汇编", by=by, root=root, before=before)

    return _made(request, make, "practices")


def unknown_order(request, back: str) -> HttpResponse | None:
    """Return what to say of a way to arrange that there is not; None if all is well."""
    by = request.GET.get("by", "")
    if not by or by in BY:
        return None
    return refused(request, f"没有“{by[:30]}”这种编排", "可以用的编排", BY, back)


def _made(request, make: Callable[[], Draft], name: str) -> HttpResponse:
    try:
        draft = make()
    except TooMany as found:
        return _too_many(request, found)
    except TooFew:
        back = reverse("practices:practices")
        sentence = f"要比较，请选{FEWEST}到{MOST_COMPARED}个已发布的做法"
        return refused(request, sentence, "请先", ["到做法一览表里勾选"], f"{back}?view=table")
    return answer(draft, name)


def answer(draft: Draft, name: str) -> HttpResponse:
    """Return a draft as a file, named after its title for those who read Chinese."""
    template = "brief" if getattr(draft, "is_brief", False) else "compilation"
    file = io.BytesIO(write(draft, opened(template)))
    label = _NOT_IN_NAMES.sub("-", draft.title).strip("-.")[:60]
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", name)
    label = f"{label}（一页通）" if template == "brief" else label
    return attached(FileResponse(file, content_type=KIND), safe, label, "docx")


def _too_many(request, found: TooMany) -> HttpResponse:
    """Say before it is made that a document cannot take so many, and what can."""
    sentence = f"这里有 {found.total:,} 个做法，一份 Word 文档最多收 {MOST} 个"
    archive = Chip("archive", "取全部数据的存档", f"{reverse('exports:data')}#archive")
    listed = reverse("practices:practices") + found.query
    ways = [
        Chip("list", "到目录里缩小范围", listed),
        Chip("xlsx", "下载 XLSX", f"{listed}{'&' if len(found.query) > 1 else ''}format=xlsx"),
        archive,
    ]
    shown = ways if found.query else [archive]
    return refused(request, sentence, "请缩小范围，或改用", ["xlsx", "archive"], found.back, shown)
