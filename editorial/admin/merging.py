"""The pages on which two records become one, and on which that is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html

from editorial.merging import merge, mergeable
from editorial.merging.choices import BOTH, DUPLICATE, KEEP, OTHER_NAMES, Choice, choices
from editorial.merging.services import refusals
from editorial.models import Publishable, StaleRecordError
from editorial.rows import Pointer, pointers_to, relation_of
from editorial.scopes import may_work_on

MERGER = "editorial.merge_records"
OPTION_LABELS = {KEEP: "用左边的", DUPLICATE: "用右边的", BOTH: "两边都留"}


@dataclass(frozen=True)
class Hanging:
    """What names the two records in one column: a label, then number and list for each."""

    label: str
    keep: int
    keep_url: str
    duplicate: int
    duplicate_url: str


class MergeForm(forms.Form):
    """A radio for each field that differs, and the revisions that the editor has seen."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, keep: models.Model, duplicate: models.Model):
        self.records = (keep, duplicate)
        super().__init__(data, initial={"seen": self._revisions()})
        self.choices: list[Choice] = choices(keep, duplicate)
        for choice in self.choices:
            if choice.differs:
                self.fields[choice.name] = forms.ChoiceField(
                    label=choice.label,
                    choices=[(option, OPTION_LABELS[option]) for option in choice.options],
                    initial=choice.usual,
                    widget=forms.RadioSelect,
                    error_messages={"required": f"请选择“{choice.label}”用哪一边的。"},
                )

    def _revisions(self) -> str:
        return "-".join(str(getattr(record, "revision", 0)) for record in self.records)

    def rows(self) -> Iterator[tuple[Choice, forms.BoundField | None]]:
        """Yield each field of the records with what is to be chosen, if anything is."""
        for choice in self.choices:
            if choice.differs or choice.keep:
                yield choice, self[choice.name] if choice.differs else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self._revisions():
            raise ValidationError(
                "您打开这一页以后，有人改动过其中一条。下面已是最新的内容，请核对后再确认。"
            )
        return cleaned

    def show_what_is_stored_now(self) -> None:
        """Let what is sent next time be what the editor sees now."""
        usual = {choice.name: choice.usual for choice in self.choices if choice.differs}
        self.data = {**usual, **self.data.dict(), "seen": self._revisions()}

    def values(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class MergingAdmin:
    """Mixed into the admin of a kind of record that can be merged."""

    merge_template = "admin/editorial/merging/merge.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        """Beside what other parts of the desk offer for lists."""
        actions = super().get_actions(request)
        if self._may_merge(request):
            actions["merge_chosen"] = self.get_action("merge_chosen")
        return actions

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self._may_merge(request, obj):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
            tool = {"label": "合并…", "url": reverse(name, args=[obj.pk])}
            context["tools"] = [*context.get("tools", ()), tool]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.action(description="合并所选的两条")
    def merge_chosen(self, request, queryset):
        """Lead from two rows of the list to the page that asks."""
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:
            self.message_user(request, "合并时请正好选两条。", messages.ERROR)
            return None
        chosen.sort(key=lambda row: not getattr(row, "is_published", False))
        return redirect(self._merge_address(*chosen))

    def _merge_address(self, keep, duplicate) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        return f"{reverse(name, args=[keep.pk])}?with={duplicate.pk}"

    def _may_merge(self, request, *records) -> bool:
        """Whether the editor may; what a record's state does not allow is said in sentences."""
        allowed = request.user.has_perm(MERGER) and admin.ModelAdmin.has_change_permission(
            self, request
        )
        return allowed and all(
            may_work_on(request.user, record)
            for record in records
            if isinstance(record, Publishable)
        )

    def merge_view(self, request, object_id):
        """Show two records side by side (GET), then make one of them (POST)."""
        if not self._may_merge(request):
            raise PermissionDenied
        rows = self.model._base_manager.order_by("pk")
        numbers = [unquote(object_id), request.GET.get("with", "")]
        found = [
            rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 16 else None
            for pk in numbers
        ]
        if found[0] is None:
            raise Http404
        if found[1] is None or found[0] == found[1]:
            return self._ask_for_the_other(request, found[0])
        if not self._may_merge(request, *found):
            raise PermissionDenied
        return self._merge_two(request, *found)

    def _merge_two(self, request, keep, duplicate):
        form = MergeForm(request.POST or None, keep=keep, duplicate=duplicate)
        found = refusals(keep, duplicate, actor=request.user)
        status = 200
        if form.is_bound and form.is_valid() and not found:
            try:
                merged = merge(keep, duplicate, actor=request.user, values=form.values())
            except (ValidationError, StaleRecordError, IntegrityError) as refusal:
                found = _sentences(refusal)
            else:
                self._say_merged(request, merged)
                return redirect(self._page_of(keep))
        if form.is_bound:
            form.show_what_is_stored_now()
            status = 409
        return self._ask_how(request, keep, duplicate, form, found, status)

    def _say_merged(self, request, merged) -> None:
        sentence = format_html(
            '“{}”已并入“{}”。合错了可以<a href="{}">撤销合并</a>。',
            merged.merged_title,
            merged.kept_title,
            reverse("admin:editorial_merge_undo", args=[merged.pk]),
        )
        self.message_user(request, sentence, messages.SUCCESS)

    def _page_of(self, record) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk])

    def _ask_how(self, request, keep, duplicate, form, found, status):
        context = {
            **self._about(request, keep, f"合并：{keep}与{duplicate}"),
            "keep": keep,
            "duplicate": duplicate,
            "duplicate_page": self._page_of(duplicate),
            "form": form,
            "refusals": found,
            "hanging": list(self._hanging(keep, duplicate)),
            "swap": self._merge_address(duplicate, keep),
            "other_names": _other_names(self.model),
            "has_page": hasattr(self.model, "slug"),
            "retires": mergeable(self.model).retire is not None,
        }
        return TemplateResponse(request, self.merge_template, context, status=status)

    def _ask_for_the_other(self, request, record):
        """Let the editor find the record to merge, by its name."""
        words = request.GET.get("q", "").strip()[:100]
        found = self.get_queryset(request)
        found, _ = self.get_search_results(request, found, words)
        context = {
            **self._about(request, record, f"合并：{record}"),
            "words": words,
            "found": [
                (other, self._merge_address(record, other), self._page_of(other))
                for other in (found.exclude(pk=record.pk)[:20] if words else ())
            ],
        }
        return TemplateResponse(request, "admin/editorial/merging/choose.html", context)

    def _about(self, request, record, title: str) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": record,
            "page": self._page_of(record),
        }

    def _hanging(self, keep, duplicate) -> Iterator[Hanging]:
        kind = mergeable(self.model)
        shown = [
            one
            for one in pointers_to(self.model)
            if not (one.field.name in kind.staying or one.own_field or one.where)
        ]
        times = Counter(one.model for one in shown)
        for pointer in shown:
            counts = [pointer.rows(record.pk).count() for record in (keep, duplicate)]
            if any(counts):
                urls = [_list_of(pointer, record, self.admin_site) for record in (keep, duplicate)]
                label = _label(pointer, is_one_of_several=times[pointer.model] > 1)
                yield Hanging(label, counts[0], urls[0], counts[1], urls[1])


