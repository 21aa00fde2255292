"""Keeping the index in step with the records, in the transaction that changes them.

    with together():
        record.save()
        record.tags.set(…)

indexes each record once, when the block ends; without it every saved row does it at once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import IntegrityError, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from . import engines, snapshots
from .changes import advance
from .documents import put_documents, records_indexed
from .listings import put_listings, records_listed
from .models import Document, Listing, StoredShelf
from .registry import (
    Keyed,
    collection_named,
    collections,
    gives_values,
    kind_named,
    kinds,
    watched,
    watched_keys,
)

BATCH = 500


@dataclass
class Concerned:
    """What a change concerns: records, by the name of their kind or collection.

    `values` says that it is a change of what lists can be narrowed by. What is asked for many rows
    at once waits in `keys` until `settle`.
    """

    records: dict[str, set[int]] = field(default_factory=dict)
    values: bool = False
    keys: dict[Keyed, set[int]] = field(default_factory=dict)

    @classmethod
    def by(cls, row: models.Model) -> "Concerned":
        """Return what a change of this row concerns."""
        concerned = cls(values=gives_values(type(row)))
        for watcher in watched()[type(row)]:
            for name, records in watcher(row):
                concerned.add(name, (pk for pk in records if pk is not None))
        for column, watcher in watched_keys(type(row)):
            concerned.keys.setdefault(watcher, set()).add(getattr(row, column))
        return concerned

    def add(self, name: str, records: Iterable[int]) -> None:
        self.records.setdefault(name, set()).update(records)

    def merge(self, more: "Concerned") -> None:
        self.values |= more.values
        for name, records in more.records.items():
            self.add(name, records)
        for watcher, keys in more.keys.items():
            self.keys.setdefault(watcher, set()).update(keys)

    def settle(self) -> "Concerned":
        """Find out what the rows concern that wait to be asked for."""
        for watcher, keys in self.keys.items():
            for batch in _batches(keys - {None}):
                for name, records in watcher(batch) if batch else ():
                    self.add(name, (pk for pk in records if pk is not None))
        self.keys = {}
        return self


# What waits to be indexed; None outside a block.
_waiting: ContextVar[Concerned | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Index what is saved in this block when it ends, each record once, in one transaction.

    Within another such block it is a part of that one, undone alone when it fails.
    """
    with transaction.atomic():
        if _waiting.get() is not None:
            yield
            return
        token = _waiting.set(Concerned())
        try:
            yield
            concerned = _waiting.get()
        finally:
            _waiting.reset(token)
        _index(concerned)


@contextmanager
def unnoticed() -> Iterator[None]:
    """Index nothing of what is saved in this block, because it is going to be rolled back."""
    token = _waiting.set(Concerned())
    try:
        yield
    finally:
        _waiting.reset(token)


def _index(concerned: Concerned) -> None:
    """Index the records concerned; without any, nothing that is seen has changed."""
    if not concerned.settle().records:
        return
    with transaction.atomic():
        # First of all: whoever else changes records waits here, so that numbers follow commits.
        number = advance(public=False, values=concerned.values)
        visible = False
        for name, records in concerned.records.items():
            for batch in _batches(records):
                visible |= _index_batch(name, batch, number)
        if visible:
            advance(public=True)


def _index_batch(name: str, records: list[int], number: int, *, empty: bool = False) -> bool:
    """Index records of a kind and collection; say whether visitors may see a difference."""
    visible = False
    if not records:
        return not name
    if kind := kind_named(name):
        visible |= bool(put_documents(kind, records, empty=empty))
    if collection := collection_named(name):
        visible |= put_listings(collection, records, number, empty=empty)
    return visible


def _index_new(name: str, records: list[int], number: int) -> bool:
    """Index records of which an empty index knows nothing, unless an editor has just saved one."""
    try:
        with transaction.atomic():
            return _index_batch(name, records, number, empty=True)
    except IntegrityError:
        return _index_batch(name, records, number)


