"""The list of guests: a heading and one guest a line, in the forms that publications use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from imports.draft import GuestDraft
from imports.segmenting.names import is_name, without_inner_space
from imports.segmenting.paragraphs import Paragraph
from imports.segmenting.posts import OFFICE, has_office, posts_of, zone_in

_HEADING = re.compile(
    r"^[【「『\[〔（(]?(?:本期|特邀|访谈|对话|采访|圆桌|参会|与会|受访|出席|分享|座谈)*"
    r"(?:嘉宾|对象|人物|专家|代表|受访者|受访人|被采访人|对话人|发言人|口述人?|讲述人?|自述|主讲人?)"
    r"(?:名单|介绍|简介)?(?:[（(](?:按|以|排名|以下)[^（）()]{1,14}[）)])?[】」』\]〕）)]?\s*[：:｜|]?\s*"
)
_HOST = re.compile(
    r"^[□■]?\s*(?:本期|特邀|本刊|本报)?(?:主\s*持\s*人?|采访人|访谈人|采访整理|整理|采访|记者|编辑|策划|撰文)\s*[：:｜|]\s*(.+)$"
)
_GLUED_HOST = re.compile(r"^([\u3400-\u9fff·]{2,4})(?=(?:特邀|访谈|对话|本期|圆桌)嘉宾)")
_ALIAS = re.compile(
    r"[，,]\s*以下简称[“\"「]?([^”\"」）)]+)[”\"」]?(?=\s*[）)])"
    r"|[（(]\s*以下简称[“\"「]?([^”\"」）)]+)[”\"」]?\s*[）)]"
)
_BRACKETED = re.compile(r"^(?P<name>[^（(，,：:]{2,16})[（(](?P<posts>[^）)]+)[）)]$")
_GLUED = re.compile(rf"^(?P<posts>.*{OFFICE})(?P<name>[\u3400-\u9fff·]{{2,10}})$")
_SPACED_NAME = re.compile(
    r"(?<![\u3400-\u9fff])[\u3400-\u9fff][ \u3000]+[\u3400-\u9fff](?![\u3400-\u9fff])"
)
_LONGEST_LINE = 120
_LONGEST_HOST = 20
_LONGEST_HEADING = 20
_HEAD = 30  # paragraphs in which a list without a known heading is looked for
_WITH_POST, _NAME_ONLY = 0.95, 0.6  # confidence in a line of a list


@dataclass(frozen=True, slots=True)
class GuestList:
    """Guests, hosts, short names (short → name), and the paragraphs the list takes up."""

    guests: tuple[GuestDraft, ...]
    hosts: tuple[str, ...]
    aliases: dict[str, str]
    first: int
    last: int  # exclusive


def find_guest_list(
    paragraphs: Sequence[Paragraph], known_zones: Sequence[str] = ()
) -> GuestList | None:
    """The first heading that is followed by guests, with them; None without one."""
    for index, whole in enumerate(paragraphs):
        paragraph, host = _without_host(whole)
        match = _HEADING.match(paragraph.text)
        if not match or len(paragraph.text) > _LONGEST_LINE:
            continue
        rest = paragraph.after(match.end()).text
        has_mark = match[0].rstrip()[-1] in "：:｜|】」』]〕）)"
        if rest and not has_mark:
            continue
        found = _list_from(paragraphs, index, rest, known_zones)
        if found.guests:
            return replace(found, hosts=(*host, *found.hosts))
    return _list_without_heading(paragraphs, known_zones)


def _list_without_heading(
    paragraphs: Sequence[Paragraph], known_zones: Sequence[str]
) -> GuestList | None:
    """Two or more lines in a row that each name somebody with a post, under whatever heading."""
    for index, paragraph in enumerate(paragraphs[:_HEAD]):
        if not _names_guests(paragraph, known_zones):
            continue
        below = paragraphs[index + 1 : index + 2]
        if not below or not _names_guests(below[0], known_zones):
            continue
        found = _list_from(paragraphs, index - 1, "", known_zones)
        above = paragraphs[index - 1].text if index else ""
        is_heading = 0 < len(above) <= _LONGEST_HEADING and not is_sentence(above) and index > 1
        return replace(found, first=index - 1 if is_heading else index)
    return None


def _names_guests(paragraph: Paragraph, known_zones: Sequence[str]) -> bool:
    if paragraph.text.startswith(("—", "-", "□", "■", "文", "图")):  # subtitles, authors
        return False
    found = guests_from(paragraph.text, known_zones)
    return bool(found) and all(guest.posts and guest.posts[0].title for guest, _ in found)


def _without_host(paragraph: Paragraph) -> tuple[Paragraph, tuple[str, ...]]:
    """A heading without the host's name that was glued to it: 姚珏特邀嘉宾：."""
    match = _GLUED_HOST.match(paragraph.text)
    if match and is_name(match[1]):
        return paragraph.after(match.end()), (match[1],)
    return paragraph, ()


