"""The figures of agreement, against examples that are reckoned by hand."""

import pytest
from nltk.metrics.agreement import AnnotationTask

from practices.agreement import EVERYBODY, NO_UNITS, NOBODY, figures


def table(both, first, second, neither):
    """Return the decisions of two coders with these counts."""
    kinds = ((True, True), (True, False), (False, True), (False, False))
    given = zip(kinds, (both, first, second, neither), strict=True)
    rows = [kind for kind, number in given for _ in range(number)]
    return [
        (unit, coder, chosen) for unit, row in enumerate(rows) for coder, chosen in enumerate(row)
    ]


def decided(given):
    return [(unit, who, bool(x)) for unit, row in given.items() for who, x in enumerate(row)]


def test_kappa_of_a_known_table():
    # Observed 35/50; by chance .5 × .6 + .5 × .4 = .5; κ = .2/.5.
    found = figures(table(20, 5, 10, 15))
    assert (found.units, found.both, found.one, found.neither) == (50, 20, 15, 15)
    assert found.percent == 70
    assert found.kappa == pytest.approx(0.4)
    assert found.kappa_band == "尚可"


def test_alpha_of_krippendorffs_binary_example():
    # Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), A: Meg and Owen, α = .095.
    meg = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    owen = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    rows = zip(meg, owen, strict=True)
    found = figures(
        (unit, who, bool(x)) for unit, row in enumerate(rows) for who, x in enumerate(row)
    )
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert found.percent == 60


def test_alpha_with_missing_codings_counts_only_units_with_two():
    # Units 1: 1 1 1, 2: 0 1 ·, 3: 0 0 ·, 4: 1 · · (does not count). Coincidences: 1-1 3, 0-0 2,
    # 0-1 1 and 1-0 1; n = 7, ones 4, zeros 3. α = 1 − 6 × 2 / (2 × 4 × 3) = .5.
    given = {1: (1, 1, 1), 2: (0, 1), 3: (0, 0), 4: (1,)}
    found = figures(
        (unit, who, bool(x)) for unit, row in given.items() for who, x in enumerate(row)
    )
    assert found.units == 3
    assert found.alpha == pytest.approx(0.5)


@pytest.mark.parametrize("counts", [(3, 4, 5, 6), (9, 0, 1, 0), (0, 7, 2, 1), (12, 1, 0, 30)])
def test_kappa_is_that_of_the_library(counts):
    decisions = table(*counts)
    library = AnnotationTask([(who, unit, int(x)) for unit, who, x in decisions])
    assert figures(decisions).kappa == pytest.approx(library.kappa_pairwise(0, 1))


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ([], NO_UNITS),
        ([(1, 1, True)], NO_UNITS),
        (table(0, 0, 0, 5), NOBODY),
        (table(5, 0, 0, 0), EVERYBODY),
    ],
)
def test_what_is_undefined_says_why(decisions, reason):
    found = figures(decisions)
    assert (found.kappa, found.alpha) == (None, None)
    assert (found.kappa_reason, found.alpha_reason) == (reason, reason)


def test_a_pair_that_never_differs_is_left_out_of_the_mean():
    still = [(("x", unit), coder, False) for unit in range(5) for coder in (5, 6)]
    assert figures([*table(20, 5, 10, 15), *still]).kappa == pytest.approx(0.4)
