"""Guests whom no list names: introduced in the subtitle, the introduction, the host's first words.

`——访青江高新区党工委书记 欧阳正明`, `记者专访了…组织部部长周宁`, `今天请到了…`: a post and behind
it a name, in words that say that somebody was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imports.segmenting.names import is_name, without_inner_space
from imports.segmenting.paragraphs import Paragraph
from imports.segmenting.posts import OFFICE

_ASKED = re.compile(
    r"采访|专访|访谈|对话|对谈|做客|受访|请来|请到|邀请|请教|访(?!问)|走进|走访|口述|讲述|自述|倾听|"
    r"聊了?聊|座谈|连线|嘉宾"
)
_SENTENCE = re.compile(r"[^。！？；\n]+")
# One post or several joined by 、 and the name behind them. What stands before is cut at the words
# that lead up to it.
_POST = re.compile(
    rf"(?P<posts>[^，。；：！？—\s“”（）]{{2,60}}?{OFFICE}(?:兼[\u3400-\u9fff]{{0,10}}?{OFFICE})*)"
    r"[ 　]?(?=[\u3400-\u9fff])"
)
_LEADING = re.compile(
    r"^.*(?:采访到?了?|专访了?|访谈了?|对话|对谈|做客本刊的|请来了?|请到了?|邀请到?了?|请教了?|走进了?|走访了?|"
    r"聊了?聊|连线了?|访(?!谈|问)了?|包括|分别是|(?:对象|嘉宾|人物|主人公)(?:为|是)|的是|嘉宾是|请的?是|记者(?:一行)?(?:与|和|同|对|就))|^(?:由|和|与|及|以及|有|是|向|听|听听|对)(?=..)"
)
# What may follow a name at once: anything but a character that could belong to it.
_AFTER_NAME = re.compile(
    r"$|[^\u3400-\u9fff]|接受|介绍|表示|分享|谈|说|就|进行|和|与|以及|及|向|作为|坦言|告诉|认为|出席|参加|受邀|做客|"
    r"聊|来到|来|一起|等|同志|先生|女士|书记|部长|主任|为|讲述|带来|畅谈|的|围绕|结合|从|在|是|，"
)
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person named in running text: the words of the posts, and the span of posts and name."""

    name: str
    posts: str
    start: int
    end: int
    is_asked: bool  # whether the sentence says that the person was interviewed


def introduced_in(paragraphs: Sequence[Paragraph], names: Sequence[str] = ()) -> list[Introduced]:
    """Everybody named with a post in these paragraphs, in order, each once.

    `names` are known to be names, even if they do not look like any.
    """
    found: dict[str, Introduced] = {}
    for paragraph in paragraphs:
        for sentence in _SENTENCE.finditer(paragraph.text):
            asked = bool(_ASKED.search(sentence[0]))
            start = paragraph.start + sentence.start()
            for person in _people_in(sentence[0], start, asked, names):
                known = found.get(person.name)
                if known is None or (person.is_asked and not known.is_asked):
                    found[person.name] = person
    return list(found.values())


def _people_in(
    sentence: str, start: int, asked: bool, names: Sequence[str]
) -> Iterator[Introduced]:
    place = 0
    while match := _POST.search(sentence, place):
        known = next((name for name in names if sentence.startswith(name, match.end())), "")
        name, length = (known, len(known)) if known else _name_at(sentence, match.end())
        if not name:
            place = match.end()
            continue
        words = match["posts"]
        lead = _LEADING.match(words)
        posts = words[lead.end() :] if lead and len(words) > lead.end() + 2 else words
        first = start + match.start() + len(words) - len(posts)
        place = match.end() + length
        yield Introduced(name, posts.lstrip("、和与及"), first, start + place, asked)


def _name_at(text: str, place: int) -> tuple[str, int]:
    """The name that begins here, with how many characters it takes up; ("", 0) without one."""
    dotted = re.match(r"[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,8})+", text[place:])
    if dotted:
        return dotted[0], len(dotted[0])
    spaced = re.match(r"[\u3400-\u9fff][ 　]+[\u3400-\u9fff](?![\u3400-\u9fff])", text[place:])
    if spaced and is_name(without_inner_space(spaced[0])):
        return without_inner_space(spaced[0]), len(spaced[0])
    for length in range(_LONGEST_NAME, 1, -1):
        name = text[place : place + length]
        if len(name) == length and is_name(name) and _AFTER_NAME.match(text, place + length):
            return name, length
    return "", 0
