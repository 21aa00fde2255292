"""Figures in Chinese prose: a number, how exact it is, its unit and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from imports.proposing.naming_words import KINDS

_UNITS = (
    "个百分点|百分点|%|％|平方公里|平方千米|平方米|公里|千米|公顷|亩|美元|元|人次|人|名|位|家|个|项|件|次|场|期|条|支|所|座|"
    "栋|幢|户|辆|台|套|本|册|篇|吨|千瓦时|度|年|天|小时|分钟|倍|岁|种|类|门|课时|学时|张|份|处|间|片|笔|起|例|宗|层|站|组|对|节|讲|堂|批次|批|轮|趟|班次|车次|户次|家次|封|面|棵|株|公斤|千克|兆瓦|立方米|床|周|个月|省份|秒|海里|兆|册次|吨公里"
)
_OVER, _UNDER, _ABOUT = (
    "超过|超|逾|突破|多达|不少于|不低于|至少",
    "将近|接近|近|不足|不到",
    "大约|约",
)
_HEDGE = rf"(?P<hedge>{_OVER}|{_UNDER}|{_ABOUT})(?P<between>[\u4e00-\u9fff]{{0,3}}?)"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_FIGURE = re.compile(
    rf"(?:{_HEDGE})?(?<![\dA-Za-z.:/第前“-]){_NUMBER}(?![\d:/A-Za-z]|[.,]\d)"
    rf"(?P<scale>[万亿千百]{{0,2}})(?P<odd>余|多|来)?(?P<scale_after>[万亿]?)(?P<unit>{_UNITS})?"
    rf"(?P<hedge_after>以上|左右|以下)?"
)
_NUMERALS = dict(zip("一二两三四五六七八九十", [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10], strict=True))
_IN_WORDS = re.compile(
    rf"(?:{_HEDGE})?(?<![第十百千万“一二两三四五六七八九这那])(?P<number>[一二两三四五六七八九十])(?P<unit>大|年|次|本|项|场|座)"
    r"(?![一二三四五六七八九十性体起系样月般定切])"
)
_ROUND_THE_CLOCK = re.compile(r"24小时(?!内|后|之)")
_SINCE = re.compile(r"^(?:时间|前|来|后|间|多|以|之|里|内)")
# 每栋楼配1名楼长: what each gets is an arrangement, not a figure.
_EACH = re.compile(
    r"每(?!年)[^，。；、]{0,8}$|每(?!年)[^，。；]{1,8}[1-9][名个位次][^，。；]{1,8}、$"
)
_SHARED_OUT = tuple("名个位次家人")
_LONGEST_LEAD = 6  # characters
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
_DATE_UNIT = re.compile(r"^\d{4}$")
_STOPS = re.compile(r"[，。；：、！？“”《》（）()\s\d—…〔〕和]")
_RIGHT = re.compile(r"^(?:[\u4e00-\u9fff]+(?:（[\u4e00-\u9fff]{1,2}）[\u4e00-\u9fff]+)?)")
_NOUN_TAGS = ("n", "j", "b", "vn", "l", "i", "s", "zg", "eng", "an", "f")
_NOT_COUNTABLE_TAGS = ("c", "u", "uj", "p", "d", "x", "ul")
_NOUNS_TOO = frozenset(("组织", "活动", "服务", "培训", "支部", "讲座", "规划"))  # tagged as verbs
# 组织覆盖率由81%提高到96.5%: the second figure has the noun of the first.
_RISEN = re.compile(
    r"(?:由|从)[\d.]+[%％\u4e00-\u9fff]{0,3}(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|降|升|增)[到至为]?$"
)
_LEADING_TO = re.compile(r"(?:达到?|为|有|共|至|到|由|从|是|超|已|就|均|仅|还)+$")
_NOT_LEFT = re.compile(
    "管理|下辖|包括|拥有|达到|建立|成立|开展|举办|服务|培训|组织|"
    "发展|新增|累计|共有|现有|覆盖|吸引|集聚|形成|首届|全国|先后|"
    "目前"
)
_NOT_COUNTED = re.compile(rf"^(?:(?:{KINDS})|方面|问题|层面|领域|阶段|之一|以上|左右|多)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence; `start` and `end` take in what it counts."""

    value: int | float
    unit: str
    exactness: str
    indicator: str
    start: int
    end: int


