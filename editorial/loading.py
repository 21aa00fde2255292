"""Loading records from data files again and again, without duplicates and without undoing people.

A row belongs to the data files until a person changes or deletes it; from then on it is theirs, and
the files leave it alone. Who changed what is read from the row's history. What an import writes on
behalf of an editor is marked in the history (`IMPORTED`) and is no change of theirs.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from .models import Publishable, State
from .services import release

LOADED = "随项目数据装入"
IMPORTED = "导入所得"

NEW, CHANGED, UNCHANGED, CONFLICT = "new", "changed", "unchanged", "conflict"


@dataclass(frozen=True)
class Entry:
    """What became of one row: `fields` are (label, before, after), for what differs.

    `kind` is new, changed, unchanged or conflict (an editor's work that was left as it is).
    """

    kind: str
    row: models.Model | None
    model: type[models.Model]
    name: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Tally:
    """Counts what a loading did. `kept` are rows that a person has changed or deleted."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    kept_names: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    reason: str = ""  # what the history says of every row written

    def __str__(self):
        words = f"新增 {self.added}，更新 {self.updated}，未变 {self.unchanged}"
        return f"{words}，编辑改过而保留 {self.kept}" if self.kept else words

    def keep(self, name: str) -> None:
        self.kept += 1
        self.kept_names.append(name)

    def add(self, row: models.Model) -> None:
        self.added += 1
        self.entries.append(Entry(NEW, row, type(row), str(row)))

    def leave(self, row: models.Model) -> None:
        self.unchanged += 1
        self.entries.append(Entry(UNCHANGED, row, type(row), str(row)))


def changed_by_person(model, pk) -> bool:
    """Whether a person ever wrote the row, other than by importing it."""
    versions = model.history.filter(**{model._meta.pk.name: pk}, history_user__isnull=False)
    return versions.exclude(history_change_reason=IMPORTED).exists()


def _find(model, key: dict[str, Any]) -> tuple[models.Model | None, bool]:
    """Return the row that has `key`, or once had it, and whether it now belongs to a person."""
    row = model._base_manager.filter(**key).first()
    if row is not None:
        return row, changed_by_person(model, row.pk)
    pk_name = model._meta.pk.name
    once = set(model.history.filter(**key).values_list(pk_name, flat=True))
    for pk in once:
        if changed_by_person(model, pk):
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
        _keep(model, row, key, values, tally)
        return row
    if row is None:
        row = model(**key, **values)
        _save(row, tally)
        for name, rows in many.items():
            getattr(row, name).set(rows)
        tally.add(row)
        return row
    differences = _differences(row, values)
    if differences:
        for name in differences:
            setattr(row, row._meta.get_field(name).attname, _stored(values[name]))
        _save(row, tally)
    if _set_many(row, many) or differences:
        tally.updated += 1
        fields = tuple(differences.values())
        tally.entries.append(Entry(CHANGED, row, model, str(row), fields))
    else:
        tally.leave(row)
    return row


def _keep(model, row, key: dict[str, Any], values: dict[str, Any], tally: Tally) -> None:
    """Leave a person's row alone, and say what it would have become."""
    name = str(row) if row is not None else "、".join(str(value) for value in key.values())
    tally.keep(name)
    differences = _differences(row, values) if row is not None else {}
    kind = UNCHANGED if row is not None and not differences else CONFLICT
    tally.entries.append(Entry(kind, row, model, name, tuple(differences.values())))


def _save(row, tally: Tally) -> None:
    if tally.reason:
        row._change_reason = tally.reason
    row.save()


def _stored(value):
    return value.pk if isinstance(value, models.Model) else value


def _differences(row, values: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return what `values` would change in the row: name → (label, before, after)."""
    differences = {}
    for name, value in values.items():
        column = row._meta.get_field(name)
        if column.to_python(_stored(value)) != getattr(row, column.attname):
            before = getattr(row, name)
            label = str(column.verbose_name)
            differences[name] = (label, _shown(before), _shown(value))
    return differences


def _shown(value) -> str:
    return "" if value is None else str(value)


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
    if is_new and not changed_by_person(type(record), record.pk):
        release(record=record, remark=LOADED)
