"""What waits for whom, as queries over all kinds of records at once.

Records differ in their tables but not in how they move; each query selects the columns of `Moving`.
`kinds` are the kinds that the user may view, by the id of their content type.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from editorial.models import PendingChange, ReviewStep, Schedule, State, Version
from editorial.scopes import within, zones_of
from editorial.stages import PERMISSION, REVIEWS

Kinds = Mapping[int, type[Model]]
Kind = ReviewStep.Kind
_LONG_AGO = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)


class Moving(NamedTuple):
    """A record, or the change of a published one, on its way."""

    kind: int
    record: int
    at: datetime.datetime
    stage: str
    is_change: bool


def reviews_of(user) -> list[State]:
    """Return the reviews that `user` may pass."""
    return [state for state in REVIEWS if user.has_perm(PERMISSION[state])]


def drafts_of(user, kinds: Kinds) -> QuerySet:
    """Drafts and changes that `user` began and nobody has returned."""
    mine = {"state": State.DRAFT, "created_by": user}
    return _together(
        _not_returned(rows.filter(**mine), kind, ref) for kind, ref, rows in _all_moving(kinds)
    )


def waiting_for(user, kinds: Kinds) -> QuerySet:
    """Records and changes whose review `user` may pass: not their own, nor passed by them before.

    The same rules as in `services.pass_review`, and the zones that the user is limited to.
    """
    states = reviews_of(user)
    return _together(
        _foreign(_within(user, rows.filter(state__in=states), ref, kinds[kind]), user, kind, ref)
        for kind, ref, rows in _all_moving(kinds)
    )


def _within(user, rows: QuerySet, ref: str, model: type[Model]) -> QuerySet:
    if zones_of(user) is None:
        return rows
    return rows.filter(Exists(within(user, model._base_manager.filter(pk=OuterRef(ref)))))


def returned_to(user, kinds: Kinds) -> QuerySet[ReviewStep]:
    """The steps by which somebody returned what `user` wrote or submitted, if nothing followed."""
    later = ReviewStep.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        pk__gt=OuterRef("pk"),
    )
    submits = ReviewStep.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), kind=Kind.SUBMIT
    )
    changes = PendingChange.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), created_by=user
    )
    stands = written = Q(pk__in=())
    for kind, model in kinds.items():
        record = model._base_manager.filter(pk=OuterRef("object_id"))
        stands |= Q(content_type=kind) & Exists(record)
        written |= Q(content_type=kind) & Exists(record.filter(created_by=user))
    steps = ReviewStep.objects.filter(~Exists(later), kind=Kind.RETURN)
    steps = steps.annotate(submitter=Subquery(submits.order_by("-pk").values("actor")[:1]))
    mine = Q(submitter=user.pk) | Exists(changes) | written
    return steps.filter(mine, stands).select_related("actor").order_by("-pk")


def scheduled(kinds: Kinds) -> QuerySet[Schedule]:
    return Schedule.objects.filter(content_type__in=kinds).order_by("at", "pk")


def published(kinds: Kinds) -> QuerySet[ReviewStep]:
    """The steps by which records appeared, or appeared anew."""
    steps = ReviewStep.objects.filter(
        content_type__in=kinds,
        to_state=State.PUBLISHED,
        kind__in=(Kind.PASS, Kind.PUBLISH, Kind.LOAD),
    )
    return steps.select_related("actor").order_by("-pk")


def _all_moving(kinds: Kinds) -> Iterator[tuple[int, str, QuerySet]]:
    """Yield for each kind its records and its changes, and the column that names the record."""
    for kind, model in kinds.items():
        yield kind, "pk", model._base_manager.order_by()
        yield kind, "object_id", PendingChange.objects.filter(content_type=kind).order_by()


def _together(selections: Iterator[QuerySet]) -> QuerySet:
    """Join selections of `Moving` into one query, the newest first."""
    first, *others = [*selections] or [_selected(PendingChange.objects.none(), 0, "object_id")]
    return first.union(*others, all=True).order_by("-at", "-record")


def _selected(rows: QuerySet, kind: int, ref: str) -> QuerySet:
    is_change = rows.model is PendingChange
    return rows.annotate(
        moving_kind=Value(kind, output_field=IntegerField()),
        record=F(ref),
        at=F("updated_at"),
        is_change=Value(is_change, output_field=BooleanField()),
    ).values_list("moving_kind", "record", "at", "state", "is_change")


def _steps(kind: int, ref: str) -> QuerySet[ReviewStep]:
    steps = ReviewStep.objects.filter(content_type=kind, object_id=OuterRef(ref))
    return steps.order_by("-pk")  # not by time: a clock may be set back


def _not_returned(rows: QuerySet, kind: int, ref: str) -> QuerySet:
    last = Subquery(_steps(kind, ref).values("kind")[:1])
    # Coalesced: what has no step yet is not unequal to one, but unknown.
    rows = rows.annotate(last_step=Coalesce(last, Value("")))
    return _selected(rows.filter(~Q(last_step=Kind.RETURN)), kind, ref)


def _foreign(rows: QuerySet, user, kind: int, ref: str) -> QuerySet:
    """Leave out what `user` wrote or submitted, passed in this round, or what is scheduled."""
    model = ContentType.objects.get_for_id(kind).model_class()
    steps = _steps(kind, ref)
    appeared = steps.filter(to_state=State.PUBLISHED).values("at")[:1]
    submits = steps.filter(kind=Kind.SUBMIT).values("actor")[:1]
    rows = rows.annotate(
        appeared=Coalesce(Subquery(appeared), Value(_LONG_AGO, output_field=DateTimeField())),
        submitter=Coalesce(Subquery(submits, output_field=IntegerField()), Value(0)),
    )
    written = model._base_manager.filter(pk=OuterRef(ref), created_by=user)
    changed = model.history.model._base_manager.filter(
        id=OuterRef(ref), history_user=user, history_date__gt=OuterRef("appeared")
    )
    versions = Version.objects.filter(content_type=kind, object_id=OuterRef(ref))
    kept = versions.filter(is_published=True).values("number")[:1]
    rows = rows.annotate(kept=Coalesce(Subquery(kept), Value(0)))
    later = Q(at__gt=OuterRef("appeared")) | Q(number__gt=OuterRef("kept"))
    versions = versions.filter(later, by=user)
    scheduled_ones = Schedule.objects.filter(content_type=kind, object_id=OuterRef(ref))
    rows = rows.filter(
        ~Exists(written),
        ~Exists(changed),
        ~Exists(versions),
        ~Exists(_passed_in_this_round(steps.filter(actor=user))),
        ~Exists(scheduled_ones),
        ~Q(submitter=user.pk),
    )
    return _selected(rows, kind, ref)


def _passed_in_this_round(steps: QuerySet[ReviewStep]) -> QuerySet[ReviewStep]:
    later = ReviewStep.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        pk__gt=OuterRef("pk"),
    ).exclude(kind=Kind.PASS)
    return steps.filter(~Exists(later), kind=Kind.PASS)
