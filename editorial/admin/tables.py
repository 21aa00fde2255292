"""Taking lists of the admin away as tables, and the way to bring tables in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from editorial.audit import note
from editorial.models import AuditEntry
from editorial.tables.declaring import Table, table_of
from editorial.tables.reading import MAX_ROWS
from editorial.tables.writing import XLSX, lines_of, write_csv, write_xlsx

FORMATS = {"xlsx": ("XLSX", write_xlsx), "csv": ("CSV", write_csv)}
_TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}
# How many bytes of a file stay in memory before it goes to the disk.
_IN_MEMORY = 5 * 1024 * 1024

Tool = tuple[str, str]
_tools: list[Callable[[Table, object], Tool | None]] = []


def offer(tool: Callable[[Table, object], Tool | None]) -> None:
    """Offer a link (label, address) above the lists that are tables, to the users it is for."""
    _tools.append(tool)


def table_file(table: Table, lines, kind: str, *, name: str, more=()) -> HttpResponseBase:
    """Return lines as a file to be saved."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    FORMATS[kind][1](file, table, lines, more)
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"{name}.{kind}", content_type=_TYPES[kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


class TableMixin:
    """Mixed into an admin: its list can be taken away as a table, if its records are one."""

    @property
    def table(self) -> Table | None:
        return table_of(self.model)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.table is None or IS_POPUP_VAR in request.GET:
            return actions
        for kind, (label, _) in FORMATS.items():
            name = f"export_{kind}"
            actions[name] = (_exporting(kind), name, f"导出所选为 {label}")
        return actions

    def changelist_view(self, request, extra_context=None):
        tools = self._tools(request) if self.table else []
        return super().changelist_view(request, {**(extra_context or {}), "table_tools": tools})

    def _tools(self, request) -> list[Tool]:
        narrowed = request.GET.urlencode()
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        exports = [
            (f"导出 {label}", reverse(name, args=[kind]) + (f"?{narrowed}" if narrowed else ""))
            for kind, (label, _) in FORMATS.items()
        ]
        offered = (tool(self.table, request.user) for tool in _tools)
        return [*exports, *(tool for tool in offered if tool)]

    def export_view(self, request, kind):
        """Give the list as it is searched and filtered."""
        if self.table is None or kind not in FORMATS:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{address}?e=1")
        pks = list(dict.fromkeys(rows.values_list("pk", flat=True)[: MAX_ROWS + 1]))
        narrowed = request.GET.urlencode()
        if len(pks) > MAX_ROWS:
            sentence = f"一次最多导出 {MAX_ROWS} 条，请先用检索或筛选缩小范围。"
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(f"{address}?{narrowed}")
        return self.exported(request, pks, kind, "检索与筛选：" + (narrowed or "全部"))

    def exported(self, request, pks: Sequence[int], kind: str, which: str) -> HttpResponseBase:
        """Return records as a file, and write down who took what."""
        label = FORMATS[kind][0]
        note(
            AuditEntry.Action.EXPORT,
            actor=request.user,
            title=str(self.opts.verbose_name_plural),
            detail=f"导出 {len(pks)} 条（{label}）。{which}",
            request=request,
        )
        name = f"{self.opts.verbose_name_plural}-{timezone.localdate():%Y%m%d}"
        return table_file(self.table, lines_of(self.table, pks), kind, name=name)


def _exporting(kind: str) -> Callable:
    def export(modeladmin, request, queryset):
        pks = list(dict.fromkeys(queryset.values_list("pk", flat=True)[:MAX_ROWS]))
        return modeladmin.exported(request, pks, kind, "所选的各条")

    return export
