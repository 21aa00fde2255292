"""Slogans promise numbers: 三亮 promises three parts, 双培一创 two and one, “136” one, three, six.

Pure functions over a practice's name and its parts. Numbers that count nothing promise nothing:
ordinals, years, figures with a unit, a formula with an unknown (1+X), an amount (2510, whose
zero is no part), and words in which a numeral has lost its number (一体化, 长三角, 两新).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Parts = Sequence[tuple[str, Sequence[str]]]
"""A practice's parts: each a label with the items under it, which may be none."""

_VALUES = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2, "双": 2}
_NUMERAL = "[一二两双三四五六七八九]?十[一二三四五六七八九]?|[一二两双三四五六七八九]"
_COUNTING = re.compile(
    rf"(?P<number>{_NUMERAL})(?P<what>[\u4e00-\u9fff]+?)(?={_NUMERAL}|[^\u4e00-\u9fff]|$)"
)
# Words that hold a numeral and count nothing.
_FIXED = re.compile(
    r"第[一二三四五六七八九十]+[\u4e00-\u9fff]?|[一二三四五六七八九十]+届|[一二三四五六七八九]中全会|"
    r"长三角|珠三角|三角洲|十[二三四五]五|一带一路|"
    r"一(?:体|流|线|站|致|同|起|般|定|切|些|批|路|系列|把手|手|种|直|旦|律|贯)|统一|唯一|万一|专一|合一|"
    r"[一多点面]对[一多点面]|两新|两地|两会|双向|双方|双赢|双重|双语|三农|三方|四季|四川|五星|五四|七一|八一|八方|十分"
)
_DIGITS = re.compile(
    r"(?<![\d.+])[1-9]{2,4}(?![\d.+%％]|[年月日号时分秒元岁天个家名人米]|小时|公里)"
)
_SUM = re.compile(r"(?<![\w+])[1-9]\d?(?:\+[1-9]\d?)+(?![\d+]|\+?[A-Za-zＸＮ])")


@dataclass(frozen=True, slots=True)
class Promise:
    """A number that a name promises, and the words that promise it: 3 and 三亮."""

    number: int
    words: str


def promises(name: str) -> tuple[Promise, ...]:
    """What a name promises, in its order; nothing if no number in it counts parts.

    >>> [promise.number for promise in promises("双培一创")]
    [2, 1]
    """
    if total := _SUM.search(name):
        return tuple(Promise(int(part), part) for part in total[0].split("+"))
    if digits := _DIGITS.search(name):
        return tuple(Promise(int(digit), digit) for digit in digits[0])
    countable = _FIXED.sub(lambda match: "·" * len(match[0]), name)
    return tuple(
        Promise(_value(match["number"]), match[0]) for match in _COUNTING.finditer(countable)
    )


def count_check(name: str, parts: Parts) -> str:
    """Whether the parts are as many as the name promises: ok, short, over, or none (no number).

    A label that promises a number itself is held to it. Short outweighs over: what is missing
    has to be looked for in the source.
    """
    promised = promises(name)
    if not promised:
        return "none"
    found = _compare(promised, parts)
    found |= {
        _balance(promise.number, len(items))
        for label, items in parts
        if items
        for promise in promises(label)[:1]
        if len(promises(label)) == 1
    }
    for verdict in ("short", "over"):
        if verdict in found:
            return verdict
    return "ok"


def _compare(promised: tuple[Promise, ...], parts: Parts) -> set[str]:
    """A single promise is compared with all parts; several, each with the label that keeps it."""
    if len(promised) == 1:
        return {_balance(promised[0].number, _size(parts))}
    verdicts = set()
    for promise in promised:
        kept = [part for part in parts if _keeps(part[0], promise)]
        verdicts.add(_balance(promise.number, _size(kept)) if kept else "short")
    return verdicts


def _keeps(label: str, promise: Promise) -> bool:
    if promise.words in label:
        return True
    return promise.words.isdigit() and promise.number in [p.number for p in promises(label)]


def _size(parts: Parts) -> int:
    """How many parts there are: those of a single label are its items, if it has any."""
    if len(parts) == 1:
        return len(parts[0][1]) or 1
    return len(parts)


def _balance(promised: int, found: int) -> str:
    if found < promised:
        return "short"
    return "over" if found > promised else "ok"


def _value(numeral: str) -> int:
    if "十" not in numeral:
        return _VALUES[numeral]
    tens, _, units = numeral.partition("十")
    return _VALUES.get(tens, 1) * 10 + _VALUES.get(units, 0)