def _batches(records: Iterable[int]) -> Iterator[list[int]]:
    """Yield records in lists of at most `BATCH`; one empty list for none."""
    ordered = sorted(records)
    for start in range(0, max(len(ordered), 1), BATCH):
        yield ordered[start : start + BATCH]


def _remember(row: models.Model) -> None:
    """Keep what a row concerns as long as its ties still stand."""
    row.concerned_before = getattr(row, "concerned_before", Concerned())
    row.concerned_before.merge(Concerned.by(row).settle())


def _note(row: models.Model) -> None:
    concerned = Concerned.by(row)
    if before := row.__dict__.pop("concerned_before", None):
        concerned.merge(before)
    waiting = _waiting.get()
    if waiting is None:
        _index(concerned)
    else:
        waiting.merge(concerned)


def _before_deletion(sender, instance, **kwargs) -> None:
    if sender in watched():
        _remember(instance)


def _changed(sender, instance, **kwargs) -> None:
    if sender in watched():
        _note(instance)


def _ties_changed(sender, instance, action, **kwargs) -> None:
    if type(instance) in watched():
        (_remember if action.startswith("pre_") else _note)(instance)


def connect() -> None:
    """Listen to every change; called once, when Django is ready."""
    post_save.connect(_changed, dispatch_uid="search.saved")
    pre_delete.connect(_before_deletion, dispatch_uid="search.deleting")
    post_delete.connect(_changed, dispatch_uid="search.deleted")
    m2m_changed.connect(_ties_changed, dispatch_uid="search.ties")


def rebuild(report: Callable[[str, int, int], None], *, renew: bool = False) -> None:
    """Index everything anew, in batches that each are a transaction; the site goes on serving.

    What has not changed is not written again, unless `renew` empties the index first, as after a
    change of what tokens are. `report(label, done, of)` is called after each batch.
    """
    if renew:
        _clear()
    is_empty = not Document.objects.exists() and not Listing.objects.exists()
    engines.inform_planner()
    with engines.filling() if is_empty else nullcontext():
        for name, label, rows in everything():
            _rebuild(name, label, rows, report, empty=is_empty)
    engines.settle()
    with transaction.atomic():
        advance(public=True, values=True)
    for collection in collections():
        snapshots.store(collection.name)


def everything() -> Iterator[tuple[str, str, models.QuerySet]]:
    """Yield name, label and records of all that is indexed."""
    for collection in collections():
        yield collection.name, collection.label, collection.model._base_manager.all()
    for kind in kinds():
        if collection_named(kind.name) is None:
            yield kind.name, kind.label, kind.published()


def mend(name: str, records: Iterable[int]) -> None:
    """Index some records of a kind or collection anew."""
    _index(Concerned({name: set(records)}))


def is_missing() -> bool:
    """Tell whether the index was never made to its end, as in a database that is older than it."""
    return not StoredShelf.objects.exists()


def declare_missing() -> None:
    """Have the index made by whoever asks next whether it is missing; part of a transaction."""
    StoredShelf.objects.all().delete()


def _clear() -> None:
    with transaction.atomic():
        advance(public=True)
        engines.clear()
        for model in (Document, Listing, StoredShelf):
            model.objects.all().delete()


def _rebuild(name: str, label: str, rows, report, *, empty: bool) -> None:
    """Index all `rows` of a name, and take out what is no longer among them."""
    pks = set(rows.order_by().values_list("pk", flat=True))
    gone = set() if empty else indexed(name) - pks
    total, done = len(pks) + len(gone), 0
    for batch in _batches(pks | gone):
        with transaction.atomic():
            index = _index_new if empty else _index_batch
            if batch and index(name, batch, advance(public=False)):
                advance(public=True)
        done += len(batch)
        report(label, done, total)


def indexed(name: str) -> set[int]:
    """Return the records of a kind or collection that are in the index."""
    kind, collection = kind_named(name), collection_named(name)
    documents = records_indexed(kind) if kind else set()
    return documents | (records_listed(collection) if collection else set())
