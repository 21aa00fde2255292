"""Mending records that are here and that nobody here has changed since they came."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import ProtectedError

from editorial.archives.declaring import Kind
from editorial.archives.records import Reader, part_key
from editorial.models import Publishable
from editorial.versions import log
from editorial.versions.snapshots import many_to_many, tag_field

from .adding import NOTE
from .naming import Directory
from .opening import Numbered
from .referring import Missing, learn, part_values, referred, tied
from .values import value


class Changer:
    """Makes of records of one kind what an archive says; what its lines leave out stays."""

    def __init__(self, kind: Kind, directory: Directory):
        self.kind = kind
        self.directory = directory

    def change(self, pk: int, at: Numbered) -> None:
        """Mend one record with its parts, and keep a version. Raises an `ArchiveError`."""
        learn(self.directory, self.kind, [at])
        record = self.kind.model._base_manager.get(pk=pk)
        try:
            with transaction.atomic():
                self._write(record, at)
        except ValidationError as error:
            raise at.error("；".join(error.messages)) from None
        except (IntegrityError, DataError):
            raise at.error("与库里的记录或数据库的规则冲突，不能写入") from None
        except ProtectedError:
            raise at.error("要去掉的部分在库里还被别的记录引用着") from None
        except Missing:
            raise at.error("所指的记录已被编辑删除") from None

    def _write(self, record: models.Model, at: Numbered) -> None:
        is_reviewed = isinstance(record, Publishable)
        if is_reviewed:
            log.keep_base(record)
        changed = self._set_columns(record, at)
        self._save(record)
        if is_reviewed:
            record.follow_up(changed)
        public = not is_reviewed or record.is_published
        for relation in many_to_many(self.kind.model):
            if relation.name in at.line:
                self._set_ties(record, relation, at, public=public)
        if (tags := tag_field(self.kind.model)) and tags.name in at.line:
            getattr(record, tags.name).set(at.line[tags.name])
        if any(relation in at.line for relation in self.kind.parts):
            self._set_parts(record, at, public=public)
        if is_reviewed:
            log.keep(
                record,
                actor=None,
                action=log.Action.LOAD,
                note=NOTE,
                is_published=record.is_published,
            )

    def _set_columns(self, record, at: Numbered) -> set[str]:
        changed = set()
        for column in self.kind.columns:
            if column.name not in at.line:
                continue
            told = at.line[column.name]
            made = (
                referred(self.directory, column, told, at)
                if column.is_relation
                else value(column, told, at)
            )
            if made != getattr(record, column.attname):
                setattr(record, column.attname, made)
                changed.add(column.name)
        return changed

    @staticmethod
    def _save(row: models.Model) -> None:
        row._change_reason = NOTE
        row.save()

    def _set_ties(self, record, relation, at: Numbered, *, public: bool) -> None:
        """Tie a record to what the archive names; what readers do not see stays as it is."""
        seen = relation.related_model._default_manager.all()
        if public and hasattr(seen, "visible_to"):
            seen = seen.visible_to(None)
        manager = getattr(record, relation.name)
        wanted = set(tied(self.directory, relation, at))
        there = set(manager.values_list("pk", flat=True))
        hidden = there - set(seen.filter(pk__in=there).values_list("pk", flat=True))
        if there != wanted | hidden:
            manager.set(wanted | hidden)

    def _set_parts(self, record, at: Numbered, *, public: bool) -> None:
        """Make the parts of a record those of the line, told from one another by their keys."""
        reader = Reader(self.kind, public=public)
        line = reader.read([record.pk])[record.pk]
        made: dict[str, list[models.Model]] = {}
        gone: list[models.Model] = []
        for relation in self.kind.parts:
            if relation not in at.line:
                made[relation] = reader.part_rows(relation, [record.pk])
                continue
            here: dict[Any, list[models.Model]] = {}
            rows = reader.part_rows(relation, [record.pk])
            for row, part in zip(rows, line[relation], strict=True):
                here.setdefault(part_key(self.kind, line, relation, part), []).append(row)
            made[relation] = self._part_rows(record, at, relation, here, made)
            gone += [row for rows in here.values() for row in rows]
        for row in reversed(gone):
            if type(row)._base_manager.filter(pk=row.pk).exists():
                row._change_reason = NOTE
                row.delete()

    def _part_rows(self, record, at: Numbered, relation: str, here, made) -> list:
        """Return the rows for the parts of a line, in their places; new ones are written."""
        rows: list[models.Model | None] = [None] * len(at.line[relation])
        made = {**made, relation: rows}
        waiting = list(enumerate(at.line[relation]))
        has_gone = False
        while waiting:
            rest = []
            for place, part in waiting:
                inner = self._inner(relation, part, made)
                if inner is None:
                    rest.append((place, part))
                    continue
                try:
                    values = part_values(self.directory, self.kind, relation, part, at)
                except Missing:
                    has_gone = True
                    continue
                same = here.get(part_key(self.kind, at.line, relation, part))
                row = same.pop(0) if same else self.kind.part_model(relation)()
                setattr(row, f"{self.kind.whole(relation)}_id", record.pk)
                self._put(row, values | inner)
                rows[place] = row
            if len(rest) == len(waiting):
                if has_gone:
                    break
                raise at.error(f"{relation} 的上下级绕成了圈")
            waiting = rest
        return rows

    def _inner(self, relation: str, part, made) -> dict[str, int | None] | None:
        """Return what a part names among its fellows; None when these are not written yet."""
        named = {}
        for column in self.kind.part_columns(relation):
            if inner := self.kind.inner(column):
                place = part.get(column.name)
                other = made[inner][place - 1] if place else None
                if place and other is None:
                    return None
                named[column.attname] = other.pk if other else None
        return named

    def _put(self, row: models.Model, values: dict[str, Any]) -> None:
        is_new = row.pk is None
        if is_new or any(getattr(row, name) != told for name, told in values.items()):
            for name, told in values.items():
                setattr(row, name, told)
            self._save(row)
