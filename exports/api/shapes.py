"""What rows look like, as JSON Schema: made from the columns that the downloads declare.

A column says itself how it is called and what it means; of which type its values are follows from
the field that it reads.
"""

from __future__ import annotations

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from editorial.fields import LinesField
from exports.declaring import Column, Table, Ties

Schema = dict
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
WORDS: Schema = {"type": "array", "items": TEXT}
_TYPES = (
    (LinesField, WORDS),
    (models.BooleanField, {"type": "boolean"}),
    (models.DecimalField, {"type": "number"}),
    (models.IntegerField, NUMBER),
    (models.AutoField, NUMBER),
)


def or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def told(schema: Schema, title: str, about: str = "") -> Schema:
    """Return a schema with the words of the field for it."""
    return {**schema, "title": title, **({"description": about} if about else {})}


def record(properties: dict[str, Schema], required: tuple[str, ...] | None = ()) -> Schema:
    """Return the schema of an object of these members and no others; None: all are required."""
    needed = list(properties) if required is None else list(required)
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": needed} if needed else shape


def listed(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def row(table: Table) -> dict[str, Schema]:
    """Return the members that a row of a table has, with their schemas."""
    members = {}
    model = table.rows().model
    for column in table.columns:
        if isinstance(column, Ties):
            for head in (column.codes, column.words):
                members[head.name] = told(WORDS, head.title, head.about)
        else:
            members[column.name] = told(_of_column(model, column), column.title, column.about)
    return members


def _of_column(model, column: Column) -> Schema:
    if column.look is not None:
        return or_null(TEXT)
    field, may_lack = _field(model, column.read)
    if column.shown is not None:
        return or_null(TEXT) if may_lack or field.null or field.blank else TEXT
    if isinstance(field, models.ForeignKey):
        field, may_lack = field.target_field, may_lack or field.null
    schema = next((schema for kind, schema in _TYPES if isinstance(field, kind)), TEXT)
    return or_null(schema) if may_lack or field.null else schema


def _field(model, path: str) -> tuple[models.Field, bool]:
    """Return the field at the end of a path, and whether something on the way may be missing."""
    *way, last = path.split("__")
    may_lack = False
    for name in way:
        relation = model._meta.get_field(name)
        may_lack = may_lack or relation.null
        model = relation.related_model
    try:
        return model._meta.get_field(last), may_lack
    except FieldDoesNotExist:
        return model._meta.pk, may_lack
