"""Figures in Chinese prose: a number, how exact it is, its unit and what it counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

import rjieba

from imports.proposing.amounts import Amount, amounts_in

_LONGEST_LEAD = 8  # characters
_WORDS_AROUND = 60  # characters; keeps long sentences cheap
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
_STOPS = re.compile(r"[，。；：、！？“”《》（）()\s\d—…〔〕和]")
_RIGHT = re.compile(r"^(?:[\u4e00-\u9fff]+(?:（[\u4e00-\u9fff]{1,2}）[\u4e00-\u9fff]+)?)")
_NOUN_TAGS = ("n", "j", "b", "vn", "l", "i", "s", "zg", "eng", "an", "f")
_NOT_COUNTABLE_TAGS = ("c", "u", "uj", "p", "d", "x", "ul")
_NOUNS_TOO = frozenset(("组织", "活动", "服务", "培训", "支部", "讲座", "规划"))  # tagged as verbs
# 组织覆盖率由81%提高到96.5%, 党员由2018年的43人增至128人: both figures have the noun in front.
_CHANGED = "提高|提升|上升|增加|增长|扩大|扩展|发展|跃升|攀升|下降|降低|减少|降|升|增"
_RISEN = re.compile(
    rf"(?:由|从)[^，。；由从]{{0,12}}\d[^，。；由从]{{0,6}}(?:{_CHANGED})(?:[到至为]|到了)?$"
)
_RISING = re.compile(r"(?:由|从)[^，。；由从]{0,10}的$")
_CHANGES = re.compile(rf"(?:{_CHANGED})(?:[到至为]|$)")
# 党员、积极分子分别为320名、56名: as many nouns in front as there are figures behind.
_RESPECTIVELY = re.compile(
    r"(?P<nouns>[^，。；：]{2,20}(?:、[^，。；：、]{2,20})*(?:和|与|及|以及|、)[^，。；：、]{2,20}?)"
    r"(?:数量?)?(?:，)?分别(?:达到?|为|是|有|占|建有|增长|提高|提升)?"
)
_QUOTED_BEHIND = re.compile(r"^“[^“”\d，。]{2,12}”")
_BRACKET_AT_END = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_LEADING_TO = re.compile(r"(?:达到?|为|有|共|至|到|由|从|是|超|已|就|均|仅|还)+$")
_NOT_LEFT = re.compile(
    "管理|下辖|包括|拥有|达到|建立|成立|开展|举办|服务|培训|组织|"
    "发展|新增|累计|共有|现有|覆盖|吸引|集聚|形成|首届|全国|先后|"
    "目前"
)


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
    found = (_figure(sentence, amount) for amount in amounts_in(sentence))
    outside = (figure for figure in found if figure and not _is_inside(figure.start, quoted))
    return _shared(sentence, sorted(outside, key=lambda figure: figure.start))


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]


def _shared(sentence: str, figures: list[Figure]) -> list[Figure]:
    """The figures with their nouns where the nouns are listed first and the figures after."""
    for match in _RESPECTIVELY.finditer(sentence) if "分别" in sentence else ():
        nouns = re.split("、|以及|和|与|及", match["nouns"])
        nouns[0] = _noun_at_end(nouns[0])[0] or nouns[0]
        behind = [place for place, figure in enumerate(figures) if figure.start >= match.end()]
        if len(behind) >= len(nouns):
            for place, noun in zip(behind, nouns, strict=False):
                figures[place] = replace(figures[place], indicator=noun)
    return figures


def _figure(sentence: str, amount: Amount) -> Figure | None:
    """The figure with what it counts: the noun right behind the unit, or the one in front."""
    before = sentence[max(0, amount.start - _WORDS_AROUND) : amount.start]
    right = _noun_behind(sentence[amount.end : amount.end + _WORDS_AROUND])
    noun, length = ("", 0) if right else _noun_before(before)
    indicator = right or noun or amount.between
    if not amount.alone and (not indicator or sentence.startswith("之一", amount.end + len(right))):
        return None
    return Figure(
        value=amount.value,
        unit=amount.unit,
        exactness=amount.exactness,
        indicator=indicator or _led_to(before) or amount.unit.lstrip("万亿千百"),
        start=amount.start - length,
        end=amount.end + len(right),
    )


def _led_to(before: str) -> str:
    """What is counted where no noun stands beside the number: the words that lead to it."""
    clause = re.split(r"[，。；：、！？“”（）()\s]", before)[-1]
    return _LEADING_TO.sub("", re.sub(r"^.*\d[^\u4e00-\u9fff]*", "", clause))[-_LONGEST_LEAD:]


def _noun_behind(rest: str) -> str:
    """The noun that a sentence goes on with after a unit: 1217个｜党支部."""
    if quoted := _QUOTED_BEHIND.match(rest):
        return quoted[0]
    match = _RIGHT.match(rest)
    if not match or _CHANGES.match(rest) or rest.startswith(("的", "以", "和", "及", "与", "等")):
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
    changed = _RISEN.search(before) or _RISING.search(before)
    if changed:
        return _noun_at_end(before[: changed.start()])[0], 0
    bracket = _BRACKET_AT_END.search(before)
    aside = len(bracket[0]) if bracket else 0
    noun, length = _noun_at_end(before[: len(before) - aside])
    return noun, length + aside if noun else 0


def _noun_at_end(before: str) -> tuple[str, int]:
    clause = re.sub(r"^.*(?:高新区|开发区|园区|全区|全市|我区)", "", _STOPS.split(before)[-1])
    core = _LEADING_TO.sub("", clause)
    noun = ""
    for word, tag in reversed(rjieba.tag(core)):
        if not tag.startswith(_NOUN_TAGS) or _NOT_LEFT.fullmatch(word):
            break
        noun = word + noun
    return noun, len(noun) + len(clause) - len(core) if noun else 0
