"""Zones with their titles and figures."""

from django.contrib import admin
from django.db.models import Prefetch, Q

from editorial.admin import (
    ConditionFilter,
    PublishableAdmin,
    RowFormSet,
    StackedRows,
)
from editorial.admin.choosing import ChosenRecordFilter
from sources.admin import QuotedPartAdmin, QuotedRows, QuoteFoundFilter
from zones.models import Zone, ZoneFact, ZoneTitle

from .figures import FigureForm, FigureRowForm, sum_sentence


class TitleRows(QuotedRows, StackedRows):
    model = ZoneTitle
    fields = (("name", "awarded", "awarded_words"), "source", "quote", ("note", "quote_place"))


class FactRowFormSet(RowFormSet):
    own_choices = {"part_of": lambda zone: zone.facts.all()}


class FactRows(QuotedRows, StackedRows):
    model = ZoneFact
    form = FigureRowForm
    formset = FactRowFormSet
    fields = (
        ("indicator", "exactness", "value", "unit"),
        ("as_of", "as_of_words", "part_of", "position"),
        "source",
        "quote",
        ("quote_place", "sum_check"),
    )
    readonly_fields = (*QuotedRows.readonly_fields, "sum_check")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("parts")

    @admin.display(description="核对")
    def sum_check(self, obj):
        return sum_sentence(obj) if obj and obj.pk else ""


class MissingFilter(ConditionFilter):
    title = "待补"
    parameter_name = "missing"
    conditions = {
        "facts": ("没有区情数据", Q(facts__isnull=True)),
        "year": ("没有批准年份", Q(approved_year__isnull=True)),
        "industries": ("没有主导产业", Q(industries="")),
    }


@admin.register(Zone)
class ZoneAdmin(PublishableAdmin):
    list_display = (
        "short_name",
        "state_badge",
        "level",
        "province",
        "city",
        "approved_year",
        "confidence",
        "fact_count",
        "to_mend_list",
    )
    list_filter = ("state", "confidence", "level", MissingFilter, "province")
    search_fields = ("name", "short_name", "other_names", "city", "slug")
    fieldsets = (
        (None, {"fields": (("short_name", "name"), "other_names", "slug")}),
        (
            "基本情况",
            {
                "fields": (
                    ("level", "approved_year", "confidence"),
                    ("province", "city", "address"),
                    "website",
                    "industries",
                    "introduction",
                )
            },
        ),
    )
    inlines = (TitleRows, FactRows)

    def get_queryset(self, request):
        facts = ZoneFact.objects.prefetch_related("parts")
        return super().get_queryset(request).prefetch_related(Prefetch("facts", facts))

    @admin.display(description="区情数据")
    def fact_count(self, obj):
        return len(obj.facts.all()) or ""

    def to_mend(self, obj):
        facts = obj.facts.all()
        sums = [
            f"{fact.indicator}：{sum_sentence(fact)}" for fact in facts if fact.sum_difference()
        ]
        lost = sum(fact.start is None for fact in facts)
        return [*super().to_mend(obj), *sums, *([f"{lost} 条数据的引文失落"] if lost else [])]


@admin.register(ZoneTitle)
class ZoneTitleAdmin(QuotedPartAdmin):
    part_of = "zone"
    list_display = ("name", "zone", "awarded", "quote_place")
    list_filter = ("zone__state", QuoteFoundFilter, "name")
    list_select_related = ("zone",)
    search_fields = ("name", "zone__short_name", "zone__name", "quote")
    autocomplete_fields = ("zone", "source")
    fields = ("zone", *TitleRows.fields)


@admin.register(ZoneFact)
class ZoneFactAdmin(QuotedPartAdmin):
    part_of = "zone"
    form = FigureForm
    list_display = ("indicator", "display", "zone", "as_of", "sum_check", "quote_place")
    list_filter = (
        "zone__state",
        QuoteFoundFilter,
        ("zone", ChosenRecordFilter),
        "exactness",
    )
    list_select_related = ("zone",)
    search_fields = ("indicator", "zone__short_name", "zone__name", "quote")
    autocomplete_fields = ("zone", "source", "part_of")
    readonly_fields = FactRows.readonly_fields
    fields = ("zone", *FactRows.fields)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("parts")

    @admin.display(description="数值")
    def display(self, obj):
        return obj.display

    @admin.display(description="核对")
    def sum_check(self, obj):
        return sum_sentence(obj) if obj.pk else ""
