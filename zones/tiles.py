"""The provinces as a grid of squares, each with how much there is."""

from collections.abc import Collection
from dataclasses import dataclass

from .provinces import PROVINCES, Province

# Upper bounds of the shades 1 to 3; more than the last is shade 4.
SHADES = (2, 5, 10)


@dataclass(frozen=True)
class Tile:
    """One square: `count` records in `province`; `shade` is 0 (none) to 4 (most)."""

    province: Province
    count: int
    selected: bool

    @property
    def shade(self) -> int:
        return 1 + sum(self.count > bound for bound in SHADES) if self.count else 0


def province_tiles(counts: dict[str, int], selected: Collection[str] = ()) -> list[Tile]:
    """Return a tile for each of the 34 provinces; `counts` maps GB/T 2260 codes to numbers."""
    return [
        Tile(province, counts.get(province.code, 0), province.code in selected)
        for province in PROVINCES
    ]
