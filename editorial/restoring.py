"""Bringing deleted records back, and letting go of those that were deleted long ago."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from editorial import audit
from editorial.models import (
    Addressed,
    AuditEntry,
    DeletedRecord,
    FormerAddress,
    Publishable,
    State,
)
from editorial.rows import part_pointers, pointers_to, revive
from editorial.scopes import refuse_out_of_reach
from editorial.versions import log
from editorial.versions.laying import settled
from editorial.versions.snapshots import tag_field

KEPT_FOR = datetime.timedelta(days=30)
REASON = "恢复已删除的记录"


def forgotten_before() -> datetime.datetime:
    """Return the time before which deleted records are not kept any more."""
    return timezone.now() - KEPT_FOR


def forget() -> int:
    """Let go of what was deleted long ago; return how many records that were."""
    number, _ = DeletedRecord.objects.filter(deleted_at__lt=forgotten_before()).delete()
    return number


@transaction.atomic
def bring_back(deleted: DeletedRecord, *, actor) -> tuple[models.Model, list[str]]:
    """Restore a deleted record as a draft, with its number, address and parts.

    Returns the record, and sentences about what is not as it was. Raises a `ValidationError` when
    it cannot be restored now.
    """
    deleted = DeletedRecord.objects.select_for_update().get(pk=deleted.pk)
    if deleted.restored_at is not None:
        raise ValidationError("这条记录已经恢复过了。")
    if deleted.deleted_at < forgotten_before():
        raise ValidationError(f"删除已超过 {KEPT_FOR.days} 天，不能再恢复。")
    back = _Back(deleted, actor)
    record = back.record()
    back.relations(record)
    back.parts()
    back.addresses(record)
    deleted.restored_by, deleted.restored_at = actor, timezone.now()
    deleted.save(update_fields=["restored_by", "restored_at"])
    record = type(record)._base_manager.get(pk=record.pk)
    refuse_out_of_reach(actor, record, "恢复它")
    if isinstance(record, Publishable):
        log.keep(record, actor=actor, action=log.Action.RESTORE, note=REASON)
    audit.note(AuditEntry.Action.RESTORE, actor=actor, record=record)
    return record, list(dict.fromkeys(back.sentences))


class _Back:
    """One deleted record on its way back; `sentences` say what could not be put back as it was."""

    def __init__(self, deleted: DeletedRecord, actor):
        self.data = deleted.data
        self.title = deleted.title
        self.model = deleted.content_type.model_class()
        self.actor = actor
        self.sentences: list[str] = []

    def record(self) -> models.Model:
        fields = dict(self.data["fields"])
        if issubclass(self.model, Publishable):
            fields["state"] = State.DRAFT
            fields["revision"] += 1
        if issubclass(self.model, Addressed):
            probe = self.model(pk=fields[self.model._meta.pk.name])
            if probe._slug_is_taken(fields["slug"]):
                raise ValidationError(
                    f"网址名“{fields['slug']}”后来被同类记录用了。请先改那一条的网址名，再恢复。"
                )
        if missing := self._settle(self.model, fields):
            raise ValidationError(f"“{self.title}”所指的{missing}已经不在，不能恢复。")
        return self._revive(self.model, fields)

    def _revive(self, model: type[models.Model], fields: dict[str, Any]) -> models.Model:
        try:
            with transaction.atomic():
                return revive(model, fields, by=self.actor, reason=REASON)
        except IntegrityError as error:
            raise ValidationError(
                f"已有与“{self.title}”同名的{model._meta.verbose_name}。"
                "请先改现有那一条的名称或代码，再恢复。"
            ) from error

    def _settle(self, model: type[models.Model], fields: dict[str, Any]) -> str:
        """Point to what is there now; return what is missing if the row cannot be without it."""
        for field in model._meta.concrete_fields:
            pk = fields.get(field.name) if field.is_relation else None
            if pk is None or self._is_own(field.related_model, pk):
                continue
            fields[field.name] = settled(field.related_model, pk)
            if fields[field.name] is not None:
                continue
            if not field.null:
                return str(field.related_model._meta.verbose_name)
            self.sentences.append(
                f"{model._meta.verbose_name}的“{field.verbose_name}”所指的记录已经不在，留空了。"
            )
        return ""

    def _is_own(self, model: type[models.Model], pk: int) -> bool:
        if model is self.model:
            return pk == self.data["fields"][model._meta.pk.name]
        return any(
            row[model._meta.pk.name] == pk
            for one in part_pointers(self.model)
            if one.model is model
            for row in self.data["parts"][one.field.remote_field.get_accessor_name()]
        )

    def relations(self, record: models.Model) -> None:
        for name, pks in self.data["many"].items():
            field = self.model._meta.get_field(name)
            there = {settled(field.related_model, pk) for pk in pks}
            if None in there:
                self.sentences.append(f"“{field.verbose_name}”里有的记录已经不在，没有恢复。")
            getattr(record, name).set(there - {None})
        if self.data["tags"]:
            getattr(record, tag_field(self.model).name).set(self.data["tags"])

    def parts(self) -> None:
        for one in part_pointers(self.model):
            for row in self.data["parts"][one.field.remote_field.get_accessor_name()]:
                fields = dict(row)
                if missing := self._settle(one.model, fields):
                    self.sentences.append(
                        f"有的{one.model._meta.verbose_name}所指的{missing}已经不在，没有恢复。"
                    )
                else:
                    self._revive(one.model, fields)

    def addresses(self, record: models.Model) -> None:
        kind = ContentType.objects.get_for_model(self.model)
        for slug in self.data["former"]:
            FormerAddress.objects.get_or_create(
                content_type=kind, slug=slug, defaults={"object_id": record.pk}
            )
        for tie in self.data["loose"]:
            self._tie_again(tie, record)

    def _tie_again(self, tie: dict[str, Any], record: models.Model) -> None:
        pointers = pointers_to(self.model)
        model = next(
            (one.model for one in pointers if one.model._meta.label_lower == tie["model"]), None
        )
        if model is not None:
            rows = model._base_manager.filter(pk=tie["pk"], **{f"{tie['field']}__isnull": True})
            rows.update(**{tie["field"]: record.pk})
