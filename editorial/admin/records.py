"""What the admin pages of all records have in common."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpResponseRedirect
from simple_history.admin import SimpleHistoryAdmin

from editorial.models import Publishable, StaleRecordError, State
from editorial.services import steps_of

from .columns import as_list, state_badge
from .forms import EditorialForm, GuardedForm, PlainTextarea
from .review import ReviewMixin
from .versions import VersionHelper

FROZEN = (State.PUBLISHED, State.ARCHIVED)
ARCHIVIST = "editorial.archive_record"


class ManyAutocomplete(AutocompleteSelectMultiple):
    """Without the mark that clears all: it stands in a list where only items may stand."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class EditorialAdmin(SimpleHistoryAdmin):
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
        js = ("admin-names.js",)

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        what = "新增" if add else "修改" if self.has_change_permission(request, obj) else "查看"
        context["title"] = f"{what}{self.opts.verbose_name}"
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_historical_record_context_helper(self, request, historical_record):
        return VersionHelper(self.model, historical_record)

    def history_view_title(self, request, obj):
        return f"历史：{obj}"

    def history_form_view_title(self, request, obj):
        return f"旧的一版：{obj}"

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


class PublishableAdmin(ReviewMixin, EditorialAdmin):
    """A record with a publication state."""

    form = GuardedForm

    @admin.display(description="状态", ordering="state")
    def state_badge(self, obj):
        return state_badge(obj)

    @admin.display(description="待补")
    def to_mend_list(self, obj):
        return as_list(self.to_mend(obj))

    def to_mend(self, obj) -> list[str]:
        """Say in sentences what is missing or does not add up; computed from what is loaded."""
        return obj.publication_problems()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed or request.user.has_perm(ARCHIVIST):
            return allowed
        # The page of an old version gives that version: what counts is the state of today.
        rows = type(obj)._base_manager.filter(pk=obj.pk)
        state = (
            rows.values_list("state", flat=True).first() if hasattr(obj, "_history") else obj.state
        )
        return state not in FROZEN

    def has_delete_permission(self, request, obj=None):
        if obj is not None and (obj.published_at is not None or obj.state in FROZEN):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A change of rows is a change of the record: a new revision, and a new version."""
        super().save_related(request, form, formsets, change)
        changed = [str(r.model._meta.verbose_name_plural) for r in formsets if r.has_changed()]
        if change and changed and not form.has_changed():
            form.instance._change_reason = f"改动了{'、'.join(changed)}"
            form.instance.save()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            frozen = obj.state in FROZEN and not self.has_change_permission(request, obj)
            context |= {
                "moves": self.moves_offered(request, obj),
                "steps": steps_of(obj).select_related("actor"),
                "to_mend": self.to_mend(obj),
                "state_badge": state_badge(obj),
                "frozen": frozen and super().has_change_permission(request),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


class PartAdmin(EditorialAdmin):
    """A part of a record, on a page of its own.

    `part_of` names the relation to the record: its state decides who may change the part, and a
    change of the part counts as a revision of it.
    """

    is_part = True
    form = GuardedForm
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

    def _whole_may(self, what: str, request, obj) -> bool:
        whole = getattr(obj, self.part_of)
        return getattr(self.admin_site.get_model_admin(type(whole)), what)(request, whole)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._whole_may("has_change_permission", request, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._whole_may("has_change_permission", request, obj))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == self.part_of and not request.user.has_perm(ARCHIVIST):
            field.queryset = field.queryset.exclude(state__in=FROZEN)
            field.error_messages["invalid_choice"] = (
                "这条记录已经发布或归档，您不能再给它添加内容；请有“归档与重新编辑”权限的人办理。"
            )
        return field

    def _count_as_revision(self, request, obj) -> None:
        whole: Publishable = getattr(obj, self.part_of)
        whole._history_user = request.user
        whole.save()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change or form.has_changed() or form.restores:
            self._count_as_revision(request, obj)

    def delete_model(self, request, obj):
        with transaction.atomic():
            super().delete_model(request, obj)
            self._count_as_revision(request, obj)
