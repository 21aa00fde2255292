"""The cover of a collection, drawn from what is in it: a column for each practice, a row for each
group of themes that any of them has, darker the more themes of the group it has."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from search.snapshots import shelf

from .models import Collection, CollectionItem

# Wide enough for a picture; of more practices the first are drawn.
MOST_COLUMNS = 24
STEP, SIDE = 12, 10
_SHADES = 3


@dataclass(frozen=True)
class Square:
    """A square of the drawing, in units of the picture; `shade` is 1 to 3 for as many themes."""

    x: int
    y: int
    shade: int


@dataclass(frozen=True)
class Cover:
    """A drawing of `width` × `height` units; `groups` names its rows from above."""

    practices: int
    groups: list[str]
    squares: list[Square]
    side: int = SIDE

    @property
    def width(self) -> int:
        return min(self.practices, MOST_COLUMNS) * STEP

    @property
    def height(self) -> int:
        return len(self.groups) * STEP


def cover_of(practices: Iterable[int]) -> Cover | None:
    """Draw practices, given by their primary keys in order; None where no theme is known."""
    practices = list(practices)
    held = shelf("practice")
    columns = [
        Counter(value.parent for value in held.values_of(practice, "theme"))
        for practice in practices[:MOST_COLUMNS]
    ]
    names = {value.code: value.label for value in held.vocabularies["theme"].values}
    groups = [code for code in names if any(column[code] for column in columns)]
    squares = [
        Square(x * STEP, y * STEP, min(column[code], _SHADES))
        for y, code in enumerate(groups)
        for x, column in enumerate(columns)
        if column[code]
    ]
    return Cover(len(practices), [names[code] for code in groups], squares) if groups else None


def covered(collections: Iterable[Collection], user) -> list[tuple[Collection, Cover | None, int]]:
    """Return collections, each with its cover and how many practices of it `user` may see."""
    collections = list(collections)
    items = CollectionItem.objects.visible_to(user).filter(collection__in=collections)
    inside = defaultdict(list)
    for collection, practice in items.values_list("collection", "practice"):
        inside[collection].append(practice)
    return [(one, cover_of(inside[one.pk]), len(inside[one.pk])) for one in collections]
