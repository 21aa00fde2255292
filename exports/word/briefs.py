"""一页通: a problem, what others do about it, and where it is said, on one page.

It is counted on the grid whether the page holds it. What is too long ends after a sentence, with
“……”; what finds no room is counted in a last line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .citing import Citing, closing
from .drafting import Block, Heading, Paper, Paragraph, Raised, Words, marked, plain
from .layout import BRIEF, HEIGHT, WIDTH
from .measuring import cells, lines_of

CUT = "……"
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）]*")
# So many cells may a practice take: tried one after the other, until all find room.
_LENGTHS = (400, 320, 260, 210, 170, 140, 110, 80)
_MOST_ITEMS, _MOST_PROBLEMS, _MOST_SOURCES = 6, 3, 2
_TITLE_SIZE, _TITLE_LINE = 22, 700
NOTE_STYLE, _NOTE_SIZE, _NOTE_LINE = "出处条目", 10.5, 290


@dataclass(frozen=True)
class Item:
    """A paragraph of a brief: what it begins with, what it says, and the sources it rests on."""

    lead: str
    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Brief:
    """What a brief would say if pages had no end; `heads` stand over problems and practices."""

    title: str
    problems: tuple[Item, ...]
    practices: tuple[Item, ...]
    url: str
    heads: tuple[str, str] = ("遇到的问题", "别处怎么做")


def fitted(brief: Brief, citing: Citing) -> Paper:
    """Return the longest form of a brief that one page holds."""
    brief = replace(
        brief, title=shortened(brief.title, 38), problems=brief.problems[:_MOST_PROBLEMS]
    )
    total = len(brief.practices)
    for count in range(min(total, _MOST_ITEMS), 0, -1):
        for length in _LENGTHS:
            paper = _paper(brief, citing, count, length)
            if _height(paper) <= HEIGHT - BRIEF.pitch:
                return paper
    return _paper(replace(brief, problems=brief.problems[:1]), citing, min(total, 1), _LENGTHS[-1])


def shortened(text: str, most: float) -> str:
    """Return whole sentences of a text that take at most so many cells, and say if it goes on."""
    if cells(text) <= most:
        return text
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if cells(kept + sentence) > most - 2:
            break
        kept += sentence
    if not kept:
        kept = text[: _fitting(text, most - 2)]
        kept = kept[: kept.rfind("，")] if kept.rfind("，") > len(kept) // 2 else kept
    return kept + CUT


def _fitting(text: str, most: float) -> int:
    used = 0.0
    for place, character in enumerate(text):
        used += cells(character)
        if used > most:
            return place
    return len(text)


def _paper(brief: Brief, citing: Citing, count: int, length: float) -> Paper:
    shown = brief.practices[:count]
    numbers: dict[int, int] = {}
    problems = [_paragraph(one, citing, numbers, min(length, 160)) for one in brief.problems]
    practices = [_paragraph(one, citing, numbers, length) for one in shown]
    body: list[Block] = []
    for head, paragraphs in zip(brief.heads, (problems, practices), strict=True):
        body += [Heading(head, 1), *paragraphs] if paragraphs else []
    if left_out := len(brief.practices) - count:
        body.append(plain(f"另有{left_out}项，这里放不下。"))
    body.append(Heading("出处", 1))
    body += _references(citing, numbers)
    body.append(Paragraph((Words("全文见："), Words(brief.url, url=brief.url)), NOTE_STYLE))
    return Paper(brief.title, "", tuple(body), closing(brief.url), is_brief=True)


def _paragraph(item: Item, citing: Citing, numbers: dict[int, int], length: float) -> Paragraph:
    marks = ""
    for source in item.sources[:_MOST_SOURCES]:
        if citing.knows(source):
            marks += f"[{numbers.setdefault(source, len(numbers) + 1)}]"
    text = shortened(item.text, max(length - cells(item.lead), 40))
    said = marked(text, [Raised(marks)] if marks else [])
    return Paragraph((Words(item.lead, is_strong=True), *said.runs))


def _references(citing: Citing, numbers: dict[int, int]) -> Iterator[Paragraph]:
    for source, number in numbers.items():
        reference = shortened(citing.source(source).note.reference, 168)
        yield plain(f"[{number}] {reference}", NOTE_STYLE)


def _height(paper: Paper) -> int:
    """Return how high a brief stands, in twips."""
    title = lines_of(paper.title, WIDTH / 20 / _TITLE_SIZE, 0) * _TITLE_LINE
    # The space under the title, and the line with the site and the day.
    return title + 2 * BRIEF.pitch + sum(map(_block_height, paper.body))


def _block_height(block: Block) -> int:
    if isinstance(block, Paragraph) and block.style == NOTE_STYLE:
        # Addresses are not broken where Chinese is: count them a little wider.
        return lines_of(block.text, WIDTH / 20 / _NOTE_SIZE - 4, 0) * _NOTE_LINE
    text = f"一、{block.text}" if isinstance(block, Heading) else block.text
    return lines_of(text, BRIEF.characters) * BRIEF.pitch
