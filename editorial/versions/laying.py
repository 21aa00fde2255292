"""Putting a record's data back into its rows, writing only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, UniqueConstraint

from editorial.models import Merge

from .snapshots import (
    RESERVED,
    Data,
    columns,
    many_to_many,
    model_parts,
    part_relation,
    row_data,
    tag_field,
    take,
)

# How a row's column that takes part in a unique constraint is named while two rows change places.
_ON_ITS_WAY = "〔{}〕"


class Laying:
    """Makes one record, and its parts, what some data says.

    `by` is written into the history of every row. With `for_good`, parts with reserved numbers get
    rows of their own; otherwise they keep the reserved numbers, as in a transaction that will be
    rolled back. Raises a `ValidationError` when something does not fit any more.
    """

    def __init__(self, record: models.Model, *, by, for_good: bool):
        self.record = record
        self.model = type(record)
        self.by = by
        self.for_good = for_good
        self.moved: dict[tuple[type[models.Model], int], int] = {}

    def lay(self, data: Data, *, now: Data | None = None) -> None:
        """Write what differs from `now`, what the record holds, if that was read already."""
        now = now or take(self.record)
        self._lay_record(now, data)
        waiting = [
            (relation, row)
            # By the model's own order, in which parts come after those that they name: PostgreSQL
            # keeps the keys of JSON in an order of its own.
            for relation in model_parts(self.model)
            for row in _parents_first(self._part(relation), data["parts"].get(relation, ()))
            if row not in now["parts"].get(relation, ())
        ]
        known = {(relation, row["pk"]) for relation, rows in now["parts"].items() for row in rows}
        changed = [one for one in waiting if (one[0], one[1]["pk"]) in known]
        added = [one for one in waiting if (one[0], one[1]["pk"]) not in known]
        put_off = self._write_each(changed)
        self._remove(now, data)
        put_off = self._write_each([*put_off, *added])
        if put_off:
            self._make_way(put_off)
            put_off = self._write_each(put_off)
        if put_off:
            relation, row = put_off[0]
            self._write(relation, row)

    def _part(self, relation: str) -> type[models.Model]:
        return part_relation(self.model, relation).related_model

    def _lay_record(self, now: Data, data: Data) -> None:
        self._set_columns(self.record, now["fields"], data["fields"])
        changed = {
            name for name, value in data["fields"].items() if now["fields"].get(name) != value
        }
        if changed:
            self._save(self.record)
            self.record.follow_up(changed)
        for field in many_to_many(self.model):
            wanted = data["many"].get(field.name, now["many"][field.name])
            if wanted != now["many"][field.name]:
                there = field.related_model._base_manager.filter(
                    pk__in=[settled(field.related_model, pk) for pk in wanted]
                )
                getattr(self.record, field.name).set(there)
        tags = tag_field(self.model)
        if tags and data["tags"] != now["tags"]:
            getattr(self.record, tags.name).set(data["tags"])

    def _write_each(self, rows: Iterable[tuple[str, Data]]) -> list[tuple[str, Data]]:
        """Write rows until none can be written any more; return those that cannot."""
        waiting = list(rows)
        while waiting:
            put_off = []
            for relation, row in waiting:
                try:
                    with transaction.atomic():
                        self._write(relation, row)
                except (IntegrityError, ValidationError):
                    put_off.append((relation, row))
            if len(put_off) == len(waiting):
                return put_off
            waiting = put_off
        return []

    def _write(self, relation: str, data: Data) -> None:
        """Write one row; what it says of other parts goes by the rows that these have got."""
        part = self._part(relation)
        pk = self.moved.get((part, data["pk"]), data["pk"])
        row = part._base_manager.filter(pk=pk).first()
        is_new = row is None
        if is_new:
            number = None if self.for_good and pk >= RESERVED else pk
            row = part(
                **{part_relation(self.model, relation).field.name: self.record, "pk": number}
            )
        before = {} if is_new else row_data(row)
        self._set_columns(row, before, data)
        try:
            self._save(row, force_insert=is_new)
        except IntegrityError as error:
            raise ValidationError(
                f"{part._meta.verbose_name}“{str(row)[:40]}”与已有的重复。"
            ) from error
        self.moved[part, data["pk"]] = row.pk

    def _set_columns(self, row: models.Model, before: Data, data: Data) -> None:
        computed = getattr(type(row), "computed", ())
        for field in columns(type(row)):
            if field.name not in data or (field.name in computed and before):
                continue
            value = data[field.name]
            if before and before.get(field.name) == value:
                continue
            settle = self._target if field.is_relation else _to_python
            setattr(row, field.attname, settle(row, field, value))

    def _target(self, row: models.Model, field: models.ForeignKey, pk: int | None) -> int | None:
        target = field.related_model
        pk = self.moved.get((target, pk), pk)
        found = settled(target, pk)
        if found is None and pk is not None and not field.null:
            raise ValidationError(
                f"{row._meta.verbose_name}所指的{target._meta.verbose_name}已经不在，不能恢复。"
            )
        return found

    def _save(self, row: models.Model, **kwargs) -> None:
        row._history_user = self.by
        row.save(**kwargs)

    def _remove(self, now: Data, data: Data) -> None:
        """Delete the parts that are no longer there, those that name others first."""
        for relation in reversed(model_parts(self.model)):
            staying = {row["pk"] for row in data["parts"].get(relation, ())}
            there = now["parts"].get(relation, ())
            leaving = [row["pk"] for row in there if row["pk"] not in staying]
            if not leaving:
                continue
            for row in self._part(relation)._base_manager.filter(pk__in=leaving):
                row._history_user = self.by
                try:
                    row.delete()
                except ProtectedError as error:
                    others = "、".join(
                        str(other)[:30] for other in list(error.protected_objects)[:3]
                    )
                    raise ValidationError(
                        f"{row._meta.verbose_name}“{str(row)[:40]}”不能去掉，还有别处用着它：{others}。"
                    ) from error

    def _make_way(self, rows: Iterable[tuple[str, Data]]) -> None:
        """Give rows that want one another's places names that nobody wants."""
        for relation, row in rows:
            part = self._part(relation)
            names = {
                name
                for constraint in part._meta.constraints
                if isinstance(constraint, UniqueConstraint)
                for name in constraint.fields
            }
            words = [
                name
                for name in names
                if isinstance(part._meta.get_field(name), models.CharField)
                and not part._meta.get_field(name).choices
            ]
            there = part._base_manager.filter(pk=row["pk"])
            there.update(**{name: _ON_ITS_WAY.format(row["pk"]) for name in words})


