"""The controlled vocabularies."""

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html

from editorial.admin import ConditionFilter, EditorialAdmin, number_of
from editorial.admin.merging import MergingAdmin
from practices.models import Practice, PracticeProblem, Problem, ProblemStatement, Theme
from practices.ordering import place_at_the_end

from .ordering import OrderingMixin


class LevelFilter(ConditionFilter):
    title = "级别"
    parameter_name = "level"
    conditions = {
        "group": ("一级", Q(parent__isnull=True)),
        "leaf": ("二级", Q(parent__isnull=False)),
    }


class UseFilter(ConditionFilter):
    title = "使用"
    parameter_name = "use"
    conditions = {
        "yes": ("在用", Q(deprecated=False)),
        "no": ("已停用", Q(deprecated=True)),
    }


class TermAdmin(OrderingMixin, MergingAdmin, EditorialAdmin):
    list_filter = (UseFilter, LevelFilter, ("parent", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("parent", "replaced_by")
    search_fields = ("code", "name", "alt_names", "scope_note")
    autocomplete_fields = ("parent", "replaced_by")
    ordering = ("position", "code")
    list_per_page = 100

    def hint(self, term) -> str:
        """Say below a suggestion what else the term is called, and what it covers."""
        use = f"已停用，请用 {term.replaced_by}" if term.replaced_by else "已停用"
        names = f"又称：{'、'.join(term.alt_names)}" if term.alt_names else ""
        return "；".join(filter(None, (use if term.deprecated else "", names, term.scope_note)))

    def get_fieldsets(self, request, obj=None):
        own = ("plain_question",) if self.model is Problem else ()
        fields = (("code", "name"), *own, "parent", "alt_names", "scope_note")
        # A new term is not out of use.
        out_of_use = [("停用", {"fields": (("deprecated", "replaced_by"),)})] if obj else []
        return [(None, {"fields": fields}), *out_of_use]

    def get_readonly_fields(self, request, obj=None):
        """A code makes addresses, and stays."""
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None else ("code", *fields)

    def get_queryset(self, request):
        """Offer no term that is out of use where one is chosen."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_offer = match is not None and match.url_name == "autocomplete"
        return rows.in_use() if is_offer else rows

    def save_model(self, request, obj, form, change):
        if not change:
            place_at_the_end(obj)
        super().save_model(request, obj, form, change)

    @admin.display(description="使用", ordering="deprecated")
    def use(self, obj):
        if not obj.deprecated:
            return ""
        words = f"已停用，改用 {obj.replaced_by}" if obj.replaced_by else "已停用"
        return format_html('<span class="lost">{}</span>', words)

    @admin.display(description="做法", ordering="practices_listed")
    def practice_count(self, obj):
        return obj.practices_listed or ""


@admin.register(Problem)
class ProblemAdmin(TermAdmin):
    list_display = ("code", "name", "plain_question", "practice_count", "statement_count", "use")
    list_display_links = ("code", "name")

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
    list_display = ("code", "name", "practice_count", "use")
    list_display_links = ("code", "name")

    def get_queryset(self, request):
        tied = Practice.themes.through.objects.all()
        return super().get_queryset(request).annotate(practices_listed=number_of(tied, "theme"))
