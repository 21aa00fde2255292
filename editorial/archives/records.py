"""Records as the lines of an archive.

    {"slug": …, "published_at": …, column: value, …, "former_addresses": […], relation: [name, …],
     "tags": […], part relation: [{column: value, …}, …]}

Other records are named by what is theirs in every base (slug, code, identifier; `slug#a7` is an
answer), parts of the same record by their place in their list, from 1 on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.bookkeeping import through
from editorial.models import FormerAddress
from editorial.versions.snapshots import many_to_many, plain, tag_field

from .declaring import FORMER, PUBLISHED, Kind, kind_of

Line = dict[str, Any]
BATCH = 500


def visible(model: type[models.Model], *, public: bool) -> models.QuerySet:
    """Return the rows that everybody may see, or all; terms of vocabularies are always seen."""
    rows = model._default_manager.all()
    return rows.visible_to(None) if public and hasattr(rows, "visible_to") else rows


def names_of(model: type[models.Model], pks: Iterable[int], *, public: bool) -> dict[int, str]:
    """Return how records are named in an archive; those that are not seen are left out."""
    kind, relation = kind_of(model)
    rows = visible(model, public=public).filter(pk__in=set(pks)).order_by()
    if not relation:
        return dict(rows.values_list("pk", kind.key))
    letter, whole = kind.anchors[relation], kind.whole(relation)
    found = rows.values_list("pk", f"{whole}__{kind.key}", "number")
    return {pk: f"{name}#{letter}{number}" for pk, name, number in found}


def written(line: Line) -> str:
    """Return a line as it is written: the same record always as the same characters."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


