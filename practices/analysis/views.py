"""The overview of the analysis, and each of its tables whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from practices.slogan_families import family_label
from search import panel
from search.facets import Chip
from search.formats import SHEET_FORMATS, refused, sheet_in_other_format

from .listed import SECTIONS, TABLES, Section
from .scope import Scope
from .tables import Cell, Column, Row, Table

MOST_ON_OVERVIEW = 10
MOST_ON_PAGE = 200


def overview(request):
    """The first rows of every table of a selection."""
    scope = Scope(request.GET, request.user)
    if request.GET.get("format"):
        sentence = "这一页是总览，下载要先选一张表"
        return refused(request, sentence, "可以下载的表", TABLES, _overview_url(scope))
    context = {
        "scope": scope,
        "selection": scope.practices,
        "sections": [
            (section, tables) for section in SECTIONS if (tables := _filled(section, scope))
        ],
        "all_sections": SECTIONS,
        "loosenings": panel.loosenings(scope.practices),
        "chips": scope.practices.chips,
        "clear_url": request.path,
        "said": scope.notices,
        "list_url": _list_url(scope),
        "crumbs": [("做法", reverse("practices:practices")), ("分析", "")],
    }
    return render(request, "practices/analysis/overview.html", context)


def _filled(section: Section, scope: Scope) -> list[Shown]:
    """Return the tables of a section that have any rows."""
    made = (Shown(TABLES[name](scope), scope, MOST_ON_OVERVIEW) for name in section.tables)
    return [shown for shown in made if shown.total]


def table(request, name: str):
    """One table: its first rows as a page, all of them as a file."""
    if name not in TABLES:
        raise Http404
    scope, make = Scope(request.GET, request.user), TABLES[name]
    shown = Shown(make(scope), scope, MOST_ON_PAGE)
    # Whoever asks: what is taken away is what everybody may see.
    if reply := sheet_in_other_format(request, lambda: make(Scope(request.GET)).sheet(), shown.url):
        return reply
    context = {
        "scope": scope,
        "shown": shown,
        "selection": shown.table.selection,
        "chips": shown.chips,
        "clear_url": request.path,
        "said": list(dict.fromkeys((*scope.notices, *shown.table.selection.notices))),
        "loosenings": panel.loosenings(shown.table.selection),
        "overview_url": _overview_url(scope),
        "list_url": _list_url(scope),
        "crumbs": [
            ("做法", reverse("practices:practices")),
            ("分析", _overview_url(scope)),
            (shown.table.label, ""),
        ],
    }
    return render(request, "practices/analysis/table.html", context)


@dataclass(frozen=True)
class Shown:
    """A table as a page shows it: its first rows, and where the others are."""

    table: Table
    scope: Scope
    most: int

    @cached_property
    def rows(self) -> list[tuple[Row, list[tuple[Column, Cell, str]]]]:
        """The first rows, each with its cells and the words that stand in them."""
        columns = self.table.columns
        return [
            (
                row,
                [
                    (one, cell, one.shown(cell.value))
                    for one, cell in zip(columns, row.cells, strict=True)
                ],
            )
            for row in self.table.rows(self.most)
        ]

    @property
    def total(self) -> int:
        return len(self.table.lines)

    @property
    def is_cut(self) -> bool:
        return self.total > self.most

    @property
    def url(self) -> str:
        return self._address()

    @property
    def files(self) -> list[tuple[str, str]]:
        return [(form.upper(), self._address(format=form)) for form in SHEET_FORMATS]

    @property
    def chips(self) -> list[Chip]:
        """The conditions that narrow this table; each is taken off alone."""
        family = self.scope.family
        if not family or self.table.name != "slogan-names":
            return self.table.selection.chips
        kept = urlencode({"family": family})
        chips = [
            Chip(chip.name, chip.label, f"{chip.url}{'&' if len(chip.url) > 1 else ''}{kept}")
            for chip in self.table.selection.chips
        ]
        without = self.table.selection.address(view=None, sort=None)
        return [*chips, Chip("形式", family_label(family), without)]

    def _address(self, **more: str) -> str:
        family = self.scope.family if self.table.name == "slogan-names" else None
        query = self.table.selection.address(view=None, sort=None, family=family, **more)
        return self.scope.path(self.table.name) + query


def _overview_url(scope: Scope) -> str:
    return reverse("practices:analysis") + scope.practices.address(view=None, sort=None)


def _list_url(scope: Scope) -> str:
    return reverse("practices:practices") + scope.practices.address(view=None)