def figures_in(sentence: str) -> list[Figure]:
    """The figures of a sentence in order; dates, ordinals and quoted numbers are none."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    found = [*_in_digits(sentence), *_in_words(sentence)]
    outside = (
        figure for figure in found if not any(start <= figure.start < end for start, end in quoted)
    )
    return sorted(outside, key=lambda figure: figure.start)


def _in_digits(sentence: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(sentence):
        unit = f"{match['scale']}{match['scale_after']}{match['unit'] or ''}"
        if _ROUND_THE_CLOCK.match(sentence, match.start("number")):
            continue
        if not unit or (match["unit"] == "年" and _DATE_UNIT.match(match["number"])):
            continue
        value = float(match["number"].replace(",", ""))
        if value == 1 and not match["hedge"] and not match["scale"]:
            continue
        if match["unit"] in _SHARED_OUT and _EACH.search(sentence, 0, match.start()):
            continue
        value = int(value) if value.is_integer() else value
        yield _figure(sentence, match, value, unit) or _bare(sentence, match, value, unit)


def _in_words(sentence: str) -> Iterator[Figure]:
    for match in _IN_WORDS.finditer(sentence):
        value = _NUMERALS[match["number"]]
        rest = sentence[match.end() :]
        if (value == 1 and not match["hedge"]) or _NOT_COUNTED.match(rest):
            continue
        if match["unit"] == "年" and _SINCE.match(rest):
            continue
        figure = _figure(sentence, match, value, match["unit"])
        if figure is not None and not sentence.startswith("之一", figure.end):
            yield figure


def _figure(sentence: str, match: re.Match[str], value: int | float, unit: str) -> Figure | None:
    """The figure with what it counts: the noun right behind the unit, or the one in front."""
    right = _noun_behind(sentence[match.end() :])
    noun, length = ("", 0) if right else _noun_before(sentence[: match.start()])
    indicator = right or noun or match["between"] or ""
    if not indicator:
        return None
    return Figure(
        value=value,
        unit=unit,
        exactness=_exactness(match),
        indicator=indicator,
        start=match.start() - length,
        end=match.end() + len(right),
    )


def _bare(sentence: str, match: re.Match[str], value: int | float, unit: str) -> Figure:
    """A figure that no noun stands beside: what is counted is told by the words that lead to it."""
    clause = re.split(r"[，。；：、！？“”（）()\s]", sentence[: match.start()])[-1]
    words = _LEADING_TO.sub("", re.sub(r"^.*\d[^\u4e00-\u9fff]*", "", clause))[-_LONGEST_LEAD:]
    return Figure(
        value=value,
        unit=unit,
        exactness=_exactness(match),
        indicator=words or unit.lstrip("万亿千百"),
        start=match.start(),
        end=match.end(),
    )


def _exactness(match: re.Match[str]) -> str:
    groups = match.groupdict()
    hedge, after = groups["hedge"] or "", groups.get("hedge_after") or ""
    if groups.get("odd"):
        return "odd"
    if hedge in _OVER.split("|") or after == "以上":
        return "over"
    if hedge in _UNDER.split("|") or after == "以下":
        return "under"
    return "about" if hedge or after else "exact"


def _noun_behind(rest: str) -> str:
    """The noun that a sentence goes on with after a unit: 1217个｜党支部."""
    match = _RIGHT.match(rest)
    if not match or rest.startswith(("的", "以", "和", "及", "与", "等")):
        return ""
    words = match[0]
    plain = re.sub("[（）]", "", words)
    length = 0
    for index, (word, tag) in enumerate(rjieba.tag(plain)):
        if index and not tag.startswith(_NOUN_TAGS) and tag != "nr":
            break
        if not index and (tag in _NOT_COUNTABLE_TAGS or (tag == "v" and word not in _NOUNS_TOO)):
            break
        length += len(word)
    return _with_brackets(words, length)


def _with_brackets(words: str, length: int) -> str:
    """The first `length` characters of some words, brackets not counted but closed."""
    taken = ""
    for char in words:
        if length <= 0 and char != "）":
            break
        taken += char
        length -= char not in "（）"
    return taken.removesuffix("（")


def _noun_before(before: str) -> tuple[str, int]:
    """The noun before a number (党组织｜1316个) and the length of what leads from it there."""
    risen = _RISEN.search(before)
    noun, length = _noun_at_end(before[: risen.start()] if risen else before)
    return noun, 0 if risen else length


def _noun_at_end(before: str) -> tuple[str, int]:
    clause = re.sub(r"^.*(?:高新区|开发区|园区|全区|全市|我区)", "", _STOPS.split(before)[-1])
    core = _LEADING_TO.sub("", clause)
    noun = ""
    for word, tag in reversed(rjieba.tag(core)):
        if not tag.startswith(_NOUN_TAGS) or _NOT_LEFT.fullmatch(word):
            break
        noun = word + noun
    return noun, len(noun) + len(clause) - len(core) if noun else 0
