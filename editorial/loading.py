"""Loading records from data files again and again, without duplicates and without undoing people.

A row belongs to the data files until a person changes or deletes it; from then on it is theirs, and
the files leave it alone. Who changed what is read from the row's history.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from .models import Publishable, State
from .services import release

LOADED = "随项目数据装入"


@dataclass
class Tally:
    """Counts what a loading did. `kept` are rows that a person has changed or deleted."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    kept_names: list[str] = field(default_factory=list)

    def __str__(self):
        words = f"新增 {self.added}，更新 {self.updated}，未变 {self.unchanged}"
        return f"{words}，编辑改过而保留 {self.kept}" if self.kept else words

    def keep(self, name: str) -> None:
        self.kept += 1
        self.kept_names.append(name)


def _changed_by_person(model, pk) -> bool:
    return model.history.filter(**{model._meta.pk.name: pk}, history_user__isnull=False).exists()


def _find(model, key: dict[str, Any]) -> tuple[models.Model | None, bool]:
    """Return the row that has `key`, or once had it, and whether it now belongs to a person."""
    row = model._base_manager.filter(**key).first()
    if row is not None:
        return row, _changed_by_person(model, row.pk)
    pk_name = model._meta.pk.name
    once = set(model.history.filter(**key).values_list(pk_name, flat=True))
    for pk in once:
        if _changed_by_person(model, pk):
            return model._base_manager.filter(pk=pk).first(), True
    return None, False


def put(
    model: type[models.Model],
    *,
    key: dict[str, Any],
    values: dict[str, Any],
    tally: Tally,
    many: dict[str, Any] | None = None,
) -> models.Model | None:
    """Add or update the row of `model` with this `key`; return it.

    `values` are its other fields, `many` its many-to-many sets (field name → rows). Returns None
    when a person has deleted it. A row that a person changed is returned as it is.
    """
    many = many or {}
    row, is_theirs = _find(model, key)
    if is_theirs:
        tally.keep(str(row) if row is not None else "、".join(str(value) for value in key.values()))
        return row
    if row is None:
        row = model(**key, **values)
        row.save()
        tally.added += 1
        for name, rows in many.items():
            getattr(row, name).set(rows)
        return row
    changed = _assign(row, values)
    if changed:
        row.save()
    changed = _set_many(row, many) or changed
    tally.updated += changed
    tally.unchanged += not changed
    return row


def _assign(row, values: dict[str, Any]) -> bool:
    changed = False
    for name, value in values.items():
        attribute = row._meta.get_field(name).attname
        value = value.pk if isinstance(value, models.Model) else value
        if row._meta.get_field(name).to_python(value) != getattr(row, attribute):
            setattr(row, attribute, value)
            changed = True
    return changed


def _set_many(row, many: dict[str, Any]) -> bool:
    changed = False
    for name, rows in many.items():
        wanted = list(rows)
        current = list(getattr(row, name).all())
        names = {str(item) for item in wanted}
        if names != {str(item) for item in current}:
            getattr(row, name).set(wanted)
            changed = True
    return changed


def release_if_new(record: Publishable) -> None:
    """Publish a record of the data files that was never published and that nobody has taken up."""
    is_new = record.state == State.DRAFT and record.published_at is None
    if is_new and not _changed_by_person(type(record), record.pk):
        release(record=record, remark=LOADED)
