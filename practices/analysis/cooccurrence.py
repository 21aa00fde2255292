"""How often two problems are answered by the same practice.

Lift is N · both / (a · b): how many times as often as if the problems had nothing to do with each
other. Jaccard is both / (a + b − both): the share of the practices that answer either which answer
both. Lift is large by chance where counts are small, which is said; Jaccard is not, but favours
problems of like size.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from django.http import QueryDict

from practices.row_links import rows_of, value_of
from search.filters import MATCH_ALL
from search.matrix import Axis, axis
from search.selection import Selection

from .independence import LEAST_EXPECTED, SHAKY, expected
from .scope import Scope
from .tables import Bar, Cell, Column, Row, Table, Term, decimals

NOTES = (
    "提升度 = N × 同时回应 ÷（回应甲 × 回应乙），N 是所选做法的条数："
    "大于 1，两个问题就比互不相干时更常由同一个做法回应。条数少时提升度容易偶然偏高，已注明。",
    "杰卡德系数 = 同时回应 ÷ 至少回应一个的做法数，从 0 到 1，"
    "不因条数少而偏高，但两个问题的做法数悬殊时偏低。",
)


class Couple(NamedTuple):
    """Two problems by their places, and how many practices answer both."""

    first: int
    second: int
    both: int


def lift(both: int, one: int, other: int, total: int) -> float:
    return both * total / (one * other)


def jaccard(both: int, one: int, other: int) -> float:
    return both / (one + other - both)


def couples(problems: Axis) -> list[Couple]:
    """Return the pairs of problems that any practice answers, the most frequent first."""
    found = (
        Couple(a, b, one.intersection_cardinality(other))
        for (a, one), (b, other) in combinations(enumerate(problems.records), 2)
    )
    return sorted((pair for pair in found if pair.both), key=lambda pair: -pair.both)


def cooccurrences(scope: Scope, *, name: str) -> Table:
    selection = scope.practices
    problems = axis(selection, "problem", sort="usual", every=False)
    found, totals, total = couples(problems), problems.totals, selection.total
    url, both_url = rows_of(selection, "problem"), _rows_with_both(selection)
    largest = found[0].both if found else 0

    def row(pair: Couple) -> Row:
        terms = [problems.values[place] for place in (pair.first, pair.second)]
        one, other = (totals[place] for place in (pair.first, pair.second))
        first, second = (value_of("problem", term.code) for term in terms)
        shaky = expected(one, other, total) < LEAST_EXPECTED
        return Row(
            tuple(Term(term.code, term.label) for term in terms),
            (
                Cell(pair.both, f"{both_url}{first}&{second}", Bar.of(pair.both, largest)),
                Cell(one, url + first),
                Cell(other, url + second),
                Cell(round(lift(pair.both, one, other, total), 4)),
                Cell(round(jaccard(pair.both, one, other), 4)),
                Cell(SHAKY if shaky else ""),
            ),
        )

    return Table(
        name,
        "同时回应两个问题的做法",
        "一行是两个问题；没有做法同时回应的不列。",
        selection,
        ("问题甲", "问题乙"),
        (
            Column("同时回应", "两个问题都回应的做法数"),
            Column("回应甲", "回应问题甲的做法数"),
            Column("回应乙", "回应问题乙的做法数"),
            Column("提升度", f"{total} × 同时回应 ÷（回应甲 × 回应乙）", decimals(2)),
            Column("杰卡德系数", "同时回应 ÷ 至少回应一个的做法数", decimals(2)),
            Column(
                "提示",
                f"期望（回应甲 × 回应乙 ÷ N）小于 {LEAST_EXPECTED} 时提升度不可靠",
                has_words=True,
            ),
        ),
        found,
        row,
        NOTES,
    )


def _rows_with_both(selection: Selection) -> str:
    """Return the address of the rows that must have every problem named."""
    url = rows_of(selection, "problem")
    path, _, query = url.partition("?")
    kept = QueryDict(query, mutable=True)
    kept["problem_match"] = MATCH_ALL
    return f"{path}?{kept.urlencode()}&"
