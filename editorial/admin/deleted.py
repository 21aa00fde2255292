"""The list of deleted records, and the page on which one is brought back."""

from __future__ import annotations

import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from editorial.models import DeletedRecord
from editorial.persons import name_of
from editorial.restoring import KEPT_FOR, bring_back

from .logs import KindFilter, ReadOnlyAdmin, person

RESTORER = "editorial.restore_deleted"
_DELETED_BY = person("deleted_by", "删除人")


@admin.register(DeletedRecord)
class DeletedRecordAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind_of_record", "deleted_at", _DELETED_BY, "ways")
    list_filter = (("content_type", KindFilter),)
    list_select_related = ("content_type", "deleted_by", "restored_by")
    search_fields = ("title",)
    date_hierarchy = "deleted_at"
    fields = ("title", "kind_of_record", "deleted_at", _DELETED_BY, "ways")
    readonly_fields = ("kind_of_record", _DELETED_BY, "ways")
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("data")

    def get_urls(self):
        view = self.admin_site.admin_view(self.bring_back_view)
        own = path("<int:pk>/restore/", view, name="editorial_deletedrecord_restore")
        return [own, *super().get_urls()]

    @admin.display(description="恢复")
    def ways(self, deleted):
        if deleted.restored_at is not None:
            name = name_of(deleted.restored_by)
            return f"{name}已恢复"
        left = deleted.deleted_at + KEPT_FOR - timezone.now()
        if left <= datetime.timedelta():
            return "已过期"
        address = reverse("admin:editorial_deletedrecord_restore", args=[deleted.pk])
        return format_html('<a href="{}">恢复…</a>（还剩 {} 天）', address, left.days + 1)

    def bring_back_view(self, request, pk):
        """Ask (GET), then bring the record back (POST)."""
        deleted = self.get_object(request, str(pk))
        if deleted is None:
            raise Http404
        if not request.user.has_perm(RESTORER):
            raise PermissionDenied
        found: list[str] = []
        if request.method == "POST":
            try:
                record, lost = bring_back(deleted, actor=request.user)
            except ValidationError as refusal:
                found = refusal.messages
            else:
                self._say_restored(request, record, lost)
                options = record._meta
                name = f"admin:{options.app_label}_{options.model_name}_change"
                return redirect(reverse(name, args=[record.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"恢复：{deleted}",
            "opts": self.opts,
            "deleted": deleted,
            "parts": sum(map(len, deleted.data["parts"].values())),
            "refusals": found,
        }
        template = "admin/editorial/removal/restore.html"
        return TemplateResponse(request, template, context, status=409 if found else 200)

    def _say_restored(self, request, record, lost: list[str]) -> None:
        self.message_user(request, f"已恢复“{record}”。", messages.SUCCESS)
        for sentence in lost:
            self.message_user(request, sentence, messages.WARNING)
