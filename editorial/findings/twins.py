"""Records that may be one: alike in a name, and not told apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

# In a group of namesakes each is compared with so many before it.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its names: `keys` are these as they are compared, `words` what a sentence says.

    `near` are forms that are nearly one of its names: they match a name, but not one another.
    `place` is where it stands (None: not known), `apart` whether an editor has told it apart.
    """

    pk: int
    words: str
    keys: frozenset[Hashable]
    near: frozenset[Hashable] = frozenset()
    place: Hashable = None
    apart: bool = False

    def may_be(self, other: Named) -> bool:
        """Tell whether two of one name may be one: not both told apart, nor in two places."""
        if self.apart and other.apart:
            return False
        return None in (self.place, other.place) or self.place == other.place


def twins(rows: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield each row that may be the same as one before it, with the first such one."""
    named: dict[Hashable, list[Named]] = {}
    nearly: dict[Hashable, list[Named]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        matches = [named.get(key, ()) for key in row.keys | row.near]
        matches += [nearly.get(key, ()) for key in row.keys]
        first = {}
        for before in matches:
            others = (other for other in before[:_LOOKED_AT] if row.may_be(other))
            if (other := next(others, None)) is not None:
                first[other.pk] = other
        for _, other in sorted(first.items()):
            yield row, other
        for key in row.keys:
            named.setdefault(key, []).append(row)
        for key in row.near:
            nearly.setdefault(key, []).append(row)
