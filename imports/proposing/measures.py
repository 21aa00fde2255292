"""The parts of a practice, from the words around its name.

They stand before the name (“专属管理、专门保障、专业联合”“三专”), after it (“三个抓手”，支部共联、
资源共享), in definitions of the name's own parts (“三亮”，党员亮身份、…), in sentences that
follow (开展“…”活动。) or are counted out below (一是…。二是…。).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from imports.draft import MeasureDraft
from imports.proposing.naming import Naming
from imports.proposing.naming_words import KINDS
from imports.segmenting.paragraphs import Paragraph, sentences_of
from practices.slogans import Promise, promises

_IS = "是指|即|就是|指的是|分别是|包括|是|为"
_DEFINES = rf"(?:[，：:]\s*(?:{_IS})?|(?:{_IS}))"
_LISTED_AFTER = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?[，：:（]?(?:是指|即|就是|指的是|分别是|分别为|包括|也就是|是)?"
    r"(?P<items>[^，。；：（）]{2,20}(?:、[^，。；：（）]{2,20})+)(?=[，。；）]|$)"
)
_COMMAS_AFTER = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?[，：:]?(?:是指|即|就是|分别是|包括|也就是)(?P<items>[^。；]{4,120})"
)
# “双培”工程，把骨干培养成党员，把党员培养成骨干: clauses that begin alike.
_ALIKE_AFTER = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?[，：](?P<items>(?P<first>[把让为对由向])[^，。；]{2,24}(?:，(?P=first)[^，。；]{2,24})+)[，。；]"
)
_QUOTED_BEFORE = re.compile(r"“(?P<items>[^“”]{2,20}(?:、[^“”]{2,20})+)”$")
_QUOTES_BEFORE = re.compile(r"(?P<items>(?:“[^“”]{2,16}”、?){2,})(?:等|这)?$")
_LISTED_BEFORE = re.compile(r"(?P<items>[^，。；：]{2,24}(?:、[^，。；：]{2,16})+?)等$")
_GATHERED = re.compile(
    r"集(?P<items>[^，。；]{2,16}(?:、[^，。；、]{2,16}?)+?)等?(?P<label>[一二两三四五六七八九十]务|功能|服务|职能)?[于为]一体的"
)
_VERBS = (
    "开展|举办|举行|推出|打造|建立|建设|设立|组织|实施|推进|推行|形成|"
    "构建|搭建|开设|创办|创建|通过|依托|包括"
)
_UP_TO_VERB = re.compile(rf"^.*(?:{_VERBS})")
_SHORT_STEP = re.compile(
    rf"^(?:[第其][一二三四五六七八九十次中][，、])?(?:{_VERBS})(?P<name>“?[^，。“”]{{2,14}}”?)(?:系列|主题)?(?:活动|行动|工程|计划)。$"
)
_NUMERAL = "[一二三四五六七八九十]"
_ORDINAL = re.compile(
    rf"(?:^|(?<=[。；：，]))(?:{_NUMERAL}是|其{_NUMERAL}是?[，、]|[（(]{_NUMERAL}{{1,2}}[）)]"
    rf"|第{_NUMERAL}(?:步|招|条|方面|个方面)?(?:是|[，、：])?(?!届|批|季度)|\d{{1,2}}[.．、](?!\d)"
    r"|(?:首先|其次|再次|再者|此外|最后)(?:是)?[，、])"
    r"(?P<topic>[^。；，：]{2,30})"
)
# A heading of its own: 一、需求清单。 （二）资源清单
_HEADING = re.compile(
    rf"^(?:[（(]?(?P<numeral>{_NUMERAL})[）)、.．]|第(?P<ordinal>{_NUMERAL})[，、]|(?P<said>{_NUMERAL})是|[（(]?(?P<digit>\d)[）)、.．](?!\d))\s*"
    r"(?P<topic>[^。；，：]{2,30})"
)
# Characters in which a list of parts, or all that is said of a practice, is looked for.
_LONGEST_LIST, _LONGEST_ACCOUNT = 300, 6000
_VALUES = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_CHAIN = re.compile(
    rf"(?P<items>(?:“[^“”]{{2,16}}”、?){{2,}})(?P<name>[一二两三四五六七八九十]+[大项个](?:{KINDS}))"
)


def split_items(words: str, number: int | None = None) -> tuple[str, ...]:
    """The items of a list; where a number is promised, split so that it is kept if possible."""
    words = re.sub(r"等(?:[\u4e00-\u9fff]{0,6})?$", "", words.strip("，。；：、 ")).strip("“”")
    best: tuple[str, ...] = (words,)
    for separator in ("”、?“", "、", "；", "，(?:以及)?", "、|和|与|以及"):
        items = tuple(item.strip("“”，。；、 ") for item in re.split(separator, words))
        items = tuple(item for item in items if item)
        if number is not None and len(items) == number:
            return items
        if len(best) == 1 and len(items) > 1 and number is None:
            best = items
    if number is not None and number > 1 and "、" in words:
        return tuple(item for item in words.split("、") if item)
    return best if words else ()


def measures_for(naming: Naming, following: Sequence[Paragraph]) -> tuple[MeasureDraft, ...]:
    """The parts of the practice. `following` are the paragraphs from the one that names it."""
    text = "".join(paragraph.text for paragraph in following)[:_LONGEST_ACCOUNT]
    own = _of_compound(naming.name, text)
    if own:
        return own
    labels = _defined(naming.name, text) or _listed(naming)
    if labels:
        return tuple(MeasureDraft(label, _counted_under(label, following)) for label in labels)
    gathered = _GATHERED.search(
        naming.sentence.text, max(0, naming.start - _LONGEST_LIST), naming.start
    )
    if gathered:
        return (gathered_measure(gathered),)
    rest_at = naming.sentence.start + len(naming.sentence.text)
    rest = following[0].text[rest_at : rest_at + _LONGEST_ACCOUNT]
    steps = _short_steps(rest) or _ordinals(
        naming.sentence.text[naming.end : naming.end + _LONGEST_ACCOUNT] + rest
    )
    if not promises(naming.name):
        return ()
    return tuple(map(MeasureDraft, steps or _headed(naming.name, following[1:])))


def _headed(name: str, following: Sequence[Paragraph]) -> tuple[str, ...]:
    """The headings below that are numbered from one to what the name promises."""
    topics: list[str] = []
    for paragraph in following:
        heading = _HEADING.match(paragraph.text)
        if heading and _number_of(heading) == len(topics) + 1:
            topics.append(heading["topic"].strip("“”"))
    return _if_promised(tuple(topics), _only_number(name)) if topics else ()


def _number_of(heading: re.Match[str]) -> int:
    if heading["digit"]:
        return int(heading["digit"])
    return _VALUES[heading["numeral"] or heading["ordinal"] or heading["said"]]


def _only_number(name: str) -> int | None:
    numbers = [promise.number for promise in promises(name)]
    return numbers[0] if len(numbers) == 1 else None


def gathered_measure(match: re.Match[str]) -> MeasureDraft:
    """集审批代办、教育培训、…等功能于一体: what is gathered, under the word for it."""
    return MeasureDraft(match["label"] or "功能", split_items(match["items"]))


@lru_cache(maxsize=1)  # asked again for every name of a sentence
def named_group(sentence: str) -> tuple[str, MeasureDraft] | None:
    """“强根树魂”…“规范引领”六大工程: quoted items with their number behind them."""
    match = _CHAIN.search(sentence)
    if not match:
        return None
    return match["items"], MeasureDraft(match["name"], split_items(match["items"]))


def find_gathered(sentence: str) -> re.Match[str] | None:
    return _GATHERED.search(sentence)


def _of_compound(name: str, text: str) -> tuple[MeasureDraft, ...]:
    """The definitions of the parts of a name like 一心三亮, 双培一创 or 136."""
    promised = promises(name)
    if "+" in name and not promised:
        promised = tuple(Promise(0, part) for part in name.split("+") if part)
    if len(promised) < 2:
        return ()
    found = (_definition(promise, text) for promise in promised)
    return tuple(measure for measure in found if measure is not None)


def _defined(name: str, text: str) -> tuple[str, ...]:
    """What a name with one number is said to be: “四联”，是指组织联建、活动联办、…."""
    promised = promises(name)
    if len(promised) != 1:
        return ()
    measure = _definition(Promise(promised[0].number, name), text)
    return _if_promised(measure.items, promised[0].number) if measure else ()


def _definition(promise: Promise, text: str) -> MeasureDraft | None:
    words = re.escape(promise.words)
    match = re.search(rf"“{words}”{_DEFINES}(?P<items>[^。；“”][^。；]*)[。；]?", text)
    if not match:
        return None
    items = re.split(rf"，(?=“[^“”]{{1,4}}”(?:{_DEFINES})[^，])", match["items"])[0]
    # “3”是三支队伍：指导员、书记、专员.
    items = items.rpartition("：")[2]
    return MeasureDraft(promise.words, split_items(items, promise.number or None))


def _listed(naming: Naming) -> tuple[str, ...]:
    """Parts listed right before or right after the name, as many as it promises if it does."""
    number = _only_number(naming.name)
    before = naming.sentence.text[max(0, naming.start - _LONGEST_LIST) : naming.start]
    after = naming.sentence.text[naming.end : naming.end + _LONGEST_LIST]
    for pattern in (_QUOTED_BEFORE, _QUOTES_BEFORE, _LISTED_BEFORE):
        match = pattern.search(before)
        if match:
            items = list(split_items(match["items"], number))
            items[0] = _UP_TO_VERB.sub("", items[0])
            return _if_promised(tuple(items), number)
    for pattern in (_LISTED_AFTER, _COMMAS_AFTER, _ALIKE_AFTER):
        match = pattern.match(after)
        if match and (number is not None or pattern is _COMMAS_AFTER):
            items = _if_promised(split_items(match["items"], number), number)
            if items:
                return items
    return ()


def _if_promised(items: tuple[str, ...], number: int | None) -> tuple[str, ...]:
    return items if number is None or len(items) == number else ()


def _counted_under(label: str, following: Sequence[Paragraph]) -> tuple[str, ...]:
    """What is counted out (一是…) in the paragraph whose first clause holds the label."""
    for paragraph in following:
        head = re.split("[，。：]", paragraph.text, maxsplit=1)[0]
        if label in head and len(head) <= len(label) + 8:
            counted = _ordinals(paragraph.text)
            return () if label in counted else counted
    return ()


def _ordinals(text: str) -> tuple[str, ...]:
    return tuple(match["topic"].strip("“”") for match in _ORDINAL.finditer(text))


def _short_steps(text: str) -> tuple[str, ...]:
    """Short sentences that each name an activity: 开展“…”系列活动。推进…活动。"""
    steps = (_SHORT_STEP.match(sentence.text) for sentence in sentences_of(text))
    return tuple(step["name"].strip("“”").removesuffix("系列") for step in steps if step)
