"""The values of columns, made of what a line says and checked as the forms check them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from editorial.archives.declaring import FORMER, PUBLISHED, Kind
from editorial.archives.records import Line
from editorial.fields import LinesField
from editorial.versions.snapshots import many_to_many, plain, tag_field

from .opening import Numbered

# Of slugs and tags; those that nothing has are refused when they are looked for.
LONGEST_NAME = 100


def completed(kind: Kind, at: Numbered) -> Line:
    """Return a line whose parts have all columns; refuse what is not known, or of another shape."""
    line = at.line
    for name in kind.identity:
        if name != "start" and not line.get(name):
            raise at.error(f"缺少 {name}")
        if not isinstance(line.get(name), str if name != "start" else int | None):
            raise at.error(f"{name} 应是{'整数' if name == 'start' else '文字'}")
    lists = [FORMER, *(one.name for one in many_to_many(kind.model))]
    lists += [tag_field(kind.model).name] if kind.has_tags else []
    known = {PUBLISHED, *(one.name for one in kind.columns), *lists, *kind.parts}
    for name in line:
        if name not in known:
            raise at.error(f"不认识的列 {name[:40]}")
    for name in lists:
        values = line.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise at.error(f"{name} 应是文字的列表")
        if max(map(len, values), default=0) > LONGEST_NAME:
            raise at.error(f"{name} 里有太长的名字")
    return line | {name: _parts(kind, at, name) for name in kind.parts if name in line}


def _parts(kind: Kind, at: Numbered, relation: str) -> list[Line]:
    parts = at.line[relation]
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise at.error(f"{relation} 应是对象的列表")
    columns = {one.name: one for one in kind.part_columns(relation)}
    defaults = {name: plain(one.get_default()) for name, one in columns.items()}
    above = next((name for name, one in columns.items() if kind.inner(one) == relation), "")
    for part in parts:
        for name in part:
            if name not in columns:
                raise at.error(f"{relation} 里有不认识的列 {name[:40]}")
        for name, column in columns.items():
            if inner := kind.inner(column):
                place, most = part.get(name), len(at.line.get(inner, ()))
                if place is not None and not (type(place) is int and 1 <= place <= most):
                    raise at.error(f"{relation} 的 {name} 应是“{inner}”中的第几条")
    if above and _goes_round([part.get(above) for part in parts]):
        raise at.error(f"{relation} 的上下级绕成了圈")
    return [defaults | part for part in parts]


def _goes_round(above: list[int | None]) -> bool:
    """Tell whether some part, by its place, is above itself."""
    for place in range(1, len(above) + 1):
        steps = 0
        while place is not None:
            place, steps = above[place - 1], steps + 1
            if steps > len(above):
                return True
    return False


def value(column: models.Field, told: Any, at: Numbered, where: str = "") -> Any:
    """Return the value of a column that refers to nothing. Raises an `ArchiveError`."""
    name = f"{where}{column.name}"
    if told is None:
        if not column.null:
            raise at.error(f"{name} 不能为空")
        return None
    if isinstance(column, models.JSONField):
        return told
    if not _has_shape(column, told):
        raise at.error(f"{name} 应是{_shape(column)}")
    try:
        return column.clean(told, None)
    except ValidationError as error:
        raise at.error(f"{name}：{'；'.join(error.messages)}") from None


def _has_shape(column: models.Field, told: Any) -> bool:
    if isinstance(column, models.BooleanField):
        return type(told) is bool
    if isinstance(column, models.IntegerField):
        return type(told) is int
    texts = told if isinstance(column, LinesField) else [told]
    is_list = isinstance(texts, list)
    return is_list and all(isinstance(text, str) and "\0" not in text for text in texts)


def _shape(column: models.Field) -> str:
    if isinstance(column, models.BooleanField):
        return " true 或 false"
    if isinstance(column, models.IntegerField):
        return "整数"
    return "文字的列表" if isinstance(column, LinesField) else "文字，没有不能保存的字符"
