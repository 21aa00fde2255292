"""Changing what readers see without their seeing it: the change to a published record (修改稿).

The rows of a published record are what readers see, and stay so. Whoever edits it works on rows
into which the change was laid inside a transaction; what they save is taken as data, and the rows
are rolled back. On publication the data are laid into the rows for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from editorial import findings
from editorial.models import PendingChange, Publishable, StaleRecordError, State

from . import log
from .laying import Laying
from .snapshots import Data, merged, part_keys, take, with_reserved

# What must not notice rows that are about to be rolled back, such as a search index.
_quietly: list[Callable[[], AbstractContextManager]] = []


def quietly(context: Callable[[], AbstractContextManager]) -> None:
    """Have every trial run inside `context()`; called by apps when Django is ready."""
    _quietly.append(context)


def change_of(record: models.Model, *, lock: bool = False) -> PendingChange | None:
    """Return the pending change of a record, if there is one."""
    kind = ContentType.objects.get_for_model(type(record))
    changes = PendingChange.objects.filter(content_type=kind, object_id=record.pk)
    return (changes.select_for_update() if lock else changes).first()


def locked(record: Publishable) -> Publishable:
    """Return the record as it is stored, its row locked until the transaction ends."""
    rows = type(record)._base_manager.select_for_update().order_by("pk")
    return rows.get(pk=record.pk)


def content(record: Publishable, change: PendingChange | None) -> Data:
    """Return what the record is to become: what readers see, with the change laid over it."""
    now = take(record)
    return merged(change.base, change.data, now) if change else now


@contextmanager
def trial(record: Publishable, change: PendingChange | None) -> Iterator[Publishable]:
    """Lay a change into the rows, and take everything back at the end of the block.

    The record in the block has the revision of the change, which guards forms.
    """
    with ExitStack() as stack:
        for context in _quietly:
            stack.enter_context(context())
        stack.enter_context(transaction.atomic())
        rows = type(record)._base_manager.order_by("pk")
        laid = rows.get(pk=record.pk)
        if change is not None:
            now = take(laid)
            data = merged(change.base, change.data, now)
            Laying(laid, by=None, for_good=False).lay(data, now=now)
            rows.filter(pk=record.pk).update(revision=change.revision)
            laid = rows.get(pk=record.pk)
        try:
            yield laid
        finally:
            transaction.set_rollback(True)


@transaction.atomic
def edited(record: Publishable, *, actor, edit: Callable[[], object], note: str = "") -> object:
    """Run `edit` on the rows of a published record, and keep what it did as a pending change.

    Returns what `edit` returns. What it raises passes through, and nothing is kept.
    """
    stored = locked(record)
    change = change_of(stored, lock=True)
    base = take(stored)
    with trial(stored, change):
        before = content_now(record)
        result = edit()
        after, revision = content_now(record), _revision(record)
    if after != before:
        after = with_reserved(after, type(record), part_keys(before) | part_keys(base))
        _keep_change(stored, change, base, after, revision=revision, actor=actor)
        log.keep(stored, actor=actor, action=log.Action.SAVE, data=after, note=note)
    return result


def content_now(record: Publishable) -> Data:
    """Return the data of a record's rows as they are at this moment."""
    return take(type(record)._base_manager.order_by("pk").get(pk=record.pk))


def _revision(record: Publishable) -> int:
    return type(record)._base_manager.values_list("revision", flat=True).get(pk=record.pk)


def _keep_change(
    record, change: PendingChange | None, base: Data, data: Data, *, revision: int, actor
) -> PendingChange:
    if change is None:
        log.keep_base(record, data=base)
        change = PendingChange(
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=record.pk,
            created_by=actor,
        )
    # What readers see may have moved on since the change was begun; from here on it starts there.
    change.base = base
    change.data = data
    change.revision = revision
    change.title = str(record)[:300]
    change.save()
    return change


def refuse_locked(record: Publishable) -> None:
    """Raise a `ValidationError` if the record cannot be edited in the state that it is in."""
    refuse_state(record, change_of(record) if record.state == State.PUBLISHED else None)


def refuse_state(record: Publishable, change: PendingChange | None) -> None:
    """Raise a `ValidationError` if the record, or its pending change, cannot be edited."""
    if record.state == State.ARCHIVED:
        raise ValidationError(f"“{record}”已归档。需要修改时，请先“重新编辑”。")
    state = change.state if change else record.state
    if state not in (State.DRAFT, State.PUBLISHED):
        raise ValidationError(
            f"“{record}”正在{State(state).label}，不能改。需要修改时，请先撤回或退回。"
        )


@dataclass(frozen=True, slots=True)
class Amended:
    """A record whose content was replaced, and its pending change, if it has one now."""

    record: Publishable
    change: PendingChange | None
    is_same: bool = False


def propose(
    record: Publishable, data: Data, *, actor, action: log.Action, note: str = ""
) -> PendingChange | None:
    """Make `data` the content of a record: at once if it is a draft, pending if it is published.

    Returns the pending change, if it became one. Raises a `ValidationError` when the record is
    under review or archived, or when the data do not fit any more.
    """
    return amend(record, lambda _: data, actor=actor, action=action, note=note).change


@transaction.atomic
def amend(
    record: Publishable,
    edit: Callable[[Data], Data],
    *,
    actor,
    action: log.Action,
    note: str = "",
    seen: int | None = None,
) -> Amended:
    """Make of a record's content what `edit` returns for it, as `propose` does.

    With `seen` it raises `StaleRecordError` unless that is the revision of what is edited.
    """
    stored = locked(record)
    refuse_locked(stored)
    change = change_of(stored, lock=True) if stored.state == State.PUBLISHED else None
    if seen is not None and (change or stored).revision != seen:
        raise StaleRecordError(f"“{stored}”已被他人修改，请重新打开后再保存。")
    now = take(stored)
    before = merged(change.base, change.data, now) if change else now
    data = edit(deepcopy(before))
    if data == before:
        return Amended(stored, change, is_same=True)
    if stored.state != State.PUBLISHED:
        _amend_rows(stored, now, data, actor=actor, action=action, note=note)
        return Amended(stored, None)
    revision = (change or stored).revision + 1
    change = _keep_change(stored, change, now, data, revision=revision, actor=actor)
    log.keep(stored, actor=actor, action=action, note=note, data=data)
    with trial(stored, change) as laid:
        laid.full_clean(exclude=["slug"])
    return Amended(stored, change)


def _amend_rows(record: Publishable, now: Data, data: Data, *, actor, action, note: str) -> None:
    log.keep_base(record, data=now)
    revision = record.revision
    Laying(record, by=actor, for_good=True).lay(data, now=now)
    if record.revision == revision:
        # A change of parts is a change of the record.
        record.save()
    log.keep(record, actor=actor, action=action, note=note)
    findings.refresh(record)


def put_into_rows(record: Publishable, change: PendingChange, *, by) -> None:
    """Lay a change into the rows for good; the change itself is deleted."""
    Laying(record, by=by, for_good=True).lay(content(record, change))
    change.delete()
