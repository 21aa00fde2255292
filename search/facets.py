"""What a list's panel of filters prints; every list fills the same shapes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """A chosen value, and the address of the list without it."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class FacetItem:
    """One value: `count` is the number of rows that choosing it alone in its facet gives."""

    value: str
    label: str
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """One facet and the values it offers."""

    name: str
    label: str
    items: list[FacetItem]

    @property
    def total(self) -> int:
        """The number of values."""
        return len(self.items)
