"""Writing what a comparison found: drafts into their rows, changes of published records as such.

Whoever calls this holds the transaction: the first row that is refused undoes all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from editorial import findings
from editorial.models import Publishable, StaleRecordError
from editorial.scopes import refuse_lost, zones_of
from editorial.versions import log
from editorial.versions.many import ManyWriter, New, can_write_many
from editorial.versions.pending import amend
from editorial.versions.snapshots import RESERVED, Data, part_relation, row_data, tag_field

from .checking import problems_of
from .columns import Links, Many, Tags
from .comparing import NEW, Outcome
from .contents import current
from .declaring import Table

NOTE = "成批修改"
_AT_ONCE = 500
Action = log.Action


class RowRefused(Exception):
    """A row could not be written after all; nothing was."""

    def __init__(self, number: int, sentence: str):
        super().__init__(f"第 {number} 行：{sentence}")


class Outdated(Exception):
    """A record is no longer what it was when the file was compared with it."""


@dataclass
class Written:
    """The primary keys of the records that were saved, and of those that now have a 修改稿."""

    saved: set[int] = field(default_factory=set)
    proposed: set[int] = field(default_factory=set)


class Writer:
    """Writes the new and changed rows of one file."""

    def __init__(self, table: Table, user, note: str = NOTE):
        self.table = table
        self.user = user
        self.note = note
        self.written = Written()
        self.fellows: dict[str, models.Model] = {}

    def write(self, outcomes: Sequence[Outcome]) -> Written:
        """Write rows. Raises `RowRefused` or `Outdated`, and then nothing may stay."""
        if not self._may_write_many():
            self._write_one_by_one(outcomes)
            return self.written
        for start in range(0, len(outcomes), _AT_ONCE):
            rows = outcomes[start : start + _AT_ONCE]
            plain = [row for row in rows if self._is_plain(row)]
            self._write_many(plain)
            self._write_one_by_one([row for row in rows if row not in plain])
        return self.written

    def _may_write_many(self) -> bool:
        """Tell whether rows are whole records, whose zones need not be looked at again."""
        reviewed = self.table.reviewed
        whole = reviewed is not None and reviewed is self.table.model
        return whole and can_write_many(reviewed) and zones_of(self.user) is None

    def _is_plain(self, outcome: Outcome) -> bool:
        """Tell whether a row is a new record, or changes nothing of the parts of one."""
        changed = {type(self.table.column(name)) for name in outcome.values}
        return outcome.kind == NEW or Links not in changed

    def _write_many(self, outcomes: Sequence[Outcome]) -> None:
        """Write rows at once; if they cannot be, one by one, which finds the one to be named."""
        added = [outcome for outcome in outcomes if outcome.kind == NEW]
        edits = {outcome.pk: self._edit(outcome) for outcome in outcomes if outcome.kind != NEW}
        seen = {outcome.pk: outcome.revision for outcome in outcomes if outcome.kind != NEW}
        writer = ManyWriter(self.table.model, actor=self.user, action=Action.BULK, note=self.note)
        try:
            with transaction.atomic():
                amended = writer.amend(edits, seen) if edits else []
                records = writer.add([self._new(one) for one in added]) if added else []
        except (ValidationError, IntegrityError):
            self._write_one_by_one(outcomes)
            return
        except StaleRecordError as changed:
            raise Outdated from changed
        self.written.saved.update(record.pk for record in records)
        for one in amended:
            written = self.written.proposed if one.change else self.written.saved
            written.add(one.record.pk)

    def _new(self, outcome: Outcome) -> New:
        """Return a record that is to be added, with what it is to be tied to."""
        new = New(self.table.model(created_by=self.user))
        self._fill(new.record, outcome.values)
        for name, value in outcome.values.items():
            column = self.table.column(name)
            if isinstance(column, Links):
                new.links += [self._link(column, pk) for pk in value]
            elif isinstance(column, Many):
                new.many[name] = value
            elif isinstance(column, Tags):
                new.tags = value
        return new

    def _link(self, column: Links, pk: int) -> tuple[str, models.Model]:
        """Return a row that ties a record to another, and its column for the record."""
        relation = part_relation(self.table.model, column.relation)
        row = relation.related_model(**dict(column.blank))
        setattr(row, row._meta.get_field(column.name).attname, pk)
        return relation.field.name, row

    def _write_one_by_one(self, outcomes: Sequence[Outcome]) -> None:
        for rows in self._together(outcomes):
            try:
                with transaction.atomic():
                    self._write(rows)
            except (ValidationError, IntegrityError, StaleRecordError) as error:
                sentences = getattr(error, "messages", ["与已有的记录重复"])
                raise RowRefused(rows[0].number, "；".join(sentences)) from error

    def _together(self, outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
        """Return what is written at once: a record, or all rows of parts of one record."""
        if not self.table.whole:
            # A code stands before the codes under it.
            ordered = (
                sorted(outcomes, key=lambda o: o.key.count(".")) if self.table.place else outcomes
            )
            return [[outcome] for outcome in ordered]
        groups: dict[int, list[Outcome]] = {}
        rows = self.table.model._base_manager.filter(pk__in=[o.pk for o in outcomes if o.pk])
        wholes = dict(rows.order_by("pk").values_list("pk", f"{self.table.whole}_id"))
        for outcome in outcomes:
            whole = outcome.values.get(self.table.whole) or wholes.get(outcome.pk)
            groups.setdefault(whole, []).append(outcome)
        return list(groups.values())

    def _write(self, rows: list[Outcome]) -> None:
        if self.table.whole:
            self._write_parts(rows)
        elif self.table.reviewed is None:
            self._write_plain(rows[0])
        elif rows[0].kind == NEW:
            self._add(rows[0])
        else:
            self._change(rows[0])

    # ---- records that go through review ----

    def _add(self, outcome: Outcome) -> None:
        new = self._new(outcome)
        record = new.record
        self._save(record)
        for whole, row in new.links:
            setattr(row, whole, record)
            row._history_user = self.user
            row.save()
        for name, pks in new.many.items():
            getattr(record, name).set(pks)
        if tags := tag_field(self.table.model):
            getattr(record, tags.name).set(new.tags)
        refuse_lost(self.user, record)
        log.keep(record, actor=self.user, action=Action.BULK, note=self.note)
        findings.refresh(record)
        self.written.saved.add(record.pk)

    def _edit(self, outcome: Outcome) -> Callable[[Data], Data]:
        def edit(data: Data) -> Data:
            for name, value in outcome.values.items():
                self.table.column(name).put(data, value)
            return data

        return edit

    def _change(self, outcome: Outcome) -> None:
        self._amend(self.table.model(pk=outcome.pk), self._edit(outcome), outcome.revision)

    def _amend(self, record: Publishable, edit, revision: int | None) -> None:
        """Change the content of a record; nobody may have changed it since it was compared."""
        try:
            amended = amend(
                record, edit, actor=self.user, action=Action.BULK, note=self.note, seen=revision
            )
        except (StaleRecordError, type(record).DoesNotExist) as changed:
            raise Outdated from changed
        if amended.change is None:
            refuse_lost(self.user, amended.record)
        written = self.written.proposed if amended.change else self.written.saved
        written.add(amended.record.pk)

    # ---- parts of them ----

    def _write_parts(self, rows: list[Outcome]) -> None:
        whole_field = self.table.model._meta.get_field(self.table.whole)
        pk = rows[0].values.get(self.table.whole)
        if pk is None:
            parts = self.table.model._base_manager.filter(pk=rows[0].pk)
            pk = parts.values_list(whole_field.attname, flat=True).first()
        revision = next((row.revision for row in rows if row.revision is not None), None)
        whole = whole_field.related_model(pk=pk)
        self._amend(whole, lambda data: self._with_parts(whole, data, rows), revision)

    def _with_parts(self, whole: Publishable, data: Data, rows: list[Outcome]) -> Data:
        """Return the content of a record with new and changed parts."""
        parts = data["parts"][self.table.relation]
        following = max([RESERVED, *(row["pk"] + 1 for row in parts if row["pk"] >= RESERVED)])
        for row in rows:
            if row.kind == NEW:
                parts.append({**self._new_part(whole, row), "pk": following})
                following += 1
            else:
                part = next((part for part in parts if part["pk"] == row.pk), None)
                if part is None:
                    raise Outdated
                part.update(row.values)
        return data

    def _new_part(self, whole: models.Model, outcome: Outcome) -> Data:
        part = self.table.model()
        self._fill(part, {**outcome.values, self.table.whole: whole.pk})
        self._refuse_problems(part)
        return row_data(part, without=self.table.whole)

    # ---- vocabularies and tags ----

    def _write_plain(self, outcome: Outcome) -> None:
        if outcome.kind == NEW:
            record = self.table.model()
            if self.table.gives_key:
                setattr(record, self.table.key, outcome.key)
                self.fellows[outcome.key] = record
        else:
            record = self._unchanged(outcome)
        self._fill(record, outcome.values)
        if outcome.kind == NEW and self.table.place:
            self.table.place(record, self.fellows)
        self._save(record)
        self.written.saved.add(record.pk)

    def _unchanged(self, outcome: Outcome) -> models.Model:
        """Lock a record without revisions; what is changed must be what it was."""
        rows = self.table.model._base_manager.select_for_update().order_by("pk")
        record = rows.filter(pk=outcome.pk).first()
        if record is None:
            raise Outdated
        data = current(self.table, [record])[0].data
        for name in outcome.values:
            if self.table.column(name).get(data) != outcome.before[name]:
                raise Outdated
        return record

    # ---- all of them ----

    def _fill(self, record: models.Model, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(self.table.column(name), Many | Tags):
                continue
            column = record._meta.get_field(name)
            value = value if column.is_relation else column.to_python(value)
            setattr(record, column.attname, value)

    def _save(self, record: models.Model) -> None:
        self._refuse_problems(record)
        record._history_user = self.user
        record._change_reason = self.note
        record.save()

    def _refuse_problems(self, record: models.Model) -> None:
        if problems := problems_of(self.table, record):
            raise ValidationError([f"{title}：{why}" if title else why for title, why in problems])
