"""What a list's panel of filters prints; every list fills the same shapes."""

from dataclasses import dataclass, field

# So many values of a facet stand in the panel; the rest is folded away, or on a page of its own.
SHOWN = 12
MOST_FOLDED = 40


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
    children: list["FacetItem"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something chosen stands under it."""
        return any(child.selected for child in self.children)


@dataclass(frozen=True)
class PrintedFacet:
    """One facet: the values in the panel, those folded away, and where the others are.

    `left_out` are so many that they stand nowhere. `match_all` is None where values can only be
    alternatives.
    """

    name: str
    label: str
    items: list[FacetItem]
    folded: list[FacetItem] = field(default_factory=list)
    total: int = 0
    values_url: str = ""
    left_out: int = 0
    match_all: bool | None = None

    @property
    def is_tree(self) -> bool:
        """Whether values have others under them."""
        return any(item.children for item in (*self.items, *self.folded))


@dataclass(frozen=True)
class Loosening:
    """A filter that can be taken off when nothing is left, and what that would give."""

    label: str
    count: int
    url: str
