"""Doing one thing to many records of a list, each time with a page that asks first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial.bulk import Result, submit_each
from editorial.tables.references import is_number

from .forms import PlainTextarea

MOST = 5000
_BATCH = 400
_NAMED = 12  # of the chosen records on the page that asks
_SHOWN = 500  # of the records that were refused


class Chosen(forms.Form):
    """The chosen records, in one field: five hundred boxes would be five hundred fields."""

    chosen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_chosen(self):
        keys = dict.fromkeys(self.cleaned_data["chosen"].split(","))
        return [int(key) for key in keys if is_number(key)][:MOST]


class RemarkForm(Chosen):
    remark = forms.CharField(
        label="给审校人的话", required=False, widget=PlainTextarea(attrs={"rows": 3})
    )


@dataclass(frozen=True)
class Bulk:
    """One thing to do to many records.

    `run(request, records, form)` does it. With `each` records that refuse hold up no others;
    otherwise one refusal undoes all. `done` is what the message says of those it was done to.
    """

    name: str
    label: str
    meaning: str
    done: str
    run: Callable[[object, Iterable, Chosen], Result]
    form: type[Chosen] = Chosen
    each: bool = False


def _submit(request, records, form) -> Result:
    return submit_each(records, actor=request.user, remark=form.cleaned_data["remark"])


SUBMIT = Bulk(
    name="submit",
    label="成批送审",
    meaning="逐条送审：能送的都送出去，送不了的列出原因，留在原处。",
    done="已送审",
    run=_submit,
    form=RemarkForm,
    each=True,
)


class BulkMixin:
    """Mixed into the admin of records that are reviewed: `bulks` may be done to many at once."""

    bulks: tuple[Bulk, ...] = (SUBMIT,)
    bulk_template = "admin/editorial/bulk.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/<slug:name>/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET and self.has_change_permission(request):
            for bulk in self.bulks:
                name = f"bulk_{bulk.name}"
                actions[name] = (_asking(bulk), name, f"{bulk.label}…")
        return actions

    def ask_bulk(self, request, bulk: Bulk, keys: list[int]):
        """Show the page that asks."""
        form = bulk.form(initial={"chosen": ",".join(map(str, keys))})
        return self._bulk_page(request, bulk, form, keys)

    def bulk_view(self, request, name):
        """Do it to the records that the page that asked names, or ask."""
        bulk = next((bulk for bulk in self.bulks if bulk.name == name), None)
        if bulk is None:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = bulk.form(request.POST if request.method == "POST" else None)
        is_valid = form.is_valid()
        keys = form.cleaned_data.get("chosen", []) if form.is_bound else []
        if not keys:
            self.message_user(request, "没有选中任何记录，请先在列表里选。", messages.WARNING)
            return HttpResponseRedirect(self._list_address())
        if "ask" in request.POST:
            return self.ask_bulk(request, bulk, keys)
        if not is_valid:
            return self._bulk_page(request, bulk, form, keys)
        result = bulk.run(request, self._records(request, keys), form)
        if not result.refused or bulk.each:
            self._say(request, bulk, result)
        if not result.refused:
            return HttpResponseRedirect(self._list_address())
        return self._bulk_page(request, bulk, form, keys, result)

    def _records(self, request, keys: list[int]) -> Iterator:
        rows = self.model._base_manager.order_by("pk")
        for start in range(0, len(keys), _BATCH):
            yield from rows.filter(pk__in=keys[start : start + _BATCH])

    def _say(self, request, bulk: Bulk, result: Result) -> None:
        parts = [
            (len(result.saved) + len(result.proposed), bulk.done + " {} 条"),
            (len(result.proposed), "其中已发布的 {} 条存成了修改稿，审校通过以前读者看到的不变"),
            (len(result.same), "{} 条本来就是这样，没有动"),
            (len(result.refused), "{} 条没有办成，见下面"),
        ]
        said = "；".join(words.format(count) for count, words in parts if count)
        level = messages.WARNING if result.refused else messages.SUCCESS
        self.message_user(request, f"{said}。", level)

    def _list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _bulk_page(self, request, bulk: Bulk, form, keys: list[int], result: Result | None = None):
        refused = result.refused if result else []
        gone = {record.pk for record, _ in refused}
        rows = self.model._base_manager.order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "title": bulk.label,
            "opts": self.opts,
            "bulk": bulk,
            "form": form,
            "media": self.media + form.media,
            "count": len(keys),
            "named": rows.filter(pk__in=keys[:_NAMED]),
            "refused": [(self._page(record), record, why) for record, why in refused[:_SHOWN]],
            "refused_count": len(refused),
            "others": ",".join(str(key) for key in keys if key not in gone),
            "others_count": len(keys) - len(gone),
            "list_address": self._list_address(),
        }
        status = 409 if refused and not bulk.each else 200
        return TemplateResponse(request, self.bulk_template, context, status=status)

    def _page(self, record) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk])


def _asking(bulk: Bulk) -> Callable:
    def ask(modeladmin, request, queryset):
        keys = list(dict.fromkeys(queryset.values_list("pk", flat=True)[: MOST + 1]))
        if len(keys) > MOST:
            sentence = f"一次最多选 {MOST} 条，请先用检索或筛选缩小范围。"
            modeladmin.message_user(request, sentence, messages.WARNING)
            return None
        return modeladmin.ask_bulk(request, bulk, keys)

    return ask
