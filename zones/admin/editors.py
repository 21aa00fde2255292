"""The zones that an editor is limited to, on the page of the editor's account."""

from django.contrib import admin

from editorial.admin.accounts import AccountAdmin, may_give_rights
from editorial.admin.records import ManyAutocomplete
from zones.models import EditorZones


class LimitRows(admin.StackedInline):
    model = EditorZones
    fields = ("zones",)
    autocomplete_fields = ("zones",)
    extra = 0
    max_num = 1
    verbose_name = verbose_name_plural = "限于高新区"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = ManyAutocomplete(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may_limit(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_limit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_limit(request, obj)

    @staticmethod
    def _may_limit(request, account) -> bool:
        return account is None or may_give_rights(request.user, account)


AccountAdmin.inlines = (*AccountAdmin.inlines, LimitRows)
