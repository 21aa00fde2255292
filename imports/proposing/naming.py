"""Which quoted words name a practice.

Quotation marks alone mean little: they also set off borrowed words, metaphors, questions. A
practice is named by words that

- promise a number or are a figure (“一心三亮”, “136”, “1+X”) or hold or are followed by the kind
  of thing they are (“政委体系”, “2510”倍增计划, “红领沙龙”活动), and
- stand where somebody does something with them: 以“…”筑基, 实施“…”, 打造“…”, “…”巩固 - or are
  defined on the spot (“三个抓手”，支部共联、资源共享、活动共办).

An application or platform is named after a dash (APP——“泉通”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from imports.segmenting.paragraphs import Paragraph, sentences_of
from practices.slogans import promises

_TERMS = Path(__file__).parent.parent / "fixtures" / "national_terms.txt"

KINDS = (
    "工作法|服务体系|体系|计划|机制|工程|行动|制度|模式|品牌|抓手|载体|工作主题|主题|项目|路径|格局|平台|矩阵|讲堂|课堂|沙龙|论坛|清单|清单制|"
    "学院|联盟|服务站|服务中心|驿站|会客厅|工作室|活动|大赛|工作站|党建链|生态圈|直通车|积分制|夜校|学堂|专班|专线|热线|直播|服务日|项目库|工作组|先锋队|服务队|志愿队|支部|驿家|之家|红利|套餐|倡议|案例|书院|公约|经验|小程序|课程|党课|工坊|服务"
)
_QUOTED = re.compile(r"“([^“”]{1,24})”")
_DONE_WITH = (
    "实施|推行|推进|开展|打造|构建|建立|建设|搭建|创建|创立|创新|探索|形成|健全|完善|制定|出台|推出|举办|组织|"
    "依托|运用|采用|落实|启动|总结|提炼|确立|提出|坚持|实行|深化|创设|设立|做实|做优|做强|擦亮|叫响|围绕|通过|以|用|按照|抓好|抓实|办好|办起|建了|建起|建好|建成|搞了|搞起|推广|开设|开办|创办|立项|倡导|发起|试行|首创|独创|发布|做到|做出|推动|培育|形成了|运行|运用|设计|研发|上线|开发|开通|开启|用好|办|有了|叫做|叫作|叫"
)
_VERB_BEFORE = re.compile(rf"(?:{_DONE_WITH})[^，。；：！？、]{{0,12}}$")
_KIND_AFTER = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{0,6}}?)?(?:{KINDS})(?=[，。；：、！？”（]|[为来的和等以及在中上]|$)"
)
_KIND_AFTER_PURPOSE = re.compile(
    rf"^为[\u4e00-\u9fff]{{0,8}}(?:{KINDS}|引领|统领|核心|目标|牵引|主线)"
)
_ENDS_IN_KIND = re.compile(rf"(?:{KINDS})$")
# Words that give something its name, whatever its kind: 我们的办法是“…”, 概括起来就是“…”.
_CALLED = re.compile(
    r"(?:特点|特色|办法|做法|项目|品牌|机制|模式|经验|服务|活动|名字|方法|体系|理念|思路|路子|抓手|载体|招|法宝)"
    r"(?:之一)?(?:是|叫|叫做|叫作|名为|名叫|就是|称为|即)$"
    r"|(?:概括|归纳|总结|提炼|简称|取名|命名|称之|定名|起名|俗称|叫|叫做|叫作|名)[^，。；“”]{0,6}(?:为|就是|是|成|叫)$"
    r"|[，。；：]?(?:这)?就是$|^是$|(?:取名|命名|起名|定名)$|(?:名为|名叫|叫做|叫作)$"
)
# “红色管家”是我们打造的楼宇服务品牌: the words behind say what it is.
_IS_A_KIND = re.compile(
    rf"^是(?:我们|[\u4e00-\u9fff]{{0,6}})(?:打造|推出|创立|创建|探索|建设|实施|首创|开展)[^，。；]{{0,16}}(?:{KINDS})"
)
# Verbs right before a name that say that it is one's own, whatever kind of thing it is.
_MADE = re.compile(
    r"(?:推出|创立|创办|打造|创建|首创|独创|开发|办起|办好|办了|建起|建了|搞起|搞了|发起|推行|开设|开办|开通|擦亮|叫响|打响|组织|实行|实施|设立|成立|建立|开展|创新|探索|推广|启用|启动|组建|有了?|整理|建设|配备|采取|采用|编印|编写|制作|印发|绘制)"
    r"(?:出|成|了|起了?|过)?(?:[一几两三四五六七八九十\d]*[个批次项艘支辆座条台套间家])?"
    r"(?:党建|党员|园区|企业|全区|统一|新型)?$"
)
# One of several set side by side: 打造“党建文化长廊”和“企业文化长廊”.
_AMONG_OTHERS = re.compile(r"^(?:和|与|、|及|以及)?“")
_SHORT_NAME = re.compile(r"[^，。；：！？、]{3,12}")
_DEFINED = re.compile(
    r"^(?:[，：]|，?(?:是指|即|就是|指的是|是))(?!的)[\u4e00-\u9fff“”]{2,14}(?:、[\u4e00-\u9fff“”]{2,14}){1,9}[，。；]"
)
_USED = re.compile(
    r"^(?:筑基|提升|巩固|引领|赋能|统领|强基|聚力|固本|破题|发力|铸魂|提质|增效|推动|促进|带动)"
)
_FORMULA = re.compile(r"^[\dA-Za-zＸＮ+＋]{2,8}$")
_ADJECTIVE = re.compile(
    r"^[一多点面]对[一多点面]$|(?:化|性|型|式|感|度|们|吗|呢|什么|怎么抓)$|^(?:为|怎|什么)"
)
_INNER_MARK = re.compile(r"[，。；：？！、]")
# What others have said: an instruction from above is nobody's practice.
_REPORTED = re.compile(r"指出|强调|总书记|全会|党中央|国务院|讲话精神")
_PRODUCT = re.compile(r"(?:APP|App|平台|系统|小程序|公众号|品牌|中心|阵地)(?:——|－－|--|—)$")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name where it is introduced: the words between the quotation marks and their place."""

    name: str
    sentence: Paragraph  # its place counted in the paragraph
    start: int  # of the name, in the sentence
    end: int
    kind: str  # the words behind the quotation marks that say what it is: 倍增计划


