"""Writes into the audit log which zones an editor is limited to."""

from django.db.models import signals

from editorial.models import AuditEntry
from editorial.watching import note_account

from .models import EditorZones, Zone

_MOVES = {"post_add": "加上", "post_remove": "去掉", "pre_clear": "去掉"}


def _zones_changed(sender, instance, action, reverse, pk_set, **kwargs) -> None:
    # Nothing in the program starts from the zone: the relation has no name there.
    if action not in _MOVES or reverse:
        return
    zones = instance.zones.all() if pk_set is None else Zone.objects.filter(pk__in=pk_set)
    if names := "、".join(zone.short_name for zone in zones):
        detail = f"限于的高新区{_MOVES[action]}：{names}"
        note_account(AuditEntry.Action.RIGHTS, instance.user, detail)


def _limit_lifted(sender, instance, **kwargs) -> None:
    note_account(AuditEntry.Action.RIGHTS, instance.user, "不再限于部分高新区")


def connect() -> None:
    signals.m2m_changed.connect(_zones_changed, sender=EditorZones.zones.through)
    signals.post_delete.connect(_limit_lifted, sender=EditorZones)
