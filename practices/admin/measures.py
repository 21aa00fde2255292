"""The parts of a practice as rows of its page, which make a tree."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from editorial.admin import RowForm, RowFormSet, TabularRows
from editorial.trees import CIRCLE
from practices.models import Measure


def tree_of(practice):
    """Return the practice's measures, each under the one that it belongs to."""
    return practice.measures.with_tree_fields().tree_filter(practice=practice.pk)


class TreeChoices(RowFormSet):
    """Shows in a list of measures what stands under what."""

    def choice_label(self, row):
        return "　" * getattr(row, "tree_depth", 0) + row.label


class MeasureRowForm(RowForm):
    """One part. `under` names another row of the page, which need not be saved yet, as its parent.

    Circles are looked for when all rows are known: as stored, a row may stand under the one that it
    is about to stand above.
    """

    under = forms.CharField(required=False, widget=forms.HiddenInput)

    def has_changed(self):
        """A new row with a place but no words is none."""
        words = set(self.changed_data) - {"parent", "position", "under"}
        return bool(words if self.instance.pk is None else self.changed_data)

    def _update_errors(self, errors):
        kept = {
            name: [error for error in found if error.code != CIRCLE]
            for name, found in getattr(errors, "error_dict", {}).items()
        }
        if kept:
            errors.error_dict = {name: found for name, found in kept.items() if found}
        super()._update_errors(errors)


class MeasureRowFormSet(TreeChoices):
    own_choices = {"parent": tree_of}

    def clean(self):
        self._parents = dict(self._found_parents())
        for form in self._parents:
            if form in self._above(form):
                form.add_error("parent", "上级不能是自己，也不能是自己的下级。")
        super().clean()

    def _rows(self) -> list[forms.ModelForm]:
        """Return the forms of the rows that there will be."""
        return [form for form in self.forms if self._is_row(form) and not self._is_leaving(form)]

    def _found_parents(self) -> Iterator[tuple]:
        """Yield each row with the one that it is to stand under, or None."""
        rows = self._rows()
        by_prefix = {form.prefix: form for form in rows}
        by_key = {form.instance.pk: form for form in rows if form.instance.pk}
        for form in rows:
            cleaned = getattr(form, "cleaned_data", {})
            under, parent = cleaned.get("under"), cleaned.get("parent")
            found = by_prefix.get(under) if under else by_key.get(parent and parent.pk)
            if found is None and (under or parent):
                form.add_error(
                    "parent", "所选的上级构成没有名称，或者也要删除。请改选，或先填好它。"
                )
            yield form, found

    def _above(self, form) -> list:
        """Return the rows above one, up to the top or to where they begin again."""
        above: list = []
        while (form := self._parents.get(form)) is not None and form not in above:
            above.append(form)
        return above

    def _refuse_twins(self, constraint, forms) -> None:
        """Refuse a label twice under one parent, which may be a row that has no key yet."""
        if constraint.condition is not None:
            return  # it says of the top what the other one says of what is under something
        stored = {
            (form.initial.get("parent"), form.initial.get("label")): form
            for form in self.initial_forms
        }
        seen = set()
        for form in forms:
            parent = self._parents.get(form)
            key = (parent, form.instance.label)
            before = stored.get((parent and parent.instance.pk, form.instance.label), form)
            if key in seen:
                form.add_error(None, "与本页另一行重复。")
            elif before is not form and (parent is None or parent.instance.pk):
                form.add_error(None, "与另一行改动前相同。请先改那一行并保存，再改这一行。")
            seen.add(key)

    def save(self, commit=True):
        """Save what is above before what is under it, so that at no moment there is a circle."""
        saved = super().save(commit=False)
        if not commit:
            return saved
        for row in self.deleted_objects:
            row.delete()
        for form in sorted(self._parents, key=lambda form: len(self._above(form))):
            if any(form.instance is row for row in saved):
                parent = self._parents[form]
                form.instance.parent = parent and parent.instance
                form.instance.save()
        return saved


class MeasureRows(TabularRows):
    """The parts; `measure-tree.js` makes a tree of the table."""

    model = Measure
    form = MeasureRowForm
    formset = MeasureRowFormSet
    fields = ("place", "parent", "position", "label", "content", "detail", "under")
    readonly_fields = ("place",)

    class Media:
        js = (forms.Script("measure-tree.js", defer=True),)

    def get_queryset(self, request):
        return super().get_queryset(request).with_tree_fields()

    @admin.display(description="层级")
    def place(self, obj):
        if obj is None or obj.pk is None:
            return ""
        depth = getattr(obj, "tree_depth", 0)
        return format_html('<span class="depth depth-{}">第 {} 级</span>', min(depth, 5), depth + 1)
