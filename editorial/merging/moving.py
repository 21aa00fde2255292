"""Moving what names one row to another, with a record of each step so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, UniqueConstraint

from editorial.models import Publishable
from editorial.rows import (
    Pointer,
    all_columns,
    count_revisions,
    pointers_to,
    save_past_checks,
    tell_ties,
    wholes_of,
)

REASON = "合并"
Step = dict[str, Any]


class Moves:
    """Moves rows, as `by`, and writes each step down in `steps`.

    A row that has a twin where it would go is dropped, and what names it moves to the twin.
    """

    def __init__(self, *, by):
        self.by = by
        self.steps: list[Step] = []
        self._touched: set[tuple[type[models.Model], int]] = set()

    def everything(
        self, old: models.Model, new: models.Model, *, staying: Iterable[str] = ()
    ) -> None:
        """Make every row that names `old` name `new`."""
        for pointer in pointers_to(type(old)):
            # By the model, too: a part may have a relation of the same name.
            if pointer.model is not type(old) or pointer.field.name not in staying:
                self.all_of(pointer, old.pk, new.pk)

    def all_of(self, pointer: Pointer, old: int, new: int) -> None:
        rows = pointer.rows(old).select_for_update()
        for pk in [row.pk for row in _parents_first(list(rows))]:
            # Read again: moving the row before may have changed this one, or taken it along.
            row = pointer.rows(old).filter(pk=pk).first()
            if row is not None:
                self._move(row, pointer, new)

    def _move(self, row: models.Model, pointer: Pointer, new: int) -> None:
        twin = twin_of(row, pointer.field, new)
        if twin is not None:
            self._drop_for(row, twin)
            return
        self._touch(row)
        old = getattr(row, pointer.field.attname)
        if pointer.is_tie:
            tell_ties(row, "pre_remove", self.by)
        if not _fits(row, pointer.field, new):
            if not pointer.field.null:
                self._drop(row)
                return
            new = None
        write(row, pointer.field, new, by=self.by)
        self.steps.append(_step(row, pointer.field, old, new))

    def _drop_for(self, row: models.Model, twin: models.Model) -> None:
        if isinstance(row, Publishable):
            raise ValidationError(f"合并后“{row}”与“{twin}”会重复。请先改好或合并这两条，再合并。")
        self._touch(row)
        self.everything(row, twin)
        self._drop(row)

    def _drop(self, row: models.Model) -> None:
        self.steps.append({"drop": row._meta.label_lower, "row": all_columns(row)})
        remove(row, by=self.by)

    def drop_all_of(self, pointer: Pointer, pk: int) -> None:
        """Drop the ties of a record that an editor does not want to keep."""
        for row in pointer.rows(pk).select_for_update():
            self._drop(row)

    def _touch(self, row: models.Model) -> None:
        """Remember the records that the row is a part of: forms that show it are out of date."""
        self._touched.update(wholes_of(row))

    def count_revisions(self) -> None:
        count_revisions(self._touched)


def twin_of(row: models.Model, field: models.Field, new: int | None) -> models.Model | None:
    """Return the row that would stand in the way if `field` of `row` were `new`."""
    for names, condition in _unique_sets(type(row), field.name):
        values = {name: getattr(row, type(row)._meta.get_field(name).attname) for name in names}
        values[field.name] = new
        if None in values.values():
            continue
        rows = type(row)._base_manager.order_by("pk")
        if condition is not None:
            if not rows.filter(condition, pk=row.pk).exists():
                continue
            rows = rows.filter(condition)
        other = rows.filter(**values).exclude(pk=row.pk).first()
        if other is not None:
            return other
    return None


def _unique_sets(model: type[models.Model], name: str):
    options = model._meta
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and name in constraint.fields:
            yield constraint.fields, constraint.condition
    for names in options.unique_together:
        if name in names:
            yield names, None
    if options.get_field(name).unique:
        yield (name,), None


def _fits(row: models.Model, field: models.Field, new: int) -> bool:
    """Tell whether the row may name `new`: a record is not related to itself."""
    if type(row) is field.related_model and row.pk == new:
        return False
    before = getattr(row, field.attname)
    setattr(row, field.attname, new)
    try:
        for constraint in row._meta.constraints:
            if (
                isinstance(constraint, CheckConstraint)
                and field.name in constraint.condition.referenced_base_fields
            ):
                constraint.validate(type(row), row)
    except ValidationError:
        return False
    finally:
        setattr(row, field.attname, before)
    return True


def write(row: models.Model, field: models.Field, value: int | None, *, by) -> None:
    """Write one column, past the checks of the model: a lost quote is no reason not to merge."""
    setattr(row, field.attname, value)
    if row._meta.auto_created:
        type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        tell_ties(type(row)._base_manager.get(pk=row.pk), "post_add", by)
        return
    save_past_checks(row, [field.name], by=by, reason=REASON)


def remove(row: models.Model, *, by) -> None:
    """Delete one row that nothing names any more."""
    row._history_user = by
    row._change_reason = REASON
    tie = row._meta.auto_created
    if tie:
        tell_ties(row, "pre_remove", by)
    row.delete()
    if tie:
        tell_ties(row, "post_remove", by)


def _step(row: models.Model, field: models.Field, old: int, new: int | None) -> Step:
    return {
        "move": row._meta.label_lower,
        "pk": row.pk,
        "field": field.name,
        "from": old,
        "to": new,
    }


def _parents_first(rows: list[models.Model]) -> list[models.Model]:
    """Order the rows of a tree so that each comes after the one that it is under."""
    own = [
        field.attname
        for field in (rows[0]._meta.concrete_fields if rows else ())
        if field.related_model is type(rows[0])
    ]
    if not own:
        return rows
    left = {row.pk: row for row in rows}
    ordered = []

    def place(row):
        if left.pop(row.pk, None) is None:
            return
        for name in own:
            if above := left.get(getattr(row, name)):
                place(above)
        ordered.append(row)

    for row in rows:
        place(row)
    return ordered
