"""Paragraphs with their places, and the sentences inside a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’」』）】]*|[^。！？；\n]+")
_FULL_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’」』）】]*|[^。！？\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the clean text; `start` is its place there."""

    text: str
    start: int

    def after(self, length: int) -> Paragraph:
        """The paragraph without its first `length` characters and the space after them."""
        rest = self.text[length:].lstrip()
        return Paragraph(rest, self.start + len(self.text) - len(rest))


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of a text that hold something, without the space around them."""
    found, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            found.append(Paragraph(stripped, start + line.index(stripped)))
        start += len(line) + 1
    return found


def sentences_of(text: str) -> list[Paragraph]:
    """The sentences of a paragraph, each up to its full stop and the quotes after it."""
    return [Paragraph(m[0], m.start()) for m in _FULL_SENTENCE.finditer(text) if m[0].strip()]


def clauses_of(text: str) -> list[Paragraph]:
    """As `sentences_of`, but a semicolon ends one too."""
    return [Paragraph(m[0], m.start()) for m in _SENTENCE.finditer(text) if m[0].strip()]
