"""What an editor decides, field by field, before two records become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from taggit.managers import TaggableManager

from editorial.fields import LinesField, PartialDateField, display_partial_date
from editorial.rows import Pointer, pointers_to
from editorial.versions.snapshots import many_to_many

from .kinds import Mergeable, mergeable

KEEP, DUPLICATE, BOTH = "keep", "duplicate", "both"
OTHER_NAMES = ("other_names", "alt_names")


@dataclass(frozen=True)
class Choice:
    """One field of both records; `options` are what can be chosen, none where they are the same."""

    name: str
    label: str
    keep: str
    duplicate: str
    options: tuple[str, ...]
    usual: str

    @property
    def differs(self) -> bool:
        return bool(self.options)


def choices(keep: models.Model, duplicate: models.Model) -> list[Choice]:
    """Return every field of two records as they stand against each other."""
    kind = mergeable(type(keep))
    columns = [_of_column(kind, keep, duplicate, field) for field in chosen_columns(kind)]
    relations = [_of_relation(keep, duplicate, field) for field in chosen_relations(kind.model)]
    return [*columns, *relations]


def chosen_columns(kind: Mergeable) -> list[models.Field]:
    """Return the columns that make up the content of a record, without its address."""
    computed = getattr(kind.model, "computed", ())
    return [
        field
        for field in kind.model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and field.name not in ("slug", *kind.fixed, *computed)
        and not isinstance(field, models.DateTimeField)
    ]


def chosen_relations(model: type[models.Model]) -> list[models.Field]:
    """Return the many-to-many relations without rows of their own, and the tags."""
    tags = [field for field in model._meta.many_to_many if isinstance(field, TaggableManager)]
    return [*many_to_many(model), *tags]


def own_ties(model: type[models.Model], field: models.Field) -> Pointer:
    """Return where the ties of a many-to-many field of `model` name their owner."""
    through = field.remote_field.through
    return next(
        one
        for one in pointers_to(model)
        if one.model is through and (one.own_field == field or one.where)
    )


def both_can_stay(kind: Mergeable, field: models.Field) -> bool:
    return isinstance(field, LinesField) or field.name in kind.joined


def together(field: models.Field, first: Any, second: Any) -> Any:
    """Return both values of a list, or of a text, as one."""
    if isinstance(field, LinesField):
        return list(dict.fromkeys([*first, *second]))
    return "\n".join(dict.fromkeys(words for words in (first, second) if words))


def shown(record: models.Model, field: models.Field) -> str:
    """Return the value of a field as an editor reads it."""
    value = getattr(record, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, PartialDateField):
        return display_partial_date(value)
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _of_column(kind: Mergeable, keep, duplicate, field: models.Field) -> Choice:
    first, second = (getattr(record, field.attname) for record in (keep, duplicate))
    # A record cannot stand under itself.
    own = field.related_model is kind.model and second == keep.pk
    options: tuple[str, ...] = ()
    if first != second and not own:
        options = (KEEP, DUPLICATE, *((BOTH,) if both_can_stay(kind, field) else ()))
    usual = KEEP
    if BOTH in options and first and second:
        usual = BOTH
    elif options and first in ("", None, []):
        usual = DUPLICATE
    return Choice(
        field.name,
        str(field.verbose_name),
        shown(keep, field),
        shown(duplicate, field),
        options,
        usual,
    )


def _of_relation(keep, duplicate, field: models.Field) -> Choice:
    first, second = (
        sorted(str(other) for other in getattr(record, field.name).all())
        for record in (keep, duplicate)
    )
    options = (KEEP, DUPLICATE, BOTH) if first != second else ()
    label = str(field.verbose_name)
    return Choice(field.name, label, "、".join(first), "、".join(second), options, BOTH)
