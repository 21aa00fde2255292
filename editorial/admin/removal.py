"""The page that asks before a record is deleted, or says what still refers to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial import audit
from editorial.models import AuditEntry
from editorial.removal import own_parts, references_to, refusal, remove


class RemovalMixin:
    """Deletes a record with its own parts and nothing else; it can be brought back for a while."""

    removal_template = "admin/editorial/removal/delete.html"

    def get_actions(self, request):
        """Leave out deleting in bulk: it would pass by the rules for single records."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request, object_id, extra_context=None):
        """Ask (GET), then delete (POST), unless something refers to the record."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_delete_permission(request, record):
            raise PermissionDenied
        sentence = refusal(record)
        found, total = references_to(record)
        if request.method == "POST" and not (found or sentence):
            try:
                return self._delete(request, record)
            except (ValidationError, ProtectedError) as error:
                # Somebody was quicker than this page.
                sentence = "；".join(getattr(error, "messages", ["还有别处用着它，没有删除。"]))
                found, total = references_to(record)
        context = {
            **self.admin_site.each_context(request),
            "title": f"删除：{record}",
            "opts": self.opts,
            "original": record,
            "page": self._address(record),
            "refusal": sentence,
            "references": [(one, self._address(one.row)) for one in found],
            "more": total - len(found),
            "parts": _parts_listed(record),
            "is_part": getattr(self, "is_part", False),
        }
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, self.removal_template, context, status=status)

    def _delete(self, request, record):
        title = str(record)
        with transaction.atomic():
            self.log_deletions(request, [record])
            self.delete_model(request, record)
        self.message_user(request, f"已删除“{title}”。", messages.SUCCESS)
        if self.has_view_permission(request):
            options = self.opts
            return redirect(f"admin:{options.app_label}_{options.model_name}_changelist")
        return redirect("admin:index")

    def _address(self, row) -> str:
        """Return the page of a row in the admin; "" if it has none."""
        if type(row) not in self.admin_site._registry:
            return ""
        options = row._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])

    def delete_model(self, request, obj):
        """Keep what is deleted; a part of a record is kept in the versions of the record."""
        if getattr(self, "is_part", False):
            audit.note(AuditEntry.Action.DELETE, actor=request.user, record=obj, request=request)
            super().delete_model(request, obj)
        else:
            remove(obj, actor=request.user)


def _parts_listed(record) -> list[tuple[str, int]]:
    """Return how many parts of each kind go with a record."""
    numbers: dict[str, int] = {}
    for part in own_parts(record):
        name = str(part._meta.verbose_name)
        numbers[name] = numbers.get(name, 0) + 1
    return list(numbers.items())
