"""Writing new records of an archive, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from editorial.archives.declaring import FORMER, PUBLISHED, Kind
from editorial.archives.records import BATCH, Line
from editorial.bookkeeping import give_tags, tell_saved, through
from editorial.models import FormerAddress, Publishable, ReviewStep, State
from editorial.trees import Tree
from editorial.versions.snapshots import many_to_many, tag_field

from .naming import Directory
from .opening import Numbered
from .quoting import check_quotes
from .referring import Missing, learn, part_values, referred, tied
from .values import value

NOTE = "随数据包装入"
Added = tuple[models.Model, Numbered]


@dataclass
class Adder:
    """Writes new records of one kind; `is_told` lets the index know of each row."""

    kind: Kind
    directory: Directory
    as_drafts: bool
    is_told: bool
    _later: list[tuple[models.Model, models.Field, Numbered]] = field(default_factory=list)
    _late_parts: list[Added] = field(default_factory=list)
    _placed: list[Added] = field(default_factory=list)

    def add(self, batch: Sequence[Numbered]) -> None:
        """Write the records of some lines. Raises an `ArchiveError` that names the line."""
        learn(self.directory, self.kind, batch)
        try:
            with transaction.atomic():
                added = self._write(batch)
        except (IntegrityError, DataError):
            if len(batch) == 1:
                raise batch[0].error("与库里的记录或数据库的规则冲突，不能写入") from None
            for at in batch:
                self.add([at])
            return
        if self.kind.key:
            for record, at in added:
                self.directory.put(self.kind.model, at.line[self.kind.key], record.pk)

    def _write(self, batch: Sequence[Numbered]) -> list[Added]:
        model, now = self.kind.model, timezone.now()
        later: list[tuple[models.Model, models.Field, Numbered]] = []
        added = [(self._record(at, later), at) for at in batch]
        if self.kind.is_reviewed and not self.as_drafts:
            for record, at in added:
                self._publish(record, at, now)
        check_quotes(added)
        self._create(model, [record for record, _ in added])
        self._tie(added)
        late = set()
        made: dict[str, dict[int, list]] = {}
        for relation in self.kind.parts:
            if self._is_late(relation):
                late.add(relation)
            else:
                made[relation] = self._add_parts(relation, added, made)
        self._later += later
        self._late_parts += [one for one in added if any(one[1].line.get(name) for name in late)]
        self._placed += [one for one in added if isinstance(one[0], Tree)]
        return added

    def _record(self, at: Numbered, later: list) -> models.Model:
        values, waiting = {}, []
        for column in self.kind.columns:
            if column.name not in at.line:
                continue
            told = at.line[column.name]
            if not column.is_relation:
                values[column.attname] = value(column, told, at)
            elif column.related_model is not self.kind.model or self._is_known(told):
                values[column.attname] = self._referred(column, told, at)
            else:
                waiting.append(column)
        record = self.kind.model(**values)
        record.has_lost_place = _has_lost_place(at.line)
        later += [(record, column, at) for column in waiting]
        return record

    def _is_known(self, name) -> bool:
        return name is None or (
            isinstance(name, str) and self.directory.find(self.kind.model, name) is not None
        )

    def _referred(self, column, name, at: Numbered) -> int | None:
        try:
            return referred(self.directory, column, name, at)
        except Missing:
            raise at.error(f"{column.name} 所指的 {name} 已被编辑删除") from None

    @staticmethod
    def _publish(record: Publishable, at: Numbered, now) -> None:
        told = at.line.get(PUBLISHED)
        if told is None:
            return
        try:
            when = parse_datetime(told) if isinstance(told, str) else None
        except ValueError:
            when = None
        if when is None or timezone.is_naive(when):
            raise at.error(f"{PUBLISHED} 应是带时区的时间，如 2026-11-26T08:00:00+00:00")
        record.state, record.published_at, record.reviewed_at = State.PUBLISHED, when, now

    def _create(self, model: type[models.Model], rows: list[models.Model]) -> None:
        model._base_manager.bulk_create(rows, batch_size=BATCH)
        if self.is_told and rows:
            tell_saved(rows, created=True)

    def _tie(self, added: Sequence[Added]) -> None:
        for relation in many_to_many(self.kind.model):
            ties, ours, theirs = through(relation)
            rows = [
                ties(**{ours: record.pk, theirs: other})
                for record, at in added
                for other in tied(self.directory, relation, at)
            ]
            ties._base_manager.bulk_create(rows, batch_size=BATCH)
        if tags := tag_field(self.kind.model):
            give_tags([(record, at.line.get(tags.name, ())) for record, at in added], tags)
        kind = ContentType.objects.get_for_model(self.kind.model)
        FormerAddress.objects.bulk_create(
            (
                FormerAddress(content_type=kind, slug=slug, object_id=record.pk)
                for record, at in added
                for slug in at.line.get(FORMER, ())
            ),
            batch_size=BATCH,
        )
        steps = [
            ReviewStep(
                content_type=kind,
                object_id=record.pk,
                title=str(record)[:300],
                kind=ReviewStep.Kind.LOAD,
                from_state=State.DRAFT,
                to_state=State.PUBLISHED,
                remark=NOTE,
            )
            for record, _ in added
            if self.kind.is_reviewed and record.is_published
        ]
        ReviewStep.objects.bulk_create(steps, batch_size=BATCH)

    # ---- parts ----

    def _is_late(self, relation: str) -> bool:
        """Tell whether parts name other records of their own kind, which may come later."""
        columns = self.kind.part_columns(relation)
        return any(one.is_relation and one.related_model is self.kind.model for one in columns)

    def _add_parts(self, relation: str, added: Sequence[Added], made) -> dict[int, list]:
        """Write the parts of one relation, upper ones first; return them by record and place."""
        model, whole = self.kind.part_model(relation), self.kind.whole(relation)
        own = {record.pk: [None] * len(at.line.get(relation, ())) for record, at in added}
        waiting = [
            (record, at, place, part)
            for record, at in added
            for place, part in enumerate(at.line.get(relation, ()))
        ]
        while waiting:
            rows, rest = [], []
            for record, at, place, part in waiting:
                above = self._above(relation, part)
                if above and not getattr(own[record.pk][above - 1], "pk", None):
                    rest.append((record, at, place, part))
                elif row := self._part(relation, part, at, {**made, relation: own}, record):
                    setattr(row, f"{whole}_id", record.pk)
                    rows.append((row, at))
                    own[record.pk][place] = row
            check_quotes(rows)
            self._create(model, [row for row, _ in rows])
            if len(rest) == len(waiting):
                raise rest[0][1].error(f"{relation} 的上下级绕成了圈，或上级已被编辑删除")
            waiting = rest
        return own

    def _above(self, relation: str, part: Line) -> int | None:
        for column in self.kind.part_columns(relation):
            if self.kind.inner(column) == relation:
                return part.get(column.name)
        return None

    def _part(self, relation: str, part: Line, at: Numbered, made, record):
        """Return a new row; None when what it has to name was deleted here."""
        try:
            values = part_values(self.directory, self.kind, relation, part, at)
        except Missing:
            return None
        for column in self.kind.part_columns(relation):
            inner = self.kind.inner(column)
            if inner and (place := part.get(column.name)) is not None:
                other = made[inner][record.pk][place - 1]
                if other is None and not column.null:
                    return None
                values[column.attname] = other.pk if other else None
        row = self.kind.part_model(relation)(**values)
        row.has_lost_place = _has_lost_place(part)
        return row

    # ---- when all records of the kind are there ----

    def finish(self) -> None:
        """Tie records to others of their own kind that came after them, and look at trees."""
        for start in range(0, len(self._late_parts), BATCH):
            batch = self._late_parts[start : start + BATCH]
            learn(self.directory, self.kind, [at for _, at in batch])
            for relation in self.kind.parts:
                if self._is_late(relation):
                    self._add_parts(relation, batch, {})
        self.directory.learn(
            self.kind.model, {str(at.line[column.name]) for _, column, at in self._later}
        )
        for record, column, at in self._later:
            setattr(record, column.attname, self._referred(column, at.line[column.name], at))
        for name in {column.name for _, column, _ in self._later}:
            self._update(
                [(row, at) for row, column, at in self._later if column.name == name], name
            )
        for record, at in self._placed:
            self._refuse_misplaced(record, at)

    def _update(self, rows: Sequence[Added], name: str) -> None:
        """Write a column of rows. Raises an `ArchiveError` that names the line."""
        try:
            with transaction.atomic():
                records = [record for record, _ in rows]
                self.kind.model._base_manager.bulk_update(records, [name], batch_size=BATCH)
        except (IntegrityError, DataError):
            if len(rows) == 1:
                raise rows[0][1].error(f"{name} 不合数据库的规则，不能写入") from None
            for one in rows:
                self._update([one], name)

    def _refuse_misplaced(self, record: Tree, at: Numbered) -> None:
        if record.parent_id is None and not at.line.get("hosted_by"):
            return
        try:
            type(record)._base_manager.get(pk=record.pk).clean()
        except ValidationError as error:
            raise at.error("；".join(error.messages)) from None


def _has_lost_place(told: Line) -> bool:
    """Tell whether a line says itself that its words are no longer where they were."""
    return "start" in told and told["start"] is None
