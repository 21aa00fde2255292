"""The versions of a record: who, when, what; any two compared; an older one brought back."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from editorial.models import PendingChange, Version
from editorial.versions import log, pending
from editorial.versions.comparing import compare, nothing

from .logs import ReadOnlyAdmin, person

PAGE_SIZE = 20


class VersionsMixin:
    """Gives an admin of records that go through review the pages of their versions."""

    versions_template = "admin/editorial/versions.html"
    comparison_template = "admin/editorial/comparison.html"
    restore_template = "admin/editorial/restore.html"

    def get_urls(self):
        base = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            ("<path:object_id>/versions/compare/", self.compare_view, "compare"),
            ("<path:object_id>/versions/<int:number>/", self.version_view, "version"),
            ("<path:object_id>/versions/<int:number>/restore/", self.restore_view, "restore"),
        ]
        urls = [
            path(route, self.admin_site.admin_view(view), name=f"{base}_{name}")
            for route, view, name in own
        ]
        return [*urls, *super().get_urls()]

    def _seen(self, request, object_id):
        """Return the record if there is one and the editor may see it."""
        record = self._record(object_id)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def _version(self, record, number) -> Version:
        version = log.versions_of(record).select_related("by").filter(number=number).first()
        if version is None:
            raise Http404
        return version

    def history_view(self, request, object_id, extra_context=None):
        """List the versions, newest first."""
        record = self._seen(request, unquote(object_id))
        versions = log.versions_of(record).select_related("by").defer("data")
        page = Paginator(versions, PAGE_SIZE).get_page(request.GET.get("page"))
        return self._versions_page(
            request, self.versions_template, record, f"版本：{record}", versions=page
        )

    def version_view(self, request, object_id, number):
        """Show all that a version says."""
        record = self._seen(request, object_id)
        version = self._version(record, number)
        return self._versions_page(
            request,
            self.comparison_template,
            record,
            f"第 {number} 版：{record}",
            after=version,
            whole=True,
            comparison=compare(self.model, nothing(self.model), version.data),
        )

    def compare_view(self, request, object_id):
        """Show what differs between two versions, whichever was named first."""
        record = self._seen(request, object_id)
        numbers = sorted(
            int(number[:9])
            for number in (request.GET.get("a", ""), request.GET.get("b", ""))
            if number.isdecimal()
        )
        if len(set(numbers)) != 2:
            self.message_user(request, "请选两个不同的版本来比较。", messages.ERROR)
            return redirect(self.address_of("history", record))
        before, after = (self._version(record, number) for number in numbers)
        return self._versions_page(
            request,
            self.comparison_template,
            record,
            f"比较第 {before.number} 版与第 {after.number} 版：{record}",
            before=before,
            after=after,
            comparison=compare(self.model, before.data, after.data),
        )

    def restore_view(self, request, object_id, number):
        """Ask (GET), then make an older version the newest one (POST)."""
        record = self._seen(request, object_id)
        version = self._version(record, number)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, record, version)
        now = pending.content(record, pending.change_of(record))
        return self._versions_page(
            request,
            self.restore_template,
            record,
            f"恢复第 {number} 版：{record}",
            version=version,
            comparison=compare(self.model, now, version.data),
        )

    def _restore(self, request, record, version: Version):
        note = f"恢复为第 {version.number} 版"
        try:
            change = pending.propose(
                record, version.data, actor=request.user, action=log.Action.RESTORE, note=note
            )
        except ValidationError as refusal:
            self.message_user(request, f"没有恢复：{'；'.join(refusal.messages)}", messages.ERROR)
            return redirect(self.address_of("history", record))
        where = "，存在修改稿里，送审通过后读者才会看到" if change else ""
        self.message_user(request, f"已{note}{where}。", messages.SUCCESS)
        return redirect(self.address_of("change", record))

    def _versions_page(self, request, template, record, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": record,
            "page": self.address_of("change", record),
            "history": self.address_of("history", record),
            "may_restore": self.has_change_permission(request, record),
            **context,
        }
        return TemplateResponse(request, template, context)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """All versions of all records, for whoever audits."""

    list_display = (
        "at",
        "title",
        "kind_of_record",
        "number",
        "action",
        person("by", "经手人"),
        "note",
        "is_published",
    )
    list_display_links = None
    list_filter = ("action", "is_published")
    list_select_related = ("content_type", "by")
    search_fields = ("title", "note")
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("data")


@admin.register(PendingChange)
class PendingChangeAdmin(ReadOnlyAdmin):
    list_display = (
        "title",
        "kind_of_record",
        "state",
        person("created_by", "撰稿人"),
        "updated_at",
    )
    list_display_links = None
    list_filter = ("state",)
    list_select_related = ("content_type", "created_by")
    search_fields = ("title",)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("base", "data")