def _to_python(row: models.Model, field: models.Field, value):
    return field.to_python(value)


def resolve(model: type[models.Model], pk: int) -> int:
    """Return the row that a row that is gone was merged into, however often; else `pk` itself."""
    merges = Merge.objects.filter(
        content_type=ContentType.objects.get_for_model(model), undone_at=None
    )
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        kept = merges.filter(merged_id=pk).values_list("kept_id", flat=True).first()
        if kept is None:
            break
        pk = kept
    return pk


def settled(model: type[models.Model], pk: int | None) -> int | None:
    """Return the primary key of a row that is there: this one, or the one it was merged into."""
    if pk is None or model._base_manager.filter(pk=pk).exists():
        return pk
    pk = resolve(model, pk)
    return pk if model._base_manager.filter(pk=pk).exists() else None


def _parents_first(part: type[models.Model], rows: Sequence[Data]) -> Sequence[Data]:
    """Put the rows of a tree in an order in which each comes after the one that it is under."""
    own = [field.name for field in columns(part) if field.related_model is part]
    if not own:
        return rows
    left = {row["pk"]: row for row in rows}
    ordered: list[Data] = []

    def place(row: Data) -> None:
        if left.pop(row["pk"], None) is None:
            return
        for name in own:
            if row.get(name) in left:
                place(left[row[name]])
        ordered.append(row)

    for row in rows:
        place(row)
    return ordered
