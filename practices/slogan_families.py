"""Families of slogans: names that are made alike, such as 一心三亮 and “一核五翼” (一…五…).

Pure functions over names. A slogan counts what is its own: “三亮”, “双培一创”, “1+X”, “五个一”,
“136”. Amounts (三年, 十万), places (九江), what a numeral has become a part of (两新, 一体化) and
the terms that the whole party uses (三会一课, 两学一做) count nothing that a zone has thought of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .slogans import Promise, promises

_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")
_UNKNOWN = re.compile(
    r"(?<![\w+])[1-9一]\s*[+＋]\s*[NnXxＮＸ](?![A-Za-z])(?:\s*[+＋]\s*[\dNnXxＮＸ])*"
)
_ADDED = re.compile(r"(?<![\w+])[1-9]\d?(?:[+＋][1-9]\d?)+(?![\d+＋A-Za-zＸＮ])")
_ONES = re.compile(r"(?<![第十\d])[2-9两二三四五六七八九十]个一(?![百千万])")
# Two to six digits in quotation marks are a name, whatever they count: “136”, “2510”.
_QUOTED_DIGITS = re.compile(r"\d{2,6}")
# Without them digits are one only at the beginning, and when no unit follows.
_DIGITS = re.compile(r"[1-9]{2,4}(?![\d.+%％年月日号时分秒元岁天个家名人米条项])(?!小时|公里)")
# What holds a numeral beside another word that counts, and is no slogan.
_NO_SLOGAN = re.compile(
    # Terms of the whole party and state.
    r"三会一课|两学一做|三重一大|两优一先|一岗双责|三严三实|八项规定|四个(?:意识|自信|全面|伟大)|"
    r"两个(?:维护|确立|覆盖|责任|先锋)|四史|[三五]位一体|两企三新|三新|四新|四不两直|双一流|双碳|双减|双创|"
    r"(?:二十|十[七八九])大|二十届|十[七八九]届|两张皮|两手抓|两不误|"
    # Amounts and dates: a numeral before a unit, or before 百, 千, 万.
    r"[一二两三四五六七八九十]+(?:周年|年|个?月|天|日|周|小时|分钟|秒|岁|元|百|千|万|亿|"
    r"人|名|位|家|户|次|场|期|届|季度|号|公里|楼|环路|倍)|[二三四五六七八九]分之|"
    # Places, firms, idioms.
    r"三(?:亚|峡|明|门峡|水|河|星|湘|江|晋)|九(?:江|龙坡|华|州)|四平|四会|六(?:安|盘水|合)|五(?:台|华|指山|粮液|湖四海)|"
    r"七台河|十堰|双(?:鸭山|流|十一|辽|柏)|二连浩特|两(?:江|岸|广|湖|淮)|八闽|五彩|七彩|"
    r"一心一意|三心二意|独一无二|三人行|四面八方|五一"
)
_MEASURES = "个项大种类条支张套"
_WRITTEN = dict(enumerate("零一两三四五六七八九十"))
# A name with more numbers than this is a sentence.
_MOST_NUMBERS = 4

ONES, UNKNOWN, ADDED, DIGITS = "ones", "plus-x", "plus", "digits"
_LABELS = {
    ONES: "N个一",
    UNKNOWN: "1+X、1+N",
    ADDED: "几加几（1+3+5）",
    DIGITS: "数字代号（136、2510）",
}
_NUMBER = "(?:10|[1-9])"
_CODE = re.compile(rf"{_NUMBER}(?:-{_NUMBER}){{0,{_MOST_NUMBERS - 1}}}(?:-of)?")


@dataclass(frozen=True, slots=True)
class Slogan:
    """A slogan in a name: the family that it belongs to, and its words."""

    family: str
    words: str


def slogans(names: Iterable[str]) -> tuple[Slogan, ...]:
    """Return the slogans in the names of one practice, each family once, with its first words.

    >>> slogans(["一心三亮", "“136”党建工作主题"])
    (Slogan(family='1-3', words='一心三亮'), Slogan(family='digits', words='136'))
    """
    found: dict[str, Slogan] = {}
    for name in names:
        for slogan in _in_name(name):
            found.setdefault(slogan.family, slogan)
    return tuple(found.values())


def is_family(code: str) -> bool:
    """Tell whether slogans may belong to a family of this code."""
    return code in _LABELS or bool(_CODE.fullmatch(code))


def family_label(code: str) -> str:
    """Return what a family is called: “一…三…” for 1-3, “三个（项、大）…” for 3-of."""
    if code in _LABELS:
        return _LABELS[code]
    numbers = code.removesuffix("-of").split("-")
    written = "".join(f"{_WRITTEN[int(number)]}…" for number in numbers)
    if code.endswith("-of"):
        return f"{written.removesuffix('…')}个（项、大）…"
    return f"双{written[1:].replace('两', '双')}" if written.startswith("两") else written


@lru_cache(maxsize=20_000)
def _in_name(name: str) -> tuple[Slogan, ...]:
    """Look into quotation marks first: what is marked as a slogan outweighs the words around.

    Remembered, since all names are looked through again after each change of one.
    """
    for quoted in _QUOTED.findall(name):
        if _QUOTED_DIGITS.fullmatch(quoted):
            return (Slogan(DIGITS, quoted),)
        if slogan := _slogan(quoted):
            return (slogan,)
    slogan = _slogan(name)
    return (slogan,) if slogan else ()


def _slogan(text: str) -> Slogan | None:
    for family, pattern in ((UNKNOWN, _UNKNOWN), (ADDED, _ADDED), (ONES, _ONES)):
        if found := pattern.search(text):
            return Slogan(family, found[0])
    if found := _DIGITS.match(text):
        return Slogan(DIGITS, found[0])
    counts = promises(_NO_SLOGAN.sub(lambda match: "·" * len(match[0]), text))
    return None if any(count.words.isdigit() for count in counts) else _counted(text, counts)


def _counted(text: str, counts: tuple[Promise, ...]) -> Slogan | None:
    """Return the slogan of what a name counts; a single 一 counts nothing (一网通办)."""
    numbers = [count.number for count in counts]
    if not counts or numbers == [1] or len(counts) > _MOST_NUMBERS or max(numbers) > 10:
        return None
    first, last = counts[0].words, counts[-1].words
    words = text[text.index(first) : text.rindex(last) + len(last)]
    if len(counts) == 1 and first[1] in _MEASURES:
        return Slogan(f"{numbers[0]}-of", words)
    return Slogan("-".join(map(str, numbers)), words)
