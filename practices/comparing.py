"""Two to four practices side by side, part by part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from .models import Practice
from .parts import PracticeParts

FEWEST, MOST = 2, 4
# What of the rows is shown: all, where the practices differ, or what at least two have.
SHOWN = {"": "全部", "different": "只看不同", "shared": "只看共有"}


@dataclass(frozen=True)
class Side:
    """One practice of a comparison, as far as a reader may see it."""

    practice: Practice
    parts: PracticeParts
    zones: list
    themes: list


@dataclass(frozen=True)
class Cell:
    """What one practice has in a row; "" where it has nothing."""

    practice: Practice
    holds: Any


@dataclass(frozen=True)
class Row:
    """One line of the comparison. `look` says how its cells are written."""

    label: str
    look: str
    cells: tuple[Cell, ...]
    url: str = ""

    @property
    def had(self) -> int:
        """How many of the practices have something here."""
        return sum(bool(cell.holds) for cell in self.cells)


@dataclass(frozen=True)
class Band:
    """Rows of one subject. Where `is_marked`, each says whether the practices have it in common."""

    title: str
    rows: Sequence[Row]
    is_marked: bool = False


def compare(request):
    """`practice` is a slug, repeated; more than four, and what does not exist, is left out."""
    wanted = list(dict.fromkeys(filter(None, request.GET.getlist("practice"))))[:50]
    found = {
        row.slug: row
        for row in Practice.objects.visible_to(request.user)
        .filter(slug__in=wanted)
        .prefetch_related("themes")
    }
    slugs = [slug for slug in wanted if slug in found]
    sides = [side_of(found[slug], request.user) for slug in slugs[:MOST]]
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    bands = bands_of(sides)
    context = {
        "compared": [(one.practice, _without(one, slugs[:MOST])) for one in sides],
        "said": _said(wanted, slugs),
        "is_enough": len(sides) >= FEWEST,
        "bands": [kept for band in bands if (kept := _only(band, shown, len(sides))).rows],
        "in_common": sum(row.had > 1 for band in bands if band.is_marked for row in band.rows),
        "ways": [
            (label, _address(slugs[:MOST], show=name), name == shown)
            for name, label in SHOWN.items()
        ],
        "crumbs": [("做法", reverse("practices:practices")), ("比较", "")],
    }
    return render(request, "practices/compare.html", context)


def _said(wanted: list[str], slugs: list[str]) -> list[str]:
    said = []
    missing = len(wanted) - len(slugs)
    if missing:
        said.append(f"有 {missing} 个做法没有找到（可能已经撤下），已略去。")
    if len(slugs) > MOST:
        said.append(f"一次最多比较 {MOST} 个做法，这里是前 {MOST} 个。")
    return said


def side_of(practice: Practice, user) -> Side:
    """Return a practice as `user` may compare it."""
    return Side(
        practice,
        PracticeParts(practice, user),
        list(practice.zones.visible_to(user)),
        list(practice.themes.all()),
    )


def _without(side: Side, slugs: list[str]) -> str:
    """Return the address of the comparison without one of its practices."""
    return _address([slug for slug in slugs if slug != side.practice.slug])


def _address(slugs: list[str], *, show: str = "") -> str:
    shown = {"show": show} if show else {}
    return f"?{urlencode({'practice': slugs, **shown}, doseq=True)}"


def bands_of(compared: list[Side]) -> list[Band]:
    """Return all rows that at least one of the practices has something in."""
    answered = [{row.link.problem: row.link for row in one.parts.answered} for one in compared]
    themes = [{theme: theme for theme in one.themes} for one in compared]
    bands = (
        Band("概况", list(_facts(compared))),
        Band("回应的问题", _terms(compared, "how", answered), is_marked=True),
        Band("主题", _terms(compared, "has", themes), is_marked=True),
        Band("构成", _parts(compared)),
        Band("成效与出处", list(_grounds(compared))),
    )
    return [replace(band, rows=[row for row in band.rows if row.had]) for band in bands]


def _row(label: str, look: str, compared: list[Side], holds: Iterable, url: str = "") -> Row:
    cells = zip((one.practice for one in compared), holds, strict=True)
    return Row(label, look, tuple(Cell(*cell) for cell in cells), url)


def _facts(compared: list[Side]) -> Iterator[Row]:
    practices = [one.practice for one in compared]
    stages = [one.stage and one.get_stage_display() for one in practices]
    yield _row("一句话", "text", compared, (one.gist for one in practices))
    yield _row("高新区", "zones", compared, (one.zones for one in compared))
    yield _row("开始时间", "date", compared, (one.started for one in practices))
    yield _row("阶段", "text", compared, stages)


def _grounds(compared: list[Side]) -> Iterator[Row]:
    yield _row("成效", "outcomes", compared, (one.parts.outcomes for one in compared))
    yield _row("出处", "sources", compared, (one.parts.sources for one in compared))


def _terms(compared: list[Side], look: str, several: list[dict]) -> list[Row]:
    """Return a row for each term, those that most of the practices have first."""
    terms = {term for one in several for term in one}
    rows = [
        _row(
            term.name,
            look,
            compared,
            (one.get(term, "") for one in several),
            term.get_absolute_url(),
        )
        for term in sorted(terms, key=lambda term: (term.position, term.code))
    ]
    return sorted(rows, key=lambda row: -row.had)


def _parts(compared: list[Side]) -> list[Row]:
    """Return the parts of all, the first beside the first: what they are called differs."""
    trees = [one.parts.tree for one in compared]
    return [
        _row(f"第{place}部分", "part", compared, parts)
        for place, parts in enumerate(zip_longest(*trees, fillvalue=""), 1)
    ]


def _only(band: Band, shown: str, number: int) -> Band:
    """Return the band with the rows that are to be shown."""
    if shown == "shared":
        rows = [row for row in band.rows if band.is_marked and row.had > 1]
    elif shown == "different":
        rows = [row for row in band.rows if not _is_same(band, row, number)]
    else:
        rows = band.rows
    return replace(band, rows=rows)


def _is_same(band: Band, row: Row, number: int) -> bool:
    """Tell whether all the practices have the same there: a term in common, or equal words."""
    if band.is_marked:
        return row.had == number
    return all(cell.holds == row.cells[0].holds for cell in row.cells)
