"""The audit log: read by 管理员, and written by nobody here."""

from __future__ import annotations

import datetime

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from editorial.fields import display_partial_date, validate_partial_date
from editorial.models import AuditEntry
from editorial.persons import name_of

from .choosing import ChosenRecordFilter
from .logs import ReadOnlyAdmin

_MONTHS = range(12, 0, -1)
# Beyond these an address was made up, and some databases cannot reckon.
_YEARS = range(1900, 3000)


def span(period: str) -> tuple[datetime.datetime, datetime.datetime] | None:
    """Return the beginning and the end of a year, month or day (`2026-03`); None if it is none."""
    try:
        validate_partial_date(period)
        start = datetime.date.fromisoformat(f"{period}-01-01"[:10])
    except (ValidationError, ValueError):
        return None
    if not _YEARS.start <= start.year < _YEARS.stop:
        return None
    # Some day of the period that follows, brought back to its first.
    if len(period) == 4:
        end = (start + datetime.timedelta(days=366)).replace(day=1, month=1)
    elif len(period) == 7:
        end = (start + datetime.timedelta(days=31)).replace(day=1)
    else:
        end = start + datetime.timedelta(days=1)
    return _midnight(start), _midnight(end)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class PeriodFilter(admin.SimpleListFilter):
    """Today, or a year; in the year that is chosen, its months.

    Django's hierarchy of dates reads the whole log to find the years in it (9 s for a million
    rows); the first and the last entry say as much.
    """

    title = "时间"
    parameter_name = "period"

    def lookups(self, request, model_admin):
        times = AuditEntry.objects.order_by("at").values_list("at", flat=True)
        first, last = times.first(), times.last()
        if first is None:
            return []
        periods = [timezone.localdate().isoformat()]
        for year in range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1):
            periods.append(str(year))
            if (self.value() or "").startswith(str(year)):
                periods += [f"{year}-{month:02}" for month in _MONTHS]
        return [(period, _label(period)) for period in periods]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        chosen = span(self.value() or "")
        return queryset if chosen is None else queryset.filter(at__gte=chosen[0], at__lt=chosen[1])


def _label(period: str) -> str:
    return "今天" if len(period) == 10 else display_partial_date(period)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "who", "action", "kind", "title", "short_detail", "address")
    list_display_links = ("at",)
    list_filter = (PeriodFilter, "action", ("actor", ChosenRecordFilter))
    list_select_related = ("content_type", "actor")
    search_fields = ("actor_name", "title", "detail")
    fields = ("at", "who", "action", "kind", "title", "object_id", "detail", "address")
    readonly_fields = ("who", "kind")
    show_full_result_count = False

    @admin.display(description="经手人", ordering="actor_name")
    def who(self, entry):
        """The account as it was called then, and whose it is."""
        name = name_of(entry.actor) if entry.actor else ""
        if not entry.actor_name:
            return "未登录" if entry.action == AuditEntry.Action.SIGN_IN_FAILED else "命令"
        told = name and name != entry.actor_name
        return f"{entry.actor_name}（{name}）" if told else entry.actor_name

    @admin.display(description="对象类型", ordering="content_type")
    def kind(self, entry):
        return entry.content_type.name if entry.content_type else ""

    @admin.display(description="详情")
    def short_detail(self, entry):
        return entry.detail if len(entry.detail) <= 60 else f"{entry.detail[:59]}…"
