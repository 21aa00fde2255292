"""Statements of problems: who says that they have one."""

from django.contrib import admin

from editorial.admin import EditorialAdmin
from editorial.admin.forms import EditorialForm
from practices.models import ProblemStatement
from sources.admin import QuoteFoundFilter, quote_place, without_texts


class StatementForm(EditorialForm):
    # The place of the words makes two statements the same, and is known only after the check.
    checked_too = ("start",)


@admin.register(ProblemStatement)
class ProblemStatementAdmin(EditorialAdmin):
    form = StatementForm
    list_display = ("problem", "words", "speaker", "source", "quote_place")
    list_filter = (
        "source__state",
        QuoteFoundFilter,
        ("problem__parent", admin.RelatedOnlyFieldListFilter),
        ("source", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("problem", "answer__appearance__guest", "question__interview")
    search_fields = ("quote", "problem__name", "problem__code", "answer__appearance__guest__name")
    autocomplete_fields = ("problem", "source", "answer", "question")
    readonly_fields = ("quote_place",)
    fields = ("problem", "source", ("answer", "question"), "quote", "quote_place")

    def get_queryset(self, request):
        return without_texts(super().get_queryset(request))

    @admin.display(description="原文")
    def words(self, obj):
        return obj.quote if len(obj.quote) <= 40 else obj.quote[:39] + "…"

    @admin.display(description="谁说的")
    def speaker(self, obj):
        if obj.question:
            return "提问者"
        return obj.answer.appearance.guest if obj.answer else ""

    @admin.display(description="引文")
    def quote_place(self, obj):
        return quote_place(obj)
