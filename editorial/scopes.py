"""Which records an editor who is limited to some zones may work on.

The limit itself is a row of an app above (`user.limited_to`). A record is within it if one of its
`zone_paths` leads to one of the editor's zones; a record that leads to no zone at all is worked on
by whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from .models import Publishable

FOREIGN = "您只负责部分高新区，这里要有其中至少一个。请改选，或请管理员调整您负责的范围。"


def zones_of(user) -> frozenset[int] | None:
    """Return the ids of the zones that `user` is limited to; None: not limited.

    Asked once for each user object, which lives as long as a request.
    """
    if user.is_superuser:
        return None
    if not hasattr(user, "zones_allowed"):
        relation = get_user_model()._meta.get_field("limited_to")
        rows = relation.related_model._base_manager.filter(user=user.pk)
        ids = list(rows.values_list("zones", flat=True))
        # A row without zones gives one empty value: limited, and to nothing.
        user.zones_allowed = frozenset(ids) - {None} if ids else None
    return user.zones_allowed


def within(user, records: QuerySet) -> QuerySet:
    """Return those of `records`, all of one kind that is reviewed, that `user` may work on."""
    zones = zones_of(user)
    if zones is None:
        return records
    theirs, anywhere = Q(), Q()
    for path in records.model.zone_paths:
        theirs |= Q(_leading(records, **{f"{path}__in": zones}))
        anywhere |= Q(_leading(records, **{f"{path}__isnull": False}))
    nowhere = ~anywhere if anywhere else Q()
    return records.filter(theirs | (Q(created_by=user.pk) & nowhere))


def _leading(records: QuerySet, **where) -> Exists:
    """Return the condition as a subquery: no record comes twice, however many rows lead on."""
    return Exists(records.model._base_manager.filter(pk=OuterRef("pk"), **where))


def may_work_on(user, record: Publishable) -> bool:
    """Tell whether `user` may change, submit, review or delete the record, as far as zones go."""
    if zones_of(user) is None:
        return True
    return within(user, type(record)._base_manager.filter(pk=record.pk)).exists()


def refuse_foreign(user, zone_ids: Iterable[int]) -> None:
    """Raise a `ValidationError` if a record with these zones would be out of the user's reach."""
    zones, wanted = zones_of(user), set(zone_ids)
    if zones is not None and wanted and not zones & wanted:
        raise ValidationError(FOREIGN, code="foreign")


def refuse_lost(user, record: Publishable) -> None:
    """Raise a `ValidationError` if the record, as it was just saved, is out of the user's reach."""
    if not may_work_on(user, record):
        raise ValidationError(FOREIGN, code="foreign")


def refuse_out_of_reach(user, record: Model, what: str) -> None:
    """Raise a `ValidationError` if `user` may not do `what` because of where the record leads."""
    if isinstance(record, Publishable) and not may_work_on(user, record):
        raise ValidationError(
            f"“{record}”与您负责的高新区都无关，您不能{what}。请不受此限制的同事来办。",
            code="foreign",
        )
