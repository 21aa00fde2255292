"""The figures of agreement, against examples that are reckoned by hand."""

from itertools import permutations

import numpy as np
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


# Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), C: four observers, twelve
# units, nominal data with gaps; α = .743.
OBSERVED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def alpha_by_definition(observed) -> float:
    """Return α = 1 − observed over expected disagreement, from the matrix of coincidences."""
    values = sorted({value for row in observed for value in row} - {None})
    coincidences = np.zeros((len(values), len(values)))
    for unit in zip(*observed, strict=True):
        given = [values.index(value) for value in unit if value is not None]
        for first, second in permutations(given, 2):
            coincidences[first, second] += 1 / (len(given) - 1)
    number, of_each = coincidences.sum(), coincidences.sum(axis=0)
    unlike = number - np.trace(coincidences)
    by_chance = (number**2 - (of_each**2).sum()) / (number - 1)
    return 1 - unlike / by_chance


def test_alpha_by_definition_and_that_of_the_library_are_the_published_one():
    triples = [
        (who, unit, value)
        for who, row in enumerate(OBSERVED)
        for unit, value in enumerate(row)
        if value is not None
    ]
    # What was coded once does not count.
    counted = [one for one in triples if sum(one[1] == other[1] for other in triples) > 1]
    assert alpha_by_definition(OBSERVED) == pytest.approx(0.743, abs=0.0005)
    assert AnnotationTask(counted).alpha() == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_alpha_of_one_term_among_several_coders_is_that_of_the_definition(value):
    chosen = [[None if one is None else one == value for one in row] for row in OBSERVED]
    found = figures(
        (unit, who, one)
        for who, row in enumerate(chosen)
        for unit, one in enumerate(row)
        if one is not None
    )
    assert found.units == 11
    assert found.alpha == pytest.approx(alpha_by_definition(chosen))


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
