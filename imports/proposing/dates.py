"""Dates in the words of a document, as partial ISO dates (2020, 2020-09, 2020-11-17)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEARS_AWAY = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "后年": 2,
}
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<relative>今年|本年度?|去年|上年|前年|明年|后年))(?:以来|底|末|初|上半年|下半年)?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份|底|末|初|中旬|上旬|下旬)?(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:日|(?=[至—\-－～]\d)))?)?"
)
_SPREAD = re.compile(r"“?十[一二三四五]五”?(?:规划)?(?:期间|时期|以来)")
_NOW = re.compile(r"(?:截至)?(?:目前|日前|当前)|现有|现已")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date where it stands: the words, their place, and what they mean ("" if unknown)."""

    words: str
    start: int
    end: int
    iso: str


def dates_in(text: str, published_on: str = "") -> list[Dated]:
    """The dates in a text. Relative years are counted from `published_on`, if that is known."""
    return [
        Dated(match[0], match.start(), match.end(), _iso(match, published_on))
        for match in _DATE.finditer(text)
    ]


def is_spread(text: str) -> bool:
    """Whether the words speak of years together: “十三五”期间 is no date of a figure."""
    return bool(_SPREAD.search(text))


def now_in(text: str) -> str:
    """The words that say that a state is the one at the time of writing; "" without any."""
    match = _NOW.search(text)
    return match[0] if match else ""


def _iso(match: re.Match[str], published_on: str) -> str:
    if match["year"]:
        year = int(match["year"])
    elif published_on[:4].isdigit():
        year = int(published_on[:4]) + _YEARS_AWAY[match["relative"]]
    else:
        return ""
    parts = [f"{year:04d}"]
    if match["month"]:
        parts.append(f"{int(match['month']):02d}")
        if match["day"]:
            parts.append(f"{int(match['day']):02d}")
    return "-".join(parts)
