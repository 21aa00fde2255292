"""What the desk keeps, as lists to look things up in: findings, schedules, answers of addresses."""

from django.contrib import admin
from django.db import models

from editorial.findings import checks
from editorial.models import AddressCheck, Finding, Schedule

from .logs import KindFilter, ReadOnlyAdmin, person


def _labels() -> dict[str, str]:
    return {check.name: check.label for check in checks()}


class CheckFilter(admin.SimpleListFilter):
    title = "核查项目"
    parameter_name = "check_name"

    def lookups(self, request, model_admin):
        return list(_labels().items())

    def queryset(self, request, queryset):
        return queryset.filter(check_name=self.value()) if self.value() else queryset


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = (
        "title",
        "kind_of_record",
        "check_label",
        "sentence",
        "found_at",
        "set_aside_at",
    )
    list_filter = (CheckFilter, ("content_type", KindFilter))
    search_fields = ("title", "sentence")

    @admin.display(description="核查项目", ordering="check_name")
    def check_label(self, obj):
        return _labels().get(obj.check_name, obj.check_name)


@admin.register(AddressCheck)
class AddressCheckAdmin(ReadOnlyAdmin):
    list_display = ("url", "answer", "checked_at", "failing_since")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_filter = (("failing_since", admin.EmptyFieldListFilter),)
    list_select_related = False
    search_fields = ("url", "answer")


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind_of_record", "at", person("by", "终审人"), "refusal")
    list_filter = (("content_type", KindFilter),)
    list_select_related = ("content_type", "by")
    search_fields = ("title",)
