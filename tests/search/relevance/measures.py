"""The usual measures of a ranking, over the grades of what was found."""

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(found: Sequence[int], grades: Mapping[int, int], at: int = 10) -> float:
    """Return the discounted gain of a ranking, as a share of the best possible one."""

    def gain(ordered) -> float:
        return sum(grade / log2(place + 2) for place, grade in enumerate(ordered[:at]))

    ideal = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(document, 0) for document in found]) / ideal if ideal else 0.0


def reciprocal_rank(found: Sequence[int], grades: Mapping[int, int]) -> float:
    """Return one divided by the place of the first of the best answers; 0 when there is none."""
    for place, document in enumerate(found, start=1):
        if grades.get(document, 0) == max(grades.values()):
            return 1 / place
    return 0.0


def recall(found: Sequence[int], grades: Mapping[int, int], at: int = 20) -> float:
    """Return which share of the answers (at most `at` can be) is among the first `at`."""
    answers = {document for document, grade in grades.items() if grade}
    return len(answers & set(found[:at])) / min(len(answers), at) if answers else 0.0
