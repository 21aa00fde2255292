"""Paragraph numbers that stay with their paragraphs while the text around them is edited."""

from collections.abc import Sequence
from difflib import SequenceMatcher

SAME_PARAGRAPH = 0.6


def renumber(
    before: Sequence[str], numbers: Sequence[int], after: Sequence[str], last: int
) -> tuple[list[int], int]:
    """Carry the numbers of paragraphs `before` over to paragraphs `after`.

    `last` is the highest number ever given. A paragraph that is unchanged, was moved, or was only
    reworded keeps its number; a new one gets a number that was never used, so that no old address
    ever points to other words. Returns the numbers of `after` and the new highest number.
    """
    origin = _unchanged(before, after)
    for a, b in _by_likeness(before, after, origin):
        if a not in origin.values() and b not in origin:
            origin[b] = a
    result = []
    for b in range(len(after)):
        if b not in origin:
            last += 1
        result.append(numbers[origin[b]] if b in origin else last)
    return result, last


def _unchanged(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return, for each paragraph of `after` that stands as it stood, its index in `before`."""
    matcher = SequenceMatcher(a=list(before), b=list(after), autojunk=False)
    return {
        block.b + offset: block.a + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


def _by_likeness(before, after, origin: dict[int, int]) -> list[tuple[int, int]]:
    """Return pairs of indexes of paragraphs not yet matched that may be the same, most alike first.

    Of equally like ones, those come first that stand nearest to each other.
    """
    pairs = []
    for a in set(range(len(before))) - set(origin.values()):
        for b in set(range(len(after))) - set(origin):
            matcher = SequenceMatcher(a=before[a], b=after[b], autojunk=False)
            if matcher.quick_ratio() >= SAME_PARAGRAPH:
                pairs.append((-matcher.ratio(), abs(a - b), a, b))
    return [(a, b) for unlikeness, _, a, b in sorted(pairs) if -unlikeness >= SAME_PARAGRAPH]
