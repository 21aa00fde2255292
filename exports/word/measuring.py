"""On which page a heading stands, counted on the grid.

Characters and lines stand on a grid, so pages can be told without laying them out: that is how the
contents have their page numbers before Word has counted them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator

from .drafting import Block, Cite, Heading, Paragraph, Quotation, Table
from .layout import WIDTH, Grid

_NOT_FIRST = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)]%"
_NOT_LAST = "（《〈「『【〔“‘(["
_DIGITS = "〇一二三四五六七八九"


def cells(text: str) -> float:
    """Return how many characters of the grid a text takes; a Latin letter takes half of one."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> float:
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def lines_of(text: str, width: float, indent: float = 2) -> int:
    """Return how many lines a paragraph takes, by the rules of Chinese line breaking."""
    lines, used = 1, indent
    for piece in _unbroken(text):
        taken = cells(piece)
        if used + taken > width and used > 0:
            lines, used = lines + 1, 0
        # Only what is longer than a line, as an address, is broken within.
        lines += int((used + taken - 0.5) // width) if taken > width else 0
        used = (used + taken) % width if taken > width else used + taken
    return lines


def _unbroken(text: str) -> Iterator[str]:
    """Yield the pieces of a text that lines are not broken within: a character with its marks."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters: not in a word, nor at a mark."""
    if before.isascii() and after.isascii():
        return before == " "
    return after not in _NOT_FIRST and before not in _NOT_LAST


def balanced(text: str, width: float) -> str:
    """Return a title in lines of about one length, none of them a lonely character."""
    lines = math.ceil(cells(text) / width)
    if lines < 2:
        return text
    place = min(_breaks(text), key=lambda at: _imbalance(text, at, lines), default=0)
    if not place:
        return text
    rest = balanced(text[place:], width) if lines > 2 else text[place:]
    return f"{text[:place]}\n{rest}"


def _breaks(text: str) -> list[int]:
    return [at for at in range(1, len(text)) if _may_break(text[at - 1], text[at])]


def _imbalance(text: str, at: int, lines: int) -> float:
    """Return how far a first line is from its share; after a mark, titles are broken gladly."""
    gladly = 3 if text[at - 1] in _NOT_FIRST else 0
    return abs(cells(text[:at]) - cells(text) / lines) - gladly


def chinese(number: int) -> str:
    """Return a number below a thousand as headings count: 十一, 一百〇一."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "〇"
    return words + (_DIGITS[ones] if ones else "")


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Yield every block, a heading with the number that Word will give it."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        number = ""
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            number = _number(block.level, counts[block.level - 1])
        yield block, number


def _number(level: int, count: int) -> str:
    if level == 1:
        return f"{chinese(count)}、"
    if level == 2:
        return f"（{chinese(count)}）"
    return f"{count}." if level == 3 else f"（{count}）"


def height(block: Block, grid: Grid, number: str = "") -> int:
    """Return how many lines a block takes."""
    width = grid.characters
    if isinstance(block, Heading):
        return lines_of(number + block.text, width)
    if isinstance(block, Paragraph):
        return lines_of(_read(block), width)
    if isinstance(block, Quotation):
        words = sum(lines_of(text, width - 4) for text in block.paragraphs)
        return words + _signed(block, grid)
    if isinstance(block, Table):
        columns = max(map(len, block.rows), default=1)
        narrow = width * grid.size / 12 / columns - 2
        return math.ceil(0.75 * sum(_row(row, narrow) for row in block.rows))
    raise TypeError(block)


def _signed(quotation: Quotation, grid: Grid) -> int:
    """Return how many lines the name under a quotation takes, which is set smaller."""
    narrow = (WIDTH / 20 - grid.size) / ((grid.size - 2) * grid.scale / 100)
    return lines_of(f"——{quotation.speaker}[1]{quotation.cite.place}", narrow, 0)


def _row(row, narrow: float) -> int:
    return max((sum(lines_of(_read(one), narrow, 0) for one in cell) for cell in row), default=1)


def _read(paragraph: Paragraph) -> str:
    # A mark of two digits is raised and small.
    runs = (f"[1]{run.place}" if isinstance(run, Cite) else run.text for run in paragraph.runs)
    return "".join(runs)


def pages(
    blocks: Iterable[Block], grid: Grid, breaks_at: int = 1
) -> list[tuple[str, Heading, int]]:
    """Return every heading with its number and its page.

    Headings of level `breaks_at` begin a page, all but the first; 0 for none. A heading stays with
    the line that follows it.
    """
    found, waiting, line = [], [], 0
    for block, number in numbered(blocks):
        lines = height(block, grid, number)
        if isinstance(block, Heading):
            if block.level == breaks_at and found + waiting:
                line = math.ceil(line / grid.lines) * grid.lines
            waiting.append((number, block, lines))
            continue
        line = _settle(waiting, line, grid, found) + lines
    _settle(waiting, line, grid, found)
    return found


def _settle(waiting: list, line: int, grid: Grid, found: list) -> int:
    """Place the headings that wait for what follows them; return the line after them."""
    needed = sum(lines for *_, lines in waiting) + 1
    if waiting and line % grid.lines + needed > grid.lines:
        line = math.ceil(line / grid.lines) * grid.lines
    for number, heading, lines in waiting:
        found.append((number, heading, line // grid.lines + 1))
        line += lines
    waiting.clear()
    return line
