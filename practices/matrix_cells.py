"""The cells of the matrix as HTML: thousands of them are too many for a template."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import ceil, sqrt

from django.utils.safestring import SafeString

from search.matrix import Matrix
from search.selection import Selection

from .analysis.independence import NOTABLE, Pair, pair_of
from .analysis.tables import decimals, signed
from .row_links import rows_of, value_of

# What stands in a cell, by name.
LOOKS = {"count": "做法数", "share": "占本行的比例", "expected": "实际与期望"}
SHADES = 5
_GAP = "有问题、无做法"
_expected = decimals(1)


def body(selection: Selection, crossed: Matrix, look: str) -> SafeString:
    """Return the rows of the table; every number leads to its records."""
    rows, columns = crossed.rows, crossed.columns
    url = escape(rows_of(selection, rows.facet.name))
    cell_url = escape(rows_of(selection, rows.facet.name, columns.facet.name))
    queries = [escape(value_of(columns.facet.name, value.code)) for value in columns.values]
    names = [escape(value.label) for value in columns.values]
    write = _writer(crossed, look)
    html = []
    for r, (value, total) in enumerate(zip(rows.values, rows.totals, strict=True)):
        query, label = escape(value_of(rows.facet.name, value.code)), escape(value.label)
        html.append(
            f'<tr><th scope="row"><a href="{url}{query}">{label}</a></th>'
            f'<td class="cell-total">{total}</td>'
        )
        html += [
            write(r, c, f"{cell_url}{query}&amp;{queries[c]}", f"{label}，{names[c]}")
            for c in range(len(names))
        ]
        html.append("</tr>")
    return SafeString("".join(html))


def _writer(crossed: Matrix, look: str) -> Callable[[int, int, str, str], str]:
    """Return what writes the cell of a row and a column, with its address and its name."""
    if look == "expected":
        of_rows, of_columns = crossed.rows.totals, crossed.columns.totals

        def write(r: int, c: int, url: str, name: str) -> str:
            pair = pair_of(r, c, crossed.counts[r][c], of_rows[r], of_columns[c], crossed.total)
            return _against_expected(url, name, pair)

        return write
    share, of_rows = look == "share", crossed.rows.totals
    largest = _largest_share(crossed) if share else crossed.largest

    def write(r: int, c: int, url: str, name: str) -> str:
        count = crossed.counts[r][c]
        shade = _shade(count / of_rows[r] if share else count, largest) if count else 0
        words = _percent(count, of_rows[r]) if share and count else str(count)
        return _cell(url, name, count, shade, words, (r, c) in crossed.gaps)

    return write


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


def _against_expected(url: str, name: str, pair: Pair) -> str:
    """Return a cell of three lines: the count, the expected one, and the residual."""
    shaky = "※" if pair.is_shaky else ""
    return (
        f'<td class="{_kind(pair)}"><a href="{url}" title="{name}"><b>{pair.actual}</b>'
        f"<span>期 {_expected(pair.expected)}{shaky}</span>"
        f"<span>{signed(pair.residual)}</span></a></td>"
    )


def _kind(pair: Pair) -> str:
    """Return the class of a cell: red for more than expected, hatched for less, or plain."""
    far = pair.residual or 0
    if pair.is_shaky or abs(far) < NOTABLE:
        return "cell-near"
    if far < 0:
        return "cell-less"
    return f"cell-{min(ceil(far), SHADES)}"
