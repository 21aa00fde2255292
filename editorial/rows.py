"""Single rows as plain data: what refers to a row, all its columns, and the row made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import m2m_changed
from simple_history.utils import get_history_manager_for_model
from taggit.managers import TaggableManager

from editorial.models import Publishable
from editorial.versions.snapshots import model_parts, plain


@dataclass(frozen=True)
class Pointer:
    """A column in which rows of `model` name rows of another kind.

    `where` are further conditions: a generic relation also says which kind it names.
    """

    model: type[models.Model]
    field: models.Field
    where: tuple[tuple[str, int], ...] = ()

    @property
    def is_tie(self) -> bool:
        """Tell whether the rows are those of a plain many-to-many relation."""
        return bool(self.model._meta.auto_created)

    @property
    def own_field(self) -> models.ManyToManyField | None:
        """Return the many-to-many field whose owner this column names, if it is such a column."""
        if not self.is_tie:
            return None
        field = relation_of(self.model)
        return field if field.m2m_field_name() == self.field.name else None

    def rows(self, pk: int) -> models.QuerySet:
        conditions = {self.field.attname: pk, **dict(self.where)}
        return self.model._base_manager.filter(**conditions).order_by("pk")


def relation_of(tie: type[models.Model]) -> models.ManyToManyField:
    """Return the many-to-many field that keeps its ties in the table of `tie`."""
    owner = tie._meta.auto_created
    return next(field for field in owner._meta.many_to_many if field.remote_field.through is tie)


def pointers_to(model: type[models.Model]) -> Iterator[Pointer]:
    """Yield every column that names rows of `model`, tags included, histories not."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created:
            continue
        # Only histories name rows that may be gone.
        if not relation.concrete and relation.field.db_constraint:
            yield Pointer(relation.related_model, relation.field)
    for field in model._meta.many_to_many:
        if isinstance(field, TaggableManager):
            kind = ContentType.objects.get_for_model(model)
            through = field.remote_field.through
            yield Pointer(
                through, through._meta.get_field("object_id"), (("content_type_id", kind.pk),)
            )


def part_pointers(model: type[models.Model]) -> Iterator[Pointer]:
    """Yield the columns in which the parts of a record of `model` name it."""
    parts = model_parts(model)
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() in parts:
            yield Pointer(relation.related_model, relation.field)


def all_columns(row: models.Model) -> dict[str, Any]:
    """Return every column of a row, its primary key included."""
    return {
        field.name: plain(getattr(row, field.attname)) for field in type(row)._meta.concrete_fields
    }


def revive(model: type[models.Model], data: dict[str, Any], *, by, reason: str) -> models.Model:
    """Insert the row that `all_columns` gave, as it was to the last column."""
    known = {field.name: field for field in model._meta.concrete_fields}
    row = model(
        **{known[name].attname: known[name].to_python(data[name]) for name in data if name in known}
    )
    # Raw: no counting of revisions, no new dates. What listens to saving is told all the same.
    row.save_base(raw=True, force_insert=True)
    if model._meta.auto_created:
        tell_ties(row, "post_add")
    elif hasattr(model._meta, "simple_history_manager_attribute"):
        get_history_manager_for_model(model).bulk_history_create(
            [row], default_user=by, default_change_reason=reason
        )
    return row


def tell_ties(tie: models.Model, action: str, by=None) -> None:
    """Tell what listens to a many-to-many relation that one tie of it comes or goes."""
    field = relation_of(type(tie))
    owner = getattr(tie, field.m2m_field_name())
    owner._history_user = by
    target = getattr(tie, type(tie)._meta.get_field(field.m2m_reverse_field_name()).attname)
    m2m_changed.send(
        sender=type(tie),
        action=action,
        instance=owner,
        reverse=False,
        model=field.related_model,
        pk_set={target},
        using=tie._state.db,
    )


def save_past_checks(row: models.Model, names: Iterable[str], *, by, reason: str) -> None:
    """Save columns past the checks of the model: a lost quote is no reason not to move a row."""
    names = list(names)
    if isinstance(row, Publishable):
        row.revision += 1
        names += ["revision", "updated_at"]
    row._history_user = by
    row._change_reason = reason
    models.Model.save(row, update_fields=names)


def wholes_of(row: models.Model) -> Iterator[tuple[type[models.Model], int]]:
    """Yield kind and primary key of the records that a row is a part of."""
    for field in type(row)._meta.concrete_fields:
        if not field.is_relation or not issubclass(field.related_model, Publishable):
            continue
        pk = getattr(row, field.attname)
        is_part = any(one.field == field for one in part_pointers(field.related_model))
        if pk is not None and (is_part or row._meta.auto_created is field.related_model):
            yield field.related_model, pk


def count_revisions(records: Iterable[tuple[type[models.Model], int]]) -> None:
    """Let whoever has a form of one of these records open be told that it has changed."""
    for model, pk in records:
        rows = model._base_manager.filter(pk=pk)
        rows.update(revision=models.F("revision") + 1)
