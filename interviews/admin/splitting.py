"""The pages on which guests and answers are taken apart, and answers joined."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial.admin.merging import MERGER
from editorial.models import StaleRecordError, State
from editorial.versions import pending
from interviews.models import Guest, Interview
from interviews.services import (
    answer_numbered,
    following,
    join_answers,
    join_refusal,
    split_answer,
    split_guest,
)

IN_PENDING = "已存为修改稿，送审通过并发布之前，读者看到的不变。"


class GuestSplitForm(forms.Form):
    """Which posts and appearances go to a new guest, and how that one is called."""

    name = forms.CharField(label="新嘉宾的姓名", max_length=50)
    distinction = forms.CharField(
        label="区别",
        max_length=50,
        required=False,
        help_text="同名时必填，例如所在的高新区或单位。",
    )
    appointments = forms.TypedMultipleChoiceField(
        label="归新嘉宾的职务", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    appearances = forms.TypedMultipleChoiceField(
        label="归新嘉宾的出场", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data, *, guest: Guest):
        super().__init__(data, initial={"name": guest.name})
        posts = guest.appointments.select_related("organization", "host_unit")
        seen = guest.appearances.select_related("interview", "zone", "guest")
        self.fields["appointments"].choices = [
            (post.pk, f"{post}{f'（{post.as_of}）' if post.as_of else ''}") for post in posts
        ]
        self.fields["appearances"].choices = [
            (row.pk, f"《{row.interview}》{row.posts_as_given}") for row in seen
        ]


class SplittingGuests:
    """Gives the admin of guests the page on which a guest is taken apart."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.split_view)
        own = path("<path:object_id>/split/", view, name="interviews_guest_split")
        return [own, *super().get_urls()]

    def _may_split(self, request, guest) -> bool:
        return request.user.has_perm(MERGER) and self.has_change_permission(request, guest)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self._may_split(request, obj):
            address = reverse("admin:interviews_guest_split", args=[obj.pk])
            context["tools"] = [*context.get("tools", ()), {"label": "拆分…", "url": address}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def split_view(self, request, object_id):
        """Ask what goes to a new guest (GET), then take the guest apart (POST)."""
        guest = self._record(unquote(object_id))
        if guest is None:
            raise Http404
        if not self._may_split(request, guest):
            raise PermissionDenied
        form = GuestSplitForm(request.POST or None, guest=guest)
        status = 200
        if form.is_bound:
            status = 409
            if form.is_valid():
                try:
                    new = split_guest(guest, actor=request.user, **form.cleaned_data)
                except (ValidationError, StaleRecordError) as refusal:
                    put_refusal(form, refusal)
                else:
                    self._say_split(request, guest, new)
                    return redirect(self.address_of("change", new))
        context = {
            **self.admin_site.each_context(request),
            "title": f"拆分：{guest}",
            "opts": self.opts,
            "original": guest,
            "page": self.address_of("change", guest),
            "form": form,
        }
        template = "admin/interviews/split_guest.html"
        return TemplateResponse(request, template, context, status=status)

    def _say_split(self, request, guest, new) -> None:
        sentence = f"已从“{guest}”拆分出“{new}”，它是草稿，请补全后送审。"
        if guest.is_published:
            sentence += f"“{guest}”和有关访谈的改动{IN_PENDING}"
        self.message_user(request, sentence, messages.SUCCESS)


def put_refusal(form, refusal: Exception) -> None:
    """Say in the form why a service refused, beside the field if it names one of the form's."""
    by_field = getattr(refusal, "message_dict", None) if hasattr(refusal, "error_dict") else None
    for name, sentences in (by_field or {}).items():
        form.add_error(name if name in form.fields else None, sentences)
    if by_field is None:
        form.add_error(None, list(getattr(refusal, "messages", [str(refusal)])))


class AnswerSplitForm(forms.Form):
    """Behind which paragraph an answer is taken apart, and whose the rest is."""

    after = forms.TypedChoiceField(
        label="从哪一段之后拆开",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选从哪一段之后拆开。"),
    )
    appearance = forms.TypedChoiceField(
        label="后一部分是谁说的",
        coerce=int,
        error_messages={"invalid_choice": "请在本访谈的嘉宾中选择。"},
    )
    question = forms.TypedChoiceField(
        label="后一部分回答哪一问",
        coerce=int,
        error_messages={"invalid_choice": "请在本访谈的提问中选择。"},
    )

    def __init__(self, data, *, answer):
        super().__init__(
            data,
            initial={"appearance": answer.appearance_id, "question": answer.question_id},
        )
        self.fields["after"].choices = [(part.number, part.text) for part in answer.paragraphs[:-1]]
        speakers = answer.interview.appearances.select_related("guest")
        self.fields["appearance"].choices = [(row.pk, str(row)) for row in speakers]
        asked = answer.interview.questions.all()
        self.fields["question"].choices = [(row.pk, str(row)) for row in asked]


class SplittingAnswers:
    """Gives the admin of interviews the pages on which answers are taken apart and joined."""

    def get_urls(self):
        own = [
            ("<path:object_id>/answers/", self.answers_view, "answers"),
            ("<path:object_id>/answers/<int:number>/split/", self.split_view, "split"),
            ("<path:object_id>/answers/<int:number>/join/", self.join_view, "join"),
        ]
        urls = [
            path(route, self.admin_site.admin_view(view), name=f"interviews_interview_{name}")
            for route, view, name in own
        ]
        return [*urls, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            tool = {"label": "拆分、合并回答…", "url": self.address_of("answers", obj)}
            context["tools"] = [*context.get("tools", ()), tool]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _changeable(self, request, object_id: str) -> Interview:
        interview = self._record(unquote(object_id))
        if interview is None:
            raise Http404
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        return interview

    def _as_it_will_be(self, request, interview: Interview, make) -> TemplateResponse:
        """Make a page of the rows, with the change of a published interview laid into them."""
        change = pending.change_of(interview) if interview.state == State.PUBLISHED else None
        if change is None:
            return make(interview)
        with pending.trial(interview, change) as laid:
            return make(laid).render()

    def _answers_page(self, request, interview, template, title, status=200, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": interview,
            "page": self.address_of("change", interview),
            "answers_page": self.address_of("answers", interview),
        }
        return TemplateResponse(
            request, f"admin/interviews/{template}.html", context, status=status
        )

    def answers_view(self, request, object_id):
        """List the answers, with what can be done with each."""
        interview = self._changeable(request, object_id)

        def make(interview):
            rows = interview.answers.select_related("question", "appearance__guest")
            rows = list(rows.order_by("question__position", "position", "number"))
            behind = [*rows[1:], None]
            answers = [
                (row, len(row.paragraphs) > 1, not join_refusal(row, other))
                for row, other in zip(rows, behind, strict=True)
            ]
            title = f"拆分、合并回答：{interview}"
            return self._answers_page(request, interview, "answers", title, answers=answers)

        return self._as_it_will_be(request, interview, make)

    def split_view(self, request, object_id, number):
        """Ask where to take an answer apart (GET), then do it (POST)."""
        interview = self._changeable(request, object_id)
        refused: list[Exception] = []
        if request.method == "POST":
            chosen = {
                name: int(value) if value.isdecimal() and len(value) < 19 else 0
                for name in ("after", "appearance", "question")
                for value in [request.POST.get(name, "")]
            }
            try:
                new = split_answer(interview, number, actor=request.user, **chosen)
            except (ValidationError, StaleRecordError) as refusal:
                refused.append(refusal)
            else:
                self._say_moved(request, interview, f"答{number}已拆开，后一部分成为答{new}。")
                return redirect(self.address_of("answers", interview))

        def make(interview):
            answer = _answer_or_404(interview, number)
            form = AnswerSplitForm(request.POST or None, answer=answer)
            if refused and form.is_valid():
                put_refusal(form, refused[0])
            title = f"拆分答{number}：{interview}"
            status = 409 if refused else 200
            return self._answers_page(
                request, interview, "split_answer", title, status, answer=answer, form=form
            )

        return self._as_it_will_be(request, interview, make)

    def join_view(self, request, object_id, number):
        """Ask (GET), then join an answer with the one behind it (POST)."""
        interview = self._changeable(request, object_id)
        refusal = ""
        if request.method == "POST":
            try:
                join_answers(interview, number, actor=request.user)
            except (ValidationError, StaleRecordError) as error:
                refusal = "；".join(getattr(error, "messages", [str(error)]))
            else:
                self._say_moved(request, interview, f"答{number}已与其后的回答合并。")
                return redirect(self.address_of("answers", interview))

        def make(interview):
            answer = _answer_or_404(interview, number)
            other = following(answer)
            context = {"answer": answer, "other": other}
            context["refusal"] = refusal or join_refusal(answer, other)
            title = f"合并答{number}与其后的回答：{interview}"
            return self._answers_page(
                request, interview, "join_answers", title, 409 if refusal else 200, **context
            )

        return self._as_it_will_be(request, interview, make)

    def _say_moved(self, request, interview, sentence: str) -> None:
        sentence += "原来的段落网址仍然有效，佐证随原话移动。"
        if interview.state == State.PUBLISHED:
            sentence += IN_PENDING
        self.message_user(request, sentence, messages.SUCCESS)


def _answer_or_404(interview: Interview, number: int):
    try:
        return answer_numbered(interview, number)
    except ValidationError as refusal:
        raise Http404(str(refusal)) from refusal
