"""A record with its parts as plain JSON, and what became of it on two sides.

    {"fields": {column: value}, "many": {relation: [pk, …]}, "tags": [name, …],
     "parts": {relation: [{"pk": pk, column: value, …}, …]}}

Foreign keys are primary keys. A part that has no row of its own yet has a primary key from
`RESERVED` on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from taggit.managers import TaggableManager

from editorial.models import Publishable

Data = dict[str, Any]

RESERVED = 9_000_000_000_000_000
# What the program keeps about a record; going back to old words does not go back to old states.
_KEPT_OUT = frozenset(
    (
        "state",
        "revision",
        "created_by",
        "created_at",
        "updated_at",
        "published_at",
        "reviewed_at",
        "identifier",
    )
)


@cache
def columns(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Return the columns that make up the content of a row."""
    kept_out = _KEPT_OUT if issubclass(model, Publishable) else ()
    fields = (one for one in model._meta.concrete_fields if not one.primary_key)
    return tuple(one for one in fields if one.name not in kept_out)


def many_to_many(model: type[models.Model]) -> Iterator[models.ManyToManyField]:
    """Yield the plain many-to-many relations; those with rows of their own are parts."""
    for field in model._meta.many_to_many:
        if not isinstance(field, TaggableManager) and field.remote_field.through._meta.auto_created:
            yield field


def tag_field(model: type[models.Model]) -> TaggableManager | None:
    found = (field for field in model._meta.many_to_many if isinstance(field, TaggableManager))
    return next(found, None)


@cache
def part_relation(model: type[models.Model], relation: str) -> models.ManyToOneRel:
    """Return the reverse relation behind a name in `parts`."""
    return model._meta.get_field(_query_name(model, relation))


def _query_name(model: type[models.Model], accessor: str) -> str:
    return next(
        relation.name
        for relation in model._meta.related_objects
        if relation.get_accessor_name() == accessor
    )


def plain(value: Any) -> Any:
    """Return a column's value as JSON has it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return value.name or ""
    return value


def row_data(row: models.Model, *, without: str = "") -> Data:
    """Return the columns of one row."""
    return {
        field.name: plain(getattr(row, field.attname))
        for field in columns(type(row))
        if field.name != without
    }


def take(record: models.Model) -> Data:
    """Return a record as data. What was prefetched is used; else it reads each relation once."""
    model = type(record)
    tags = tag_field(model)
    return {
        "fields": row_data(record),
        "many": {
            field.name: sorted(other.pk for other in getattr(record, field.name).all())
            for field in many_to_many(model)
        },
        "tags": sorted(tag.name for tag in getattr(record, tags.name).all()) if tags else [],
        "parts": {relation: _part_rows(record, relation) for relation in model_parts(model)},
    }


def model_parts(model: type[models.Model]) -> tuple[str, ...]:
    """Return the relations to what belongs to a record; figures have other `parts`."""
    return model.parts if issubclass(model, Publishable) else ()


def _part_rows(record: models.Model, relation: str) -> list[Data]:
    whole = part_relation(type(record), relation).field.name
    rows = sorted(getattr(record, relation).all(), key=lambda row: row.pk)
    return [{"pk": row.pk, **row_data(row, without=whole)} for row in rows]


def merged(base: Data, ours: Data, theirs: Data) -> Data:
    """Return `theirs` with what `ours` changed since `base`.

    What both changed becomes as in `ours`; a part that was removed on either side stays away,
    unless the other side changed it.
    """
    return {
        "fields": _merged_row(base["fields"], ours["fields"], theirs["fields"]),
        "many": {
            name: _merged_set(base["many"].get(name, ()), pks, theirs["many"].get(name, ()))
            for name, pks in ours["many"].items()
        },
        "tags": _merged_set(base["tags"], ours["tags"], theirs["tags"]),
        "parts": {
            relation: _merged_parts(
                base["parts"].get(relation, ()), rows, theirs["parts"].get(relation, ())
            )
            for relation, rows in ours["parts"].items()
        },
    }


def _merged_row(base: Data, ours: Data, theirs: Data) -> Data:
    return theirs | {
        name: value for name, value in ours.items() if name not in base or base[name] != value
    }


def _merged_set(base, ours, theirs) -> list:
    return sorted((set(theirs) | (set(ours) - set(base))) - (set(base) - set(ours)))


def _merged_parts(base, ours, theirs) -> list[Data]:
    before, live = _by_pk(base), _by_pk(theirs)
    rows = []
    for pk, row in _by_pk(ours).items():
        if pk in live and pk in before:
            rows.append(_merged_row(before[pk], row, live[pk]))
        elif pk not in before or row != before[pk]:
            rows.append(row)
    ours_known = {row["pk"] for row in ours}
    for pk, row in live.items():
        added_there = pk not in before
        changed_there = not added_there and row != before[pk]
        if pk not in ours_known and (added_there or changed_there):
            rows.append(row)
    return sorted(rows, key=lambda row: row["pk"])


def _by_pk(rows) -> dict[int, Data]:
    return {row["pk"]: row for row in rows}


def with_reserved(data: Data, model: type[models.Model], known: set[tuple[str, int]]) -> Data:
    """Give every part that is not among `known` (relation, pk) a reserved primary key.

    The row that it has now is about to be rolled back, and its number may go to another one.
    """
    taken = [row["pk"] for rows in data["parts"].values() for row in rows]
    following = max([RESERVED, *(pk + 1 for pk in taken if pk >= RESERVED)])
    renamed: dict[tuple[type[models.Model], int], int] = {}
    for relation, rows in data["parts"].items():
        part = part_relation(model, relation).related_model
        for row in rows:
            if row["pk"] < RESERVED and (relation, row["pk"]) not in known:
                renamed[part, row["pk"]] = following
                following += 1
    return rename_parts(data, model, renamed)


def rename_parts(data: Data, model: type[models.Model], renamed: dict) -> Data:
    """Return data in which parts, and what names them, have other primary keys."""
    parts = {}
    for relation, rows in data["parts"].items():
        part = part_relation(model, relation).related_model
        targets = {field.name: field.related_model for field in columns(part) if field.is_relation}
        numbered = [
            {**_renamed_row(row, targets, renamed), "pk": renamed.get((part, row["pk"]), row["pk"])}
            for row in rows
        ]
        parts[relation] = sorted(numbered, key=lambda row: row["pk"])
    return {**data, "parts": parts}


def _renamed_row(row: Data, targets: dict[str, type[models.Model]], renamed: dict) -> Data:
    return row | {
        name: renamed.get((target, row[name]), row[name])
        for name, target in targets.items()
        if name in row
    }


def part_keys(data: Data) -> set[tuple[str, int]]:
    """Return relation and primary key of every part."""
    return {(relation, row["pk"]) for relation, rows in data["parts"].items() for row in rows}
