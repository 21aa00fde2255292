"""One change to many records: to all of them or to none; and handing many in for review."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from .findings import gathered
from .models import Publishable, StaleRecordError
from .scopes import may_work_on, refuse_lost
from .services import submit
from .versions import log
from .versions.pending import amend, locked
from .versions.snapshots import Data

FOREIGN = "不在您负责的高新区之内"
GONE = "刚被别人删除"


@dataclass
class Result:
    """What became of many records: saved, changed beside what readers see, left as they are.

    `refused` are the records that could not be changed, each with the reason.
    """

    saved: list[Publishable] = field(default_factory=list)
    proposed: list[Publishable] = field(default_factory=list)
    same: list[Publishable] = field(default_factory=list)
    refused: list[tuple[Publishable, str]] = field(default_factory=list)


def change_all(
    records: Iterable[Publishable], *, actor, edit: Callable[[Data], Data], note: str
) -> Result:
    """Let `edit` change the content of each record; if one cannot be changed, none is."""
    result = Result()
    with gathered(), transaction.atomic():
        for record in records:
            try:
                with transaction.atomic():
                    _change(record, actor, edit, note, result)
            except (ValidationError, StaleRecordError, record.DoesNotExist) as refusal:
                result.refused.append((record, _sentence(record, refusal)))
        if result.refused:
            transaction.set_rollback(True)
    return result


def _change(record: Publishable, actor, edit, note: str, result: Result) -> None:
    if not may_work_on(actor, record):
        raise ValidationError(FOREIGN)
    amended = amend(record, edit, actor=actor, action=log.Action.BULK, note=note)
    if amended.is_same:
        result.same.append(record)
    elif amended.change is None:
        refuse_lost(actor, amended.record)
        result.saved.append(record)
    else:
        result.proposed.append(record)


def submit_each(records: Iterable[Publishable], *, actor, remark: str = "") -> Result:
    """Hand in for review each record that can be; one that cannot holds up no other."""
    result = Result()
    for record in records:
        try:
            with transaction.atomic():
                stored = locked(record)
                if not may_work_on(actor, stored):
                    raise ValidationError(FOREIGN)
                submit(record=stored, actor=actor, remark=remark)
        except (
            ValidationError,
            PermissionDenied,
            StaleRecordError,
            record.DoesNotExist,
        ) as refusal:
            result.refused.append((record, _sentence(record, refusal)))
        else:
            result.saved.append(record)
    return result


def _sentence(record: Publishable, refusal: Exception) -> str:
    """Return the reason; whoever prints it has named the record."""
    if isinstance(refusal, ValidationError):
        return "；".join(refusal.messages).removeprefix(f"“{record}”").rstrip("。")
    if isinstance(refusal, PermissionDenied | StaleRecordError):
        return str(refusal).removeprefix(f"“{record}”").rstrip("。")
    return GONE
