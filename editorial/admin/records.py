"""What the admin pages of all records have in common."""

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import Script
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from editorial import findings
from editorial.models import Publishable, StaleRecordError, State
from editorial.scopes import within
from editorial.versions import log, pending

from .forms import EditorialForm, GuardedForm, NumbersOnly, PlainTextarea
from .history import VersionHelper
from .limits import LimitsMixin
from .removal import RemovalMixin
from .tables import TableMixin


class OneAutocomplete(NumbersOnly, AutocompleteSelect):
    pass


class ManyAutocomplete(NumbersOnly, AutocompleteSelectMultiple):
    """Without the mark that clears all: it stands in a list where only items may stand."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class EditorialAdmin(TableMixin, RemovalMixin, SimpleHistoryAdmin):
    """A kind of record with history; the page of an old version can restore its words.

    `is_part` puts the kind below the main ones on the first page.
    """

    is_part = False
    form = EditorialForm
    formfield_overrides = {
        models.TextField: {"widget": PlainTextarea},
        models.URLField: {"assume_scheme": "https"},
    }
    change_form_template = "admin/editorial/change_form.html"
    object_history_template = "admin/editorial/history.html"
    object_history_form_template = "admin/editorial/version.html"
    list_per_page = 50
    history_list_per_page = 20

    class Media:
        js = (
            "admin-names.js",
            Script("picker-hints.js", defer=True),
            Script("wording.js", defer=True),
            Script("unsaved.js", defer=True),
        )

    def get_historical_record_context_helper(self, request, historical_record):
        return VersionHelper(self.model, historical_record)

    def history_view_title(self, request, obj):
        return f"历史：{obj}"

    def history_form_view_title(self, request, obj):
        return f"旧的一版：{obj}"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = OneAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ManyAutocomplete(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_actions(self, request):
        """Leave out deleting in bulk: it would pass by the rules for single records."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request, obj=None):
        """An old version is for reading only to those who may not restore it."""
        if hasattr(obj, "_history") and not self.has_change_permission(request, obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        related = self.list_select_related
        return queryset.select_related(*related) if related else queryset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # One does not delete another record from within this one.
            field.widget.can_delete_related = False
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        return self._with_refusals_said(request, view, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return self._with_refusals_said(request, super().delete_view, object_id, extra_context)

    def _with_refusals_said(self, request, view, *args):
        """Say what went wrong where only the database, or another editor, could know it."""
        try:
            return view(request, *args)
        except (StaleRecordError, ValidationError) as refusal:
            sentence = "；".join(getattr(refusal, "messages", [str(refusal)]))
        except IntegrityError:
            sentence = "与已有的记录重复，或所选的记录刚被别人删除。请检查后再保存。"
        self.message_user(request, f"没有保存：{sentence}", messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        """Save only what was changed: pressing the button must not make a reviewer an author."""
        if not change or form.has_changed() or form.restores:
            super().save_model(request, obj, form, change)

    def history_view(self, request, object_id, extra_context=None):
        if not unquote(object_id).isdecimal():
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show an old version; restoring it needs the right to change the present record.

        The library asks for that right only when it draws the button.
        """
        present = self.get_object(request, unquote(object_id))
        if present is None or not version_id.isdecimal():
            raise Http404
        may_change = self.has_change_permission(request, present)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        with transaction.atomic():
            return super().history_form_view(
                request, object_id, version_id, {**(extra_context or {}), "present": present}
            )

    def revert_disabled(self, request, obj=None):
        return not self.has_change_permission(request, obj)


class PartAdmin(LimitsMixin, EditorialAdmin):
    """A part of a record, on a page of its own.

    `part_of` names the relation to the record: its state decides who may change the part, and a
    change of the part counts as a revision of it.
    """

    is_part = True
    form = GuardedForm
    # In the order of their records, all of them would have to be read and sorted for one page.
    ordering = ("-pk",)
    part_of = ""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.part_of = self.part_of
        form.checked_too = (*form.checked_too, self.part_of)
        return form

    def get_readonly_fields(self, request, obj=None):
        """A part stays with its record."""
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None else (self.part_of, *fields)

    def reviewed(self, obj):
        return getattr(obj, self.part_of)

    def _whole_may(self, what: str, request, obj) -> bool:
        whole = getattr(obj, self.part_of)
        return getattr(self.admin_site.get_model_admin(type(whole)), what)(request, whole)

    def _is_open(self, request, obj) -> bool:
        """Tell whether the part may be changed here: parts of what readers see may not."""
        whole = getattr(obj, self.part_of)
        return whole.state == State.DRAFT and self._whole_may("has_change_permission", request, obj)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_open(request, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._is_open(request, obj))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == self.part_of:
            field.queryset = within(request.user, field.queryset.filter(state=State.DRAFT))
            field.error_messages["invalid_choice"] = (
                "只能给草稿添加。已发布的记录请打开它自己的页面修改，那里会存成修改稿；"
                "送审中的请先撤回。"
            )
        return field

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not self._is_open(request, obj):
            whole = getattr(obj, self.part_of)
            options = whole._meta
            name = f"admin:{options.app_label}_{options.model_name}_change"
            context |= {"whole": whole, "whole_url": reverse(name, args=[whole.pk])}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _count_as_revision(self, request, obj) -> None:
        whole: Publishable = getattr(obj, self.part_of)
        whole._history_user = request.user
        whole.save()
        log.keep(whole, actor=request.user, action=log.Action.SAVE)
        findings.refresh(whole)

    def save_model(self, request, obj, form, change):
        log.keep_base(pending.locked(getattr(obj, self.part_of)))
        super().save_model(request, obj, form, change)
        if not change or form.has_changed() or form.restores:
            self._count_as_revision(request, obj)

    def delete_model(self, request, obj):
        with transaction.atomic():
            log.keep_base(pending.locked(getattr(obj, self.part_of)))
            super().delete_model(request, obj)
            self._count_as_revision(request, obj)
