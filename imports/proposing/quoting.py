"""One kind of quotation marks for the rules, and the document's own kind for what they find.

Documents set off names with “ ”, 「 」, 『 』, ‘ ’ or straight marks. The rules read the first
kind only; every mark is replaced by one character, so that places stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from imports.draft import FactDraft, PracticeDraft
from imports.proposing.passages import Paragraphs, Passage
from imports.segmenting.paragraphs import Paragraph

_Found = TypeVar("_Found", PracticeDraft, FactDraft)

_OTHERS = re.compile('[「」『』‘’"]')
# A short name keeps the marks inside it: “‘链’同心·‘联’同行”.
_PAIRS = re.compile("“[^“”]{1,24}”|‘([^‘’“”]{1,24})’|「([^「」]{1,24})」|『([^『』]{1,24})』")


def with_even_quotes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with “ ” for every other kind of quotation marks."""
    return [
        replace(passage, paragraphs=tuple(map(_evened, passage.paragraphs))) for passage in passages
    ]


def _evened(paragraph: Paragraph) -> Paragraph:
    if not _OTHERS.search(paragraph.text):
        return paragraph
    return Paragraph(_PAIRS.sub(_pair, _straight(paragraph.text)), paragraph.start)


def _pair(match: re.Match[str]) -> str:
    inner = next((group for group in match.groups() if group), None)
    return f"“{inner}”" if inner else match[0]


def _straight(text: str) -> str:
    """Straight marks opened and closed in turn; left alone where one is missing."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return text
    return "".join(
        piece + ("“”"[index % 2] if index < len(pieces) - 1 else "")
        for index, piece in enumerate(pieces)
    )


def as_written(found: Sequence[_Found], passages: Sequence[Passage]) -> list[_Found]:
    """What was found, with its words as the document has them."""
    paragraphs = Paragraphs(passages)
    return [_restored(one, paragraphs.at(one.start)) for one in found]


def _restored(one: _Found, paragraph: Paragraph) -> _Found:
    quote = paragraph.text[one.start - paragraph.start : one.end - paragraph.start]
    if quote == one.quote:
        return one
    if isinstance(one, FactDraft):
        place = one.quote.find(one.text)
        return replace(one, quote=quote, text=quote[place : place + len(one.text)])
    return replace(one, quote=quote)
