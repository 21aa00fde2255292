"""What the columns of a line refer to, looked up for many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from editorial.archives.declaring import Kind
from editorial.archives.records import Line
from editorial.versions.snapshots import many_to_many

from .naming import Directory
from .opening import Numbered
from .values import value


class Missing(Exception):
    """A line refers to a record that an editor has deleted here."""


def learn(directory: Directory, kind: Kind, batch: Iterable[Numbered]) -> None:
    """Read all that lines refer to."""
    names: dict[type[models.Model], set[str]] = {}

    def note(columns: Sequence[models.Field], line: Line) -> None:
        for column in columns:
            if column.is_relation and not kind.inner(column):
                name = line.get(column.name)
                if isinstance(name, str):
                    names.setdefault(column.related_model, set()).add(name)

    parts = {relation: kind.part_columns(relation) for relation in kind.parts}
    own = kind.columns
    for at in batch:
        note(own, at.line)
        for relation, columns in parts.items():
            for part in at.line.get(relation, ()):
                note(columns, part)
        for relation in many_to_many(kind.model):
            names.setdefault(relation.related_model, set()).update(at.line.get(relation.name, ()))
    for model, wanted in names.items():
        directory.learn(model, wanted)


def referred(
    directory: Directory, column: models.Field, name: Any, at: Numbered, where: str = ""
) -> int | None:
    """Return the primary key behind a name. Raises `Missing`, or an `ArchiveError`."""
    model = column.related_model
    if name is None:
        if not column.null:
            raise at.error(f"{where}{column.name} 不能为空")
        return None
    if not isinstance(name, str):
        raise at.error(f"{where}{column.name} 应是文字")
    pk = directory.find(model, name)
    if pk is not None:
        return pk
    if (model, name.partition("#")[0]) not in directory.gone and not _of_gone(
        directory, model, name
    ):
        raise at.error(
            f"{where}{column.name}：包里和库里都没有{model._meta.verbose_name} {name[:60]}"
        )
    if not column.null:
        raise Missing
    return None


def _of_gone(directory: Directory, model: type[models.Model], name: str) -> bool:
    """Tell whether a part is named whose record is gone."""
    slug, mark, _ = name.partition("#")
    return bool(mark) and any(slug == gone for _, gone in directory.gone)


def tied(directory: Directory, relation: models.ManyToManyField, at: Numbered) -> list[int]:
    """Return the primary keys of what a record is tied to."""
    pks = []
    for name in at.line.get(relation.name, ()):
        try:
            pks.append(referred(directory, _Tie(relation), name, at))
        except Missing:
            continue
    return list(dict.fromkeys(pks))


class _Tie:
    """A many-to-many relation where a column is expected: what it names has to be there."""

    null = False

    def __init__(self, relation: models.ManyToManyField):
        self.name, self.related_model = relation.name, relation.related_model


def part_values(
    directory: Directory, kind: Kind, relation: str, part: Line, at: Numbered
) -> dict[str, Any]:
    """Return the values of a part's columns, but for those that name other parts."""
    where = f"{relation} 的 "
    values = {}
    for column in kind.part_columns(relation):
        if kind.inner(column) or column.name not in part:
            continue
        told = part[column.name]
        if column.is_relation:
            values[column.attname] = referred(directory, column, told, at, where)
        else:
            values[column.attname] = value(column, told, at, where)
    return values
