"""Marking the words found, exactly and only them, in the original text."""

from collections.abc import Sequence
from itertools import groupby, takewhile

from django.utils.html import escape
from django.utils.safestring import SafeString

from .folding import fold

ELLIPSIS = "…"


def found_at(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return start and end of every place where a folded term stands in `text`, in order.

    Places may overlap.
    """
    folded, places = fold(text), []
    for term in terms:
        start = folded.find(term) if term else -1
        while start >= 0:
            places.append((start, start + len(term)))
            start = folded.find(term, start + 1)
    return sorted(places)


def mark(text: str, terms: Sequence[str]) -> SafeString:
    """Return `text` escaped, with all that the folded `terms` cover in `<mark>`."""
    covered = bytearray(len(text))
    for start, end in found_at(text, terms):
        covered[start:end] = b"\x01" * (end - start)
    pieces, start = [], 0
    for is_found, run in groupby(covered):
        end = start + sum(1 for _ in run)
        piece = escape(text[start:end])
        pieces.append(f"<mark>{piece}</mark>" if is_found else piece)
        start = end
    return SafeString("".join(pieces))


def window(text: str, terms: Sequence[str], width: int) -> tuple[int, int]:
    """Return the stretch of `text`, at most `width` characters, that shows most different terms.

    Of equally good stretches the first one is taken; without any term found, the beginning.
    """
    places, folded = found_at(text, terms), fold(text)
    best, best_shown = 0, 0
    for index, (first, _) in enumerate(places):
        near = takewhile(lambda place: place[1] <= first + width, places[index:])  # noqa: B023
        shown = len({folded[start:end] for start, end in near})
        if shown > best_shown:
            best, best_shown = first, shown
        if shown == len(terms):
            break
    start = max(0, min(best - width // 4, len(text) - width))
    return start, min(len(text), start + width)


def snippet(text: str, terms: Sequence[str], width: int = 90) -> SafeString:
    """Return the telling part of `text` with the terms marked; … where something is left out."""
    start, end = window(text, terms, width)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    return SafeString(before + mark(text[start:end].replace("\n", " "), terms) + after)
