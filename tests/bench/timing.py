"""Taking times, and saying how fast the machine was just then."""

import statistics
import time
from collections.abc import Callable, Sequence


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def median(taken: Sequence[float]) -> float:
    return statistics.median(taken)


def slow(taken: Sequence[float]) -> float:
    """Return what 95 of a hundred stay under."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def yardstick() -> float:
    """Return the milliseconds of a fixed piece of Python.

    Virtual machines are given more and less of a processor; figures of two runs can be compared
    when this is much the same in both.
    """

    def count() -> int:
        total = 0
        for number in range(1_000_000):
            total += number * number % 7
        return total

    return min(milliseconds(count) for _ in range(5))
