"""Two to four practices as a table, part by part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from editorial.fields import display_partial_date

from .citing import Citing, closing
from .drafting import Paper, Paragraph, Table, marked, plain
from .loading import Loaded
from .practices import outcome_of

_CELL, _HEAD = "表格文字", "表格题头"


def paper_of(compared: Sequence[Loaded], url: str, root: str) -> Paper:
    """Return the comparison; from three practices on it lies on its side."""
    citing = Citing({pk for one in compared for pk in one.sources}, root)
    names = "、".join(one.practice.name for one in compared)
    head = ((plain("项目", _HEAD),), *((plain(one.practice.name, _HEAD),) for one in compared))
    rows = [
        ((plain(label, _HEAD),), *cells)
        for label, make in _rows(citing)
        if any(cells := tuple(tuple(make(one)) for one in compared))
    ]
    title = f"{len(compared)}个做法对照"
    body = (Table((head, *rows)),)
    return Paper(title, names, body, closing(url), is_wide=len(compared) > 2)


Cell = list[Paragraph]


def _rows(citing: Citing) -> tuple[tuple[str, Callable[[Loaded], Cell]], ...]:
    def gist(one: Loaded) -> Cell:
        marks = [citing.source(pk) for pk in one.sources if citing.knows(pk)]
        return [marked(one.practice.gist, marks, _CELL)]

    def outcomes(one: Loaded) -> Cell:
        rows = [outcome_of(row, citing) for row in one.outcomes]
        return [Paragraph(row.runs[1:], _CELL) for row in rows]

    return (
        ("一句话", gist),
        ("高新区", lambda one: _cell("、".join(zone.short_name for zone in one.zones))),
        ("回应的问题", _problems),
        ("主题", lambda one: _cell("、".join(theme.name for theme in one.practice.themes.all()))),
        ("构成", lambda one: _parts(one, None, "")),
        ("成效", outcomes),
        ("开始", lambda one: _cell(display_partial_date(one.practice.started))),
        ("阶段", lambda one: _cell(one.practice.get_stage_display())),
    )


def _cell(text: str) -> Cell:
    return [plain(text, _CELL)] if text else []


def _problems(one: Loaded) -> Cell:
    return [
        plain(f"{link.problem.name}：{link.how}" if link.how else link.problem.name, _CELL)
        for link in one.links
    ]


def _parts(one: Loaded, parent: int | None, lead: str) -> Cell:
    """Return the parts, those under a part with a dash before them."""
    found: Cell = []
    for measure in one.measures.get(parent, ()):
        found.append(plain(f"{lead}{measure}", _CELL))
        found += _parts(one, measure.pk, f"{lead}—")
    return found
