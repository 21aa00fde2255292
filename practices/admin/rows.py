"""The rows of a practice's page: parts, problems, evidence, outcomes, relations."""

from django.contrib import admin
from django.utils.html import format_html

from editorial.admin import RowFormSet, StackedRows, TabularRows
from practices.models import Evidence, Measure, Outcome, PracticeProblem, PracticeRelation
from sources.admin import QuotedRows
from zones.admin.figures import FigureRowForm


def tree_of(practice):
    """Return the practice's measures, each under the one that it belongs to."""
    return practice.measures.with_tree_fields().tree_filter(practice=practice.pk)


class TreeChoices(RowFormSet):
    """Shows in a list of measures what stands under what."""

    def choice_label(self, row):
        return "　" * getattr(row, "tree_depth", 0) + row.label


class MeasureRowFormSet(TreeChoices):
    own_choices = {"parent": tree_of}


class MeasureRows(TabularRows):
    model = Measure
    formset = MeasureRowFormSet
    fields = ("place", "parent", "position", "label", "content", "detail")
    readonly_fields = ("place",)

    def get_queryset(self, request):
        return super().get_queryset(request).with_tree_fields()

    @admin.display(description="层级")
    def place(self, obj):
        if obj is None or obj.pk is None:
            return ""
        depth = getattr(obj, "tree_depth", 0)
        return format_html('<span class="depth depth-{}">第 {} 级</span>', min(depth, 5), depth + 1)


class ProblemRows(TabularRows):
    model = PracticeProblem
    fields = ("problem", "how")
    autocomplete_fields = ("problem",)
    related = ("problem", "practice")


class EvidenceRowFormSet(TreeChoices):
    own_choices = {
        "measure": tree_of,
        "problem_link": lambda practice: practice.problem_links.select_related("problem"),
    }

    def choice_label(self, row):
        return str(row.problem) if isinstance(row, PracticeProblem) else super().choice_label(row)


class EvidenceRows(QuotedRows, StackedRows):
    model = Evidence
    formset = EvidenceRowFormSet
    fields = (
        ("source", "answer"),
        "quote",
        ("measure", "problem_link", "position", "quote_place"),
    )
    autocomplete_fields = ("source", "answer")
    related = ("answer__appearance__guest",)


class OutcomeRows(QuotedRows, StackedRows):
    model = Outcome
    form = FigureRowForm
    fields = (
        ("indicator", "before", "exactness", "value", "unit"),
        ("as_of", "as_of_words", "position"),
        ("source", "answer"),
        "quote",
        "quote_place",
    )
    autocomplete_fields = ("source", "answer")
    related = ("answer__appearance__guest",)


class RelationRows(TabularRows):
    model = PracticeRelation
    fk_name = "practice"
    fields = ("kind", "related", "note")
    autocomplete_fields = ("related",)
    related = ("related", "practice")
