"""What a document says of itself before it begins: title, publication, author, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imports.segmenting.paragraphs import Paragraph

_DATE = re.compile(r"(?<!\d)(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?(?!\d)")
_PUBLICATION = re.compile(r"(?:来源|稿源|刊发于|原载)\s*[：:]\s*《?([^\s《》，|]{2,30})》?")
_ISSUE = re.compile(r"《[^》]{2,20}》(?:杂志)?\s*((?:19|20)\d{2})\s*年\s*第?\s*\d{1,3}\s*期")
_AUTHOR = re.compile(r"^(?:作者|文)\s*[：:/／]\s*(\S.{0,30})$|作者\s*[：:]\s*([^\s，|]{2,20})")
_SUBTITLE = re.compile(r"^(?:——|--|—)")
_LONGEST_TITLE = 45
_MARKS = re.compile(r"[。：:；]")


@dataclass(frozen=True, slots=True)
class Heading:
    """Fields are "" where the document does not say; `length` counts the paragraphs taken."""

    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    length: int = 0


def read_heading(paragraphs: Sequence[Paragraph]) -> Heading:
    """The title and the lines about the publication at the head of a document.

    A first line is a title only if more follows, it is short and is no sentence.
    """
    if len(paragraphs) < 2:
        return Heading()
    title, place = "", 0
    first = paragraphs[0].text
    if len(first) <= _LONGEST_TITLE and not _MARKS.search(first) and not _is_credit(first):
        title, place = first, 1
        if _SUBTITLE.match(paragraphs[1].text) and len(paragraphs[1].text) <= _LONGEST_TITLE:
            title, place = f"{first}{paragraphs[1].text}", 2
    found = {"publication": "", "author": "", "published_on": ""}
    while place < len(paragraphs) and _is_credit(paragraphs[place].text):
        for name, value in _credits_in(paragraphs[place].text).items():
            found[name] = found[name] or value
        place += 1
    return Heading(title=title, length=place, **found)


def _is_credit(line: str) -> bool:
    return len(line) <= 80 and "。" not in line and bool(_credits_in(line))


def _credits_in(line: str) -> dict[str, str]:
    found = {}
    if match := _DATE.search(line):
        found["published_on"] = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    elif match := _ISSUE.search(line):
        found["published_on"] = match[1]
    if match := _PUBLICATION.search(line):
        found["publication"] = match[1]
    elif match := _ISSUE.search(line):
        found["publication"] = match[0].partition("》")[0].strip("《")
    if match := _AUTHOR.search(line):
        found["author"] = (match[1] or match[2]).strip()
    return found
