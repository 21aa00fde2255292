"""The measures of the analysis against figures worked out by hand."""

from math import isclose, sqrt

import numpy as np
import pytest

from practices.analysis.cooccurrence import jaccard, lift
from practices.analysis.independence import expected, pair_of, residual
from practices.analysis.tables import Bar, decimals, percent, signed


def test_the_expected_count_is_row_by_column_over_all():
    assert expected(40, 60, 100) == 24


@pytest.mark.parametrize(
    ("actual", "row", "column", "total", "far"),
    [
        # E = 24, and √(24 · 0.6 · 0.4) = 2.4.
        (30, 40, 60, 100, 2.5),
        (18, 40, 60, 100, -2.5),
        (24, 40, 60, 100, 0),
    ],
)
def test_the_residual_is_the_adjusted_one(actual, row, column, total, far):
    assert isclose(residual(actual, row, column, total), far, abs_tol=1e-3)


# Agresti, “An Introduction to Categorical Data Analysis” (2007), 2.4: women and men who are
# Democrats, Independents and Republicans. χ² = 30.07; these are the examples of R's `chisq.test`.
PARTIES = np.array([[762, 327, 468], [484, 239, 477]])


def test_residuals_of_agrestis_table_are_those_of_the_definition():
    rows, columns, total = PARTIES.sum(axis=1), PARTIES.sum(axis=0), PARTIES.sum()
    by_chance = np.outer(rows, columns) / total
    assert ((PARTIES - by_chance) ** 2 / by_chance).sum() == pytest.approx(30.07, abs=0.005)
    spread = np.sqrt(by_chance * np.outer(1 - rows / total, 1 - columns / total))
    found = [
        [
            residual(int(seen), int(r), int(c), int(total))
            for seen, c in zip(line, columns, strict=True)
        ]
        for line, r in zip(PARTIES, rows, strict=True)
    ]
    assert np.allclose(found, (PARTIES - by_chance) / spread)
    # Printed in the book, to two places.
    assert np.allclose(found[0], [4.50, 0.70, -5.32], atol=0.005)


def test_its_square_is_pearsons_statistic_of_the_table_of_two_by_two():
    both, row, column, total = 7, 12, 15, 40
    cells = {
        (both, row, column),
        (row - both, row, total - column),
        (column - both, total - row, column),
        (total - row - column + both, total - row, total - column),
    }
    chi = sum((seen - r * c / total) ** 2 / (r * c / total) for seen, r, c in cells)
    assert isclose(residual(both, row, column, total), sqrt(chi))


@pytest.mark.parametrize(("row", "column"), [(10, 4), (4, 10), (0, 4), (10, 10)])
def test_what_all_or_none_have_has_no_residual(row, column):
    assert residual(min(row, column), row, column, 10) is None


def test_a_cell_is_shaky_when_fewer_than_five_are_expected():
    assert pair_of(0, 0, 1, 7, 7, 10).is_shaky
    assert not pair_of(0, 0, 1, 10, 5, 10).is_shaky


def test_lift_and_jaccard():
    assert lift(6, 10, 12, 40) == 2
    assert jaccard(6, 10, 12) == 6 / 16


def test_numbers_are_written_for_readers():
    assert [signed(2.46), signed(-1.04), signed(-0.04), signed(None)] == [
        "+2.5",
        "−1.0",
        "0.0",
        "—",
    ]
    assert [percent(0.125), decimals(2)(1.005), decimals(1)(None)] == ["12.5%", "1.00", "—"]


def test_bars_begin_at_nothing():
    assert Bar.of(3, 4) == Bar(0, 0, 75)
    assert Bar.of(0, 0) == Bar(0, 0, 0)
    assert Bar.both_ways(2, 4) == Bar(50, 50, 25)
    assert Bar.both_ways(-4, 4) == Bar(50, 0, 50)