@cache
def _national_terms() -> frozenset[str]:
    """Terms of the whole party and country, which are no zone's own practice."""
    return frozenset(_TERMS.read_text(encoding="utf-8").split())


def namings_in(paragraph: Paragraph) -> Iterator[Naming]:
    """The practices that a paragraph names, in order."""
    for sentence in sentences_of(paragraph.text):
        if _REPORTED.search(sentence.text):
            continue
        for match in _QUOTED.finditer(sentence.text):
            naming = _naming(sentence, match)
            if naming is not None:
                yield naming


def _naming(sentence: Paragraph, match: re.Match[str]) -> Naming | None:
    name = match[1]
    if _INNER_MARK.search(name) or _ADJECTIVE.search(name) or name in _national_terms():
        return None
    before, after = sentence.text[: match.start()], sentence.text[match.end() :]
    naming = Naming(name, sentence, match.start(1), match.end(1), _kind_after(after))
    if _PRODUCT.search(before):
        return naming
    countable = bool(promises(name) or _FORMULA.match(name))
    has_kind = bool(naming.kind or _ENDS_IN_KIND.search(name) or _KIND_AFTER_PURPOSE.match(after))
    done = bool(_VERB_BEFORE.search(_without_list(before)) or _USED.match(after))
    defined = bool(_DEFINED.match(after))
    telling = countable or _SHORT_NAME.fullmatch(name) is not None
    called = telling and bool(
        (_MADE.search(before) and not _AMONG_OTHERS.match(after))
        or _CALLED.search(_without_list(before))
        or _IS_A_KIND.match(after)
    )
    named = called or (countable and (done or defined)) or (has_kind and done)
    return naming if named and not _is_example(after) else None


def _kind_after(after: str) -> str:
    match = _KIND_AFTER.match(after)
    return match[0] if match else ""


def _without_list(before: str) -> str:
    """The words before a name without the quoted names or listed parts right before it."""
    before = re.sub(r"(?:“[^“”]{1,40}”、?)+$", "", before)
    return re.sub(
        r"(?:[\u4e00-\u9fff]{2,8}、)+[\u4e00-\u9fff]{2,8}等?$", lambda m: m[0][:6], before
    )


def _is_example(after: str) -> bool:
    """One of several things that are only listed: “三会一课”、主题党日等活动."""
    return bool(
        re.match(r"^(?:、|“[^“”]{1,24}”、)[^。；]{0,60}?等(?:[\u4e00-\u9fff]{0,4})活动", after)
    )
