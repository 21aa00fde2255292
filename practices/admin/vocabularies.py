"""The controlled vocabularies."""

from django.contrib import admin
from django.db.models import Q

from editorial.admin import ConditionFilter, EditorialAdmin, number_of
from practices.models import Practice, PracticeProblem, Problem, ProblemStatement, Theme


class LevelFilter(ConditionFilter):
    title = "级别"
    parameter_name = "level"
    conditions = {
        "group": ("一级", Q(parent__isnull=True)),
        "leaf": ("二级", Q(parent__isnull=False)),
    }


class TermAdmin(EditorialAdmin):
    list_filter = (LevelFilter, ("parent", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("code", "name", "alt_names", "scope_note")
    autocomplete_fields = ("parent",)
    ordering = ("position", "code")
    list_per_page = 100

    @admin.display(description="做法", ordering="practices_listed")
    def practice_count(self, obj):
        return obj.practices_listed or ""


@admin.register(Problem)
class ProblemAdmin(TermAdmin):
    list_display = ("code", "name", "plain_question", "practice_count", "statement_count")
    list_display_links = ("code", "name")
    fields = (("code", "name"), "plain_question", ("parent", "position"), "alt_names", "scope_note")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                practices_listed=number_of(PracticeProblem.objects.all(), "problem"),
                statements_listed=number_of(ProblemStatement.objects.all(), "problem"),
            )
        )

    @admin.display(description="问题陈述", ordering="statements_listed")
    def statement_count(self, obj):
        return obj.statements_listed or ""


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    list_display = ("code", "name", "practice_count")
    list_display_links = ("code", "name")
    fields = (("code", "name"), ("parent", "position"), "alt_names", "scope_note")

    def get_queryset(self, request):
        tied = Practice.themes.through.objects.all()
        return super().get_queryset(request).annotate(practices_listed=number_of(tied, "theme"))
