"""Making two records again of one, even if things have happened in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from editorial import audit, findings
from editorial.models import Addressed, AuditEntry, FormerAddress, Merge, Publishable
from editorial.rows import (
    all_columns,
    count_revisions,
    relation_of,
    revive,
    save_past_checks,
    tell_ties,
    wholes_of,
)
from editorial.scopes import refuse_out_of_reach
from editorial.slugs import free_slug
from editorial.versions import log

from .moving import twin_of, write

REASON = "撤销合并"
# What counts on with every save, and does not go back.
COUNTED = ("revision", "updated_at")


@transaction.atomic
def undo(merged: Merge, *, actor, not_ready: Callable[[models.Model], list[str]]) -> list[str]:
    """Undo a merge; return sentences about what could not be put back as it was.

    Raises a `ValidationError` when it cannot be undone now.
    """
    merged = Merge.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at is not None:
        raise ValidationError("这次合并已经撤销过了。")
    keep = _kept(merged)
    refuse_out_of_reach(actor, keep, "撤销这次合并")
    if found := not_ready(keep):
        raise ValidationError(found)
    back = _Back(merged, keep, actor)
    back.columns_of_keep()
    duplicate = back.duplicate()
    back.rows()
    back.count_revisions()
    merged.undone_by, merged.undone_at = actor, timezone.now()
    merged.save(update_fields=["undone_by", "undone_at"])
    keep.refresh_from_db()
    duplicate = type(duplicate)._base_manager.get(pk=duplicate.pk)
    for record in (keep, duplicate):
        # Where the two lead is known only now.
        refuse_out_of_reach(actor, record, "撤销这次合并")
        if isinstance(record, Publishable):
            log.keep(
                record,
                actor=actor,
                action=log.Action.UNMERGE,
                note=f"撤销：{merged}",
                is_published=record.is_published,
            )
        findings.refresh(record)
    audit.note(AuditEntry.Action.MERGE, actor=actor, record=keep, detail=f"撤销合并：{merged}")
    return back.sentences()


def _kept(merged: Merge) -> models.Model:
    model = merged.content_type.model_class()
    keep = model._base_manager.select_for_update().filter(pk=merged.kept_id).order_by("pk").first()
    if keep is not None:
        return keep
    later = Merge.objects.filter(
        content_type=merged.content_type, merged_id=merged.kept_id, undone_at=None
    ).first()
    if later is not None:
        raise ValidationError(
            f"“{merged.kept_title}”后来又并入了“{later.kept_title}”，请先撤销那一次合并。"
        )
    raise ValidationError(
        f"“{merged.kept_title}”后来已经删除。请先从“已删除的记录”里恢复它，再撤销合并。"
    )


def _called(model: type[models.Model]) -> str:
    """Return what an editor calls the rows of `model`."""
    if model._meta.auto_created:
        return f"“{relation_of(model).verbose_name}”"
    return str(model._meta.verbose_name)


class _Back:
    """One merge on its way back; `lost` counts what could not be put back, by sentence."""

    def __init__(self, merged: Merge, keep: models.Model, actor):
        self.data: dict[str, Any] = merged.data
        self.merged = merged
        self.model = type(keep)
        self.keep = keep
        self.actor = actor
        self.lost: Counter[str] = Counter()
        self._touched: set[tuple[type[models.Model], int]] = set()

    def sentences(self) -> list[str]:
        return [
            f"{sentence}（{number} 处）" if number > 1 else sentence
            for sentence, number in self.lost.items()
        ]

    def columns_of_keep(self) -> None:
        """Give the record kept the words back that nobody has changed since."""
        now = all_columns(self.keep)
        restored = []
        for name, (before, after) in self.data["changed"].items():
            field = self.model._meta.get_field(name)
            if now[name] == after:
                setattr(self.keep, field.attname, field.to_python(before))
                restored.append(name)
            else:
                self.lost[f"“{field.verbose_name}”合并以后又改过，保留现在的内容。"] += 1
        try:
            with transaction.atomic():
                save_past_checks(self.keep, restored, by=self.actor, reason=REASON)
        except IntegrityError:
            raise ValidationError(
                f"“{self.merged.kept_title}”合并前的名称现在属于另一条记录。"
                "请先改那一条的名称，再撤销合并。"
            ) from None

    def duplicate(self) -> models.Model:
        """Bring the duplicate back with its number and its address."""
        data = dict(self.data["duplicate"])
        there = self.model._base_manager.filter(pk=self.merged.merged_id).first()
        if there is not None:
            return self._unretired(there, data)
        if issubclass(self.model, Addressed):
            self._free_address(data)
        for field in self.model._meta.concrete_fields:
            if field.is_relation and not field.primary_key:
                self._forget_what_is_gone(field, data)
        try:
            with transaction.atomic():
                return revive(self.model, data, by=self.actor, reason=REASON)
        except IntegrityError:
            raise ValidationError(
                f"“{self.merged.merged_title}”的名称现在属于另一条记录。请先改那一条的名称，再撤销合并。"
            ) from None

    def _unretired(self, row: models.Model, data: dict[str, Any]) -> models.Model:
        """Put back the columns of a term that was not deleted when it was merged."""
        for field in self.model._meta.concrete_fields:
            if field.name in ("deprecated", "replaced_by"):
                setattr(row, field.attname, field.to_python(data[field.name]))
        row._history_user = self.actor
        row._change_reason = REASON
        row.save()
        return row

    def _free_address(self, data: dict[str, Any]) -> None:
        kind = self.merged.content_type
        former = FormerAddress.objects.filter(content_type=kind, slug=data["slug"])
        former.filter(object_id=self.keep.pk).delete()
        probe = self.model(pk=self.merged.merged_id)
        if probe._slug_is_taken(data["slug"]):
            taken, data["slug"] = data["slug"], free_slug(data["slug"], probe._slug_is_taken)
            self.lost[f"网址名“{taken}”已被别的记录使用，改用“{data['slug']}”。"] += 1

    def _forget_what_is_gone(self, field: models.Field, data: dict[str, Any]) -> None:
        pk = data.get(field.name)
        if pk is None or field.related_model._base_manager.filter(pk=pk).exists():
            return
        if not field.null:
            raise ValidationError(f"它的“{field.verbose_name}”已经删除，不能撤销合并。")
        data[field.name] = None
        self.lost[f"“{field.verbose_name}”所指的记录已经删除，留空。"] += 1

    def rows(self) -> None:
        """Take back each step, the last one first."""
        for step in reversed(self.data["steps"]):
            if "drop" in step:
                self._restore(apps.get_model(step["drop"]), step["row"])
            else:
                self._move_back(apps.get_model(step["move"]), step)

    def _move_back(self, model: type[models.Model], step: dict[str, Any]) -> None:
        field = model._meta.get_field(step["field"])
        row = model._base_manager.select_for_update().filter(pk=step["pk"]).order_by("pk").first()
        called = _called(model)
        if row is None:
            self.lost[f"有的{called}合并以后已经删除，没有移回。"] += 1
        elif getattr(row, field.attname) != step["to"]:
            self.lost[f"有的{called}合并以后改指了别的记录，没有移回。"] += 1
        elif twin_of(row, field, step["from"]) is not None:
            self.lost[f"有的{called}移回去会与已有的重复，没有移回。"] += 1
        else:
            if model._meta.auto_created:
                tell_ties(row, "pre_remove", self.actor)
            self._touch(row)
            write(row, field, step["from"], by=self.actor)
            self._touch(row)

    def _restore(self, model: type[models.Model], data: dict[str, Any]) -> None:
        called = _called(model)
        for field in model._meta.concrete_fields:
            pk = data.get(field.name) if field.is_relation else None
            if pk is not None and not field.related_model._base_manager.filter(pk=pk).exists():
                self.lost[f"合并时去掉的{called}所指的记录已经不在，没有恢复。"] += 1
                return
        try:
            with transaction.atomic():
                row = revive(model, data, by=self.actor, reason=REASON)
        except IntegrityError:
            self.lost[f"合并时去掉的{called}现在已有同样的，没有恢复。"] += 1
        else:
            self._touch(row)

    def _touch(self, row: models.Model) -> None:
        self._touched.update(wholes_of(row))

    def count_revisions(self) -> None:
        count_revisions(self._touched - {(self.model, self.merged.merged_id)})
