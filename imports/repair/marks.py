"""D6: half-width marks between Chinese back to full width."""

from __future__ import annotations

import re

from imports.language import is_han
from imports.repair.manuscript import Edit

FULL_WIDTH = dict(zip(",:;?!()", "，：；？！（）", strict=True))

_HALF = re.compile("[,:;?!()]")
_FULL = re.compile("[，：；？！（）]")
_BRACKETS_AND_LINE_ENDS = re.compile(r"[()\n]")
_CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·％")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)


def is_half_width(text: str) -> bool:
    """Whether a text writes Chinese with half-width marks, as the damage leaves it.

    Authors mix in a few half-width marks; a text in which they outnumber the full-width ones
    was converted.
    """
    half = sum(_touches_chinese(text, match.start()) for match in _HALF.finditer(text))
    return half > len(_FULL.findall(text))


def widen_marks(text: str) -> list[Edit]:
    """Edits that widen the marks that stand in Chinese; numbers, times, Latin, URLs are left.

    A mark stands in Chinese if it touches a Chinese character or mark, one that is widened
    included, if it ends a line of Chinese, or if it is one of a pair of brackets that does.
    """
    spared = {
        place
        for address in _ADDRESS.finditer(text)
        for place in range(address.start(), address.end())
    }
    marks = {match.start() for match in _HALF.finditer(text)} - spared
    partners = _bracket_pairs(text)
    waiting = [place for place in marks if _touches_chinese(text, place) or _ends(text, place)]
    widened: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place in widened or place not in marks:
            continue
        widened.add(place)
        waiting += [place - 1, place + 1, partners.get(place, place)]
    return [Edit("D6", place, place + 1, FULL_WIDTH[text[place]]) for place in sorted(widened)]


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in _CHINESE_MARKS


def _touches_chinese(text: str, place: int) -> bool:
    return (place > 0 and _is_chinese(text[place - 1])) or (
        place + 1 < len(text) and _is_chinese(text[place + 1])
    )


def _ends(text: str, place: int) -> bool:
    """Closing a line that is Chinese just before, after a number or a Latin word."""
    if place + 1 < len(text) and text[place + 1] != "\n":
        return False
    before = text[max(0, place - 20) : place].rpartition("\n")[2]
    return any(map(is_han, before))


def _bracket_pairs(text: str) -> dict[int, int]:
    """The place of each bracket's partner in the same line."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKETS_AND_LINE_ENDS.finditer(text):
        if match[0] == "\n":
            opened = []
        elif match[0] == "(":
            opened.append(match.start())
        elif opened:
            partners[match.start()] = opened[-1]
            partners[opened.pop()] = match.start()
    return partners
