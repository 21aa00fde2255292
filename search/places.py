"""Finding the paragraph that a hit should lead to."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from .folding import fold

Part = TypeVar("Part")


def best_part(parts: Sequence[Part], text_of: Callable[[Part], str], terms) -> Part:
    """Return the first of `parts` in whose text most of the folded `terms` stand."""
    return max(parts, key=lambda part: sum(term in fold(text_of(part)) for term in terms))
