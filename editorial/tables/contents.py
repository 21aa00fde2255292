"""Records as they are being edited: what readers see, with the pending change laid over it.

Rows that a table leaves alone cost no query of their own: records come in batches, and only of what
is changed is everything read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet
from taggit.managers import TaggableManager

from editorial.models import Addressed, FormerAddress, PendingChange, Publishable, State
from editorial.versions.snapshots import Data, merged, part_relation, plain, row_data, take

from .columns import Links, Many, Tags
from .declaring import Table
from .references import is_number

_BATCH = 400
LOST = "修改稿里已经去掉了这一条"


@dataclass(frozen=True, slots=True)
class Current:
    """One record, and what it holds: for a part also the record that it belongs to."""

    record: models.Model
    reviewed: Publishable | None
    change: PendingChange | None
    data: Data
    is_gone: bool = False

    @property
    def revision(self) -> int | None:
        """The revision of what is edited; None for records without."""
        if self.reviewed is None:
            return None
        return self.change.revision if self.change else self.reviewed.revision

    @property
    def state(self) -> str:
        """Where what is edited stands, in words."""
        if self.reviewed is None:
            return ""
        if self.change is None:
            return self.reviewed.get_state_display()
        return f"已发布，有修改稿（{self.change.get_state_display()}）"


def rows_of(table: Table, records: QuerySet) -> QuerySet:
    """Return records with the record that each is part of, as far as a table prints it."""
    return records.select_related(table.whole) if table.whole else records


def current(table: Table, records: Sequence[models.Model]) -> list[Current]:
    """Return the content of records, in their order."""
    changes = _changes(table, records)
    if not table.whole:
        ties = _Ties(table, records)
        return [_record(table, record, changes.get(record.pk), ties) for record in records]
    wholes = {_whole(table, record).pk: _whole(table, record) for record in records}
    rows = {
        pk: merged(change.base, change.data, take(wholes[pk]))["parts"][table.relation]
        for pk, change in changes.items()
    }
    return [
        _part(table, record, changes.get(pk), rows.get(pk))
        for record in records
        if (pk := _whole(table, record).pk)
    ]


def find(table: Table, keys: set[str]) -> dict[str, models.Model]:
    """Return the records that keys name, by key; a former address names its record, too."""
    records = rows_of(table, table.model._base_manager.order_by("pk"))
    if table.key == "pk":
        numbers = [int(key) for key in keys if is_number(key)]
        return {str(record.pk): record for record in _batched(records, "pk", numbers)}
    found = {str(getattr(r, table.key)): r for r in _batched(records, table.key, sorted(keys))}
    missing = keys - set(found)
    if missing and issubclass(table.model, Addressed):
        kind = ContentType.objects.get_for_model(table.model)
        former = FormerAddress.objects.filter(content_type=kind)
        pks = {row.slug: row.object_id for row in _batched(former, "slug", sorted(missing))}
        moved = {record.pk: record for record in _batched(records, "pk", sorted(pks.values()))}
        found |= {slug: moved[pk] for slug, pk in pks.items() if pk in moved}
    return found


def _batched(records: QuerySet, column: str, values: list) -> list:
    return [
        record
        for start in range(0, len(values), _BATCH)
        for record in records.filter(**{f"{column}__in": values[start : start + _BATCH]})
    ]


def _changes(table: Table, records: Sequence[models.Model]) -> dict[int, PendingChange]:
    if table.reviewed is None:
        return {}
    wholes = {_whole(table, record).pk: _whole(table, record) for record in records}
    published = sorted(pk for pk, whole in wholes.items() if whole.state == State.PUBLISHED)
    kind = ContentType.objects.get_for_model(table.reviewed)
    rows = PendingChange.objects.filter(content_type=kind)
    return {change.object_id: change for change in _batched(rows, "object_id", published)}


def _whole(table: Table, record: models.Model) -> models.Model:
    return getattr(record, table.whole) if table.whole else record


class _Ties:
    """What a batch of records is tied to: other records, parts that name them, tags."""

    def __init__(self, table: Table, records: Sequence[models.Model]):
        self.pks = [record.pk for record in records]
        self.many: dict[str, dict[int, list]] = {}
        self.tags: dict[int, list] = {}
        self.parts: dict[str, dict[int, list]] = {}
        for column in table.columns:
            if isinstance(column, Links):
                self.parts[column.relation] = self._linked(table.model, column)
            elif isinstance(column, Many):
                self.many[column.name] = self._tied(table.model._meta.get_field(column.name))
            elif isinstance(column, Tags):
                self.tags = self._tagged(table.model._meta.get_field(column.name), table.model)

    def _tied(self, field: models.ManyToManyField) -> dict[int, list]:
        ours, theirs = field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = field.remote_field.through._base_manager.filter(**{f"{ours}__in": self.pks})
        return _gathered(rows.order_by(theirs).values_list(f"{ours}_id", f"{theirs}_id"))

    def _linked(self, model: type[models.Model], column: Links) -> dict[int, list]:
        relation = part_relation(model, column.relation)
        whole = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{whole}__in": self.pks})
        found = rows.order_by("pk").values_list(f"{whole}_id", "pk", f"{column.name}_id")
        return _gathered((one, {"pk": pk, column.name: other}) for one, pk, other in found)

    def _tagged(self, field: TaggableManager, model: type[models.Model]) -> dict[int, list]:
        kind = ContentType.objects.get_for_model(model)
        rows = field.through._base_manager.filter(content_type=kind, object_id__in=self.pks)
        return _gathered(rows.values_list("object_id", "tag__name"))

    def of(self, pk: int) -> Data:
        return {
            "many": {name: ties.get(pk, []) for name, ties in self.many.items()},
            "tags": sorted(self.tags.get(pk, [])),
            "parts": {name: rows.get(pk, []) for name, rows in self.parts.items()},
        }


def _gathered(pairs) -> dict[int, list]:
    found: dict[int, list] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _record(table: Table, record: models.Model, change: PendingChange | None, ties) -> Current:
    reviewed = record if table.reviewed else None
    if change is not None:
        return Current(record, reviewed, change, merged(change.base, change.data, take(record)))
    return Current(record, reviewed, None, {"fields": _fields(table, record), **ties.of(record.pk)})


def _fields(table: Table, record: models.Model) -> Data:
    return {
        column.name: plain(getattr(record, table.model._meta.get_field(column.name).attname))
        for column in table.columns
        if not isinstance(column, Many | Tags)
    }


def _part(table: Table, record: models.Model, change, rows: list[Data] | None) -> Current:
    """Return a part; `rows` are those that its record has with the pending change."""
    whole = _whole(table, record)
    row = row_data(record, without=table.whole)
    is_gone = False
    if rows is not None:
        pending = next((row for row in rows if row["pk"] == record.pk), None)
        is_gone, row = pending is None, pending or row
    data = {"fields": {**row, table.whole: whole.pk}, "many": {}, "tags": [], "parts": {}}
    return Current(record, whole, change, data, is_gone)