def _sentences(refusal: Exception) -> list[str]:
    if isinstance(refusal, IntegrityError):
        return ["合并后会与别的记录重复，没有合并。请检查名称后再试。"]
    return list(getattr(refusal, "messages", [str(refusal)]))


def _other_names(model: type[models.Model]) -> str:
    """Return what the field is called that takes the name of the duplicate; "" without one."""
    fields = (field for field in model._meta.concrete_fields if field.name in OTHER_NAMES)
    return next((str(field.verbose_name) for field in fields), "")


def _label(pointer: Pointer, *, is_one_of_several: bool) -> str:
    if pointer.is_tie:
        return str(pointer.model._meta.auto_created._meta.verbose_name)
    if not is_one_of_several:
        return str(pointer.model._meta.verbose_name)
    return f"{pointer.model._meta.verbose_name}（{pointer.field.verbose_name}）"


def _list_of(pointer: Pointer, record: models.Model, site) -> str:
    """Return the address of the list of rows that name `record`; "" if there is none."""
    model, name = pointer.model, pointer.field.name
    if pointer.is_tie:
        model, name = pointer.model._meta.auto_created, relation_of(pointer.model).name
    if model not in site._registry:
        return ""
    try:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except NoReverseMatch:
        return ""
    return f"{address}?{name}__id__exact={record.pk}"
