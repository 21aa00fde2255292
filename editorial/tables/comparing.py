"""Comparing the rows of a file with what there is: new, changed, unchanged, wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from editorial.models import Publishable
from editorial.scopes import FOREIGN, may_work_on, refuse_foreign, zones_of
from editorial.versions.pending import content, refuse_locked
from editorial.versions.snapshots import Data

from .cells import BadCell, CellError, plain_text
from .checking import Twins, problems_of
from .columns import Column, Links, Reference
from .contents import LOST, Current, current, find
from .declaring import KEY, REVISION, Table
from .reading import Row
from .references import Directory

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"

_CHUNK = 400
_OUTDATED = "文件导出以后，这条记录又被改动过；请重新导出，在新的文件里改"


@dataclass
class Outcome:
    """What becomes of one row of a file.

    `values` are the new values by column name, `before` what was there; `changes` are the same in
    words: title, before, after.
    `reasons` say what is wrong: title of the column ("" for the row), sentence.
    """

    number: int
    kind: str = UNCHANGED
    title: str = ""
    pk: int | None = None
    key: str = ""
    revision: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    reasons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def facts(self) -> list:
        """What makes two outcomes the same for an editor who has read one of them."""
        return [self.number, self.kind, self.pk, self.changes]


class Comparison:
    """Compares the rows of one file, on behalf of one user."""

    def __init__(self, table: Table, user):
        self.table = table
        self.user = user
        self.directories = directories(table)
        self.seen: dict[Any, int] = {}
        self.twins = Twins(table)
        self.fellows: dict[str, models.Model] = {}
        self.may_add = user.has_perm(table.permission("add"))
        self.may_change = user.has_perm(table.permission("change"))
        if table.whole:
            # A part is changed with the record that it belongs to.
            options = table.reviewed._meta
            whole = user.has_perm(f"{options.app_label}.change_{options.model_name}")
            self.may_add, self.may_change = self.may_add and whole, self.may_change and whole

    def run(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            yield from self._chunk(chunk)

    def _chunk(self, rows: list[Row]) -> Iterator[Outcome]:
        keys = {_key(row) for row in rows} - {""}
        found = find(self.table, keys)
        records = {record.pk: record for record in found.values()}
        known = {c.record.pk: c for c in current(self.table, list(records.values()))}
        learn(self.table, self.directories, known.values(), [row.cells for row in rows])
        if self.table.place:
            # A term may stand above the one that its code puts it under.
            for key in keys - set(found):
                self.fellows.setdefault(key, self.table.model(**{self.table.key: key}))
        for row in rows:
            record = found.get(_key(row))
            yield self._row(row, known[record.pk] if record else None)

    def _row(self, row: Row, now: Current | None) -> Outcome:
        outcome = Outcome(row.number, key=_key(row))
        if now is not None:
            outcome.pk, outcome.title = now.record.pk, str(now.record)
            outcome.revision = now.revision
        self._identify(row, now, outcome)
        if not outcome.reasons:
            self._read_cells(row, now, outcome)
        is_new = now is None
        if not outcome.reasons and (is_new or outcome.values):
            self._check(row, now, outcome)
        if outcome.reasons:
            outcome.kind = WRONG
        elif is_new:
            outcome.kind = NEW
        elif outcome.values:
            outcome.kind = CHANGED
        return outcome

    def _identify(self, row: Row, now: Current | None, outcome: Outcome) -> None:
        """Find out whether the row names one record, and no other row names it."""
        key, cell = outcome.key, row.cells.get(KEY, "")
        if isinstance(cell, BadCell):
            outcome.reasons.append((KEY, str(cell)))
            return
        if now is None and key and not self.table.gives_key:
            outcome.reasons.append((KEY, f"没有编号是“{key[:40]}”的{self.table.label}；新增请留空"))
        if now is None and not key and self.table.gives_key:
            outcome.reasons.append((KEY, "这张表新增时也要写代码"))
        if now is not None and now.is_gone:
            outcome.reasons.append((KEY, LOST))
        if key:
            first = self.seen.setdefault(now.record.pk if now else key, row.number)
            if first != row.number:
                outcome.reasons.append((KEY, f"与第 {first} 行是同一条"))

    def _read_cells(self, row: Row, now: Current | None, outcome: Outcome) -> None:
        for column in self.table.columns:
            if column.title not in row.cells:
                if now is None and column.required:
                    outcome.reasons.append((column.title, "新增时必须有这一列"))
                continue
            try:
                self._read_cell(column, row.cells[column.title], now, outcome)
            except CellError as refusal:
                outcome.reasons.append((column.title, str(refusal)))

    def _read_cell(self, column: Column, cell: str, now: Current | None, outcome: Outcome) -> None:
        if isinstance(cell, BadCell):
            raise CellError(str(cell))
        directory = self.directories.get(column.name)
        before = column.get(now.data) if now else None
        shown = column.write(before, directory) if now else ""
        if now and plain_text(cell) == shown:
            return
        value = column.read(plain_text(cell), directory)
        if now and (value == before or value == column.read(shown, directory)):
            return
        if column.required and value == column.empty:
            raise CellError("不能为空")
        if now and column.name == self.table.whole:
            raise CellError(f"这一条属于“{shown}”，不能改到别处")
        if now is None and not value and value != 0:
            return
        outcome.values[column.name], outcome.before[column.name] = value, before
        outcome.changes.append((column.title, shown, column.write(value, directory)))

    def _check(self, row: Row, now: Current | None, outcome: Outcome) -> None:
        """Check what is new or changed as a form would; nothing of it is asked of other rows."""
        refusal = self._refusal(row, now, outcome)
        if refusal:
            outcome.reasons.append(refusal)
            return
        data = self._data(now, outcome)
        for name, value in outcome.values.items():
            column = self.table.column(name)
            before = column.get(data) if now else None
            try:
                column.refuse(before, value, data, self.directories.get(name))
            except CellError as reason:
                outcome.reasons.append((column.title, str(reason)))
        self._refuse_foreign(now, outcome)
        instance, later = self._instance(now, data, outcome)
        outcome.title = outcome.title or str(instance)
        outcome.reasons += problems_of(self.table, instance, later)
        outcome.reasons += self.twins.found(instance, outcome.number)

    def _refusal(self, row: Row, now: Current | None, outcome: Outcome) -> tuple[str, str] | None:
        """Say why the user may not do this to the record, if so."""
        label = self.table.label
        if now is None and not self.may_add:
            return "", f"您没有新增{label}的权限"
        if now is not None and not self.may_change:
            return "", f"您没有修改{label}的权限"
        reviewed = now.reviewed if now else self._whole_of_new(outcome)
        if reviewed is not None:
            if not may_work_on(self.user, reviewed):
                return "", "不在您负责的高新区之内"
            try:
                refuse_locked(reviewed)
            except ValidationError as locked:
                return "", locked.messages[0].removeprefix(f"“{reviewed}”").rstrip("。")
        if now is None:
            return None
        seen = row.cells.get(REVISION, "").strip()
        if seen and now.revision is not None and seen != str(now.revision):
            return "", _OUTDATED
        return None

    def _whole_of_new(self, outcome: Outcome) -> Publishable | None:
        """Return the record that a new part is to belong to."""
        pk = outcome.values.get(self.table.whole)
        return self.directories[self.table.whole].whole(pk) if pk else None

    def _refuse_foreign(self, now: Current | None, outcome: Outcome) -> None:
        """Keep who is limited to some zones from writing what would be out of their reach."""
        kind = self.table.reviewed
        if kind is None or zones_of(self.user) is None:
            return
        if now is None and kind is self.table.model and "pk" in kind.zone_paths:
            outcome.reasons.append(("", FOREIGN.rstrip("。")))
        for path in kind.zone_paths if kind is self.table.model else ():
            if path in outcome.values:
                value = outcome.values[path]
                wanted = value if isinstance(value, list) else [value]
                try:
                    refuse_foreign(self.user, [pk for pk in wanted if pk is not None])
                except ValidationError as refusal:
                    reason = (self.table.title_of(path), refusal.messages[0].rstrip("。"))
                    outcome.reasons.append(reason)

    def _data(self, now: Current | None, outcome: Outcome) -> Data:
        """Return what a record holds, with all of its parts if they are concerned."""
        if now is None:
            relations = {c.relation: [] for c in self.table.columns if isinstance(c, Links)}
            return {"fields": {}, "many": {}, "tags": [], "parts": relations}
        links = any(isinstance(self.table.column(name), Links) for name in outcome.values)
        return content(now.record, now.change) if links else now.data

    def _instance(self, now, data: Data, outcome: Outcome) -> tuple[models.Model, set[str]]:
        """Return the record as it would become, and the fields that cannot be checked yet."""
        instance = now.record if now else self.table.model()
        later: set[str] = set()
        if now is None and self.table.gives_key:
            setattr(instance, self.table.key, outcome.key)
        for field_ in instance._meta.concrete_fields:
            column = self.table.column(field_.name)
            if field_.name in outcome.values:
                self._set(instance, field_, outcome.values[field_.name], column)
            elif now and now.change and field_.name in data["fields"]:
                self._set(instance, field_, data["fields"][field_.name], column)
            elif column is not None and now:
                self._lend(instance, field_, column)
        if now is None and self.table.place:
            later = self.table.place(instance, self.fellows)
        return instance, later

    def _set(self, instance, field_: models.Field, value: Any, column: Column | None) -> None:
        value = value if field_.is_relation else field_.to_python(value)
        setattr(instance, field_.attname, value)
        if column is not None:
            self._lend(instance, field_, column)

    def _lend(self, instance, field_: models.Field, column: Column) -> None:
        """Give a record what it names from memory, so that checks do not read it row by row."""
        pk = getattr(instance, field_.attname)
        if isinstance(column, Reference) and column.loads and pk is not None:
            setattr(instance, field_.name, self.directories[column.name].whole(pk))


def _key(row: Row) -> str:
    """Return the key that a row gives; the name behind it is for the eye."""
    words = row.cells.get(KEY, "").split()
    return words[0] if words else ""


def directories(table: Table) -> dict[str, Directory]:
    """Return a directory for each column that names records, those of one target shared."""
    known: dict[Any, Directory] = {}
    return {
        column.name: known.setdefault(column.target, Directory(column.target))
        for column in table.columns
        if isinstance(column, Reference)
    }


def learn(table: Table, known: dict[str, Directory], records: Iterable[Current], cells=()) -> None:
    """Read at once what a batch of records and cells names."""
    records = list(records)
    for column in table.columns:
        if not isinstance(column, Reference):
            continue
        texts = {
            text
            for row in cells
            if not isinstance(cell := row.get(column.title, ""), BadCell)
            for text in column.texts(plain_text(cell))
        }
        pks = {pk for one in records for pk in column.pks(column.get(one.data))}
        known[column.name].learn(texts, pks)
