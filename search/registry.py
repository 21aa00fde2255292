"""Where apps say what of theirs can be searched; the search itself knows no domain model."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Hit:
    """One row as the result page shows it; `text` is what the snippet is cut from."""

    title: str
    url: str
    text: str = ""
    about: str = ""


@dataclass(frozen=True)
class Searchable:
    """One kind of record that can be found.

    `rows(user)` gives the records that a reader may see. `head` and `body` are its text fields:
    rows whose `head` holds all the words come first. `parts` tell by a condition whether a word
    stands in something that belongs to the record; they get the reader too, because a part may be
    hidden. `hit(row, terms)` makes the result; `terms` are folded.
    """

    kind: str
    label: str
    order: int
    rows: Callable[[object], QuerySet]
    head: tuple[str, ...]
    hit: Callable[[object, Sequence[str]], Hit]
    body: tuple[str, ...] = ()
    parts: tuple[Callable[[object, str], Q], ...] = ()


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class WayOn:
    """Where a reader may go on when nothing is found: a heading and its links."""

    label: str
    links: Callable[[], Iterable[Link]]


_searchables: dict[str, Searchable] = {}
_ways_on: dict[str, WayOn] = {}


def register(searchable: Searchable) -> None:
    _searchables[searchable.kind] = searchable


def register_way_on(way: WayOn) -> None:
    _ways_on[way.label] = way


def searchables() -> list[Searchable]:
    return sorted(_searchables.values(), key=lambda searchable: searchable.order)


def ways_on() -> list[WayOn]:
    return list(_ways_on.values())
