"""Interviews with their guests, questions and answers."""

from django.contrib import admin

from editorial.admin import (
    PartAdmin,
    PublishableAdmin,
    RowFormSet,
    StackedRows,
    TabularRows,
    number_of,
)
from editorial.admin.choosing import ChosenRecordFilter
from interviews.models import Answer, Appearance, Interview, Question

from .splitting import SplittingAnswers


class AppearanceRows(TabularRows):
    model = Appearance
    fields = ("position", "guest", "kind", "posts_as_given", "zone")
    autocomplete_fields = ("guest", "zone")
    related = ("guest", "zone")


class QuestionRows(TabularRows):
    model = Question
    fields = ("position", "number", "text")


class AnswerRowFormSet(RowFormSet):
    own_choices = {
        "question": lambda interview: interview.questions.all(),
        "appearance": lambda interview: interview.appearances.select_related("guest"),
    }


class AnswerRows(StackedRows):
    model = Answer
    formset = AnswerRowFormSet
    fields = (("position", "number"), ("question", "appearance"), "text")
    related = ("appearance__guest",)


@admin.register(Interview)
class InterviewAdmin(SplittingAnswers, PublishableAdmin):
    ordering = ("-pk",)
    list_display = (
        "title",
        "state_badge",
        "source",
        "guest_count",
        "question_count",
        "answer_count",
    )
    list_filter = ("state", "source__kind")
    list_select_related = ("source",)
    search_fields = ("title", "introduction", "guests__name", "answers__text", "slug")
    autocomplete_fields = ("source",)
    fieldsets = ((None, {"fields": ("title", ("source", "slug"), "introduction")}),)
    inlines = (AppearanceRows, QuestionRows, AnswerRows)

    def get_queryset(self, request):
        counted = {
            f"{name}s_listed": number_of(model.objects.all(), "interview")
            for name, model in (("guest", Appearance), ("question", Question), ("answer", Answer))
        }
        return super().get_queryset(request).defer("source__text").annotate(**counted)

    def get_inlines(self, request, obj):
        """An answer chooses among the questions and guests that are saved."""
        return self.inlines if obj else self.inlines[:-1]

    @admin.display(description="嘉宾", ordering="guests_listed")
    def guest_count(self, obj):
        return obj.guests_listed

    @admin.display(description="提问", ordering="questions_listed")
    def question_count(self, obj):
        return obj.questions_listed

    @admin.display(description="回答", ordering="answers_listed")
    def answer_count(self, obj):
        return obj.answers_listed


@admin.register(Appearance)
class AppearanceAdmin(PartAdmin):
    part_of = "interview"
    list_display = ("guest", "interview", "kind", "posts_as_given", "zone")
    list_filter = ("interview__state", "kind", ("zone", ChosenRecordFilter))
    list_select_related = ("guest", "interview", "zone")
    search_fields = ("guest__name", "posts_as_given", "interview__title")
    autocomplete_fields = ("interview", "guest", "zone")
    fields = ("interview", "guest", "kind", "posts_as_given", "zone", "position")


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    part_of = "interview"
    list_display = ("__str__", "interview", "position")
    list_filter = ("interview__state", ("interview", ChosenRecordFilter))
    list_select_related = ("interview",)
    search_fields = ("text", "interview__title")
    autocomplete_fields = ("interview",)
    fields = ("interview", ("number", "position"), "text")

    def suggestion(self, question):
        return f"{question} · 《{question.interview}》"


@admin.register(Answer)
class AnswerAdmin(PartAdmin):
    part_of = "interview"
    list_display = ("__str__", "beginning", "question", "interview")
    list_filter = ("interview__state", ("interview", ChosenRecordFilter))
    list_select_related = ("interview", "question", "appearance__guest")
    search_fields = ("text", "appearance__guest__name", "interview__title")
    autocomplete_fields = ("interview", "question", "appearance")
    fields = ("interview", ("number", "position"), ("question", "appearance"), "text")

    @admin.display(description="回答")
    def beginning(self, obj):
        return obj.text[:40] + "…"

    def suggestion(self, answer):
        return f"{answer}：{answer.text[:20]}… · 《{answer.interview}》"
