"""What a table is, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from editorial.fields import LinesField, PartialDateField
from editorial.models import Publishable

from .columns import Choice, Column, Flag, Lines, Number, PartialDate

KEY = "编号"
STATE = "状态"
REVISION = "修订"
REASON = "原因"

Fellows = Mapping[str, models.Model]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One kind of record as a table. `key` is the field by which rows name their record.

    A table of parts says in `whole` which of its columns names the record that they belong to, and
    in `relation` how that record calls them. With `gives_key` a new row brings its key, as codes
    are. `place(record, fellows)` ties a new record to what other rows of the file bring, by key,
    and names the fields that cannot be checked before those are there.
    """

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: str = "pk"
    key_help: str = "由系统给出，不要改；新增的行留空"
    whole: str = ""
    relation: str = ""
    gives_key: bool = False
    place: Callable[[models.Model, Fellows], set[str]] | None = None

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def reviewed(self) -> type[Publishable] | None:
        """The kind of record that goes through review: this one, or the one it is part of."""
        kind = self.model._meta.get_field(self.whole).related_model if self.whole else self.model
        return kind if issubclass(kind, Publishable) else None

    @property
    def extras(self) -> tuple[str, ...]:
        """Titles of what is printed for the editor and guards the rows, and is never changed."""
        return (STATE, REVISION) if self.reviewed else ()

    @property
    def titles(self) -> tuple[str, ...]:
        return (KEY, *(column.title for column in self.columns), *self.extras)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def title_of(self, field: str) -> str:
        """Return what the column of a field is called."""
        if column := self.column(field):
            return column.title
        try:
            return str(self.model._meta.get_field(field).verbose_name)
        except FieldDoesNotExist:
            return ""

    def permission(self, what: str) -> str:
        """Return the name of a permission: add, change, view."""
        options = self.model._meta
        return f"{options.app_label}.{what}_{options.model_name}"


_tables: dict[str, Table] = {}


def register(*tables: Table) -> None:
    """Offer tables; called by apps when Django is ready."""
    for table in tables:
        _tables[table.name] = table


def tables() -> list[Table]:
    return list(_tables.values())


def table_named(name: str) -> Table | None:
    return _tables.get(name)


def table_of(model: type[models.Model]) -> Table | None:
    return next((table for table in _tables.values() if table.model is model), None)


def column_of(model: type[models.Model], name: str, **more: Any) -> Column:
    """Return the column of a plain field, as its kind of field asks for."""
    field = model._meta.get_field(name)
    more = {
        "title": str(field.verbose_name),
        "name": name,
        "required": not field.blank and not field.has_default(),
        "help": str(field.help_text),
        **more,
    }
    if field.choices:
        return Choice(choices=tuple(field.choices), **more)
    if isinstance(field, LinesField):
        return Lines(**{**more, "help": ""})
    if isinstance(field, PartialDateField):
        return PartialDate(**more)
    if isinstance(field, models.BooleanField):
        return Flag(**more)
    if isinstance(field, models.IntegerField | models.DecimalField):
        return Number(whole=isinstance(field, models.IntegerField), **more)
    return Column(**{"width": 48 if isinstance(field, models.TextField) else 24, **more})


def columns_of(model: type[models.Model], *names: str) -> tuple[Column, ...]:
    return tuple(column_of(model, name) for name in names)
