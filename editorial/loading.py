"""Loading records from data files again and again, without duplicates and without undoing people.

A row belongs to the data files until a person changes or deletes it; from then on it is theirs, and
the files leave it alone. Who changed what is read from the row's history. What an import writes on
behalf of an editor is marked in the history (`IMPORTED`) and is no change of theirs.

An import, unlike the project's reviewed data, also leaves alone what readers see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from .models import Publishable, State
from .services import release

LOADED = "随项目数据装入"
IMPORTED = "导入所得"

NEW, CHANGED, UNCHANGED, CONFLICT = "new", "changed", "unchanged", "conflict"

# Reviewers must not find under their eyes what they have not read.
_FROZEN = tuple(state for state in State if state != State.DRAFT)
_LONGEST_NAME = 40  # characters of a record's name in a sentence


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
    """Counts what a loading did.

    `kept` are rows that a person has changed or deleted, `frozen` those that readers see.
    `reason` is what the history says of every row that an import writes; "" for data files.
    `by` is who imports, and so has written what is new; None for data files and commands.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    frozen: int = 0
    kept_names: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    reason: str = ""
    by: Any = None

    def __str__(self):
        words = f"新增 {self.added}，更新 {self.updated}，未变 {self.unchanged}"
        words += f"，编辑改过而保留 {self.kept}" if self.kept else ""
        return words + (f"，已发布而保留 {self.frozen}" if self.frozen else "")

    def expect(self, row: models.Model) -> None:
        """Be told of a row before it is added or changed."""

    def keep(self, name: str) -> None:
        self.kept += 1
        self.kept_names.append(name)

    def keep_deleted(self, model: type[models.Model], name: str) -> None:
        """Say that a person deleted what would be written."""
        self.keep(name)
        self.entries.append(Entry(CONFLICT, None, model, f"{name}（编辑已删除）"))

    def freeze(self, model, row, name: str, fields=()) -> None:
        """Say that readers see what would be changed, or what would be added to."""
        self.frozen += 1
        self.kept_names.append(name)
        name = f"{name}（已送审或已发布，不由导入改动）"
        self.entries.append(Entry(CONFLICT, row, model, name, tuple(fields)))

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
    when a person has deleted it, or when an import would show it to readers at once. A row that a
    person changed is returned as it is.
    """
    many = many or {}
    row, is_theirs = _find(model, key)
    if is_theirs:
        _keep(model, row, key, values, tally)
        return row
    if row is None:
        return _add(model(**key, **values), many, tally)
    differences = _differences(row, values)
    sets = {name: rows for name, rows in many.items() if not _is_set(row, name, rows)}
    if not differences and not sets:
        tally.leave(row)
    elif tally.reason and is_frozen(row):
        tally.freeze(model, row, str(row), differences.values())
    else:
        tally.expect(row)
        for name in differences:
            setattr(row, row._meta.get_field(name).attname, _stored(values[name]))
        row._change_reason = tally.reason or None
        if differences:
            _save(row, tally)
        _set_many(row, sets)
        tally.updated += 1
        fields = tuple(differences.values())
        tally.entries.append(Entry(CHANGED, row, model, str(row), fields))
    return row


def _add(row: models.Model, many: dict[str, Any], tally: Tally) -> models.Model | None:
    if tally.reason and is_frozen(row):
        tally.freeze(type(row), None, str(row))
        return None
    add_row(row, tally)
    _set_many(row, many)
    return row


def add_row(row: models.Model, tally: Tally) -> None:
    """Write a new row. An import's row that is not valid raises a `ValidationError`."""
    tally.expect(row)
    if tally.by is not None and isinstance(row, Publishable):
        row.created_by = tally.by
    _save(row, tally)
    tally.add(row)


def is_frozen(row: models.Model) -> bool:
    """Whether readers see the row, or saw it before it was archived; a part, by what it is of."""
    if isinstance(row, Publishable):
        return row.state in _FROZEN
    paths = getattr(type(row)._default_manager.all(), "hangs_on", ())
    parents = [reduce(getattr, path.split("__"), row) for path in paths]
    return bool(parents) and all(parent.state in _FROZEN for parent in parents)


def _keep(model, row, key: dict[str, Any], values: dict[str, Any], tally: Tally) -> None:
    """Leave a person's row alone, and say what it would have become."""
    if row is None:
        tally.keep_deleted(model, str(model(**key, **values)))
        return
    tally.keep(str(row))
    differences = _differences(row, values)
    kind = CONFLICT if differences else UNCHANGED
    tally.entries.append(Entry(kind, row, model, str(row), tuple(differences.values())))


def _save(row: models.Model, tally: Tally) -> None:
    if tally.reason:
        row._change_reason = tally.reason
        _check(row)
    row.save()


def _check(row: models.Model) -> None:
    """Raise a `ValidationError` whose sentences say which record and which field are wrong."""
    unseen = [column.name for column in row._meta.fields if not column.editable]
    try:
        row.full_clean(exclude=[*unseen, "slug"])
    except ValidationError as error:
        raise ValidationError(list(_told(row, error))) from error


def _told(row: models.Model, error: ValidationError) -> Iterator[str]:
    what = f"{row._meta.verbose_name}“{str(row)[:_LONGEST_NAME]}”"
    for name, messages in error.message_dict.items():
        is_whole = name == NON_FIELD_ERRORS
        label = "" if is_whole else f"的{row._meta.get_field(name).verbose_name}"
        yield from (f"{what}{label}：{message}" for message in messages)


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


def _is_set(row: models.Model, name: str, rows: Any) -> bool:
    return {str(item) for item in rows} == {str(item) for item in getattr(row, name).all()}


def _set_many(row: models.Model, many: dict[str, Any]) -> None:
    for name, rows in many.items():
        getattr(row, name).set(rows)


def release_if_new(record: Publishable) -> None:
    """Publish a record of the data files that was never published and that nobody has taken up."""
    is_new = record.state == State.DRAFT and record.published_at is None
    if is_new and not changed_by_person(type(record), record.pk):
        release(record=record, remark=LOADED)
