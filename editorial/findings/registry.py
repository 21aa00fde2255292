"""Which checks there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.models import Finding


class Found(NamedTuple):
    """One thing found in the record `pk`; `key` tells several of one check in it apart."""

    pk: int
    key: str
    sentence: str


Find = Callable[[Sequence[int]], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """One check of the records of one kind.

    Checks of one `name` for several kinds are one line on the desk; `label` and `group` say there
    what was found. `find(pks)` looks at these records and asks a number of queries that does not
    grow with them. `find_all()` is given where records are compared with one another: it goes
    through all of them, each pair is found in one of the two, and `key` is the other's primary key.
    `related` are the relations that the record's name needs.
    """

    name: str
    label: str
    group: str
    model: type[models.Model]
    find: Find
    find_all: Callable[[], Iterable[Found]] | None = None
    related: tuple[str, ...] = ()


_checks: dict[tuple[str, type[models.Model]], Check] = {}


def register(check: Check) -> None:
    if (check.name, check.model) not in _checks:
        models.signals.post_delete.connect(
            _forget, sender=check.model, dispatch_uid="editorial.findings"
        )
    _checks[check.name, check.model] = check


def checks(*, model: type[models.Model] | None = None, name: str = "") -> list[Check]:
    """Return the checks, or those of one kind of record or of one name."""
    return [
        check
        for check in _checks.values()
        if model in (None, check.model) and name in ("", check.name)
    ]


Concerned = Callable[[models.Model], Iterable[tuple[type[models.Model], Iterable[int]]]]
_concerned: dict[type[models.Model], list[Concerned]] = {}


def concerns(model: type[models.Model], others: Concerned) -> None:
    """Say in which other records something may come or go when one of `model` is changed."""
    _concerned.setdefault(model, []).append(others)


def concerned_by(record: models.Model) -> Iterator[tuple[type[models.Model], list[int]]]:
    for others in _concerned.get(type(record), ()):
        for model, pks in others(record):
            yield model, list(pks)


def all_pks(model: type[models.Model], size: int) -> Iterator[list[int]]:
    """Yield the primary keys of all records, `size` at a time."""
    rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1]


def _forget(sender, instance, **kwargs) -> None:
    """Drop what was found in a record that is being deleted."""
    kind = ContentType.objects.get_for_model(sender)
    found = Finding.objects.filter(content_type=kind)
    found.filter(object_id=instance.pk).delete()
    for check in checks(model=sender):
        if check.find_all is not None:
            found.filter(check_name=check.name, key=str(instance.pk)).delete()
