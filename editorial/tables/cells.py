"""What may stand in one cell, whatever the file."""

import re

# The most characters that a cell of a spreadsheet holds.
LONGEST = 32_767
# The most digits that it keeps of a number.
DIGITS = 15
TOO_LONG = "〔文字太长，表格放不下；这一格不动，内容就不变〕"

# A spreadsheet takes text that begins so for a formula when it opens a CSV file.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
# Nothing that XML cannot hold; newlines and tabs are text.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BETWEEN = re.compile(r"[、；;]")


class CellError(Exception):
    """A cell cannot be taken as it is; the sentence tells the editor why."""


class BadCell(str):
    """A cell whose content is not data; the text is the sentence that says why."""

    __slots__ = ()


def plain_text(text: str) -> str:
    """Return text with plain newlines and without what no cell can hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows as it is, and takes for no formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def guarded_once(text: str) -> str:
    """Return text for a cell that is marked as text: only what looks guarded is guarded."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return what was written by one of the two above."""
    return text[1:] if _GUARDED.match(text) else text


def fitting(text: str) -> str:
    """Return text, or the words that stand for it where it is too long for a cell."""
    return text if len(text) < LONGEST else TOO_LONG


def joined(items: list[str]) -> str:
    """Return several items as one cell: by “、”, or one a line if an item contains one."""
    if any(_BETWEEN.search(item) for item in items):
        # A single item needs its newline, too: it says that nothing else parts items.
        return "\n".join(items) + ("\n" if len(items) == 1 else "")
    return "、".join(items)


def items_of(text: str) -> list[str]:
    """Return the items of a cell, each once, in their order."""
    parts = text.split("\n") if "\n" in text else _BETWEEN.split(text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
