"""Running the checks: on one record after a change of it, on some, or on all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from editorial.models import Finding

from .keeping import keep
from .registry import Check, Found, all_pks, checks, concerned_by

BATCH = 500
Report = Callable[[str, int, int], None]


# The records that wait to be checked, by kind; None outside a block.
_waiting: ContextVar[dict[type[models.Model], set[int]] | None] = ContextVar(
    "waiting", default=None
)


@contextmanager
def gathered() -> Iterator[None]:
    """Check what is refreshed in this block when it ends, each record once, many at a time."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[type[models.Model], set[int]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for model, pks in waiting.items():
        refresh_some(model, pks)


def refresh(record: models.Model) -> None:
    """Find anew what is missing in `record`, and in others that a change of it concerns."""
    waiting = _waiting.get()
    for model, pks in ((type(record), [record.pk]), *concerned_by(record)):
        if waiting is None:
            refresh_some(model, pks)
        else:
            waiting.setdefault(model, set()).update(pks)


def refresh_some(model: type[models.Model], pks: Iterable[int], *, only: str = "") -> None:
    """Run the checks, or one of them, on some records of a kind."""
    chosen = checks(model=model, name=only)
    alone = [check for check in chosen if check.find_all is None]
    for batch in _batches(sorted(set(pks))):
        if alone:
            keep({check: check.find(batch) for check in alone}, Q(object_id__in=batch))
        for check in chosen:
            if check.find_all is not None:
                _compare(check, batch)


def _compare(check: Check, batch: Sequence[int]) -> None:
    """Keep the pairs of which one is in `batch`."""
    own = {str(pk) for pk in batch}
    found = [row for row in check.find(batch) if row.key in own or str(row.pk) in own]
    keep({check: found}, Q(object_id__in=batch) | Q(key__in=own))


def _batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]


@dataclass
class _Compared:
    """What a check that compares records found in all of them, handed out by record."""

    check: Check
    rows: dict[int, list[Found]] = field(default_factory=dict)

    def __post_init__(self):
        for row in self.check.find_all():
            self.rows.setdefault(row.pk, []).append(row)

    def of(self, pks: Sequence[int]) -> list[Found]:
        return [row for pk in pks for row in self.rows.get(pk, ())]


def refresh_all(report: Report) -> None:
    """Run every check on every record; may be stopped at any time, and run again.

    Each batch is kept as soon as it is done. `report(label, done, of)` hears how far it is.
    """
    for model in dict.fromkeys(check.model for check in checks()):
        _refresh_kind(model, report)
    _drop_orphans()


def _refresh_kind(model: type[models.Model], report: Report) -> None:
    label, of = str(model._meta.verbose_name), model._base_manager.count()
    compared, alone = [], []
    for check in checks(model=model):
        if check.find_all is None:
            alone.append(check)
        else:
            report(f"{label}（{check.label}）", 0, of)
            compared.append(_Compared(check))
    done = 0
    for pks in all_pks(model, BATCH):
        found = {check: list(check.find(pks)) for check in alone}
        found |= {each.check: each.of(pks) for each in compared}
        keep(found, Q(object_id__in=pks))
        done += len(pks)
        report(label, done, max(of, done))


def _drop_orphans() -> None:
    """Drop findings of checks that there are no more, and of records deleted behind our back."""
    Finding.objects.exclude(check_name__in={check.name for check in checks()}).delete()
    kinds = Finding.objects.order_by().values_list("content_type", flat=True).distinct()
    for kind in ContentType.objects.filter(pk__in=kinds):
        found = Finding.objects.filter(content_type=kind)
        model = kind.model_class()
        if model is not None and model in {check.model for check in checks()}:
            rows = model._base_manager.filter(pk=OuterRef("object_id"))
            found = found.filter(~Exists(rows))
        found.delete()
