"""Where apps say what of theirs can be found and listed; the search itself knows no domain model.

An app registers in its `searchables.py`, called when Django is ready:

- a `Kind` for what can be found by words: how its published records become `Entry`s;
- a `Collection` for what can be listed: its facets and orders;
- with `watch`, which of these a change of a model concerns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Entry:
    """The words of one part of a record, as they are searched and shown.

    `record` is the primary key of the record by whose facets the part is filtered. `names` are
    other names, tags and codes; `terms` words of a vocabulary that stand for the record; `text` the
    running text. Title, names, gist and terms weigh more than text. `sounded` are the names that
    can be typed in pinyin. With a `line_anchor` of p line 3 of the text has the address `url#p3`.
    """

    record: int
    title: str
    url: str
    part: int = 0
    names: Sequence[str] = ()
    gist: str = ""
    terms: Sequence[str] = ()
    text: str = ""
    about: str = ""
    line_anchor: str = ""
    sounded: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found.

    `number` is part of the numbers of its documents and never changes. `published` gives the
    records that everybody may see, `entries` their words. `collection` is the one whose facets
    narrow what is found ("" for none): its records are those of the entries. What is `suggested`
    is offered while somebody types. `beside(records)` are words printed with each
    record as they are now, such as its zones.
    """

    name: str
    number: int
    label: str
    order: int
    published: Callable[[], QuerySet]
    entries: Callable[[QuerySet], Iterable[Entry]]
    collection: str = ""
    suggested: bool = False
    beside: Callable[[Sequence[int]], Mapping[int, str]] | None = None


@dataclass(frozen=True)
class Value:
    """One value of a facet: its `key` in listings, and `code` in addresses.

    `parent` is the code of the value above it; a group that no record has itself has no key. One
    that is `retired` is not given to records any more, and is left out where it has none.
    """

    key: int | str | None
    code: str
    label: str
    parent: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list.

    `ties()` is a queryset with the columns `row` (primary key of the record) and `key`; only what
    everybody may see ties. `values()` are the values that there are, in their order, groups before
    what is under them. A facet made `of` another one has no ties: `values` of it name in `under`
    the keys of the other facet that each value takes together. A `hidden` one is not offered. One
    that is `closed` shows its whole vocabulary, with 0 where nothing is found: that a word is
    known and has no row yet is an answer, too.
    """

    name: str
    label: str
    values: Callable[[], Iterable[Value]]
    ties: Callable[[], QuerySet] | None = None
    of: str = ""
    under: Callable[[], Mapping[int | str, Iterable[int | str]]] | None = None
    by_count: bool = False
    all_of: bool = False
    hidden: bool = False
    closed: bool = False

    @property
    def own(self) -> str:
        """The name of the facet whose ties this one goes by."""
        return self.of or self.name


@dataclass(frozen=True)
class Order:
    """One way to put a list in order, by the text in the column `by` that `by(rows)` adds."""

    name: str
    label: str
    by: Callable[[QuerySet], QuerySet]
    descending: bool = False


@dataclass(frozen=True)
class Collection:
    """What can be listed: `rows(user)` are the records that somebody may see.

    `drafts(user)` tells whether these are all of them, or the published ones only. The first of
    `orders` is the usual one. Words are looked for in `kinds`, whose records are those listed.
    """

    name: str
    label: str
    model: type[Model]
    rows: Callable[[object], QuerySet]
    drafts: Callable[[object], bool]
    facets: tuple[Facet, ...]
    orders: tuple[Order, ...]
    kinds: tuple[str, ...] = ()

    def facet(self, name: str) -> Facet:
        return next(facet for facet in self.facets if facet.name == name)


Concerned = Iterable[tuple[str, Iterable[int]]]
Keyed = Callable[[Sequence[int]], Concerned]


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class WayOn:
    """Where a reader may go on when nothing is found: a heading and its links."""

    label: str
    links: Callable[[], Iterable[Link]]


@dataclass
class _Registry:
    kinds: dict[str, Kind] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)
    watched: dict[type[Model], list[Callable[[Model], Concerned]]] = field(default_factory=dict)
    keyed: dict[type[Model], list[tuple[str, Keyed]]] = field(default_factory=dict)
    giving_values: set[type[Model]] = field(default_factory=set)
    ways_on: dict[str, WayOn] = field(default_factory=dict)


_registry = _Registry()


def register(record: Kind | Collection) -> None:
    if isinstance(record, Kind):
        _registry.kinds[record.name] = record
    else:
        _registry.collections[record.name] = record


def extend(name: str, *facets: Facet) -> None:
    """Add facets to a collection that an app below has registered."""
    collection = _registry.collections[name]
    _registry.collections[name] = replace(collection, facets=(*collection.facets, *facets))


def watch(
    model: type[Model], concerned: Callable[[Model], Concerned], *, gives_values: bool = False
) -> None:
    """Say which records of which kinds and collections a saved or deleted row concerns.

    `concerned(row)` yields (name of a kind or collection, primary keys); nothing when the change
    is seen on pages but is in no index. A model `gives_values` when some facet's values are made
    from its rows.
    """
    _registry.watched.setdefault(model, []).append(concerned)
    if gives_values:
        _registry.giving_values.add(model)


def watch_keys(model: type[Model], concerned: Keyed, key: str = "pk") -> None:
    """Say, as `watch` does, what many rows concern at once, by the values in their column `key`.

    It is asked for all that a block changes when the block ends.
    """
    _registry.watched.setdefault(model, [])
    _registry.keyed.setdefault(model, []).append((key, concerned))


def gives_values(model: type[Model]) -> bool:
    return model in _registry.giving_values


def register_way_on(way: WayOn) -> None:
    _registry.ways_on[way.label] = way


def kinds() -> list[Kind]:
    return sorted(_registry.kinds.values(), key=lambda kind: kind.order)


def kind_named(name: str) -> Kind | None:
    return _registry.kinds.get(name)


def kind_numbered(number: int) -> Kind:
    return next(kind for kind in _registry.kinds.values() if kind.number == number)


def collections() -> list[Collection]:
    return list(_registry.collections.values())


def collection_named(name: str) -> Collection | None:
    return _registry.collections.get(name)


def watched() -> dict[type[Model], list[Callable[[Model], Concerned]]]:
    return _registry.watched


def watched_keys(model: type[Model]) -> list[tuple[str, Keyed]]:
    return _registry.keyed.get(model, [])


def ways_on() -> list[WayOn]:
    return list(_registry.ways_on.values())
