"""Writing the audit log and proving it; `editorial/models/audit.py` says what an entry is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction

from . import chain, syslog
from .models import AuditEntry, AuditHead
from .visitors import address_of

# So many entries are linked at once; others wait that long.
_AT_ONCE = 500


def note(
    action: AuditEntry.Action,
    *,
    actor,
    record: models.Model | None = None,
    title: str = "",
    detail: str = "",
    request=None,
) -> AuditEntry:
    """Write down what `actor` (None: a command) did, to which record, from which address."""
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=actor.get_username() if actor else "",
        action=action,
        content_type=ContentType.objects.get_for_model(record) if record else None,
        object_id=record.pk if record else None,
        title=(title or (str(record) if record else ""))[:300],
        detail=detail,
        address=address_of(request) if request else None,
    )


def link_when_committed(**signal) -> None:
    """Have the new entry linked once everybody sees it; a transaction with many does so once."""
    if not any(waiting[1] is link_waiting for waiting in connection.run_on_commit):
        transaction.on_commit(link_waiting, robust=True)


def link_waiting() -> None:
    """Link what was committed since, and send it on.

    One at a time holds the end of the log, and nothing else meanwhile: a long transaction that
    writes entries keeps nobody waiting. What a process that died left is linked by the next.
    """
    while linked := _link_some():
        syslog.send(linked)
        if len(linked) < _AT_ONCE:
            break


def _link_some() -> list[AuditEntry]:
    with transaction.atomic(using=DEFAULT_DB_ALIAS):
        head = AuditHead.objects.using(DEFAULT_DB_ALIAS).select_for_update().first() or _beginning()
        waiting = list(_unlinked()[:_AT_ONCE])
        for entry in waiting:
            head.count += 1
            head.link = chain.link_of(head.count, entry.seal, head.link)
            entry.number, entry.link = head.count, head.link
        if waiting:
            _entries().bulk_update(waiting, ["number", "link"])
            head.seal = chain.seal_of_end(head.count, head.link)
            head.save()
    return waiting


def _beginning() -> AuditHead:
    """Return the end of a log without entries; the end of one that has some is not made anew."""
    if _entries().filter(number__isnull=False).exists():
        raise AuditHead.DoesNotExist("审计日志的末尾不见了，请运行 manage.py verify_audit")
    return AuditHead.objects.using(DEFAULT_DB_ALIAS).create(pk=1)


@dataclass(frozen=True)
class Break:
    """Where the log is not what was written; `entry` is None if it is not at one that is there."""

    entry: AuditEntry | None
    reason: str

    def __str__(self):
        where = "" if self.entry is None else f"编号 {self.entry.pk}（{self.entry}）："
        return f"{where}{self.reason}"


def first_break() -> Break | None:
    """Return the first place where the audit log was tampered with; None if it is whole."""
    head = AuditHead.objects.using(DEFAULT_DB_ALIAS).first()
    if head is None:
        head = AuditHead()
    elif head.count and not chain.is_end(head):
        return Break(None, "记着末尾的一行被改动")
    # What is linked meanwhile belongs to a later end.
    entries = _entries().filter(number__isnull=False).order_by("number")
    linked = entries.filter(number__lte=head.count)
    count, before = 0, ""
    for entry in linked.iterator(chunk_size=2000):
        if reason := _wrong_with(entry, count + 1, before):
            return Break(entry, reason)
        count, before = entry.number, entry.link
    if count < head.count:
        return Break(None, f"末尾被删去 {head.count - count} 条，应当有 {head.count} 条")
    if before != head.link:
        return Break(None, "最后一条与记着的末尾不符")
    if head.pk is None and (lost := entries.first()):
        return Break(lost, "记着末尾的一行不见了")
    return _first_forged(_unlinked().iterator(chunk_size=2000))


def _wrong_with(entry: AuditEntry, number: int, before: str) -> str:
    if entry.number > number:
        return f"它前面的第 {number} 条被删去"
    if not chain.is_seal_of(entry, entry.kind):
        return f"第 {number} 条写下以后被改动，或者不是本程序写的"
    return "" if chain.is_link_of(entry, before) else f"第 {number} 条与前一条接不上"


def _first_forged(entries: Iterable[AuditEntry]) -> Break | None:
    for entry in entries:
        if not chain.is_seal_of(entry, entry.kind):
            return Break(entry, "不是本程序写的，或者写下以后被改动")
    return None


def _entries() -> models.QuerySet:
    """Return all entries, by a manager that may write what is given after the commit."""
    return AuditEntry._base_manager.using(DEFAULT_DB_ALIAS)


def _unlinked() -> models.QuerySet:
    return _entries().filter(number__isnull=True).order_by("pk")
