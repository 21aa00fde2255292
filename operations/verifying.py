"""Verifying the whole base: what apps look at, and that the index says what the records say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from editorial.integrity import Broken, Report, looks
from search import documents, listings
from search.indexing import everything, indexed, mend
from search.registry import collection_named, kind_named

_BATCH = 500
_RENEW = "检索不到其中的词；请运行 manage.py reindex --renew"


@dataclass(frozen=True)
class Verified:
    """One thing that is broken, and what came of repairing it ("" when that was not tried)."""

    label: str
    broken: Broken
    outcome: str = ""
    is_repaired: bool = False


# What is looked at, how many are done, of how many.
Tell = Callable[[str, int, int], None]


def verify(tell: Tell, *, repair: bool) -> Iterator[Verified]:
    """Look at everything, and mend what is safe if asked to; each repair holds by itself."""
    everywhere = [(look.label, look.find) for look in looks()]
    for label, find in (*everywhere, *_index_looks()):
        for broken in find(lambda done, of, label=label: tell(label, done, of)):
            yield _repaired(label, broken) if repair and broken.repair else Verified(label, broken)


def _repaired(label: str, broken: Broken) -> Verified:
    try:
        with transaction.atomic():
            return Verified(label, broken, broken.repair(), is_repaired=True)
    except DatabaseError as error:
        return Verified(label, broken, f"没有修成：{error}")


def _index_looks() -> Iterator[tuple[str, Callable[[Report], Iterator[Broken]]]]:
    for name, label, rows in everything():
        yield f"{label}的索引", partial(_index, name, label, rows)


def _index(name: str, label: str, rows: QuerySet, report: Report) -> Iterator[Broken]:
    pks = sorted(set(rows.order_by().values_list("pk", flat=True)) | indexed(name))
    kind, collection = kind_named(name), collection_named(name)
    for start in range(0, len(pks), _BATCH):
        batch = pks[start : start + _BATCH]
        stale = documents.differing(kind, batch) if kind else set()
        stale |= listings.differing(collection, batch) if collection else set()
        for pk in sorted(stale):
            yield Broken(f"{label} {pk}", "索引与记录不符", partial(_mend, name, pk))
        lost = documents.unfindable(kind, batch) if kind else set()
        for pk in sorted(lost - stale):
            yield Broken(f"{label} {pk}", _RENEW)
        report(start + len(batch), len(pks))


def _mend(name: str, pk: int) -> str:
    mend(name, [pk])
    return "已重新编入索引"
