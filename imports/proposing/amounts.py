"""Numbers with a unit in Chinese prose: 1316个, 超过40万人, 一千二百名, 百余家, 百分之八十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imports.proposing.naming_words import KINDS
from imports.proposing.numerals import WRITTEN_OUT, value_of

# A longer unit before one that it begins with: 人次 before 人.
_UNITS = (
    "个百分点|百分点|%|％|平方公里|平方千米|平方米|平米|立方米|公里|千米|公顷|公斤|海里|米|"
    "亩|美元|元|人次|批次|班次|车次|户次|家次|册次|课时|学时|工时|小时|分钟|个月|省份|"
    "吨公里|千瓦时|兆瓦|千瓦|千克|人|名|位|家|个|项|件|次|场|期|条|支|所|座|栋|幢|户|辆|台|"
    "套|本|册|篇|吨|度|年|天|倍|岁|种|类|门|张|份|处|间|片|笔|起|例|宗|层|站|组|对|节|讲|堂|"
    "批|轮|趟|封|面|棵|株|床|周|秒|兆|枚|幅|股|只|斤|页"
)
_OVER, _UNDER, _ABOUT = (
    "超过|超|逾|突破|多达|不少于|不低于|至少",
    "将近|接近|近|不足|不到",
    "大约|约",
)
_HEDGE = rf"(?P<hedge>{_OVER}|{_UNDER}|{_ABOUT})(?P<between>[\u4e00-\u9fff]{{0,3}}?)"
_AFTER = "(?P<hedge_after>以上|左右|以下)?"
_IN_DIGITS = re.compile(
    rf"(?:{_HEDGE})?(?<![\dA-Za-z.:/第前“-])"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d:/A-Za-z]|[.,]\d)"
    rf"(?P<scale>[万亿千百]{{0,2}})(?P<odd>余|多|来)?(?P<scale_after>[万亿]?)(?P<unit>{_UNITS})?"
    rf"{_AFTER}"
)
_WRITTEN_OUT = re.compile(
    rf"(?:{_HEDGE})?(?<![\d第零十百千万“一二两三四五六七八九几数])(?P<over>上)?"
    rf"(?:(?P<number>{WRITTEN_OUT})|(?P<round>[百千万]))(?P<scale>[万亿]?)(?P<odd>余|多)?"
    rf"(?P<scale_after>[万亿]?)(?P<unit>{_UNITS}){_AFTER}"
)
_PERCENT = re.compile(
    rf"(?:{_HEDGE})?百分之(?P<number>{WRITTEN_OUT}|[一二三四五六七八九十])(?P<odd>多)?{_AFTER}"
)
_NUMERALS = dict(zip("一二两三四五六七八九十", [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10], strict=True))
_ONE_NUMERAL = re.compile(
    rf"(?:{_HEDGE})?(?<![第十百千万“一二两三四五六七八九这那])(?P<number>[一二两三四五六七八九十])(?P<unit>大|年|次|本|项|场)"
    r"(?![一二三四五六七八九十性体起系样月般定切])"
)
_ROUND_THE_CLOCK = re.compile(r"24小时(?!内|后|之)")
_SINCE = re.compile(r"时间|前|来|后|间|多|以|之|里|内")
_SINCE_THEN = re.compile(rf"(?:天|周|个月)(?:{_SINCE.pattern})")
_AGE_BAND = ("以下", "以上")
_NOT_COUNTED = re.compile(rf"(?!支部)(?:{KINDS})|方面|问题|层面|领域|阶段|之一|以上|左右|多")
# 每栋楼配1名楼长: what each gets is an arrangement, not a figure; nor is 每3天, or 3至5家.
_EACH = re.compile(
    r"每(?!年)[^，。；、]{0,8}$|每(?!年)[^，。；]{1,8}[1-9][名个位次][^，。；]{1,8}、$"
)
_EVERY = re.compile(r"每隔?$|[\d一二三四五六七八九][至到—－\-～~]$")
_SHARED_OUT = tuple("名个位次家人")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit; `between` are the words between a hedge and the number (超过面积3亩).

    `alone` says that it is a figure even where no noun stands beside it.
    """

    value: int | float
    unit: str
    exactness: str
    between: str
    start: int
    end: int
    alone: bool = True


def amounts_in(sentence: str) -> Iterator[Amount]:
    """The amounts of a sentence, form by form; dates, ordinals and shares for each are none."""
    yield from _in_digits(sentence)
    yield from _written_out(sentence)
    yield from _of_one_numeral(sentence)


def _in_digits(sentence: str) -> Iterator[Amount]:
    for match in _IN_DIGITS.finditer(sentence):
        unit = f"{match['scale']}{match['scale_after']}{match['unit'] or ''}"
        value = float(match["number"].replace(",", ""))
        if not unit or (value == 1 and not match["hedge"] and not match["scale"]):
            continue
        if match["unit"] == "年" and _YEAR.fullmatch(match["number"]):
            continue
        if match["unit"] == "岁" and match["hedge_after"] in _AGE_BAND:
            continue
        if not _is_shared_out(sentence, match):
            yield _amount(match, int(value) if value.is_integer() else value, unit)


def _is_shared_out(sentence: str, match: re.Match[str]) -> bool:
    place = match.start("number")
    return bool(
        _ROUND_THE_CLOCK.match(sentence, place)
        or _EVERY.search(sentence, max(0, place - 4), place)
        or (
            match["unit"] in _SHARED_OUT
            and _EACH.search(sentence, max(0, match.start() - 30), match.start())
        )
    )


def _written_out(sentence: str) -> Iterator[Amount]:
    for match in _PERCENT.finditer(sentence):
        yield _amount(match, value_of(match["number"]), "%")
    for match in _WRITTEN_OUT.finditer(sentence):
        inexact = match["odd"] or match["hedge"] or match["over"]
        if match["round"] and not inexact:
            continue
        # 二十年 says how long somebody has been at it; a state is told in digits.
        if match["unit"] == "年" or _SINCE_THEN.match(sentence, match.start("unit")):
            continue
        if not inexact and _NOT_COUNTED.match(sentence, match.end()):
            continue
        if match["number"] and _is_shared_out(sentence, match):
            continue
        scale = f"{match['scale']}{match['scale_after']}"
        if match["round"] == "万":
            yield _amount(match, 1, f"万{scale}{match['unit']}")
        else:
            yield _amount(match, value_of(match["number"] or match["round"]), scale + match["unit"])


def _of_one_numeral(sentence: str) -> Iterator[Amount]:
    for match in _ONE_NUMERAL.finditer(sentence):
        value = _NUMERALS[match["number"]]
        if (value == 1 and not match["hedge"]) or _NOT_COUNTED.match(sentence, match.end()):
            continue
        if match["unit"] == "年" and _SINCE.match(sentence, match.end()):
            continue
        yield _amount(match, value, match["unit"], alone=False)


def _amount(match: re.Match[str], value: int | float, unit: str, *, alone: bool = True) -> Amount:
    start, end = match.span()
    return Amount(value, unit, _exactness(match), match["between"] or "", start, end, alone)


def _exactness(match: re.Match[str]) -> str:
    groups = match.groupdict()
    hedge, after = groups["hedge"] or "", groups.get("hedge_after") or ""
    if groups.get("odd"):
        return "odd"
    if hedge in _OVER.split("|") or after == "以上" or groups.get("over"):
        return "over"
    if hedge in _UNDER.split("|") or after == "以下":
        return "under"
    return "about" if hedge or after else "exact"
