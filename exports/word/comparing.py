"""Two to four practices as a table: the rows of the page that compares them."""

from __future__ import annotations

from collections.abc import Sequence

from editorial.fields import display_partial_date
from practices.comparing import Band, Row, bands_of, side_of
from practices.models import Practice
from practices.parts import Part

from .citing import Citing, closing
from .drafting import Paper, Paragraph, Table, marked, plain
from .practices import outcome_of

_CELL, _HEAD = "表格文字", "表格题头"

Cell = tuple[Paragraph, ...]


def paper_of(practices: Sequence[Practice], url: str, root: str) -> Paper:
    """Return the comparison; from three practices on it lies on its side."""
    sides = [side_of(practice, None) for practice in practices]
    citing = Citing({source.pk for side in sides for source in side.parts.sources}, root)
    names = [practice.name for practice in practices]
    rows = [_head("项目", *names)]
    for band in bands_of(sides):
        if band.rows:
            rows.append(_head(band.title, *[""] * len(sides)))
            rows += [_row(band, row, citing) for row in band.rows]
    title = f"{len(sides)}个做法对照"
    body = (Table(tuple(rows)),)
    return Paper(title, "、".join(names), body, closing(url), is_wide=len(sides) > 2)


def _head(*words: str) -> tuple[Cell, ...]:
    return tuple((plain(one, _HEAD),) if one else () for one in words)


def _row(band: Band, row: Row, citing: Citing) -> tuple[Cell, ...]:
    label = f"{row.label}（共有）" if band.is_marked and row.had > 1 else row.label
    cells = (_cell(row.look, cell.holds, citing) if cell.holds else () for cell in row.cells)
    return ((plain(label, _HEAD),), *cells)


def _cell(look: str, holds, citing: Citing) -> Cell:
    """Return what a practice has in a row, as its `look` is written on the page."""
    if look == "part":
        return tuple(_parts(holds, ""))
    if look == "outcomes":
        return tuple(Paragraph(outcome_of(row, citing).runs[1:], _CELL) for row in holds)
    if look == "sources":
        return tuple(marked(f"《{row.title}》", [citing.source(row.pk)], _CELL) for row in holds)
    words = {
        "zones": lambda: "、".join(zone.short_name for zone in holds),
        "date": lambda: display_partial_date(holds),
        "how": lambda: holds.how or "有",
        "has": lambda: "有",
    }
    return (plain(words.get(look, lambda: str(holds))(), _CELL),)


def _parts(part: Part, lead: str) -> list[Paragraph]:
    """Return a part, those under it with a dash before them."""
    found = [plain(f"{lead}{part.measure}", _CELL)]
    for under in part.parts:
        found += _parts(under, f"{lead}—")
    return found
