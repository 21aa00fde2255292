"""The pages of what is missing: a list to work through, and setting one thing aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from editorial.findings import bring_back, checks, set_aside
from editorial.models import Finding
from editorial.scopes import may_work_on

from . import missing
from .paging import slice_of
from .queues import MOST_COUNTED, count
from .waiting import Kinds


class ReasonForm(forms.Form):
    why = forms.CharField(
        label="搁置的理由",
        max_length=Finding._meta.get_field("set_aside_why").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={
            "required": "搁置必须写明理由。",
            "max_length": "理由请不超过 %(limit_value)d 个字，现在有 %(show_value)d 个字。",
        },
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Row:
    """A finding as the list shows it."""

    finding: Finding
    label: str
    url: str
    other_url: str
    may_change: bool


@dataclass(frozen=True)
class Choice:
    label: str
    query: str
    is_chosen: bool


class FindingPages:
    def __init__(self, site):
        self.site = site

    def worklist(self, request, name):
        """Show what one check has found."""
        known = checks(name=name)
        kinds = missing.checked_kinds(self.site, request)
        kinds = {kind: model for kind, model in kinds.items() if model in {c.model for c in known}}
        if not known:
            raise Http404
        if not kinds:
            raise PermissionDenied
        chosen = request.GET.get("kind", "")
        narrowed = {k: m for k, m in kinds.items() if m._meta.label_lower == chosen} or kinds
        aside = request.GET.get("aside") == "1"
        rows = missing.findings(request.user, name, narrowed, aside=aside)
        page = slice_of(rows.select_related("set_aside_by"), request.GET.get("p"))
        context = {
            **self.site.each_context(request),
            "title": known[0].label,
            "rows": list(self._rows(request, page.rows, kinds)),
            "page": page,
            "number": count(rows),
            "most_counted": MOST_COUNTED,
            "aside": aside,
            "kind_choices": list(_kind_choices(request, kinds, narrowed)),
            "aside_choices": list(_aside_choices(request, aside)),
            "query": _query(request, p=None),
            "here": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/editorial/desk/findings.html", context)

    def _rows(self, request, found: list[Finding], kinds: Kinds) -> Iterator[Row]:
        comparing = {check.name for check in checks() if check.find_all is not None}
        for finding in found:
            options = kinds[finding.content_type_id]._meta
            name = f"admin:{options.app_label}_{options.model_name}_change"
            other = finding.check_name in comparing and finding.key
            yield Row(
                finding=finding,
                label=str(options.verbose_name),
                url=reverse(name, args=[finding.object_id]),
                other_url=reverse(name, args=[finding.key]) if other else "",
                may_change=self._may_change(request, kinds[finding.content_type_id]),
            )

    @staticmethod
    def _may_change(request, model) -> bool:
        options = model._meta
        return request.user.has_perm(f"{options.app_label}.change_{options.model_name}")

    def _finding(self, request, pk: int) -> Finding:
        """Return a finding in a record that the user may change."""
        finding = get_object_or_404(Finding.objects.select_related("content_type"), pk=pk)
        model = finding.content_type.model_class()
        record = model and model._base_manager.filter(pk=finding.object_id).first()
        if record is None:
            raise Http404
        if not (self._may_change(request, model) and may_work_on(request.user, record)):
            raise PermissionDenied
        return finding

    def set_aside(self, request, pk):
        """Ask for the reason (GET), and set the finding aside (POST)."""
        finding = self._finding(request, pk)
        back = _way_back(request, finding)
        form = ReasonForm(request.POST or None, initial={"next": back})
        if request.method == "POST" and form.is_valid():
            try:
                set_aside(finding, by=request.user, why=form.cleaned_data["why"])
            except ValidationError as refusal:
                form.add_error("why", refusal)
            else:
                messages.success(request, f"已搁置：{finding}。")
                return redirect(back)
        context = {
            **self.site.each_context(request),
            "title": "搁置",
            "finding": finding,
            "check": next(iter(checks(name=finding.check_name)), None),
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/editorial/desk/set_aside.html", context)

    def bring_back(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        finding = self._finding(request, pk)
        bring_back(finding)
        messages.success(request, f"已放回待补：{finding}。")
        return redirect(_way_back(request, finding))


def _way_back(request, finding: Finding) -> str:
    back = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("admin:findings", args=[finding.check_name])


def _query(request, **changes: str | None) -> str:
    """Return the address's parameters with some of them changed, or left out (None)."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()


def _kind_choices(request, kinds: Kinds, chosen: Kinds) -> Iterator[Choice]:
    """Offer the kinds of records, if there is a choice."""
    if len(kinds) < 2:
        return
    yield Choice("全部", _query(request, kind=None, p=None), len(chosen) == len(kinds))
    for model in kinds.values():
        options = model._meta
        query = _query(request, kind=options.label_lower, p=None)
        is_chosen = len(chosen) < len(kinds) and model in chosen.values()
        yield Choice(str(options.verbose_name), query, is_chosen)


def _aside_choices(request, aside: bool) -> Iterator[Choice]:
    yield Choice("待补", _query(request, aside=None, p=None), not aside)
    yield Choice("已搁置", _query(request, aside="1", p=None), aside)
