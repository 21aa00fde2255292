"""Making one record of two, in one transaction, and writing down all that undoing it needs."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from editorial import audit, findings
from editorial.models import (
    Addressed,
    AuditEntry,
    Finding,
    FormerAddress,
    Merge,
    PendingChange,
    Publishable,
    Schedule,
    State,
)
from editorial.rows import Pointer, all_columns
from editorial.stages import PERMISSION, REVIEWS, authors_of
from editorial.versions import log

from . import undoing
from .choices import (
    BOTH,
    DUPLICATE,
    KEEP,
    OTHER_NAMES,
    both_can_stay,
    chosen_columns,
    chosen_relations,
    own_ties,
    together,
)
from .kinds import Mergeable, mergeable
from .moving import Moves, remove


def refusals(keep: models.Model, duplicate: models.Model, *, actor) -> list[str]:
    """Say in sentences why `actor` cannot merge two records now."""
    kind = mergeable(type(keep))
    if kind is None or type(keep) is not type(duplicate):
        return ["这类记录不能合并。"]
    if keep.pk == duplicate.pk:
        return ["请选两条不同的记录。"]
    found = [sentence for record in (keep, duplicate) for sentence in not_ready(record)]
    if isinstance(keep, Publishable) and not found:
        found += _states_apart(keep, duplicate, actor)
    return [*found, *kind.refusals(keep, duplicate)]


def _states_apart(keep: Publishable, duplicate: Publishable, actor) -> list[str]:
    """Keep pages that readers see, and keep from readers what nobody has reviewed."""
    if duplicate.is_published and not keep.is_published:
        return [f"“{duplicate}”已发布，读者正在看。请保留已发布的这一条，把“{keep}”并进去。"]
    if not keep.is_published or duplicate.is_published:
        return []
    if actor.has_perm(PERMISSION[State.FINAL]) and actor.pk not in authors_of(duplicate):
        return []
    return [
        f"“{keep}”已发布，而“{duplicate}”还是草稿，合并后它的内容读者立即看到。"
        "请先把草稿送审发布，或请有终审权限、没有改过这份草稿的人来合并。"
    ]


def not_ready(record: models.Model) -> list[str]:
    """Say what has to be finished with a record before it can be merged."""
    if not isinstance(record, Publishable):
        return []
    if record.state == State.ARCHIVED:
        return [f"“{record}”已归档，请先“重新编辑”，再合并。"]
    if record.state in REVIEWS:
        return [f"“{record}”正在{record.get_state_display()}，请先审完、退回或撤回，再合并。"]
    kind = ContentType.objects.get_for_model(type(record))
    if PendingChange.objects.filter(content_type=kind, object_id=record.pk).exists():
        return [f"“{record}”有尚未发布的修改稿，请先发布或放弃修改稿，再合并。"]
    if Schedule.objects.filter(content_type=kind, object_id=record.pk).exists():
        return [f"“{record}”已安排定时发布，请等它发布或先取消，再合并。"]
    return []


def locked(model: type[models.Model], *pks: int) -> list[models.Model]:
    """Lock rows in one order, whatever order they are asked for in, and return them as asked."""
    rows = model._base_manager.select_for_update().filter(pk__in=pks).order_by("pk")
    found = {row.pk: row for row in rows}
    if missing := [pk for pk in pks if pk not in found]:
        raise ValidationError(f"编号 {missing[0]} 的记录已经不在，请重新选择。")
    return [found[pk] for pk in pks]


@transaction.atomic
def merge(
    keep: models.Model, duplicate: models.Model, *, actor, values: dict[str, str] | None = None
) -> Merge:
    """Move all that names `duplicate` to `keep`, and let `duplicate` go; `undo()` takes it back.

    `values` says for each field whose value stays: keep, duplicate, or both for lists. What is not
    said stays that of `keep`; lists, and texts that can be joined, become both. Raises a
    `ValidationError` with sentences when the two cannot be merged.
    """
    if keep.pk == duplicate.pk:
        raise ValidationError("请选两条不同的记录。")
    keep, duplicate = locked(type(keep), keep.pk, duplicate.pk)
    if found := refusals(keep, duplicate, actor=actor):
        raise ValidationError(found)
    kind, values = mergeable(type(keep)), values or {}
    titles = str(keep)[:300], str(duplicate)[:300]
    for record in (keep, duplicate):
        if isinstance(record, Publishable):
            log.keep_base(record)
    gone = all_columns(duplicate)
    moves = Moves(by=actor)
    _settle_relations(kind, keep, duplicate, values, moves)
    _move_everything(kind, keep, duplicate, moves)
    new = _new_columns(kind, keep, duplicate, values)
    _let_go(kind, keep, duplicate, moves, actor)
    changed = _write_columns(keep, new, actor)
    moves.count_revisions()
    record = Merge.objects.create(
        content_type=ContentType.objects.get_for_model(type(keep)),
        kept_id=keep.pk,
        kept_title=titles[0],
        merged_id=gone[keep._meta.pk.name],
        merged_title=titles[1],
        by=actor,
        data={"duplicate": gone, "changed": changed, "steps": moves.steps},
    )
    _note(record, keep, actor)
    return record


def undo(merged: Merge, *, actor) -> list[str]:
    """Make two records again; say in sentences what could not be put back as it was."""
    return undoing.undo(merged, actor=actor, not_ready=not_ready)


def _settle_relations(kind: Mergeable, keep, duplicate, values, moves: Moves) -> None:
    """Drop the ties of the side whose many-to-many relations are not to be kept."""
    for field in chosen_relations(kind.model):
        choice = values.get(field.name, BOTH)
        if choice != BOTH:
            losing = duplicate if choice == KEEP else keep
            moves.drop_all_of(own_ties(kind.model, field), losing.pk)


def _move_everything(kind: Mergeable, keep, duplicate, moves: Moves) -> None:
    moves.everything(duplicate, keep, staying=kind.staying)
    content_type = ContentType.objects.get_for_model(kind.model)
    where = (("content_type_id", content_type.pk),)
    former = Pointer(FormerAddress, FormerAddress._meta.get_field("object_id"), where)
    moves.all_of(former, duplicate.pk, keep.pk)


def _new_columns(kind: Mergeable, keep, duplicate, values: dict[str, str]) -> dict[str, Any]:
    """Return the columns of `keep` that change, by attribute."""
    new = {}
    for field in chosen_columns(kind):
        first, second = (getattr(record, field.attname) for record in (keep, duplicate))
        choice = values.get(field.name, BOTH if both_can_stay(kind, field) else KEEP)
        if field.name in OTHER_NAMES:
            new[field.name] = [
                *(first if choice != DUPLICATE else ()),
                *(keep.name, duplicate.name),
                *(second if choice != KEEP else ()),
            ]
        elif choice == BOTH:
            new[field.attname] = together(field, first, second)
        elif choice == DUPLICATE and not (field.related_model is kind.model and second == keep.pk):
            new[field.attname] = second
    for name in new.keys() & set(OTHER_NAMES):
        stays = new.get("name", keep.name)
        new[name] = [one for one in dict.fromkeys(new[name]) if one != stays]
    return {name: value for name, value in new.items() if value != getattr(keep, name)}


def _let_go(kind: Mergeable, keep, duplicate, moves: Moves, actor) -> None:
    if kind.retire is not None:
        kind.retire(keep, duplicate)
        duplicate._history_user = actor
        duplicate._change_reason = f"并入“{keep}”"[:100]
        duplicate.save()
        return
    content_type = ContentType.objects.get_for_model(kind.model)
    Finding.objects.filter(content_type=content_type, object_id=duplicate.pk).delete()
    slug = duplicate.slug if isinstance(duplicate, Addressed) else ""
    remove(duplicate, by=actor)
    if slug:
        FormerAddress.objects.create(content_type=content_type, slug=slug, object_id=keep.pk)


def _write_columns(keep, new: dict[str, Any], actor) -> dict[str, list]:
    """Save the record kept, even if no column changes: rows that belong to it did.

    Returns what each changed column was, and is now.
    """
    # Moving may have changed the row itself.
    keep.refresh_from_db()
    before = all_columns(keep)
    for name, value in new.items():
        setattr(keep, name, value)
    keep._history_user = actor
    keep._change_reason = "合并"
    if new:
        keep.full_clean(exclude=[name for name in ("slug",) if hasattr(keep, name)])
    keep.save()
    after = all_columns(keep)
    return {
        name: [old, after[name]]
        for name, old in before.items()
        if old != after[name] and name not in undoing.COUNTED
    }


def _note(record: Merge, keep, actor) -> None:
    if isinstance(keep, Publishable):
        log.keep(
            keep,
            actor=actor,
            action=log.Action.MERGE,
            note=f"并入“{record.merged_title}”",
            is_published=keep.is_published,
        )
    findings.refresh(keep)
    audit.note(
        AuditEntry.Action.MERGE, actor=actor, record=keep, detail=f"并入“{record.merged_title}”"
    )
