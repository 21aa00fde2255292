"""Documents of records, of what is compared, and of a selection."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from django.http import FileResponse, HttpResponse
from django.urls import reverse

from editorial.addresses import absolute_root
from exports.attaching import attached
from search.facets import Chip
from search.formats import refused
from search.selection import Selection

from . import briefing, records
from .compiling import BY, MOST, compile_pieces
from .drafting import Draft, Section, plain
from .records import TooMany, pieces_of
from .templates import opened
from .writing import write

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a file's name cannot hold on one system or another.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def word(request, kind: str, name: str):
    """The document of a record; `by` arranges what it holds: problem, zone or order."""
    by = request.GET.get("by", "")
    if by and by not in BY:
        return refused(request, f"没有“{by[:30]}”这种编排", "可以用的编排", BY, f"{request.path}")
    return _made(
        request,
        lambda: records.document(kind, name, absolute_root(request), by),
        f"{kind}-{name}",
    )


def brief(request, kind: str, name: str):
    """A record on one page."""
    return _made(
        request, lambda: briefing.brief(kind, name, absolute_root(request)), f"brief-{kind}-{name}"
    )


def compare(request):
    """Two to four practices side by side; `practice` is a slug, repeated."""
    slugs = list(filter(None, request.GET.getlist("practice")))[:50]
    return _made(request, lambda: records.comparison(slugs, absolute_root(request)), "compare")


def of_selection(request, selection: Selection) -> HttpResponse:
    """The practices of a selection, as everybody may see them."""
    by = request.GET.get("by", "")
    back = selection.address()
    if by and by not in BY:
        return refused(request, f"没有“{by[:30]}”这种编排", "可以用的编排", BY, back)
    if not selection.total:
        return refused(request, "没有符合条件的做法", "可以", ["放宽条件"], back)
    root = absolute_root(request)
    conditions = "；".join(f"{chip.name}：{chip.label}" for chip in selection.chips)
    before = (Section("", (), (plain(f"收录的条件：{conditions}。"),)),) if conditions else ()

    def make() -> Draft:
        pieces = pieces_of(selection)
        return compile_pieces(
            pieces, title="做法材料汇编", by=by or "problem", root=root, before=before
        )

    return _made(request, make, "practices")


def _made(request, make: Callable[[], Draft], name: str) -> HttpResponse:
    try:
        draft = make()
    except TooMany as found:
        return _too_many(request, found)
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
    sentence = f"这里有 {found.total:,} 个做法，一份 Word 文档最多收 {MOST} 个"
    listed = found.address.startswith("?")
    ways = [Chip("archive", "取全部数据的存档", f"{reverse('exports:data')}#archive")]
    if listed:
        address = f"{reverse('practices:practices')}{found.address}"
        join = "&" if len(found.address) > 1 else ""
        ways.insert(0, Chip("xlsx", "下载 XLSX", f"{address}{join}format=xlsx"))
        ways.insert(0, Chip("list", "到目录里缩小范围", address))
    back = found.address if not listed else f"{reverse('practices:practices')}{found.address}"
    return refused(request, sentence, "请缩小范围，或改用", ["xlsx", "archive"], back, ways)
