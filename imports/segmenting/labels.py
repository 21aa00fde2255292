"""Labels at the start of a paragraph: who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from imports.language import is_word
from imports.segmenting.names import is_name, surname_of, without_inner_space
from imports.segmenting.paragraphs import Paragraph
from imports.segmenting.posts import OFFICE, STANDING

_WORDS = r"[^：:，。？！；、“”《》【】\[\]（）()\n]"
_PLAIN = rf"(?P<plain>{_WORDS}{{1,30}}(?:[（(][^（）()：:。\n]{{1,60}}[）)])?)\s*[：:]"
_BOXED = r"[【\[「『〔](?P<boxed>[^】\]」』〕\n]{1,30})[】\]」』〕]\s*[：:]?"
_TITLED = r"(?P<titled>《[^》\n]{2,20}》(?:杂志|报社?|记者|编辑部|编辑)*)\s*[：:]"
_LABEL = re.compile(rf"^[▲△■□●◆◇★☆►▶>•·\s]*(?:{_BOXED}|{_TITLED}|{_PLAIN})")
_ASKING = re.compile(
    r"(?:本刊|本报|特约|实习|见习)*(?:记者|编辑部|编辑|主持人?|采访者|访谈者|本刊|本报|编者|提问|问题?)[一二三四五六七八九十\d]{0,3}"
    r"|[Qq]\s*\d{0,3}|(?:《[^》]{2,20}》|[\u4e00-\u9fff]{2,10}(?:报|网|杂志|月刊|在线|融媒|新闻))(?:杂志|报社?|记者|编辑部|编辑)*"
)
_HOST_LABEL = re.compile(r"(?:记者|主持人?)\s*[（(]?(?P<name>[\u3400-\u9fff· \u3000]{2,8})[）)]?")
_ANSWERING = re.compile(r"答[一二三四五六七八九十\d]{0,3}|回答|[Aa]\s*\d{0,3}|受访者|嘉宾")
_WITH_POST = re.compile(r"(?P<name>[^（(]{2,10})[（(](?P<post>[^）)]+)[）)]")
_AFTER_OFFICE = re.compile(rf"(?P<post>.*{OFFICE})\s*(?P<name>[\u3400-\u9fff·]{{2,8}})")
# Not an office, but what a label may call somebody before the name: 骑手党员郝佳.
_AFTER_STANDING = re.compile(
    rf"(?P<post>[\u4e00-\u9fff]{{0,8}}{STANDING.pattern.removesuffix('$')})"
    r"(?P<name>[\u3400-\u9fff·]{2,8})"
)
_UNCOMMON_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}")
# What a heading inside a speech ends in, not a name.
_TOPIC = re.compile(
    r"(?:工作|建设|问题|方面|措施|做法|成效|机制|情况|建议|体会|背景|目标|服务|管理|保障|按|话|语)$"
)
_NAME_SET_OFF = re.compile(
    r"^([\u3400-\u9fff·]{2,8}|[\u3400-\u9fff][ 　]+[\u3400-\u9fff])(?:[　]+| {2,}|$)"
)
_BEFORE_OFFICE = re.compile(rf"(?P<name>[\u3400-\u9fff·]{{1,8}}?)(?P<post>{OFFICE}|总|书记|老师)")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before the speech: `words` without brackets and colon, `length` with them."""

    words: str
    length: int
    boxed: bool


@dataclass(slots=True)
class Speakers:
    """Who speaks in this document, by every name that a label may use."""

    names: list[str]
    aliases: dict[str, str] = field(default_factory=dict)
    hosts: list[str] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)  # where a line names the speaker below

    def is_question(self, label: Label) -> bool:
        words = label.words
        if words in self.hosts or _ASKING.fullmatch(words):
            return True
        match = _HOST_LABEL.fullmatch(words)
        return bool(match) and without_inner_space(match["name"]) not in self.names

    def is_anonymous_answer(self, label: Label) -> bool:
        return bool(_ANSWERING.fullmatch(label.words))

    def named(self, label: Label) -> str:
        """The guest whom a label means, or ""."""
        words = without_inner_space(label.words)
        for candidate in _names_in(words):
            if candidate in self.names:
                return candidate
            if candidate in self.aliases:
                return self.aliases[candidate]
        match = _BEFORE_OFFICE.fullmatch(words)
        return self._by_surname(match["name"]) if match else ""

    def _by_surname(self, surname: str) -> str:
        found = [name for name in self.names if surname_of(name) == surname]
        return found[0] if len(found) == 1 else ""


def label_of(paragraph: Paragraph) -> Label | None:
    """The label that a paragraph begins with, if it begins with one."""
    match = _LABEL.match(paragraph.text)
    if not match:
        return None
    boxed = match["boxed"] is not None
    words = (
        (match["boxed"] or match["titled"] or match["plain"] or "").strip().rstrip("：:").strip()
    )
    return Label(words, match.end(), boxed) if words else None


def leading_name(paragraph: Paragraph, speakers: Speakers) -> Label | None:
    """The name of a speaker that stands alone, or set off by a wide space, without a colon."""
    match = _NAME_SET_OFF.match(paragraph.text)
    name = without_inner_space(match[1].strip()) if match else ""
    return Label(name, match.end(), boxed=False) if name in speakers.names else None


def unlisted_names(
    paragraphs: Sequence[Paragraph], speakers: Speakers
) -> list[tuple[str, str, int, int]]:
    """Names in labels that no list of guests gives, in order: name, post, place and length.

    A name that is no word of the language is taken at its first label; one that may be a word
    (`方法：`) only if the document uses it as a label twice.
    """
    found: dict[str, tuple[str, int, int]] = {}
    seen: Counter[str] = Counter()
    for paragraph in paragraphs:
        label = label_of(paragraph)
        if label is None or speakers.is_question(label) or speakers.named(label):
            continue
        name, post = _name_and_post(without_inner_space(label.words))
        if not is_name(name) and not _may_be_name(name):
            continue
        seen[name] += 1
        likely = is_name(name) and (not is_word(name) or post)
        if likely or seen[name] >= 2:
            known = found.get(name)
            if known is None or (post and not known[0]):
                found[name] = (post, paragraph.start, label.length)
    return [(name, *found[name]) for name in seen if name in found]


def _may_be_name(word: str) -> bool:
    """A name that no surname begins (热依扎), if it is a label again and again."""
    return bool(_UNCOMMON_NAME.fullmatch(word)) and not is_word(word) and not _TOPIC.search(word)


def _names_in(words: str) -> list[str]:
    """What in a label may be the name, the likeliest first."""
    name, post = _name_and_post(words)
    return [words, name] if post else [words]


@lru_cache(maxsize=4096)
def _name_and_post(words: str) -> tuple[str, str]:
    for pattern in (_WITH_POST, _AFTER_OFFICE, _AFTER_STANDING, _BEFORE_OFFICE):
        match = pattern.fullmatch(words)
        if match and is_name(match["name"]):
            return match["name"], match["post"]
    return words, ""
