"""How far editors who coded the same answers on their own agree (inter-coder agreement).

Each term is a decision of its own: chosen or not. Percentage and κ are of pairs of coders; with
several pairs, κ is their mean, weighted by the answers that each pair has in common (pairwise, as
Light 1971 has it). κ: Cohen, “A Coefficient of Agreement for Nominal Scales”, 1960. α, nominal:
Krippendorff, “Content Analysis”; a unit counts with at least two codings, however many coders
there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

# (unit, coder, whether the term was chosen)
Decision = tuple[object, int, bool]

NO_UNITS = "没有两人都完成编码的回答"
NOBODY = "没有人选过，没有差异可比"
EVERYBODY = "每个人都选了，没有差异可比"
ALIKE = "可比的每一对编码里，两人的选择都没有变化"


@dataclass(frozen=True)
class Figures:
    """Counts of pairs of codings, and the measures; None where undefined, for the `reason`.

    `first_only` and `second_only` are what only one of two coders chose, in the order of their
    keys; with more coders there is no first and second.
    """

    units: int = 0
    both: int = 0
    one: int = 0
    neither: int = 0
    kappa: float | None = None
    alpha: float | None = None
    kappa_reason: str = NO_UNITS
    alpha_reason: str = NO_UNITS
    first_only: int | None = None
    second_only: int | None = None

    @property
    def percent(self) -> float | None:
        pairs = self.both + self.one + self.neither
        return 100 * (self.both + self.neither) / pairs if pairs else None

    @property
    def kappa_band(self) -> str:
        """Landis & Koch, “The Measurement of Observer Agreement for Categorical Data”, 1977."""
        if self.kappa is None:
            return ""
        bands = ((0, "差"), (0.2, "轻微"), (0.4, "尚可"), (0.6, "中等"), (0.8, "较高"))
        if self.kappa < 0:
            return bands[0][1]
        return next((name for top, name in bands[1:] if self.kappa <= top), "几乎完全一致")

    @property
    def alpha_band(self) -> str:
        """Krippendorff, “Content Analysis”: .800, and .667 for tentative conclusions."""
        if self.alpha is None:
            return ""
        if self.alpha >= 0.8:
            return "可靠"
        return "只宜作初步结论" if self.alpha >= 0.667 else "不足以下结论"


def figures(decisions: Iterable[Decision]) -> Figures:
    """Return the figures of decisions on one term, or on several (with units for each term)."""
    by_unit: dict[object, dict[int, bool]] = defaultdict(dict)
    for unit, coder, chosen in decisions:
        by_unit[unit][coder] = chosen
    units = {unit: given for unit, given in by_unit.items() if len(given) > 1}
    if not units:
        return Figures()
    pairs = _pairs(units)
    chosen = [a + b for rows in pairs.values() for _, a, b in rows]
    values = {value for given in units.values() for value in given.values()}
    reason = (EVERYBODY if True in values else NOBODY) if len(values) == 1 else ""
    kappa = None if reason else _kappa(pairs)
    (one_pair,) = pairs.values() if len(pairs) == 1 else ([],)
    return Figures(
        units=len(units),
        both=chosen.count(2),
        one=chosen.count(1),
        neither=chosen.count(0),
        kappa=kappa,
        alpha=None if reason else _alpha(units),
        kappa_reason=reason or (ALIKE if kappa is None else ""),
        alpha_reason=reason,
        first_only=sum(a > b for _, a, b in one_pair) if one_pair else None,
        second_only=sum(b > a for _, a, b in one_pair) if one_pair else None,
    )


def _pairs(units: dict) -> dict[tuple[int, int], list[tuple[object, bool, bool]]]:
    pairs = defaultdict(list)
    for unit, given in units.items():
        for first, second in combinations(sorted(given), 2):
            pairs[first, second].append((unit, given[first], given[second]))
    return pairs


def _alpha(units: dict) -> float:
    from nltk.metrics.agreement import AnnotationTask  # takes 0.2 s

    # The library sorts units, and takes any label.
    triples = [
        (coder, number, int(chosen))
        for number, given in enumerate(units.values())
        for coder, chosen in given.items()
    ]
    return AnnotationTask(triples).alpha()


def _kappa(pairs: dict) -> float | None:
    """Return the mean over the pairs for which κ is defined.

    Reckoned from the four counts: the library looks through all rows for each unit of a pair.
    """
    total, weight = 0.0, 0
    for rows in pairs.values():
        number = len(rows)
        agreed = sum(a == b for _, a, b in rows) / number
        first, second = (sum(given) / number for given in list(zip(*rows, strict=True))[1:])
        by_chance = first * second + (1 - first) * (1 - second)
        if first == second and first in (0, 1):
            continue  # chance alone would agree always: 0/0
        total += number * (agreed - by_chance) / (1 - by_chance)
        weight += number
    return total / weight if weight else None
