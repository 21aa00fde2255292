"""Rows of an inline: choices limited to their parent, and no query for each row."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, TextField, UniqueConstraint
from django.forms import BaseInlineFormSet

from .forms import NumbersOnly, PlainTextarea, RowForm


class KnownAutocomplete(NumbersOnly, AutocompleteSelect):
    """An autocomplete field that need not ask for the chosen record when the row has it loaded."""

    known: Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, True, len(options)))
        return [(None, options, 0)]


class RowFormSet(BaseInlineFormSet):
    """The rows of one parent.

    `own_choices` maps a field to a function from the parent to the rows that may be chosen; they
    are read once for all rows.
    """

    own_choices: dict[str, Callable[[Model], QuerySet]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._choices = {}

    def _choices_for(self, name: str) -> tuple[QuerySet, list[tuple]]:
        if name not in self._choices:
            related = self.model._meta.get_field(name).related_model
            saved = self.instance.pk is not None
            rows = self.own_choices[name](self.instance) if saved else related.objects.none()
            choices = [("", "—"), *[(row.pk, self.choice_label(row)) for row in rows]]
            self._choices[name] = (
                related._base_manager.filter(pk__in=[*dict(choices)][1:]),
                choices,
            )
        return self._choices[name]

    def choice_label(self, row: Model) -> str:
        return str(row)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in self.own_choices:
            if name in form.fields:
                form.fields[name].queryset, choices = self._choices_for(name)
                form.fields[name].widget.choices = choices
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            # In a table the label is a column's head, which no screen reader ties to the field.
            widget.attrs["aria-label"] = field.label or ""
            if isinstance(widget, KnownAutocomplete):
                widget.known = form.instance._state.fields_cache.get(name)

    def clean(self):
        super().clean()
        leaving = [form for form in self.initial_forms if self._is_leaving(form)]
        for form in leaving:
            self._refuse_to_take_others_along(form.instance)
        staying = [form for form in self.forms if form not in leaving and self._is_row(form)]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self._refuse_twins(constraint, staying)

    @staticmethod
    def _is_row(form) -> bool:
        return form.instance.pk is not None or form.has_changed()

    def _is_leaving(self, form) -> bool:
        return self.can_delete and self._should_delete_form(form)

    @staticmethod
    def _refuse_to_take_others_along(row: Model) -> None:
        """Raise if deleting `row` would silently delete what hangs on it."""
        collector = NestedObjects(using=row._state.db, origin=row)
        collector.collect([row])
        others = [other for found in collector.data.values() for other in found if other != row]
        if others:
            names = "、".join(f"{other._meta.verbose_name}“{other}”" for other in others[:3])
            raise ValidationError(
                f"“{row}”不能删除，上面还挂着{names}{'等' if len(others) > 3 else ''}。"
                "请先改动或删除它们并保存。"
            )

    def _refuse_twins(self, constraint: UniqueConstraint, forms) -> None:
        """Refuse rows that only the database would find to be the same.

        Django leaves constraints that name the parent to the formset, which knows no conditions
        and takes no two empty values for equal. The database compares after each row: a row
        cannot take what another one gives up in the same form.
        """
        names = [name for name in constraint.fields if name != self.fk.name]
        stored = {form: tuple(map(form.initial.get, names)) for form in self.initial_forms}
        seen = set()
        for form in forms:
            row = form.instance
            key = tuple(getattr(row, row._meta.get_field(name).attname) for name in names)
            if (None in key and constraint.nulls_distinct is not False) or (
                constraint.condition is not None and "" in key
            ):
                continue
            if key in seen:
                form.add_error(None, "与本页另一行重复。")
            elif form in stored and any(
                key == before for other, before in stored.items() if other is not form
            ):
                form.add_error(None, "与另一行改动前相同。请先改那一行并保存，再改这一行。")
            seen.add(key)


class RowInline:
    """What all inlines share; mixed into one of Django's two layouts.

    `related` is loaded with the rows, so that their labels cost no further query.
    """

    form = RowForm
    formset = RowFormSet
    extra = 0
    view_on_site = False
    formfield_overrides = {TextField: {"widget": PlainTextarea(attrs={"rows": 3})}}
    related: tuple[str, ...] = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Four icons at every field of every row hide the row.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class TabularRows(RowInline, admin.TabularInline):
    """Short rows, one a line."""

    template = "admin/editorial/rows.html"


class StackedRows(RowInline, admin.StackedInline):
    """Rows with long words, one under the other."""
