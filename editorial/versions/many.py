"""Writing many records of a kind at once: a few statements for each table.

What comes of it is what `pending.amend` makes of each of them: rows, ties, histories, versions and
findings. Whoever calls this has checked the values as a form does, and holds the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Max, Window
from django.utils import timezone

from editorial import findings
from editorial.bookkeeping import (
    BATCH,
    give_tags,
    keep_histories,
    tell_saved,
    tell_ties_change,
    through,
)
from editorial.models import (
    Addressed,
    FormerAddress,
    PendingChange,
    Publishable,
    StaleRecordError,
    State,
    Version,
)
from editorial.slugs import free_slug

from . import log
from .pending import Amended, refuse_state
from .snapshots import Data, columns, many_to_many, merged, model_parts, tag_field, take

# Whose `save()` does nothing that is not done here, too.
_PLAIN_SAVE = {Addressed, Publishable, models.Model}


def can_write_many(model: type[models.Model]) -> bool:
    """Tell whether saving a record of this kind writes nothing else."""
    own = {kind for kind in model.__mro__ if "save" in vars(kind)} - _PLAIN_SAVE
    is_plain = all(vars(kind).get("save_only_checks") for kind in own)
    return is_plain and model.follow_up is Publishable.follow_up


def read_many(model: type[models.Model], pks: Iterable[int], *, lock: bool = False) -> dict:
    """Return records by primary key, with all that `take` reads; `lock` keeps others out."""
    rows = model._base_manager.filter(pk__in=list(pks)).order_by("pk")
    tags = tag_field(model)
    ties = [*(one.name for one in many_to_many(model)), *model_parts(model)]
    rows = rows.prefetch_related(*ties, *([tags.name] if tags else []))
    return {row.pk: row for row in (rows.select_for_update() if lock else rows)}


@dataclass
class New:
    """A record that is to be written, and what it is to be tied to.

    `links` are rows that belong to it, each with the name of its column for the record.
    """

    record: Publishable
    many: dict[str, Sequence[int]] = field(default_factory=dict)
    tags: Sequence[str] = ()
    links: list[tuple[str, models.Model]] = field(default_factory=list)


@dataclass
class _Edited:
    """A record, the change of it that is pending, and its content before and after."""

    record: Publishable
    change: PendingChange | None
    now: Data
    data: Data


class ManyWriter:
    """Writes records of one kind in the name of `actor`."""

    def __init__(self, model: type[Publishable], *, actor, action: log.Action, note: str):
        self.model = model
        self.actor = actor
        self.action = action
        self.note = note
        self.kind = ContentType.objects.get_for_model(model)

    # ---- records that are there ----

    def amend(
        self, edits: Mapping[int, Callable[[Data], Data]], seen: Mapping[int, int | None]
    ) -> list[Amended]:
        """Make of the content of each record what its edit returns; parts are not edited so.

        Raises `StaleRecordError` for a record that is gone or has another revision than was
        `seen`, and a `ValidationError` for one that is locked.
        """
        records = read_many(self.model, edits, lock=True)
        changes = PendingChange.objects.filter(content_type=self.kind, object_id__in=records)
        changes = {change.object_id: change for change in changes.select_for_update()}
        drafts, published, same = [], [], []
        for pk, edit in edits.items():
            record, change = records.get(pk), changes.get(pk)
            if record is None:
                raise StaleRecordError("有的记录刚被别人删除。")
            refuse_state(record, change)
            if seen[pk] is not None and seen[pk] != (change or record).revision:
                raise StaleRecordError(f"“{record}”已被他人修改，请重新打开后再保存。")
            now = take(record)
            before = merged(change.base, change.data, now) if change else now
            edited = _Edited(record, change, now, edit(deepcopy(before)))
            if edited.data == before:
                same.append(Amended(record, change, is_same=True))
            elif record.state == State.PUBLISHED:
                published.append(edited)
            else:
                drafts.append(edited)
        kept = self._newest(records)
        self._keep_bases([*drafts, *published], kept)
        return [*same, *self._write_drafts(drafts, kept), *self._propose(published, kept)]

    def _write_drafts(self, drafts: list[_Edited], kept) -> list[Amended]:
        if not drafts:
            return []
        self._write_columns(drafts)
        for relation in many_to_many(self.model):
            self._write_ties(drafts, relation)
        if tags := tag_field(self.model):
            for one in drafts:
                if one.data["tags"] != one.now["tags"]:
                    getattr(one.record, tags.name).set(one.data["tags"])
        records = [one.record for one in drafts]
        self._told(records, created=False)
        self._keep_versions(records, kept)
        return [Amended(record, None) for record in records]

    def _write_columns(self, drafts: list[_Edited]) -> None:
        changed = set()
        for one in drafts:
            for column in columns(self.model):
                value = one.data["fields"][column.name]
                if value != one.now["fields"][column.name]:
                    value = value if column.is_relation else column.to_python(value)
                    setattr(one.record, column.attname, value)
                    changed.add(column.name)
            one.record.revision += 1
            one.record.updated_at = timezone.now()
        records = [one.record for one in drafts]
        names = [*sorted(changed), "revision", "updated_at"]
        self.model._base_manager.bulk_update(records, names, batch_size=BATCH)

    def _write_ties(self, drafts: list[_Edited], relation: models.ManyToManyField) -> None:
        ties, ours, theirs = through(relation)
        added, gone = [], {}
        for one in drafts:
            before, after = set(one.now["many"][relation.name]), one.data["many"][relation.name]
            if before == set(after):
                continue
            tell_ties_change(one.record, relation)
            added += [
                ties(**{ours: one.record.pk, theirs: other})
                for other in after
                if other not in before
            ]
            for other in before - set(after):
                gone.setdefault(other, []).append(one.record.pk)
        for other, pks in gone.items():
            ties._base_manager.filter(**{theirs: other, f"{ours}__in": pks}).delete()
        ties._base_manager.bulk_create(added, batch_size=BATCH)

    def _propose(self, published: list[_Edited], kept) -> list[Amended]:
        new, old, versions = [], [], []
        for one in published:
            change = one.change or PendingChange(
                content_type=self.kind, object_id=one.record.pk, created_by=self.actor
            )
            change.revision = (one.change or one.record).revision + 1
            change.base, change.data = one.now, one.data
            change.title = str(one.record)[:300]
            change.updated_at = timezone.now()
            (old if one.change else new).append(change)
            one.change = change
            versions.append(self._version(one.record, one.data, kept))
        PendingChange.objects.bulk_create(new, batch_size=BATCH)
        names = ["base", "data", "revision", "title", "updated_at"]
        PendingChange.objects.bulk_update(old, names, batch_size=BATCH)
        Version.objects.bulk_create(versions, batch_size=BATCH)
        return [Amended(one.record, one.change) for one in published]

    # ---- new records ----

    def add(self, news: Sequence[New]) -> list[Publishable]:
        """Write new records with their ties."""
        records = [new.record for new in news]
        if issubclass(self.model, Addressed):
            self._give_addresses(records)
        self.model._base_manager.bulk_create(records, batch_size=BATCH)
        for relation in many_to_many(self.model):
            ties, ours, theirs = through(relation)
            ties._base_manager.bulk_create(
                (
                    ties(**{ours: new.record.pk, theirs: other})
                    for new in news
                    for other in new.many.get(relation.name, ())
                ),
                batch_size=BATCH,
            )
        if tags := tag_field(self.model):
            give_tags([(new.record, new.tags) for new in news], tags)
        self._told(records, created=True)
        self._add_links(news)
        self._keep_versions(records, {})
        return records

    def _give_addresses(self, records: Sequence[Addressed]) -> None:
        taken = set(self.model._base_manager.values_list("slug", flat=True))
        former = FormerAddress.objects.filter(content_type=self.kind)
        taken.update(former.values_list("slug", flat=True))
        for record in records:
            if not record.slug:
                record.slug = free_slug(record.slug_source(), taken.__contains__)
                taken.add(record.slug)

    def _add_links(self, news: Sequence[New]) -> None:
        by_kind: dict[type[models.Model], list[models.Model]] = {}
        for new in news:
            for whole, row in new.links:
                setattr(row, whole, new.record)
                by_kind.setdefault(type(row), []).append(row)
        for kind, rows in by_kind.items():
            kind._base_manager.bulk_create(rows, batch_size=BATCH)
            self._told(rows, created=True)

    # ---- what is kept beside the rows ----

    def _told(self, rows: Sequence[models.Model], *, created: bool) -> None:
        keep_histories(rows, created=created, by=self.actor, reason=self.note)
        tell_saved(rows, created=created)

    def _newest(self, records: Mapping[int, Any]) -> dict[int, Version]:
        versions = Version.objects.filter(content_type=self.kind, object_id__in=list(records))
        last = Window(Max("number"), partition_by="object_id")
        newest = versions.annotate(last=last).filter(number=F("last")).order_by("object_id")
        return {version.object_id: version for version in newest}

    def _version(self, record, data: Data, kept: dict[int, Version], **more) -> Version:
        version = Version(
            content_type=self.kind,
            object_id=record.pk,
            number=kept[record.pk].number + 1 if record.pk in kept else 1,
            **{"by": self.actor, "action": self.action, "note": self.note[:300], **more},
            title=str(record)[:300],
            data=data,
        )
        kept[record.pk] = version
        return version

    def _keep_bases(self, edited: Sequence[_Edited], kept: dict[int, Version]) -> None:
        """Keep what records were, as `log.keep_base` does."""
        bases = []
        for one in edited:
            last, published = kept.get(one.record.pk), one.record.state == State.PUBLISHED
            # A pending change began with the base, and versions of it follow.
            if one.change or (last and last.data == one.now and last.is_published >= published):
                continue
            base = {"by": None, "action": log.Action.BASE, "note": "", "is_published": published}
            bases.append(self._version(one.record, one.now, kept, **base))
        Version.objects.bulk_create(bases, batch_size=BATCH)

    def _keep_versions(self, records: Sequence[Publishable], kept: dict[int, Version]) -> None:
        """Keep versions of records as they are now, and find anew what is missing in them."""
        written = read_many(self.model, [record.pk for record in records])
        versions = [self._version(record, take(record), kept) for record in written.values()]
        Version.objects.bulk_create(versions, batch_size=BATCH)
        for record in written.values():
            findings.refresh(record)
