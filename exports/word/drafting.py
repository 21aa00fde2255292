"""What a document says, before it is a file: plain values that pure functions put together.

Nothing here knows a model, and nothing here knows Word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A source that is cited: its reference by GB/T 7714. The same key is the same source."""

    key: int
    reference: str


@dataclass(frozen=True)
class Words:
    """Some words of a paragraph, with the address that they lead to, if any."""

    text: str
    is_strong: bool = False
    url: str = ""


@dataclass(frozen=True)
class Cite:
    """A mark for a source; `place` says where in it, and leads there by `url`."""

    note: Note
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Raised:
    """A mark for a source that is listed on the same page: [1], raised."""

    text: str


Run = Words | Cite | Raised


@dataclass(frozen=True)
class Heading:
    """A heading; its number is counted by Word. `level` is 1 to 4."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """Running text; `style` is the name of a style of the template."""

    runs: tuple[Run, ...]
    style: str = "Body Text"

    @property
    def text(self) -> str:
        return "".join("" if isinstance(run, Cite) else run.text for run in self.runs)


@dataclass(frozen=True)
class Quotation:
    """Words of a source, who said them (with their post), and where they stand."""

    paragraphs: tuple[str, ...]
    speaker: str
    cite: Cite


@dataclass(frozen=True)
class Table:
    """A table: the first of `rows` is its head; a cell is a list of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Heading | Paragraph | Quotation | Table


@dataclass(frozen=True)
class Entry:
    """One piece of a compilation: a practice, or words that somebody collected.

    `blocks` stand under its heading; their headings are counted from 1 and pushed down under it.
    """

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """Entries that belong together; a compilation without sections has one without a title."""

    title: str
    entries: tuple[Entry, ...]
    lead: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Closing:
    """What a document ends with: the site, the day, and where it was taken from."""

    site: str
    day: str
    url: str


@dataclass(frozen=True)
class Compilation:
    """材料汇编: with a cover and contents, sections of entries, and the sources at the end."""

    title: str
    contains: str
    sections: tuple[Section, ...]
    closing: Closing

    def blocks(self) -> Iterator[Block]:
        """Yield everything in order, with every heading at its level."""
        for section in self.sections:
            depth = 0
            if section.title:
                yield Heading(section.title, 1)
                depth = 1
            yield from section.lead
            for entry in section.entries:
                yield Heading(entry.title, depth + 1)
                for block in entry.blocks:
                    yield _pushed(block, depth + 1)

    @property
    def depth(self) -> int:
        """How many levels of headings the contents list: down to the entries."""
        return 2 if any(section.title for section in self.sections) else 1


def _pushed(block: Block, by: int) -> Block:
    if not isinstance(block, Heading):
        return block
    if block.level + by > DEEPEST:
        return Paragraph((Words(f"{block.text}。", is_strong=True),))
    return Heading(block.text, block.level + by)


DEEPEST = 4


@dataclass(frozen=True)
class Paper:
    """A document without a cover: of one practice or interview, a comparison, or a brief."""

    title: str
    subtitle: str
    body: tuple[Block, ...]
    closing: Closing
    is_wide: bool = False
    is_brief: bool = False

    def blocks(self) -> Iterator[Block]:
        return (_pushed(block, 0) for block in self.body)


Draft = Compilation | Paper


def plain(text: str, style: str = "Body Text") -> Paragraph:
    return Paragraph((Words(text),), style)


def led(lead: str, text: str, *cites: Cite) -> Paragraph:
    """Return a paragraph that begins with a word in bold: 成效：…"""
    return Paragraph((Words(lead, is_strong=True), Words(text), *cites))


def marked(text: str, marks: Sequence[Run], style: str = "Body Text") -> Paragraph:
    """Return words with marks for their sources, before the full stop: none begins a line."""
    end = "。" if text.endswith("。") and marks else ""
    words = Words(text.removesuffix(end))
    return Paragraph((words, *marks, Words(end)) if end else (words, *marks), style)
