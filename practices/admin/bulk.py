"""Tags, themes and problems for many practices at once."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import admin

from editorial.admin.bulk import SUBMIT, Bulk, Chosen
from editorial.admin.records import ManyAutocomplete
from editorial.bulk import Result, change_all
from editorial.tables.cells import items_of
from editorial.versions.snapshots import Data
from practices.models import Practice, PracticeProblem, Problem, Theme
from practices.tables import PROBLEM_LINKS
from search.indexing import together

_KEPT_APART = (
    "要么全部改好，要么一条也不改。草稿直接修改；已发布的存成修改稿，审校通过以前读者看到的不变；"
    "送审中和已归档的不能改。"
)
_LONGEST_TAG = 100


class TagsForm(Chosen):
    tags = forms.CharField(
        label="标签",
        help_text="几个标签之间用“、”或逗号隔开。",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "请写上标签。"},
    )

    def clean_tags(self):
        tags = items_of(self.cleaned_data["tags"].replace("，", "、").replace(",", "、"))
        if not tags:
            raise forms.ValidationError("请写上标签。")
        if long := next((tag for tag in tags if len(tag) > _LONGEST_TAG), None):
            raise forms.ValidationError(f"“{long[:20]}…”太长，一个标签最多 {_LONGEST_TAG} 字。")
        return tags


class ThemesForm(Chosen):
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.filter(deprecated=False),
        label="主题",
        widget=ManyAutocomplete(Practice._meta.get_field("themes"), admin.site),
        error_messages={"required": "请选主题。"},
    )


class ProblemsForm(Chosen):
    problems = forms.ModelMultipleChoiceField(
        Problem.objects.filter(deprecated=False),
        label="问题类型",
        widget=ManyAutocomplete(Practice._meta.get_field("problems"), admin.site),
        error_messages={"required": "请选问题类型。"},
    )
    how = forms.CharField(
        label="怎样回应",
        required=False,
        max_length=PracticeProblem._meta.get_field("how").max_length,
        help_text="对新加上的问题都写这一句；可以留空，以后在各条做法里写。",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


def _changing(edit: Callable[[Data, Chosen], None], label: str) -> Callable:
    """Return what runs a change of the content of practices, indexed once."""

    def run(request, records, form) -> Result:
        def changed(data: Data) -> Data:
            edit(data, form)
            return data

        with together():
            return change_all(records, actor=request.user, edit=changed, note=label)

    return run


def _add_tags(data: Data, form) -> None:
    data["tags"] = sorted({*data["tags"], *form.cleaned_data["tags"]})


def _drop_tags(data: Data, form) -> None:
    leaving = {tag.casefold() for tag in form.cleaned_data["tags"]}
    data["tags"] = [tag for tag in data["tags"] if tag.casefold() not in leaving]


def _add_themes(data: Data, form) -> None:
    chosen = {theme.pk for theme in form.cleaned_data["themes"]}
    data["many"]["themes"] = sorted({*data["many"]["themes"], *chosen})


def _add_problems(data: Data, form) -> None:
    before = set(PROBLEM_LINKS.get(data))
    PROBLEM_LINKS.put(data, sorted(before | {term.pk for term in form.cleaned_data["problems"]}))
    for row in data["parts"][PROBLEM_LINKS.relation]:
        if row["problem"] not in before:
            row["how"] = form.cleaned_data["how"]


def _bulk(name: str, label: str, edit, form: type[Chosen]) -> Bulk:
    return Bulk(
        name=name,
        label=label,
        meaning=_KEPT_APART,
        done="已改",
        run=_changing(edit, label),
        form=form,
    )


BULKS = (
    _bulk("add-tags", "成批加标签", _add_tags, TagsForm),
    _bulk("drop-tags", "成批去标签", _drop_tags, TagsForm),
    _bulk("add-themes", "成批加主题", _add_themes, ThemesForm),
    _bulk("add-problems", "成批加问题", _add_problems, ProblemsForm),
    SUBMIT,
)
