"""Paragraph numbers that stay with their paragraphs while the text around them is edited."""

from collections.abc import Sequence
from difflib import SequenceMatcher

SAME_PARAGRAPH = 0.6


def renumber(
    before: Sequence[str], numbers: Sequence[int], after: Sequence[str], last: int
) -> tuple[list[int], int]:
    """Carry the numbers of paragraphs `before` over to paragraphs `after`.

    `last` is the highest number ever given. A paragraph that is unchanged or was only reworded
    keeps its number; a new one gets a number that was never used, so that no old address ever
    points to other words. Returns the numbers of `after` and the new highest number.
    """
    result: list[int | None] = [None] * len(after)
    matcher = SequenceMatcher(a=list(before), b=list(after), autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            result[b1:b2] = numbers[a1:a2]
        elif tag == "replace":
            _match_reworded(before, numbers, after, result, (a1, a2, b1, b2))
    for index, number in enumerate(result):
        if number is None:
            last += 1
            result[index] = last
    return result, last


def _match_reworded(before, numbers, after, result, span) -> None:
    a1, a2, b1, b2 = span
    for b in range(b1, b2):
        for a in range(a1, a2):
            alike = SequenceMatcher(a=before[a], b=after[b], autojunk=False).ratio()
            if alike >= SAME_PARAGRAPH:
                result[b] = numbers[a]
                a1 = a + 1
                break
