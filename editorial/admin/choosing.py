"""A filter of a list by one of many records, which is searched for instead of listed."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.widgets import AutocompleteSelect


class ChosenRecordFilter(admin.FieldListFilter):
    """Filters by the record that a relation names; what can be chosen is searched for.

    A filter that lists its values asks the database for every zone or practice of every row.
    """

    template = "admin/editorial/chosen_filter.html"

    def __init__(self, field, request, params, model, model_admin, field_path):
        key = field.remote_field.model._meta.pk.name
        self.parameter = f"{field_path}__{key}__exact"
        super().__init__(field, request, params, model, model_admin, field_path)
        self.chosen = self.used_parameters.get(self.parameter, [""])[-1]
        if not self.chosen:
            # The button was pressed with nothing chosen.
            self.used_parameters.pop(self.parameter, None)
        self.admin_site = model_admin.admin_site
        self.kept: list[tuple[str, str]] = []

    def expected_parameters(self):
        return [self.parameter]

    def choices(self, changelist):
        """Yield the way to take the filter off; remember what else the list is narrowed by."""
        own = (self.parameter, "p")
        self.kept = [pair for pair in changelist.params.items() if pair[0] not in own]
        yield {
            "selected": not self.chosen,
            "query_string": changelist.get_query_string(remove=[self.parameter]),
            "display": "全部",
        }

    @property
    def picker(self) -> str:
        """Return the field in which the record is searched for."""
        rows = self.field.remote_field.model._default_manager.all()
        widget = AutocompleteSelect(self.field, self.admin_site)
        field = forms.ModelChoiceField(rows, required=False, widget=widget)
        chosen = rows.filter(pk=self.chosen).first() if self.chosen else None
        attrs = {"id": f"filter-{self.parameter}", "aria-label": str(self.title)}
        return field.widget.render(self.parameter, chosen and chosen.pk, attrs)

    @staticmethod
    def media_of(model_admin, field_path: str) -> forms.Media:
        """Return the scripts and sheets that the list of `model_admin` needs for the filter."""
        field = get_fields_from_path(model_admin.model, field_path)[-1]
        return AutocompleteSelect(field, model_admin.admin_site).media