def guest_from(line: str, known_zones: Sequence[str] = ()) -> tuple[GuestDraft, str] | None:
    """The guest that a line names, and the short name it gives; None if it is no such line."""
    alias = _ALIAS.search(line)
    line = _ALIAS.sub("", line).strip().rstrip("；;。，,、")
    if not line or len(line) > _LONGEST_LINE or "。" in line or "？" in line:
        return None
    for split in (_bracketed, _spaced, _punctuated, _after_colon, _glued):
        parts = split(line)
        if parts:
            name, words = parts
            draft = GuestDraft(name, posts_of(words), zone_in(words, known_zones))
            return draft, (alias[1] or alias[2]) if alias else ""
    return None


def _list_from(
    paragraphs: Sequence[Paragraph], index: int, rest: str, known_zones: Sequence[str]
) -> GuestList:
    guests: list[GuestDraft] = []
    hosts: list[str] = []
    aliases: dict[str, str] = {}
    last = index + 1
    following = (paragraphs[place].text for place in range(last, len(paragraphs)))
    for number, line in enumerate(chain([rest] if rest else [], following)):
        host = host_in(line)
        named = [] if host else guests_from(line, known_zones)
        if not host and not named:
            break
        hosts += [host] if host else []
        for guest, alias in named:
            guests.append(_placed(guest, paragraphs[index + number + (0 if rest else 1)]))
            if alias:
                aliases[alias] = guest.name
        last = index + 1 + number + (0 if rest else 1)
    return GuestList(tuple(guests), tuple(hosts), aliases, index, last)


def guests_from(line: str, known_zones: Sequence[str]) -> list[tuple[GuestDraft, str]]:
    """The guests that a line names, one or several set off by semicolons; all of it or nothing."""
    parts = [part for part in re.split("[；;]", line) if part.strip()]
    found = [guest_from(part.strip(), known_zones) for part in parts]
    if len(parts) > 1 and all(found):
        return [guest for guest in found if guest]
    whole = guest_from(line, known_zones)
    return [whole] if whole else []


def host_in(line: str) -> str:
    """The host that a line names and does nothing else (主持人：本刊记者 田野), or ""."""
    match = _HOST.match(line)
    if not match or len(line) > _LONGEST_LINE or is_sentence(line):
        return ""
    name = host_name(match[1])
    return name if is_name(name) or len(name) <= _LONGEST_HOST else ""


def _placed(guest: GuestDraft, line: Paragraph) -> GuestDraft:
    confidence = _WITH_POST if guest.posts and guest.posts[0].title else _NAME_ONLY
    return replace(guest, start=line.start, end=line.start + len(line.text), confidence=confidence)


def host_name(words: str) -> str:
    """The name of a host, from a line that may give the post too."""
    guest = guest_from(words)
    if guest:
        return guest[0].name
    last = re.split(r"[\s　]+", words.strip())[-1]
    return last if is_name(last) else without_inner_space(words.strip())


def is_sentence(line: str) -> bool:
    return line.endswith(("。", "？", "！", "?", "!"))


def _bracketed(line: str) -> tuple[str, str] | None:
    match = _BRACKETED.match(line)
    name = without_inner_space(match["name"].strip()) if match else ""
    return (name, match["posts"]) if match and is_name(name) else None


def _spaced(line: str) -> tuple[str, str] | None:
    line = _SPACED_NAME.sub(lambda match: without_inner_space(match[0]), line)
    head, _, tail = line.rpartition(max(" ", "\u3000", key=line.rfind))
    if head.strip() and is_name(tail) and (has_office(head) or not is_name(head.strip())):
        return tail, head.strip()
    places = [place for place in (line.find(" "), line.find("\u3000")) if place > 0]
    if places:
        name, words = line[: min(places)], line[min(places) :].strip()
        if is_name(name) and has_office(words):
            return name, words
    return None


def _punctuated(line: str) -> tuple[str, str] | None:
    match = re.match(r"([^，,：:、]{2,16})[，,：:](.+)$", line)
    name = without_inner_space(match[1].strip()) if match else ""
    if match and is_name(name) and has_office(match[2]):
        return name, match[2].strip()
    return None


def _after_colon(line: str) -> tuple[str, str] | None:
    words, colon, name = line.replace(":", "：").rpartition("：")
    name = without_inner_space(name.strip())
    return (name, words.strip()) if colon and is_name(name) and has_office(words) else None


def _glued(line: str) -> tuple[str, str] | None:
    match = _GLUED.match(line)
    return (match["name"], match["posts"]) if match and is_name(match["name"]) else None
