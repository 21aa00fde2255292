"""Interviews with their questions and answers; guests with their posts."""

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.template.response import TemplateResponse

from editorial.admin import (
    PartAdmin,
    PublishableAdmin,
    RowFormSet,
    StackedRows,
    TabularRows,
    number_of,
)
from editorial.models import StaleRecordError
from sources.admin import QuotedPartAdmin, QuotedRows, QuoteFoundFilter

from .models import Answer, Appearance, Appointment, Guest, Interview, Question
from .services import merge_guests


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
class InterviewAdmin(PublishableAdmin):
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
    list_filter = ("interview__state", "kind", ("zone", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("guest", "interview", "zone")
    search_fields = ("guest__name", "posts_as_given", "interview__title")
    autocomplete_fields = ("interview", "guest", "zone")
    fields = ("interview", "guest", "kind", "posts_as_given", "zone", "position")


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    part_of = "interview"
    list_display = ("__str__", "interview", "position")
    list_filter = ("interview__state", ("interview", admin.RelatedOnlyFieldListFilter))
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
    list_filter = ("interview__state", ("interview", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("interview", "question", "appearance__guest")
    search_fields = ("text", "appearance__guest__name", "interview__title")
    autocomplete_fields = ("interview", "question", "appearance")
    fields = ("interview", ("number", "position"), ("question", "appearance"), "text")

    @admin.display(description="回答")
    def beginning(self, obj):
        return obj.text[:40] + "…"

    def suggestion(self, answer):
        return f"{answer}：{answer.text[:20]}… · 《{answer.interview}》"


class AppointmentRows(QuotedRows, StackedRows):
    model = Appointment
    fields = (
        "title",
        ("organization", "host_unit"),
        ("start_date", "end_date", "as_of"),
        "source",
        "quote",
        "quote_place",
    )
    autocomplete_fields = ("organization", "host_unit", "source")
    related = ("organization", "host_unit")


@admin.register(Guest)
class GuestAdmin(PublishableAdmin):
    list_display = ("name", "distinction", "state_badge", "posts", "appearance_count")
    list_filter = ("state", "appearances__kind")
    search_fields = ("name", "other_names", "distinction", "appointments__title", "slug")
    fieldsets = ((None, {"fields": (("name", "distinction"), "other_names", "slug", "note")}),)
    inlines = (AppointmentRows,)
    actions = ("merge",)
    merge_template = "admin/interviews/guest/merge.html"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related("appointments__organization", "appointments__host_unit")
            .annotate(appearances_listed=number_of(Appearance.objects.all(), "guest"))
        )

    @admin.display(description="职务")
    def posts(self, obj):
        return "、".join(str(post) for post in obj.appointments.all())

    @admin.display(description="出场", ordering="appearances_listed")
    def appearance_count(self, obj):
        return obj.appearances_listed

    @admin.action(description="合并所选的两位嘉宾", permissions=("delete",))
    def merge(self, request, queryset):
        """Ask which of two records to keep, then make one person of them."""
        guests = list(queryset.order_by("pk"))
        if len(guests) != 2:
            self.message_user(request, "合并时请正好选两位嘉宾。", messages.ERROR)
            return None
        if not all(self.has_change_permission(request, guest) for guest in guests):
            self.message_user(
                request, "其中有已发布或已归档的嘉宾，您没有改动它的权限。", messages.ERROR
            )
            return None
        kept = [guest for guest in guests if str(guest.pk) == request.POST.get("keep")]
        if not kept:
            return self._ask_which(request, guests)
        self._merge(request, keep=kept[0], duplicate=next(g for g in guests if g != kept[0]))
        return None

    def _ask_which(self, request, guests):
        context = {
            **self.admin_site.each_context(request),
            "title": "合并嘉宾",
            "opts": self.opts,
            "guests": guests,
            "asked": "keep" in request.POST or "confirm" in request.POST,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, self.merge_template, context)

    def _merge(self, request, *, keep, duplicate):
        name = str(duplicate)
        try:
            merge_guests(keep=keep, duplicate=duplicate)
        except (ValidationError, StaleRecordError, ProtectedError) as refusal:
            sentence = "；".join(getattr(refusal, "messages", [str(refusal)]))
            self.message_user(request, f"没有合并：{sentence}", messages.ERROR)
            return
        self.log_change(request, keep, f"并入嘉宾“{name}”")
        self.message_user(
            request, f"“{name}”已并入“{keep}”，原网址会自动转过去。", messages.SUCCESS
        )


@admin.register(Appointment)
class AppointmentAdmin(QuotedPartAdmin):
    part_of = "guest"
    list_display = ("title", "guest", "organization", "host_unit", "as_of", "quote_place")
    list_filter = ("guest__state", QuoteFoundFilter, "organization__kind")
    list_select_related = ("guest", "organization", "host_unit")
    search_fields = ("title", "guest__name", "organization__name", "host_unit__name", "quote")
    autocomplete_fields = ("guest", "organization", "host_unit", "source")
    fields = ("guest", *AppointmentRows.fields)
