"""Deleting records that nothing refers to; what is deleted is kept for a while (`restoring.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from editorial import audit
from editorial.models import (
    AuditEntry,
    DeletedRecord,
    Finding,
    FormerAddress,
    Publishable,
    State,
)
from editorial.rows import Pointer, all_columns, part_pointers, pointers_to
from editorial.versions.snapshots import many_to_many, model_parts, tag_field

MOST_NAMED = 50


@dataclass(frozen=True)
class Reference:
    """Something that refers to a record: what kind of thing, how it is called, the row itself."""

    label: str
    title: str
    row: models.Model


def own_parts(record: models.Model) -> Iterator[models.Model]:
    """Yield the rows that belong to a record, those that others of them name first."""
    pointers = {
        one.field.remote_field.get_accessor_name(): one for one in part_pointers(type(record))
    }
    for relation in model_parts(type(record)):
        yield from pointers[relation].rows(record.pk)


def references_to(record: models.Model, most: int = MOST_NAMED) -> tuple[list[Reference], int]:
    """Return what refers to a record, or to its parts, from outside; and how many there are.

    Only the first `most` are named.
    """
    own: dict[type[models.Model], set[int]] = {type(record): {record.pk}}
    for part in own_parts(record):
        own.setdefault(type(part), set()).add(part.pk)
    found: list[Reference] = []
    total = 0
    for model, pks in own.items():
        for pointer in pointers_to(model):
            if not _refers(pointer):
                continue
            rows = _rows(pointer, pks).exclude(pk__in=own.get(pointer.model, ()))
            number = rows.count()
            total += number
            if number and len(found) < most:
                found += [_reference(row) for row in rows[: most - len(found)]]
    return found, total


def _refers(pointer: Pointer) -> bool:
    """Tell whether rows keep a record from being deleted: not its own ties, nor loose ones."""
    return not (pointer.own_field or pointer.where or is_loose(pointer))


def is_loose(pointer: Pointer) -> bool:
    """Tell whether the rows do without the record that they name."""
    return pointer.field.remote_field is not None and (
        pointer.field.remote_field.on_delete is models.SET_NULL
    )


def _rows(pointer: Pointer, pks: set[int]) -> models.QuerySet:
    rows = pointer.model._base_manager.filter(**{f"{pointer.field.attname}__in": pks})
    return rows.order_by("pk")


def _reference(row: models.Model) -> Reference:
    if row._meta.auto_created:
        owner = row._meta.auto_created
        field = next(f for f in owner._meta.many_to_many if f.remote_field.through is type(row))
        row = getattr(row, field.m2m_field_name())
    # A tag is in use on something.
    row = getattr(row, "content_object", None) or row
    return Reference(str(row._meta.verbose_name), str(row), row)


def refusal(record: models.Model) -> str:
    """Say why a record cannot be deleted whatever refers to it ("" if it can)."""
    if not isinstance(record, Publishable):
        return ""
    if record.published_at is not None:
        return f"“{record}”发布过，不能删除；不再需要时请归档。"
    if record.state != State.DRAFT:
        return f"“{record}”正在{record.get_state_display()}，请先退回或撤回，再删除。"
    return ""


@transaction.atomic
def remove(record: models.Model, *, actor) -> DeletedRecord:
    """Delete a record with its parts, and keep all of it; `restoring.bring_back()` restores it.

    Raises a `ValidationError` when something refers to it, or when readers saw it once.
    """
    rows = type(record)._base_manager.select_for_update().order_by("pk")
    record = rows.filter(pk=record.pk).first()
    if record is None:
        raise ValidationError("这条记录已经不在了。")
    if sentence := refusal(record):
        raise ValidationError(sentence)
    found, total = references_to(record, 3)
    if found:
        names = "、".join(f"{one.label}“{one.title[:40]}”" for one in found)
        raise ValidationError(f"还有 {total} 处用着它，不能删除：{names}{'等' * (total > 3)}。")
    kind = ContentType.objects.get_for_model(type(record))
    deleted = DeletedRecord.objects.create(
        content_type=kind,
        object_id=record.pk,
        title=str(record)[:300],
        data=_everything_of(record),
        deleted_by=actor,
    )
    audit.note(AuditEntry.Action.DELETE, actor=actor, record=record)
    for table in (FormerAddress, Finding):
        table.objects.filter(content_type=kind, object_id=record.pk).delete()
    # Those that name others go first: the database keeps what is named.
    for row in [*reversed(list(own_parts(record))), record]:
        if type(row)._base_manager.filter(pk=row.pk).exists():
            row._history_user = actor
            row.delete()
    return deleted


def _everything_of(record: models.Model) -> dict[str, Any]:
    """Return the record in the shape of `editorial.versions.snapshots`, but with every column."""
    tags = tag_field(type(record))
    parts: dict[str, list] = {relation: [] for relation in model_parts(type(record))}
    accessors = {
        one.model: one.field.remote_field.get_accessor_name() for one in part_pointers(type(record))
    }
    for row in own_parts(record):
        parts[accessors[type(row)]].append(all_columns(row))
    kind = ContentType.objects.get_for_model(type(record))
    former = FormerAddress.objects.filter(content_type=kind, object_id=record.pk)
    return {
        "fields": all_columns(record),
        "many": {
            field.name: sorted(other.pk for other in getattr(record, field.name).all())
            for field in many_to_many(type(record))
        },
        "tags": sorted(tag.name for tag in getattr(record, tags.name).all()) if tags else [],
        "parts": parts,
        "former": sorted(former.values_list("slug", flat=True)),
        "loose": _loose_ties(record),
    }


def _loose_ties(record: models.Model) -> list[dict[str, Any]]:
    return [
        {"model": pointer.model._meta.label_lower, "field": pointer.field.name, "pk": row.pk}
        for pointer in pointers_to(type(record))
        if is_loose(pointer)
        for row in pointer.rows(record.pk)
    ]