class Reader:
    """Reads records of a kind as lines: what everybody may see of them, or all of it."""

    def __init__(self, kind: Kind, *, public: bool):
        self.kind = kind
        self.public = public

    def all(self) -> Iterator[Line]:
        """Yield every record as a line, in the order of what they are known by."""
        rows = visible(self.kind.model, public=self.public)
        order = (self.kind.key,) if self.kind.key else ("problem__code", "source__identifier")
        pks = list(rows.order_by(*order, "pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            lines = self.read(pks[start : start + BATCH])
            yield from (lines[pk] for pk in pks[start : start + BATCH])

    def read(self, pks: Sequence[int]) -> dict[int, Line]:
        """Return the lines of some records by primary key; some hundreds at a time."""
        model, kind = self.kind.model, self.kind
        records = list(model._base_manager.filter(pk__in=pks).order_by("pk"))
        rows = self._rows(records, kind.columns)
        lines = {}
        for record, row in zip(records, rows, strict=True):
            line = {name: row.pop(name) for name in kind.identity}
            if kind.is_reviewed:
                line[PUBLISHED] = plain(record.published_at)
            lines[record.pk] = {**line, **row}
        if kind.key == "slug":
            self._add_lists(lines, FORMER, self._former(pks))
        for relation in many_to_many(model):
            self._add_lists(lines, relation.name, self._tied(relation, pks))
        if tags := tag_field(model):
            self._add_lists(lines, tags.name, self._tagged(tags, pks))
        self._add_parts(lines, pks)
        return lines

    def _rows(self, records: Sequence[models.Model], columns: list[models.Field]) -> list[Line]:
        """Return the columns of rows, what they refer to by its name."""
        names = {}
        for column in columns:
            if column.is_relation and not self.kind.inner(column):
                pks = {getattr(row, column.attname) for row in records} - {None}
                names[column.name] = names_of(column.related_model, pks, public=self.public)
        return [
            {
                column.name: names[column.name].get(getattr(row, column.attname))
                if column.name in names
                else plain(getattr(row, column.attname))
                for column in columns
            }
            for row in records
        ]

    @staticmethod
    def _add_lists(lines: dict[int, Line], name: str, pairs: Iterable[tuple[int, str]]) -> None:
        found: dict[int, list[str]] = {}
        for pk, value in pairs:
            found.setdefault(pk, []).append(value)
        for pk, line in lines.items():
            line[name] = sorted(found.get(pk, ()))

    def _former(self, pks):
        kind = ContentType.objects.get_for_model(self.kind.model)
        rows = FormerAddress.objects.filter(content_type=kind, object_id__in=pks)
        return rows.values_list("object_id", "slug")

    def _tied(self, relation: models.ManyToManyField, pks):
        ties, ours, theirs = through(relation)
        pairs = ties._base_manager.filter(**{f"{ours}__in": pks}).order_by()
        pairs = list(pairs.values_list(ours, theirs))
        others = {other for _, other in pairs}
        names = names_of(relation.related_model, others, public=self.public)
        return [(pk, names[other]) for pk, other in pairs if other in names]

    def _tagged(self, tags, pks):
        kind = ContentType.objects.get_for_model(self.kind.model)
        ties = tags.remote_field.through.objects.filter(content_type=kind, object_id__in=pks)
        return ties.order_by().values_list("object_id", "tag__name")

    def _add_parts(self, lines: dict[int, Line], pks) -> None:
        places: dict[type[models.Model], dict[int, int]] = {}
        for relation in self.kind.parts:
            columns = self.kind.part_columns(relation)
            rows, whole = self.part_rows(relation, pks), self.kind.whole(relation)
            for line in lines.values():
                line[relation] = []
            own = places.setdefault(self.kind.part_model(relation), {})
            encoded = self._rows(rows, columns)
            for row, part in zip(rows, encoded, strict=True):
                parts = lines[getattr(row, f"{whole}_id")][relation]
                parts.append(part)
                own[row.pk] = len(parts)
            inner = [column for column in columns if self.kind.inner(column)]
            for column in inner:
                known = places[column.related_model]
                for part in encoded:
                    part[column.name] = known.get(part[column.name])

    def part_rows(self, relation: str, pks) -> list[models.Model]:
        """Return the parts of records as they are listed, each with what is under it behind it."""
        model = self.kind.part_model(relation)
        order = [name for name in ("position", "number") if _has(model, name)]
        of_records = {f"{self.kind.whole(relation)}__in": pks}
        rows = visible(model, public=self.public).filter(**of_records)
        rows = list(rows.select_related(None).order_by(*order, "pk"))
        above = (one for one in self.kind.part_columns(relation) if one.related_model is model)
        return _as_tree(rows, column.attname) if (column := next(above, None)) else rows


def _as_tree(rows: list[models.Model], above: str) -> list[models.Model]:
    """Put rows of a tree in an order in which what is above comes first."""
    below: dict[int | None, list[models.Model]] = {}
    there = {row.pk for row in rows}
    for row in rows:
        upper = getattr(row, above)
        below.setdefault(upper if upper in there else None, []).append(row)
    ordered: list[models.Model] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting += below.get(row.pk, [])[::-1]
    return ordered


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def comparable(kind: Kind, line: Line, names: Iterable[str]) -> Line:
    """Return what two lines of one record are compared by: in it, parts have no places."""
    compared = {name: line[name] for name in names if name not in (*kind.parts, PUBLISHED, FORMER)}
    for relation in kind.parts:
        if relation in names:
            parts = (_without_places(kind, line, relation, part) for part in line[relation])
            compared[relation] = sorted(written(part) for part in parts)
    return compared


def _without_places(kind: Kind, line: Line, relation: str, part: Line) -> Line:
    inner = {column.name for column in kind.part_columns(relation) if kind.inner(column)}
    # Where words stand follows from the words.
    rest = {name: part[name] for name in sorted(part) if name not in (*inner, "start")}
    return {**rest, **{name: _key_at(kind, line, relation, part, name) for name in sorted(inner)}}


def part_key(kind: Kind, line: Line, relation: str, part: Line) -> tuple:
    """Return by what a part is told from others of its record."""
    inner = {column.name for column in kind.part_columns(relation) if kind.inner(column)}
    return tuple(
        _key_at(kind, line, relation, part, name) if name in inner else part.get(name)
        for name in kind.parts[relation]
    )


def _key_at(kind: Kind, line: Line, relation: str, part: Line, name: str) -> tuple | None:
    """Return the key of the part that a column names by its place."""
    place = part.get(name)
    if place is None:
        return None
    column = kind.part_model(relation)._meta.get_field(name)
    target = kind.inner(column)
    return part_key(kind, line, target, line[target][place - 1])
