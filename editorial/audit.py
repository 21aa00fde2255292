"""Writing the audit log; `editorial/models/audit.py` says what an entry is."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from .models import AuditEntry


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
        address=request.META.get("REMOTE_ADDR") or None if request else None,
    )
