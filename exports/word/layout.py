"""The measures of GB/T 9704-2012, 5 and 6, in twips (twentieths of a point).

The type area is 156 mm × 225 mm, and holds 22 lines of 28 characters. Characters of 三号 are 16 pt
wide: 28 of them would take 158 mm. So they are set 2 % narrower, and lines 28.95 pt apart; both are
rounded down, so that the last character and the last line find room.

The grid of the page counts lines only. A grid that counts characters, too, is how Word does it from
its dialog, but LibreOffice sets a character that is wider than its cell into two of them. With
characters set closer instead of narrower, LibreOffice loses marks at the ends of lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, BOTTOM, LEFT, RIGHT = twips(37), twips(35), twips(28), twips(26)
WIDTH, HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
# The dashes beside a page number stand 7 mm under the type area, in the middle of a line of 16 pt
# (7.5): so far from the edge of the page is the lower edge of that line.
FOOTER_LINE = 320
FOOTER = BOTTOM - twips(7) - FOOTER_LINE // 2


@dataclass(frozen=True)
class Grid:
    """Where characters and lines stand on a page; `size` is that of running text, in points."""

    characters: int
    lines: int
    size: float

    @property
    def pitch(self) -> int:
        return HEIGHT // self.lines

    @property
    def character(self) -> float:
        """How wide a character stands, in twips."""
        return WIDTH / self.characters

    @property
    def scale(self) -> int:
        """How wide characters are set, in hundredths of their own width."""
        return min(100, math.floor(100 * self.character / (20 * self.size)))

    @property
    def indent(self) -> int:
        """Two characters, for programs that do not count indents in characters."""
        return math.floor(2 * self.character)


OFFICIAL = Grid(28, 22, 16)
# One page must hold a problem, what others do, and the sources: 四号, as annexes are often set.
BRIEF = Grid(31, 28, 14)
