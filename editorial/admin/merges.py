"""The list of merges, and the page on which one is taken back."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from editorial.merging import undo
from editorial.models import Merge
from editorial.persons import name_of

from .logs import KindFilter, ReadOnlyAdmin, person
from .merging import MERGER

_BY = person("by", "合并人")


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind_of_record", "at", _BY, "undone")
    list_filter = (("content_type", KindFilter),)
    list_select_related = ("content_type", "by", "undone_by")
    search_fields = ("kept_title", "merged_title")
    date_hierarchy = "at"
    fields = ("kept_title", "merged_title", "kind_of_record", "at", _BY, "moved", "undone")
    readonly_fields = ("kind_of_record", _BY, "moved", "undone")
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("data")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="editorial_merge_undo"), *super().get_urls()]

    @admin.display(description="撤销")
    def undone(self, merged):
        if merged.undone_at is not None:
            name = name_of(merged.undone_by)
            return f"{name}已撤销"
        address = reverse("admin:editorial_merge_undo", args=[merged.pk])
        return format_html('<a href="{}">撤销合并…</a>', address)

    @admin.display(description="经过")
    def moved(self, merged):
        steps = merged.data["steps"]
        dropped = sum("drop" in step for step in steps)
        return f"移过来 {len(steps) - dropped} 处，重复而去掉 {dropped} 处"

    def undo_view(self, request, pk):
        """Ask (GET), then make two records again (POST)."""
        merged = self.get_object(request, str(pk))
        if merged is None:
            raise Http404
        model = merged.content_type.model_class()
        of_kind = self.admin_site._registry.get(model)
        if not (request.user.has_perm(MERGER) and of_kind.has_change_permission(request)):
            raise PermissionDenied
        found: list[str] = []
        if request.method == "POST":
            try:
                lost = undo(merged, actor=request.user)
            except ValidationError as refusal:
                found = refusal.messages
            else:
                self._say_undone(request, merged, lost)
                name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
                return redirect(reverse(name, args=[merged.merged_id]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"撤销合并：{merged}",
            "opts": self.opts,
            "merged": merged,
            "moved": self.moved(merged),
            "refusals": found,
        }
        template = "admin/editorial/merging/undo.html"
        return TemplateResponse(request, template, context, status=409 if found else 200)

    def _say_undone(self, request, merged, lost: list[str]) -> None:
        self.message_user(
            request,
            f"已撤销：“{merged.merged_title}”与“{merged.kept_title}”又是两条记录。",
            messages.SUCCESS,
        )
        for sentence in lost:
            self.message_user(request, sentence, messages.WARNING)
