"""What may be missing, or not add up, in zones, organizations, host units and alliances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from django.db import models
from django.db.models import Q

from editorial.answering import Page, register_pages
from editorial.findings import Check, Found, register
from editorial.findings.twins import Named, twins
from sources.checks import register_quotes

from .figures import difference_words
from .models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
    HostUnit,
    PartyOrganization,
    Zone,
    ZoneFact,
    ZoneTitle,
)
from .naming import organization_key, unit_key

DATE_LABEL = "还是相对说法的时间"


def _sums(pks: Sequence[int]) -> Iterator[Found]:
    """Totals whose parts do not make them."""
    totals = ZoneFact._base_manager.filter(zone__in=pks, parts__isnull=False).distinct()
    for fact in totals.defer("quote").prefetch_related("parts"):
        if difference := fact.sum_difference():
            words = difference_words(difference)
            yield Found(fact.zone_id, f"zonefact-{fact.pk}", f"{fact}：{words}")


def unresolved_dates(
    model: type[models.Model], whole: str, date: str, words: str, pks: Sequence[int]
) -> Iterator[Found]:
    """Rows whose date is given in the words of the document only: 今年9月."""
    rows = model._base_manager.filter(Q(**{f"{whole}__in": pks, date: ""}) & ~Q(**{words: ""}))
    for row in rows.defer("quote"):
        yield Found(
            getattr(row, f"{whole}_id"),
            f"{model._meta.model_name}-{row.pk}",
            f"{model._meta.verbose_name}“{row}”的时间只有原文的说法“{getattr(row, words)}”",
        )


def _dates_of_zones(pks: Sequence[int]) -> Iterator[Found]:
    yield from unresolved_dates(ZoneFact, "zone", "as_of", "as_of_words", pks)
    yield from unresolved_dates(ZoneTitle, "zone", "awarded", "awarded_words", pks)


def _dates_of_alliances(pks: Sequence[int]) -> Iterator[Found]:
    yield from unresolved_dates(AllianceMeeting, "alliance", "date", "date_words", pks)


def _named(rows: models.QuerySet, key_of: Callable[[str], str]) -> Iterator[Named]:
    columns = ("pk", "name", "short_name", "other_names", "zone")
    for pk, name, short, others, zone in rows.values_list(*columns).iterator(chunk_size=2000):
        keys = frozenset(key_of(each) for each in (name, short, *others) if each) - {""}
        yield Named(pk=pk, words=name, keys=keys, place=zone)


def _same_names(rows: Iterable[Named], what: str) -> Iterator[Found]:
    for row, other in twins(rows):
        yield Found(row.pk, str(other.pk), f"与“{other.words}”的名称相当，可能是同一个{what}")


def _compared(model, key_of, what: str, pks: Sequence[int]) -> Iterator[Found]:
    """Compare some records with those that they may be: of the same zone, or of none."""
    some = model._base_manager.filter(pk__in=pks)
    zones = set(some.values_list("zone", flat=True))
    rows = model._base_manager.order_by("pk")
    if None not in zones:
        rows = rows.filter(Q(zone__in=zones) | Q(zone=None))
    return _same_names(_named(rows, key_of), what)


def _register_twins(name: str, model, key_of: Callable[[str], str], what: str) -> None:
    def find_all() -> Iterator[Found]:
        return _same_names(_named(model._base_manager.order_by("pk"), key_of), what)

    find = partial(_compared, model, key_of, what)
    register(Check(name, f"可能重复的{what}", "可能重复", model, find, find_all))


def register_all() -> None:
    register(Check("sum", "分项之和与合计不符的数据", "数据", Zone, _sums))
    register(Check("relative-date", DATE_LABEL, "数据", Zone, _dates_of_zones))
    register(Check("relative-date", DATE_LABEL, "数据", Alliance, _dates_of_alliances))
    register_quotes(Zone, {ZoneFact: "zone", ZoneTitle: "zone"})
    parts = (AllianceProvision, AllianceMember, AllianceMeeting, AlliancePublication)
    register_quotes(Alliance, dict.fromkeys(parts, "alliance"))
    _register_twins("organization-twins", PartyOrganization, organization_key, "党组织")
    _register_twins("unit-twins", HostUnit, unit_key, "依托单位")
    register_pages(Page(Zone, "website"))
