"""Practices, and their parts on pages of their own."""

from django.contrib import admin
from django.urls import reverse

from editorial.admin import PartAdmin, PublishableAdmin
from editorial.admin.choosing import ChosenRecordFilter
from editorial.admin.merging import MergingAdmin
from practices.models import (
    Evidence,
    Measure,
    Outcome,
    Practice,
    PracticeProblem,
    PracticeRelation,
)
from sources.admin import QuotedPartAdmin, QuoteFoundFilter
from zones.admin.figures import FigureForm

from .bulk import BULKS
from .checks import MissingFilter, ThemeGroupFilter, missing_in, with_parts
from .measures import MeasureRows
from .rows import EvidenceRows, OutcomeRows, ProblemRows, RelationRows


@admin.register(Practice)
class PracticeAdmin(MergingAdmin, PublishableAdmin):
    ordering = ("-pk",)
    list_display = (
        "name",
        "state_badge",
        "zone_names",
        "measure_count",
        "evidence_count",
        "to_mend_list",
    )
    list_filter = (
        "state",
        MissingFilter,
        "stage",
        ("zones", ChosenRecordFilter),
        ThemeGroupFilter,
    )
    search_fields = ("name", "other_names", "gist", "body", "tags__name", "slug")
    autocomplete_fields = ("zones", "organizations", "host_units", "alliance", "themes")
    fieldsets = (
        (None, {"fields": (("name", "slug"), "gist", "other_names")}),
        ("正文", {"fields": ("background", "body")}),
        ("谁在做", {"fields": (("zones", "organizations"), ("host_units", "alliance"))}),
        ("归类", {"fields": ("themes", "tags", ("started", "stage"))}),
    )
    inlines = (MeasureRows, ProblemRows, EvidenceRows, OutcomeRows, RelationRows)
    bulks = BULKS

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "tags":
            field.widget.attrs["data-tags"] = reverse("admin:taggit_tag_names")
        return field

    def get_queryset(self, request):
        return with_parts(super().get_queryset(request))

    @admin.display(description="高新区")
    def zone_names(self, obj):
        return "、".join(str(zone) for zone in obj.zones.all())

    @admin.display(description="构成")
    def measure_count(self, obj):
        return len(obj.measures.all()) or ""

    @admin.display(description="佐证")
    def evidence_count(self, obj):
        return len(obj.evidence.all()) or ""

    def to_mend(self, obj):
        return [*super().to_mend(obj), *missing_in(obj)]


class OfPractice:
    part_of = "practice"
    list_select_related = ("practice",)


@admin.register(Measure)
class MeasureAdmin(OfPractice, PartAdmin):
    list_display = ("label", "content", "parent", "practice")
    list_filter = ("practice__state", ("practice", ChosenRecordFilter))
    list_select_related = ("practice", "parent")
    search_fields = ("label", "content", "detail", "practice__name")
    autocomplete_fields = ("practice", "parent")
    fields = ("practice", ("parent", "position"), ("label", "content"), "detail")

    def suggestion(self, measure):
        return f"{measure} · {measure.practice}"


@admin.register(PracticeProblem)
class PracticeProblemAdmin(OfPractice, PartAdmin):
    list_display = ("practice", "problem", "how")
    list_filter = ("practice__state", ("problem", ChosenRecordFilter))
    list_select_related = ("practice", "problem")
    search_fields = ("practice__name", "problem__name", "problem__code", "how")
    autocomplete_fields = ("practice", "problem")
    fields = ("practice", "problem", "how")


@admin.register(Evidence)
class EvidenceAdmin(OfPractice, QuotedPartAdmin):
    list_display = ("__str__", "practice", "measure", "source", "quote_place")
    list_filter = (
        "practice__state",
        QuoteFoundFilter,
        ("source", ChosenRecordFilter),
    )
    list_select_related = ("practice", "measure", "answer__appearance__guest")
    search_fields = ("quote", "practice__name", "source__title")
    autocomplete_fields = ("practice", "source", "answer", "measure", "problem_link")
    fields = ("practice", *EvidenceRows.fields)


@admin.register(Outcome)
class OutcomeAdmin(OfPractice, QuotedPartAdmin):
    form = FigureForm
    list_display = ("indicator", "display", "as_of", "practice", "quote_place")
    list_filter = ("practice__state", QuoteFoundFilter, "exactness")
    search_fields = ("indicator", "quote", "practice__name")
    autocomplete_fields = ("practice", "source", "answer")
    fields = ("practice", *OutcomeRows.fields)

    @admin.display(description="数值")
    def display(self, obj):
        return obj.display


@admin.register(PracticeRelation)
class PracticeRelationAdmin(OfPractice, PartAdmin):
    list_display = ("practice", "kind", "related", "note")
    list_filter = ("practice__state", "kind")
    list_select_related = ("practice", "related")
    search_fields = ("practice__name", "related__name", "note")
    autocomplete_fields = ("practice", "related")
    fields = ("practice", ("kind", "related"), "note")
