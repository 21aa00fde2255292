"""Cutting a text into marked and unmarked pieces; pure, and without a character lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

GAP_MARK = "〔此处缺文〕"
_AT = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """Something said of `text[start:end]`."""

    start: int
    end: int
    value: Any


@dataclass(frozen=True)
class Segment:
    """A piece of a text that begins at `start`; `values` are those of the spans that cover it.

    The innermost (shortest) span comes first; of equally long ones the one that begins later.
    """

    text: str
    start: int
    values: tuple[Any, ...] = ()

    @property
    def value(self) -> Any:
        """The value of the innermost span, or None."""
        return self.values[0] if self.values else None


@dataclass(frozen=True)
class Paragraph:
    """One line of a text, by its number from 1; blank lines are counted but not kept."""

    number: int
    segments: tuple[Segment, ...]

    @property
    def anchor(self) -> str:
        return f"p{self.number}"


def parse_at(value: str, text: str) -> tuple[int, int] | None:
    """Read `START-END` (characters of `text`, end exclusive); None when it names no passage.

    Line breaks at the edges are left out of the passage, so that it begins and ends with words.
    """
    match = _AT.fullmatch(value)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    if not start < end <= len(text):
        return None
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    return (start, end) if start < end else None


def spans_of(words: str, text: str, value: Any) -> list[Span]:
    """Return a span for every place where `words` stand in `text`."""
    return [Span(m.start(), m.end(), value) for m in re.finditer(re.escape(words), text)]


def cut(text: str, spans: Iterable[Span], offset: int = 0) -> tuple[Segment, ...]:
    """Cut `text` wherever a span begins or ends; the pieces joined are `text` again.

    `offset` is where `text` begins in the whole that the spans count in; spans beyond its edges
    are clipped. Overlapping spans make pieces with several values.
    """
    end_of_text = offset + len(text)
    clipped = [
        (max(span.start, offset), min(span.end, end_of_text), span)
        for span in spans
        if span.start < span.end and span.start < end_of_text and span.end > offset
    ]
    clipped.sort(key=lambda entry: (entry[2].end - entry[2].start, -entry[2].start))
    edges = sorted(
        {offset, end_of_text} | {edge for start, end, _ in clipped for edge in (start, end)}
    )
    return tuple(
        Segment(
            text[left - offset : right - offset],
            left,
            tuple(span.value for start, end, span in clipped if start <= left and right <= end),
        )
        for left, right in pairwise(edges)
    )


def runs(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Join neighbours that have the same innermost value, and keep only that value."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and joined[-1].value == segment.value:
            last = joined.pop()
            joined.append(Segment(last.text + segment.text, last.start, last.values))
        else:
            joined.append(Segment(segment.text, segment.start, segment.values[:1]))
    return tuple(joined)


def cut_paragraphs(text: str, spans: Sequence[Span]) -> list[Paragraph]:
    """Cut a text of one paragraph a line; spans may reach over several paragraphs."""
    paragraphs, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            paragraphs.append(Paragraph(number, cut(line, spans, start)))
        start += len(line) + 1
    return paragraphs
