"""D5: words that are gone. Their place is marked; nothing is invented."""

from __future__ import annotations

import re

from imports.draft import Gap
from imports.repair.manuscript import Edit
from sources.passages import GAP_MARK

_CONTEXT = 20  # characters shown on each side of a gap
# What is left of a closing tag whose first bytes went with the text before it.
_TAG_END = r"(?:<?/(?:p|div|span|strong|b|em|font|td|tr|li)|br\s?/?)>"
_BEFORE_TAG = rf"(?<![?\ufffd])[?\ufffd]++ ?{_TAG_END}"
_UNDECODED = r"\ufffd++"
_RUN_AT_END = r"(?<![?\ufffd])[?\ufffd]{3,}+(?=\n|\Z)"
_LOST = re.compile(f"{_BEFORE_TAG}|{_UNDECODED}")
_LOST_IN_DAMAGED = re.compile(f"{_BEFORE_TAG}|{_RUN_AT_END}|{_UNDECODED}")


def mark_gaps(text: str, *, damaged: bool) -> list[Edit]:
    """Edits that put the gap mark where text was lost: `會議???/p>`.

    A run of `?` at the end of a paragraph is a loss only in a text that is damaged elsewhere.
    """
    lost = _LOST_IN_DAMAGED if damaged else _LOST
    return [Edit("D5", match.start(), match.end(), GAP_MARK) for match in lost.finditer(text)]


def find_gaps(text: str) -> tuple[Gap, ...]:
    """Every gap that is marked in the text, with the words around it."""
    return tuple(
        Gap(match.start(), _context(text, match.start(), match.end()))
        for match in re.finditer(re.escape(GAP_MARK), text)
    )


def _context(text: str, start: int, end: int) -> str:
    line_start = text.rfind("\n", max(0, start - _CONTEXT), start) + 1
    line_end = text.find("\n", end, end + _CONTEXT)
    left = max(line_start, start - _CONTEXT)
    right = end + _CONTEXT if line_end < 0 else line_end
    return text[left:right]
