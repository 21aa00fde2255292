"""The matrix: the catalogue crossed by two facets, as a heat table and as files.

In its cells stand counts, shares of rows, or counts beside those expected (`analysis`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from search.facets import Chip
from search.formats import refused, sheet_in_other_format
from search.matrix import SORTS, Matrix, axis, cross, rows_by
from search.selection import Selection
from search.snapshots import shelf

from .analysis.independence import NOTES, deviations
from .matrix_cells import LOOKS, body
from .matrix_files import FILES
from .row_links import rows_of, value_of

AXES = ("problem", "theme", "zone", "province", "region", "year", "guest_type", "org_type")
# More columns than this are no table any more: the largest are shown, and the page says so. Three
# numbers in each cell take more room.
MOST_COLUMNS = {"count": 60, "share": 60, "expected": 24}
_ORDER = {"usual": None, "total": "total"}
_LOOK = {"count": {}, "share": {"share": "1"}, "expected": {"show": "expected"}}


def matrix(request):
    """`rows` and `cols` are facets; `order=total` puts the largest first, `by` a column's largest.

    `share=1` shows, and orders by, shares of rows; `show=expected` adds what was to be expected.
    """
    chosen, said = _axes(request.GET)
    selection, look = Selection("practice", request.GET, request.user), _look(request.GET)
    by_total, by = request.GET.get("order") == "total", request.GET.get("by", "")
    order = {"order": "total" if by_total else None, "by": by or None}
    usual = _address(selection, chosen, look)
    if form := request.GET.get("format"):
        return _file(request, chosen, look, form, usual)
    crossed, left_out = _narrowed(selection, _crossed(selection, chosen, request.GET), look)
    context = {
        "selection": selection,
        "matrix": crossed,
        "axes": _choices(selection, chosen),
        "said": [*said, *selection.notices, *left_out],
        "body": body(selection, crossed, look),
        "heads": _heads(selection, crossed, usual),
        "by": by,
        "look": look,
        "look_query": _LOOK[look].items(),
        "looks": [
            Chip(name, label, _address(selection, chosen, name, **order))
            for name, label in LOOKS.items()
        ],
        "about_expected": NOTES,
        "by_total": by_total,
        "sorts": [
            Chip(name, label, _address(selection, chosen, look, order=_ORDER[name]))
            for name, label in SORTS.items()
        ],
        "files": [
            (form.upper(), _address(selection, chosen, look, format=form, **order))
            for form in FILES
        ],
        "list_url": reverse("practices:practices") + selection.address(view=None),
        "analysis_url": reverse("practices:analysis") + selection.address(view=None, sort=None),
        "clear_url": "?" + urlencode({"rows": chosen[0], "cols": chosen[1], **_LOOK[look]}),
        "has_gaps": bool(crossed.gaps),
        "crumbs": [("做法", reverse("practices:practices")), ("矩阵", "")],
    }
    return render(request, "practices/matrix.html", context)


def _look(parameters) -> str:
    if parameters.get("show") == "expected":
        return "expected"
    return "share" if parameters.get("share") == "1" else "count"


def crossing(
    selection: Selection, names: Sequence[str], *, by_total: bool, with_gaps: bool = True
) -> Matrix:
    """Return the practices selected by the facets of rows and of columns, gaps included."""
    rows, columns = (
        axis(
            selection,
            name,
            sort="total" if by_total or name == "zone" else "usual",
            every=name in ("problem", "theme") and with_gaps,
        )
        for name in names
    )
    return cross(selection, rows, columns, shelf("statement") if with_gaps else None)


def _crossed(selection: Selection, chosen: list[str], parameters) -> Matrix:
    """Return the table in the order asked for.

    Values without practices are shown for their gaps; beside expected counts they say nothing.
    """
    by_total, look = parameters.get("order") == "total", _look(parameters)
    crossed = crossing(selection, chosen, by_total=by_total, with_gaps=look != "expected")
    return rows_by(crossed, parameters.get("by", ""), share=look == "share")


def _file(request, chosen: list[str], look: str, form: str, page: str) -> HttpResponse:
    """Return the whole table in a format, or say which formats there are.

    It is of what everybody may see, whoever asks.
    """
    if form not in FILES:
        return refused(request, f"没有“{form[:30]}”这种格式", "可以用的格式", FILES, page)
    selection = Selection("practice", request.GET)
    crossed = _crossed(selection, chosen, request.GET)
    if look == "expected":
        name = "-".join(chosen)
        table = deviations(selection, crossed.rows, crossed.columns, name=name, whole=page)
        return sheet_in_other_format(request, table.sheet, page)
    return FILES[form](crossed)


def _axes(parameters) -> tuple[list[str], list[str]]:
    """Return the names of the two axes, and what is to be said when others were asked for."""
    asked = [parameters.get("rows", "problem"), parameters.get("cols", "theme")]
    if asked[0] in AXES and asked[1] in AXES and asked[0] != asked[1]:
        return asked, []
    rows = asked[0] if asked[0] in AXES else "problem"
    columns = next(name for name in (asked[1], "theme", "problem") if name in AXES and name != rows)
    return [rows, columns], ["行和列要选两个不同的分面，已换成可用的。"]


def _choices(selection: Selection, chosen: list[str]):
    facets = [(name, selection.collection.facet(name).label) for name in AXES]
    return [
        (parameter, label, [(name, words, name == now) for name, words in facets])
        for parameter, label, now in (("rows", "行", chosen[0]), ("cols", "列", chosen[1]))
    ]


def _address(selection: Selection, chosen, look: str, **more: str | None) -> str:
    return selection.address(
        rows=chosen[0], cols=chosen[1], sort=None, view=None, **_LOOK[look], **more
    )


def _narrowed(selection: Selection, crossed: Matrix, look: str) -> tuple[Matrix, list[str]]:
    """Leave out the smallest columns of a table that would be too wide."""
    most = MOST_COLUMNS[look]
    if len(crossed.columns.values) <= most:
        return crossed, []
    totals = crossed.columns.totals
    kept = sorted(sorted(range(len(totals)), key=lambda c: -totals[c])[:most])
    columns = type(crossed.columns)(
        crossed.columns.facet,
        [crossed.columns.values[c] for c in kept],
        [crossed.columns.records[c] for c in kept],
    )
    counts = [[row[c] for c in kept] for row in crossed.counts]
    gaps = frozenset((r, kept.index(c)) for r, c in crossed.gaps if c in set(kept))
    said = f"列太多，这里只列做法最多的 {most} 个；下载的表格是全的。"
    return Matrix(crossed.rows, columns, counts, crossed.total, gaps), [said]


@dataclass(frozen=True)
class Head:
    """The head of a column: its rows are at `url`, at `by_url` the table is in its order."""

    code: str
    label: str
    url: str
    by_url: str
    total: int


def _heads(selection: Selection, crossed: Matrix, address: str) -> list[Head]:
    """Return the heads of the columns; `address` is that of the table in the usual order."""
    name = crossed.columns.facet.name
    url = escape(rows_of(selection, name))
    return [
        Head(
            value.code,
            value.label,
            SafeString(url + escape(value_of(name, value.code))),
            f"{address}&{urlencode({'by': value.code})}",
            total,
        )
        for value, total in zip(crossed.columns.values, crossed.columns.totals, strict=True)
    ]
