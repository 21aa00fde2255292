"""The rows of a practice's page: problems, evidence, outcomes, relations."""

from editorial.admin import StackedRows, TabularRows
from practices.models import Evidence, Outcome, PracticeProblem, PracticeRelation
from sources.admin import QuotedRows
from zones.admin.figures import FigureRowForm

from .measures import TreeChoices, tree_of


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
