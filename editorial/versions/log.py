"""Keeping versions of whole records."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import QuerySet

from editorial.models import Publishable, State, Version

from .snapshots import Data, take

Action = Version.Action


def versions_of(record: models.Model) -> QuerySet[Version]:
    """Return the versions of a record, newest first."""
    kind = ContentType.objects.get_for_model(type(record))
    return Version.objects.filter(content_type=kind, object_id=record.pk)


def last_published(record: Publishable) -> Version | None:
    """Return the version that readers see, or saw last."""
    return versions_of(record).filter(is_published=True).first()


@transaction.atomic
def keep(
    record: Publishable,
    *,
    actor,
    action: Action,
    note: str = "",
    data: Data | None = None,
    is_published: bool = False,
) -> Version | None:
    """Keep a version of `record` as it is now, or as `data` says; None if it is the last one.

    Whoever calls this holds the lock on the record's row, so that numbers follow one another.
    """
    data = take(record) if data is None else data
    newest = versions_of(record).first()
    if newest is not None and newest.data == data and newest.is_published >= is_published:
        return None
    return Version.objects.create(
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        number=newest.number + 1 if newest else 1,
        by=actor,
        action=action,
        note=note[:300],
        title=str(record)[:300],
        is_published=is_published,
        data=data,
    )


def keep_base(record: Publishable, *, data: Data | None = None) -> None:
    """Keep what a record is (`data`) before it is changed, unless the last version says the same.

    Records come into the base in other ways, too: by an import, or with the project's data.
    """
    keep(
        record,
        actor=None,
        action=Action.BASE,
        data=data,
        is_published=record.state == State.PUBLISHED,
    )
