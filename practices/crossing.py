"""The matrix: the catalogue crossed by two facets, as a heat table and as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, sqrt
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from search.facets import Chip
from search.formats import refused
from search.matrix import SORTS, Matrix, axis, cross, rows_by
from search.selection import Selection
from search.snapshots import shelf

from .matrix_files import FILES

AXES = ("problem", "theme", "zone", "province", "region", "year", "guest_type", "org_type")
# More columns than this are no table any more: the largest are shown, and the page says so.
MOST_COLUMNS = 60
SHADES = 5
_GAP = "有问题、无做法"
_ORDER = {"usual": None, "total": "total"}


def matrix(request):
    """`rows` and `cols` are facets; `order=total` puts the largest first, `by` a column's largest.

    `share=1` shows, and orders by, shares of rows.
    """
    chosen, said = _axes(request.GET)
    selection = Selection("practice", request.GET, request.user)
    by_total = request.GET.get("order") == "total"
    share, by = request.GET.get("share") == "1", request.GET.get("by", "")
    crossed = rows_by(crossing(selection, chosen, by_total=by_total), by, share=share)
    if form := request.GET.get("format"):
        return _file(request, crossed, form, _address(selection, chosen, share))
    crossed, left_out = _narrowed(selection, crossed)
    order = {"order": "total" if by_total else None, "by": by or None}
    context = {
        "selection": selection,
        "matrix": crossed,
        "axes": _choices(selection, chosen),
        "said": [*said, *selection.notices, *left_out],
        "body": _body(selection, crossed, share=share),
        "heads": _heads(selection, crossed, _address(selection, chosen, share)),
        "by": by,
        "share": share,
        "by_total": by_total,
        "sorts": [
            Chip(name, label, _address(selection, chosen, share, order=_ORDER[name]))
            for name, label in SORTS.items()
        ],
        "share_url": _address(selection, chosen, not share, **order),
        "files": [
            (form.upper(), _address(selection, chosen, False, format=form, **order))
            for form in FILES
        ],
        "list_url": reverse("practices:practices") + selection.address(view=None),
        "clear_url": "?" + urlencode({"rows": chosen[0], "cols": chosen[1]}),
        "has_gaps": bool(crossed.gaps),
        "crumbs": [("做法", reverse("practices:practices")), ("矩阵", "")],
    }
    return render(request, "practices/matrix.html", context)


def crossing(selection: Selection, names: Sequence[str], *, by_total: bool) -> Matrix:
    """Return the practices selected by the facets of rows and of columns, gaps included."""
    rows, columns = (
        axis(
            selection,
            name,
            sort="total" if by_total or name == "zone" else "usual",
            every=name in ("problem", "theme"),
        )
        for name in names
    )
    return cross(selection, rows, columns, shelf("statement"))


def _file(request, crossed: Matrix, form: str, page: str) -> HttpResponse:
    """Return the whole table in a format, or say which formats there are."""
    if form not in FILES:
        return refused(request, f"没有“{form[:30]}”这种格式", "可以用的格式", FILES, page)
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


def _address(selection: Selection, chosen, share: bool, **more: str | None) -> str:
    return selection.address(
        rows=chosen[0],
        cols=chosen[1],
        share="1" if share else None,
        sort=None,
        view=None,
        **more,
    )


def _narrowed(selection: Selection, crossed: Matrix) -> tuple[Matrix, list[str]]:
    """Leave out the smallest columns of a table that would be too wide."""
    if len(crossed.columns.values) <= MOST_COLUMNS:
        return crossed, []
    totals = crossed.columns.totals
    kept = sorted(sorted(range(len(totals)), key=lambda c: -totals[c])[:MOST_COLUMNS])
    columns = type(crossed.columns)(
        crossed.columns.facet,
        [crossed.columns.values[c] for c in kept],
        [crossed.columns.records[c] for c in kept],
    )
    counts = [[row[c] for c in kept] for row in crossed.counts]
    gaps = frozenset((r, kept.index(c)) for r, c in crossed.gaps if c in set(kept))
    said = f"列太多，这里只列做法最多的 {MOST_COLUMNS} 个；下载的表格是全的。"
    return Matrix(crossed.rows, columns, counts, crossed.total, gaps), [said]


def _url_of(selection: Selection) -> str:
    """Return the address of the selection's rows, ready for one more value."""
    address = selection.address(view=None, sort=None)
    return escape(reverse("practices:practices") + address + ("&" if len(address) > 1 else ""))


def _query(selection: Selection, name: str, code: str) -> str:
    return escape(urlencode({name: code}))


def _url_without(selection: Selection, *names: str) -> str:
    """Return the address of the selection's rows without what some facets choose.

    What a link itself chooses of these facets is added to it.
    """
    parameters = selection.parameters.copy()
    for name in names:
        parameters.pop(name, None)
    return _url_of(Selection("practice", parameters, selection.user))


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
    url = _url_without(selection, name)
    return [
        Head(
            value.code,
            value.label,
            SafeString(url + _query(selection, name, value.code)),
            f"{address}&{urlencode({'by': value.code})}",
            total,
        )
        for value, total in zip(crossed.columns.values, crossed.columns.totals, strict=True)
    ]


def _body(selection: Selection, crossed: Matrix, *, share: bool) -> SafeString:
    """Return the rows of the table as HTML: thousands of cells are too many for a template."""
    rows, columns = crossed.rows, crossed.columns
    url = _url_without(selection, rows.facet.name)
    cell_url = _url_without(selection, rows.facet.name, columns.facet.name)
    column_queries = [_query(selection, columns.facet.name, value.code) for value in columns.values]
    names = [escape(value.label) for value in columns.values]
    largest = _largest_share(crossed) if share else crossed.largest
    html = []
    for r, (value, total) in enumerate(zip(rows.values, rows.totals, strict=True)):
        query = _query(selection, rows.facet.name, value.code)
        label = escape(value.label)
        html.append(
            f'<tr><th scope="row"><a href="{url}{query}">{label}</a></th>'
            f'<td class="cell-total">{total}</td>'
        )
        for c, count in enumerate(crossed.counts[r]):
            html.append(
                _cell(
                    f"{cell_url}{query}&amp;{column_queries[c]}",
                    f"{label}，{names[c]}",
                    count,
                    _shade(count / total if share else count, largest) if count else 0,
                    _percent(count, total) if share and count else str(count),
                    (r, c) in crossed.gaps,
                )
            )
        html.append("</tr>")
    return SafeString("".join(html))


def _largest_share(crossed: Matrix) -> float:
    rows = zip(crossed.rows.totals, crossed.counts, strict=True)
    return max((max(counts, default=0) / total for total, counts in rows if total), default=0)


def _shade(number: float, largest: float) -> int:
    """Return the step, 1 to SHADES, of a number above 0.

    By the root: a few cells with very many practices would leave all others in the palest one.
    """
    return min(ceil(sqrt(number / largest) * SHADES), SHADES)


def _percent(count: int, total: int) -> str:
    percent = count * 100 / total
    return "&lt;1%" if percent < 0.5 else f"{percent:.0f}%"


def _cell(url: str, name: str, count: int, shade: int, words: str, is_gap: bool) -> str:
    if is_gap:
        return (
            f'<td class="cell-gap"><a href="{url}" title="{name}：{_GAP}">'
            f'<span aria-hidden="true">○</span><span class="visually-hidden">{_GAP}</span></a></td>'
        )
    if not count:
        return f'<td class="cell-0"><a href="{url}" title="{name}">0</a></td>'
    return f'<td class="cell-{shade}"><a href="{url}" title="{name}">{words}</a></td>'
