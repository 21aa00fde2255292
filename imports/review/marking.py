"""The clean text laid out for the review page: lines, what they are, and the marks in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from imports.review.workcopy import ANSWER, NONE, QUESTION, REJECTED, Block, WorkingCopy

# Kinds of marks with the sign that tells them apart without colour.
SIGNS = {
    "asked": "疑",
    "repair": "修",
    "guest": "人",
    "practice": "做",
    "evidence": "证",
    "fact": "数",
    "statement": "难",
}
_SMALL_REPAIRS = ("D1", "D2", "D6")  # thousands in a damaged text; marked only when asked for


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that belongs to a record; `key` is the record's, `title` its name."""

    start: int
    end: int
    kind: str
    key: str
    title: str

    @property
    def sign(self) -> str:
        return SIGNS[self.kind]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under the same marks; `opened` are the marks that begin here."""

    start: int
    text: str
    kinds: str
    opened: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A block as the page shows it, with the words of its line that stand before it."""

    block: Block
    label: tuple[Segment, ...]
    segments: tuple[Segment, ...]
    heading: str
    opens: bool


def marks_of(copy: WorkingCopy, *, every_repair: bool = False) -> list[Mark]:
    """The marks of everything that was not rejected, in the order of the text."""
    marks = [
        Mark(
            repair.start,
            repair.end,
            "asked" if repair.is_open else "repair",
            repair.key,
            repair.rule,
        )
        for repair in copy.repairs
        if repair.is_open or every_repair or repair.rule not in _SMALL_REPAIRS
    ]
    for kind, name in (("guests", "guest"), ("practices", "practice"), ("facts", "fact")):
        marks += [
            Mark(piece.start, piece.end, name, piece.key, _title(piece))
            for piece in copy.pieces(kind)
            if piece.state != REJECTED
        ]
    marks += [
        Mark(piece.start, piece.end, "statement", piece.key, piece.code)
        for piece in copy.statements
        if piece.state != REJECTED
    ]
    marks += [
        Mark(start, end, "evidence", practice.key, practice.name)
        for practice in copy.practices
        for start, end in practice.evidence
        if practice.state != REJECTED
    ]
    return sorted((mark for mark in marks if mark.end > mark.start), key=lambda mark: mark.start)


def rows_of(copy: WorkingCopy, marks: list[Mark]) -> list[Row]:
    """Every block with its marks; a heading where a question or another speaker begins."""
    rows: list[Row] = []
    question = 0
    before: Block | None = None
    names = {guest.key: guest.name for guest in copy.guests}
    cutter = _Cutter(copy.text, marks)
    for block in copy.blocks:
        new = (
            before is None
            or before.role != block.role
            or before.guest != block.guest
            or (block.opens and block.role in (QUESTION, ANSWER))
        )
        question += new and block.role == QUESTION
        line = copy.text.rfind("\n", 0, block.start) + 1
        label_from = max(line, before.end) if before else line
        rows.append(
            Row(
                block=block,
                label=tuple(cutter.segments(label_from, block.start)),
                segments=tuple(cutter.segments(block.start, block.end)),
                heading=_heading(block, question, names) if new else "",
                opens=new,
            )
        )
        before = block
    return rows


class _Cutter:
    """Cuts stretches of the text at the ends of the marks."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def segments(self, start: int, end: int) -> list[Segment]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end - 1)
        inside = [mark for mark in self._marks[first:last] if mark.end > start]
        places = {start, end}
        for mark in inside:
            places |= {max(start, mark.start), min(end, mark.end)}
        cuts = sorted(places)
        return [
            self._segment(cuts[number], cuts[number + 1], inside) for number in range(len(cuts) - 1)
        ]

    def _segment(self, start: int, end: int, marks: list[Mark]) -> Segment:
        over = [mark for mark in marks if mark.start <= start and mark.end >= end]
        kinds = " ".join(dict.fromkeys(f"is-{mark.kind}" for mark in over))
        opened = tuple(mark for mark in over if mark.start == start)
        return Segment(start, self._text[start:end], kinds, opened)


def _heading(block: Block, question: int, names: dict[str, str]) -> str:
    if block.role == QUESTION:
        return f"提问 {question}"
    if block.role == ANSWER:
        return f"回答 · {names.get(block.guest) or '说话人未定'}"
    return "不收入" if block.role == NONE else "引言"


def _title(piece) -> str:
    return getattr(piece, "name", "") or getattr(piece, "indicator", "")
