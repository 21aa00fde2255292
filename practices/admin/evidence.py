"""Statements of problems: who says that they have one."""

from django.contrib import admin

from editorial.admin import GuardedForm, PartAdmin, StackedRows
from editorial.admin.choosing import ChosenRecordFilter
from practices.models import ProblemStatement
from sources.admin import QuoteFoundFilter, SourceAdmin, quote_place, without_texts
from sources.picking import PicksQuotes


class StatementForm(GuardedForm):
    # The place of the words makes two statements the same, and is known only after the check.
    checked_too = ("start",)


class StatementRows(PicksQuotes, StackedRows):
    """The statements in a source, on its page."""

    model = ProblemStatement
    fields = (("problem", "answer", "question"), "quote", "quote_place")
    autocomplete_fields = ("problem", "answer", "question")
    readonly_fields = ("quote_place",)
    related = ("problem", "answer__appearance__guest", "question")

    def get_queryset(self, request):
        return without_texts(super().get_queryset(request))

    def get_formset(self, request, obj=None, **kwargs):
        """The rows choose no source: it is the one that the page is of."""
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None and "quote" in formset.form.base_fields:
            formset.form.base_fields["quote"].widget.attrs["data-source"] = obj.pk
        return formset

    @admin.display(description="引文")
    def quote_place(self, obj):
        return quote_place(obj)


SourceAdmin.inlines = (*SourceAdmin.inlines, StatementRows)


@admin.register(ProblemStatement)
class ProblemStatementAdmin(PicksQuotes, PartAdmin):
    part_of = "source"
    is_part = False
    form = StatementForm
    list_display = ("problem", "words", "speaker", "source", "quote_place")
    list_filter = (
        "source__state",
        QuoteFoundFilter,
        ("problem__parent", admin.RelatedOnlyFieldListFilter),
        ("source", ChosenRecordFilter),
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
